import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The offices' contacts (A12), for everybody who is signed in.
struct ContactsPage: Sendable {
  let call: Call
  let session: Session

  func show() async throws -> Response {
    let campaignID = call.part("campaign")
    let frame = try await call.frame(session, campaign: campaignID)
    let plan = try await call.center.campaign(campaignID).plan
    let isKeeper = session.person.role == .officer || session.person.role == .planner
    let here = plan.offices.filter { $0.kind != .otherAgency }
    let elsewhere = plan.offices.filter { $0.kind == .otherAgency }
    return frame.page("联系方式", lead: "拍摄、补拍和时间安排找采集单位；数据勘误和光盘找总部；政策问题找省教育厅。") {
      for office in here { block(office, isKeeper: isKeeper, campaignID: campaignID) }
      if !elsewhere.isEmpty {
        DataTable(
          caption: "外省采集单位", columns: [.text("名称"), .text("联系人"), .text("电话"), .text("地址", wide: true)],
          rows: elsewhere.map {
            [.text($0.name), .text(known($0.contactName)), .text(known($0.telephone)), .text(known($0.address))]
          },
          emptyText: ""
        ).html
      }
      if let text = announcement(plan, here) { CopyText(title: "发到工作群", text: text).html }
    }.response(status: .ok)
  }

  private func block(_ office: Office, isKeeper: Bool, campaignID: String) -> HTML {
    var facts = DescriptionList()
    facts.add("联系人", known(office.contactName))
    facts.add("电话", [known(office.telephone), office.secondTelephone].filter { !$0.isEmpty }.joined(separator: "，"))
    if !office.fax.isEmpty { facts.add("传真", office.fax) }
    if !office.email.isEmpty { facts.add("电子邮箱", office.email) }
    facts.add("地址", [known(office.address), office.postcode].filter { !$0.isEmpty }.joined(separator: "，邮编 "))
    let isIncomplete = office.contactName.isEmpty || office.telephone.isEmpty || office.address.isEmpty
    return card(
      office.name.isEmpty ? office.kind.chineseName : office.name, aside: Tag.span(office.kind.chineseName, .class("soft"))
    ) {
      facts.html
      if isIncomplete {
        if isKeeper {
          Tag.p { Tag.a("补齐这些联系方式", .href("/campaigns/\(campaignID)/settings#\(field(office))")) }
        } else {
          Tag.p("还有未公布的内容，请向采集单位询问。", .class("soft"))
        }
      }
    }
  }

  private func field(_ office: Office) -> String {
    FormField.identifier(OfficePart.name.field(OfficePart.prefix(office.kind)))
  }

  private func known(_ text: String) -> String { text.isEmpty ? "未填写" : text }

  private func announcement(_ plan: CampaignPlan, _ offices: [Office]) -> String? {
    let lines = offices.filter { !$0.name.isEmpty && !$0.telephone.isEmpty }.map { office in
      "\(office.name)：\(office.contactName) \(office.telephone)"
    }
    guard !lines.isEmpty else { return nil }
    return ([plan.title + "联系方式"] + lines).joined(separator: "\n")
  }
}
