import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Whom to call (A12), where study centers in other provinces turn to (N7), and where graduates look up their data (A11).
struct PublicContactsPage: Sendable {
  let call: Call

  func show() async throws -> Response {
    let campaignID = call.part("campaign")
    let campaign = try await PublicAnswer.found { try await call.center.publicCampaign(campaignID) }
    let plan = campaign.plan
    let document = PublicFrame(under: plan.title, campaignID: campaignID, here: .contacts).page(
      "联系方式", lead: "先问本班辅导员和本校学籍管理员；他们答不了的，再按下面的分工联系。"
    ) {
      for (kind, duty) in Self.duties {
        if let office = plan.office(kind) { block(office, duty) }
      }
      elsewhere(plan.offices.filter { $0.kind == .otherAgency })
      card("查自己的学历数据") {
        Tag.p { PublicWords.nationalSite }
        Tag.p("学校办理电子注册以后才看得到。", .class("soft"))
      }
    }
    return PublicAnswer.page(document, to: call)
  }

  private static let duties: [(Office.Kind, String)] = [
    (.agency, "拍摄、补拍、时间安排"), (.headOffice, "照片返回、数据勘误"), (.educationDepartment, "政策"),
  ]

  private func block(_ office: Office, _ duty: String) -> HTML {
    var facts = DescriptionList()
    func add(_ term: String, _ value: String) { if !value.isEmpty { facts.add(term, value) } }
    add("联系人", office.contactName)
    let telephones = [office.telephone, office.secondTelephone].filter { !$0.isEmpty }
    if !telephones.isEmpty {
      facts.add("电话", fragment { for telephone in telephones { Tag.div { Self.call(telephone) } } })
    }
    add("传真", office.fax)
    if !office.email.isEmpty { facts.add("电子邮箱", Tag.a(office.email, .href("mailto:\(office.email)"))) }
    add("地址", [office.address, office.postcode].filter { !$0.isEmpty }.joined(separator: "，邮编 "))
    return card(office.name.isEmpty ? office.kind.chineseName : office.name, aside: Tag.span(duty, .class("soft"))) {
      if facts.entries.isEmpty { Tag.p("联系方式还没有公布。", .class("soft")) } else { facts.html }
    }
  }

  /// Dialled by a touch where it is a number alone.
  private static func call(_ telephone: String) -> HTML {
    let digits = telephone.halfWidth.filter { $0.isASCII && $0.isNumber || $0 == "+" }
    return digits.count >= 5 ? Tag.a(telephone, .href("tel:\(digits)")) : .text(telephone)
  }

  private func elsewhere(_ offices: [Office]) -> HTML {
    guard !offices.isEmpty else { return .nothing }
    return DataTable(
      caption: "外省采集单位（函授站在外省的找当地）",
      columns: [.text("名称"), .text("联系人"), .text("电话"), .text("地址", wide: true)],
      rows: offices.map {
        [.text($0.name), .text($0.contactName), .html(Self.call($0.telephone)), .text($0.address)]
      }, emptyText: ""
    ).html
  }
}
