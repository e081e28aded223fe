import GraduatePhotos
import Paperwork

extension CollectionCenter {
  /// A class's appointments as a calendar's file (N3), about no person; nil while nothing is published.
  public func calendarFile(of group: ScheduledClass, in schedule: PlaceSchedule) -> KeptFile? {
    guard let edition = schedule.edition else { return nil }
    let notice = group.notice
    let link = publicAddress + group.shortPath
    let text = notice.preparation.joined(separator: "；") + "。过时不候。\n" + notice.missed + "\n以网页为准：" + link
    let events = notice.appointments.enumerated().map { index, appointment in
      CalendarFile.Event(
        identifier: "\(group.shortPath.dropFirst(3))-\(index + 1)@biying",
        start: appointment.day.startMilliseconds + Int64(appointment.callMinutes) * 60_000,
        end: appointment.day.startMilliseconds + Int64(appointment.span.end) * 60_000,
        title: "毕业生图像采集：\(notice.className)" + (appointment.isForReturning ? "（返校学生）" : ""),
        place: [notice.institution, appointment.place].filter { !$0.isEmpty }.joined(separator: " "), text: text, address: link)
    }
    let file = CalendarFile(
      name: notice.campaign, sequence: edition.version, madeAt: edition.publishedAt, events: events)
    return KeptFile(
      bytes: file.bytes, fileName: "\(notice.className)_拍摄时间.ics", contentType: "text/calendar; charset=utf-8")
  }
}
