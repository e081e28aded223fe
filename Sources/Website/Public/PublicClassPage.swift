import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// When and where a class goes, what to bring, and the way on for who misses it: where the QR of notices and posters leads.
struct PublicClassPage: Sendable {
  let call: Call

  private var campaignID: String { call.part("campaign") }

  func show() async throws -> Response {
    let schedule = try await schedule()
    let home = PublicAddress.place(schedule.place.id, campaignID)
    let trail: [Frame.Crumb] = [
      .init(label: "查拍摄时间", address: PublicAddress.campaign(campaignID)), .init(label: schedule.place.name, address: home),
    ]
    let frame = PublicFrame(under: schedule.plan.title, campaignID: campaignID)
    guard let edition = schedule.edition, let group = schedule.classGroup(call.part("class")) else {
      return frame.page("没有找到这个班", trail: trail) {
        if schedule.edition == nil {
          PublicWords.notYet.html
        } else {
          Notice(kind: .look, title: "最新的安排里没有这个班", text: "可能改了班名，或者移到了别处。请从本校的班级里重新找。").html
        }
        Button.row { Button.link("看本校全部班级", to: home) }
      }.response(status: .notFound)
    }
    let notice = group.notice
    let document = frame.page(
      notice.className, lead: [notice.institution, notice.shownDepartment].filter { !$0.isEmpty }.joined(separator: "　"),
      trail: trail
    ) {
      for appointment in notice.appointments { Self.hour(of: appointment) }
      Button.row { Button.link("加到手机日历", to: "\(home)/\(group.key)/calendar") }
      PublicWords.preparation(notice.preparation, more: PublicRoom.preparation.address(campaignID))
      PublicWords.missed(notice.missed)
      card { CopyText(title: "发到班级群", text: notice.copyText(link: call.center.publicAddress + group.shortPath)).html }
      Tag.p("时间安排\(edition.chinese)。有变化时以本页为准，拍摄前一天请再看一次。", .class("soft"))
    }
    return PublicAnswer.page(document, to: call)
  }

  /// The class's appointments for a phone's calendar.
  func calendar() async throws -> Response {
    let schedule = try await schedule()
    guard let group = schedule.classGroup(call.part("class")), let file = call.center.calendarFile(of: group, in: schedule)
    else { throw HTTPError(.notFound) }
    return PublicAnswer.file(file.bytes, name: file.fileName, contentType: file.contentType, to: call)
  }

  private func schedule() async throws -> PlaceSchedule {
    try await PublicAnswer.found { try await call.center.placeSchedule(of: call.part("place"), campaignID: campaignID) }
  }

  private static func hour(of appointment: ClassNotice.Appointment) -> HTML {
    nowCard(appointment.isForReturning ? "返校学生" : "到场时间") {
      Tag.p(appointment.day.chinese, .class("when"))
      Tag.p("\(MinuteSpan.clock(appointment.callMinutes)) 到场", .class("when"))
      Tag.p("地点：\(appointment.place)", .class("where"))
      Tag.p("拍摄 \(appointment.span.chinese)，\(appointment.heads) 人。过时不候。")
    }
  }
}
