import GraduatePhotos
import Hummingbird
import Workflow

/// Those who cannot come, and the word that nobody else is among them.
struct AbsenceListPage: Sendable {
  let call: Call
  let reader: any GraduateReader

  private var address: RosterAddress { call.rosterAddress }

  func show() async throws -> Response {
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    let page = try await call.center.absences(campaignID: address.campaign, page: call.pageNumber, by: reader)
    let confirmation = try await confirmation(page.total)
    return frame.page("不能到场的学生", lead: "排时间之前登记，不能到场的学生另有去向，不会算作漏拍。", trail: [.init(label: "学生名单", address: address.home)]) {
      CampaignWords.done(
        call,
        [
          "confirmed": "已确认。以后再导入名单，请再核对一次。", "listed": "已登记 # 人。",
        ])
      confirmation
      if reader is any AbsenceKeeper {
        Button.row {
          Button.link("上传不能到场的名单", to: address.home + "/absences/upload", .quiet)
          Button.link("按班级勾选", to: address.home + "/classes", .quiet)
        }
      }
      GraduateTable(
        lines: page.lines, caption: "不能到场", address: address, paging: Paging(page: call.pageNumber, rowCount: page.total),
        pageAddress: address.home + "/absences", showsClass: true, emptyText: "还没有登记。可以在班级名单里勾选，也可以上传名单。"
      ).html
    }.response(status: .ok)
  }

  private func confirmation(_ absent: Int) async throws -> HTML {
    guard let keeper = reader as? any RosterKeeper else { return .nothing }
    let said = try await call.center.absencesConfirmed(campaignID: address.campaign, by: keeper)
    let button = Button.act("已核对，没有其他不能到场的学生", at: address.home + "/absences/confirm", csrf: call.csrf, .primary)
    guard let said else {
      return nowCard("核对完请确认") {
        Tag.p(absent == 0 ? "没有学生不能到场的，也请确认一次，采集单位才能排时间。" : "现有 \(absent) 人不能到场。确认后采集单位按这个排时间，以后仍可以改。")
        Button.row { button }
      }
    }
    guard said.isCurrent else {
      return nowCard("确认以后又导入过名单，请再核对一次") {
        Tag.p("\(said.by)于\(Moment.text(said.at))确认过；后来导入的学生还没有核对。")
        Button.row { button }
      }
    }
    return Notice(kind: .right, title: "已核对", text: "\(said.by)于\(Moment.text(said.at))确认：没有其他不能到场的学生。以后仍可以登记或撤销。").html
  }
}

/// Those whose name still lacks a character: each to be put right by its own page.
struct LackingCharactersPage: Sendable {
  let call: Call
  let reader: any GraduateReader

  func show() async throws -> Response {
    let address = call.rosterAddress
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    let page = try await call.center.namesLackingCharacters(campaignID: address.campaign, page: call.pageNumber, by: reader)
    return frame.page(
      "姓名待补字的学生", lead: "这些姓名里有字没有打出来。打开学生，按身份证补上；打不出的字可以按拼音、部件或 U+ 编号查找。",
      trail: [.init(label: "学生名单", address: address.home)]
    ) {
      GraduateTable(
        lines: page.lines, caption: "待补字", address: address, paging: Paging(page: call.pageNumber, rowCount: page.total),
        pageAddress: address.home + "/lacking-characters", showsClass: true, emptyText: "没有待补字的姓名。"
      ).html
    }.response(status: .ok)
  }
}
