import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// What a place hands on to its classes: lists, signs, notices, posters, texts.
struct PlacePapersPage: Sendable {
  let call: Call
  let reader: any VisitReader

  private var campaignID: String { call.part("campaign") }
  private var placeID: String { call.part("place") }
  private var address: String { "/campaigns/\(campaignID)/visits/\(placeID)/papers" }

  func show() async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .schedule)
    let schedule = try await VisitPapers.found {
      try await call.center.placePapers(of: placeID, campaignID: campaignID, by: reader)
    }
    var trail = ScheduleWords.trail(campaignID)
    if reader is any VisitSpeaker {
      trail.append(.init(label: schedule.place.name, address: "/campaigns/\(campaignID)/visits/\(placeID)"))
    }
    guard let edition = schedule.edition else {
      return frame.page("班级通知和打印", lead: "拍摄时间还没有公布，公布后在这里下载。", trail: trail) { HTML.nothing }.response(status: .ok)
    }
    return frame.page(
      "班级通知和打印", lead: "\(schedule.place.name)　\(schedule.classes.count) 个班。时间安排\(edition.chinese)。", trail: trail
    ) {
      if !schedule.classes.isEmpty {
        downloads(schedule)
        table(schedule)
      } else {
        Notice(kind: .look, title: "这一版安排里没有您的班级", text: "请向本校学籍管理员询问。").html
      }
    }.response(status: .ok)
  }

  private func downloads(_ schedule: PlaceSchedule) -> HTML {
    let listRemark =
      schedule.plan.regime == .code ? "每班一份，学号和姓名留空，由学校自己填写" : "每班一份：学号、姓名、到场打勾；不印证件号码"
    return card("打印和发送") {
      Tag.div(.class("acts files")) {
        if reader is any GraduateReader { act("班级名单（按拍摄顺序）", listRemark, "下载名单（PDF）", "class-list") }
        act("门牌", "每天每个拍摄点一张，贴在门上", "下载门牌（PDF）", "door-signs")
        act("班级通知", "每班一页，带二维码，扫码看本班时间", "下载通知（PDF）", "notices")
        act("班级海报", "每班一张图片，发微信群、QQ群；附各班文字", "下载海报（ZIP）", "posters")
      }
      Tag.p(.class("soft")) {
        "学生不用登录就能查："
        Tag.a("本校各班的时间", .href(PublicAddress.place(placeID, campaignID)))
        "；"
        Tag.a("全省时间安排表（附件 3）", .href(PublicAddress.campaign(campaignID)))
      }
    }
  }

  private func act(_ title: String, _ remark: String, _ verb: String, _ file: String) -> HTML {
    fragment {
      Tag.div {
        Tag.strong(title)
        Tag.p(remark, .class("soft"))
      }
      Button.link(verb, to: "\(address)/\(file)", .quiet)
    }
  }

  private func table(_ schedule: PlaceSchedule) -> HTML {
    let wanted = call.query("q").trimmed
    let lines =
      wanted.isEmpty
      ? schedule.classes
      : schedule.classes.filter { $0.identity.classGroup.contains(wanted) || $0.identity.department.contains(wanted) }
    let paging = Paging(page: call.pageNumber, rowCount: lines.count)
    return DataTable(
      caption: "各班的海报和文字", columns: [.text("班级"), .text("院系", wide: true), .text("到场"), .number("人数", wide: true)],
      rows: lines.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { group in
        [
          .link(group.notice.className, to: "\(address)/classes/\(group.key)"), .text(group.notice.shownDepartment),
          .text(group.notice.appointments.map(\.chinese).joined(separator: "；")), .number(group.heads),
        ]
      }, emptyText: "没有找到「\(wanted)」。", address: address, kept: [("q", wanted)], paging: paging,
      filter: FilterForm(
        address: address, fields: [FormField("q", "班级或院系", .search, value: wanted, isRequired: false, lengthLimit: 40)],
        isFiltered: !wanted.isEmpty
      ).html
    ).html
  }
}

/// One class's poster, text, notice and list.
struct ClassPapersPage: Sendable {
  let call: Call
  let reader: any VisitReader

  private var campaignID: String { call.part("campaign") }
  private var placeID: String { call.part("place") }

  func show() async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .schedule)
    let address = "/campaigns/\(campaignID)/visits/\(placeID)/papers"
    let schedule = try await VisitPapers.found {
      try await call.center.placePapers(of: placeID, campaignID: campaignID, by: reader)
    }
    guard let group = schedule.classGroup(call.part("class")) else { throw HTTPError(.notFound) }
    let notice = group.notice
    let poster = "\(address)/classes/\(group.key)/poster"
    return frame.page(
      notice.className, lead: notice.appointments.map(\.chinese).joined(separator: "；"),
      trail: ScheduleWords.trail(campaignID) + [.init(label: "班级通知和打印", address: address)]
    ) {
      Tag.div(.class("beside")) {
        Tag.img(.class("poster"), .src(poster), .set(.alt, "\(notice.className)的海报"), .set(.loading, "lazy"))
        Tag.div(.class("stack")) {
          CopyText(title: "发到班级群", text: notice.copyText(link: call.center.publicAddress + group.shortPath)).html
          Button.row {
            Tag.a("下载海报（PNG）", .class("button"), .href(poster), .download("\(notice.className)_海报.png"))
            Button.link("班级通知（PDF）", to: "\(address)/notices?class=\(group.key)", .quiet)
            if reader is any GraduateReader {
              Button.link("班级名单（PDF）", to: "\(address)/class-list?class=\(group.key)", .quiet)
            }
          }
          Tag.p(.class("soft")) {
            "微信里长按海报可以保存。学生看到的页面："
            Tag.a("本班时间", .href(PublicAddress.classGroup(group.key, placeID, campaignID)))
          }
        }
      }
    }.response(status: .ok)
  }
}

/// The places of a secretary's or counselor's institution.
struct OwnPapersPage: Sendable {
  let call: Call
  let reader: any VisitReader

  func show() async throws -> Response {
    let campaignID = call.part("campaign")
    func papers(_ place: TourPlace) -> String { "/campaigns/\(campaignID)/visits/\(place.id)/papers" }
    let places = try await call.center.ownPaperPlaces(campaignID: campaignID, by: reader)
    if places.count == 1, let only = places.first { return .redirect(toOwn: papers(only)) }
    let frame = try await call.frame(campaign: campaignID, here: .schedule)
    return frame.page("时间安排", lead: "本校和省内函授站的班级时间、通知和打印。") {
      DataTable(
        caption: "拍摄地点", columns: [.text("名称"), .text("城市")],
        rows: places.map { [.link($0.name, to: papers($0)), .text($0.city)] }, emptyText: "本校没有加入本次采集，请联系采集单位。"
      ).html
    }.response(status: .ok)
  }
}
