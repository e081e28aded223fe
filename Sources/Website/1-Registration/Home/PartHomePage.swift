import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Stage 1 for those who have a part in it and no slip: secretaries, counselors, photographers, clerks.
struct PartHomePage: Sendable {
  let call: Call
  let session: Session

  private var base: String { "/campaigns/\(call.part("campaign"))" }

  func show() async throws -> Response {
    guard
      let whereabouts = try await call.center.whereabouts(of: session.person, campaignID: call.part("campaign")),
      let campaign = whereabouts.campaign
    else { throw HTTPError(.notFound) }
    let frame = try await call.frame(session, campaign: campaign.id, here: .registration)
    return frame.page("登记与学生名单", lead: lead(whereabouts.institutionName)) {
      nowCard(part.title) {
        Tag.p(part.text)
        if let link = part.link { Button.row { Button.link(link.verb, to: link.address) } }
      }
      own
      days(campaign.plan)
      if session.person.institutionID != nil {
        card("发到群里的文字") {
          CopyText(title: "给学生", text: "【毕业生图像信息采集】" + HomeTexts.campaign(campaign.plan) + "请按学校通知的时间地点到场，带好身份证。").html
        }
      }
      card("常用") {
        Tag.ul(.class("links")) {
          Tag.li { Tag.a("通知", .href("/notices")) }
          Tag.li { Tag.a("联系方式", .href(base + "/contacts")) }
          Tag.li { Tag.a("我的账号", .href("/me")) }
        }
      }
    }.response(status: .ok)
  }

  private func lead(_ institution: String?) -> String? {
    switch session.person {
    case .departmentSecretary(let secretary):
      [institution ?? "", secretary.department].filter { !$0.isEmpty }.joined(separator: " · ")
    case .counselor: institution
    default: nil
    }
  }

  private struct Part {
    var title: String
    var text: String
    var link: (verb: String, address: String)?
  }

  private var part: Part {
    switch session.person {
    case .departmentSecretary:
      Part(
        title: "核对本院系的学生名单", text: "请核对姓名、学号、班级，标出不能到场和需要照顾的学生。有错请告诉本校学籍管理员。",
        link: ("查看本院系名单", base + "/roster"))
    case .counselor:
      Part(
        title: "核对所带班级的学生名单", text: "请和学生本人核对姓名和学号，并登记不能到场的学生：在名单里点学生姓名，填写原因和去向。", link: ("查看班级名单", base + "/roster"))
    case .clerk:
      Part(
        title: "登记收到的盖章页", text: "学校用传真或快递送来盖章的登记单时，请按纸上编号、院校代码或名称找到那份登记单，核对内容后登记收到。",
        link: ("查找登记单", base + "/received"))
    default:
      Part(title: "学校正在登记", text: "拍摄点、人数和学生名单由学校登记，排出时间安排后在第 2 环节可以看到您的场次。", link: nil)
    }
  }

  private var own: HTML {
    guard case .counselor(let counselor) = session.person else { return .nothing }
    return card("所带班级") {
      Tag.ul { for group in counselor.classGroups { Tag.li("\(group.department) \(group.name)") } }
    }
  }

  private func days(_ plan: CampaignPlan) -> HTML {
    var list = DescriptionList()
    for window in plan.windows.sorted(by: { $0.days.first < $1.days.first }) {
      list.add(window.kind.chineseName, window.days.chinese)
    }
    if !plan.makeupPlace.isEmpty { list.add("补拍地点", plan.makeupPlace) }
    guard !list.entries.isEmpty else { return .nothing }
    return card("时间") { list.html }
  }
}
