import Foundation
import GraduatePhotos
import Paperwork

extension CollectionCenter {
  /// 班级海报: the class's time as a picture (PNG) for its group.
  ///
  /// - Throws: `ScheduleRefusal`, `PrintRefusal.undrawable`.
  public func classPoster(
    of placeID: String, classKey key: String, campaignID: String, by reader: some VisitReader
  ) async throws -> KeptFile {
    let schedule = try await papers(placeID, campaignID, by: reader)
    let group = try schedule.chosen(key)[0]
    let poster = poster(of: group, schedule)
    let bytes = try await desks.prints.work { try poster.png() }
    return KeptFile(bytes: bytes, fileName: "\(group.notice.className)_海报.png", contentType: "image/png")
  }

  /// The posters of all own classes as a ZIP, with every class's text beside them.
  ///
  /// A class whose name no font draws has only its text, and the text says so (promise 6).
  /// - Throws: `ScheduleRefusal`.
  public func classPosters(of placeID: String, campaignID: String, by reader: some VisitReader) async throws -> PreparedFile {
    let schedule = try await papers(placeID, campaignID, by: reader)
    guard let edition = schedule.edition else { throw ScheduleRefusal.nothingPublished }
    guard schedule.classes.count <= PlannerLimits.posters else {
      throw ScheduleRefusal.problems(["一次最多画 \(PlannerLimits.posters) 张海报，这里有 \(schedule.classes.count) 个班；请各院系秘书分别下载"])
    }
    let path = PreparedFile.newPath(in: spool, identifier())
    let posters = schedule.classes.map { poster(of: $0, schedule) }
    let texts = schedule.classes.map { $0.notice.copyText(link: publicAddress + $0.shortPath) }
    let names = schedule.classes.enumerated().map { Self.fileName($0.element, number: $0.offset + 1) }
    try await desks.prints.work {
      let archive = try ZipFile(path: path, year: edition.day.year, month: edition.day.month, day: edition.day.day)
      var lines: [String] = []
      for (index, poster) in posters.enumerated() {
        lines.append(texts[index])
        do {
          try archive.add(names[index] + ".png", poster.png())
        } catch let refusal as PrintRefusal { lines.append("（海报没有画成：\(refusal.message)）") }
      }
      // A byte order mark, so that Notepad of the Windows 7 years reads it.
      try archive.add("各班通知文字.txt", [0xEF, 0xBB, 0xBF] + Array(lines.joined(separator: "\r\n\r\n").utf8))
      try archive.finish()
    }
    return PreparedFile(
      path: path, fileName: "\(schedule.place.code)_班级海报_第\(edition.version)版.zip", contentType: "application/zip")
  }

  private func poster(of group: ScheduledClass, _ schedule: PlaceSchedule) -> ClassPoster {
    ClassPoster(
      group.notice, address: publicAddress + group.shortPath, edition: schedule.edition?.chinese ?? "")
  }

  /// 「012_民族学院_民族学1班」, without what Windows stumbles over.
  private static func fileName(_ group: ScheduledClass, number: Int) -> String {
    let digits = String(number)
    let parts = [
      String(repeating: "0", count: max(0, 3 - digits.count)) + digits, group.notice.shownDepartment, group.notice.className,
    ]
    let forbidden = Set("/\\:*?\"<>|")
    let name = parts.filter { !$0.isEmpty }.joined(separator: "_")
    return String(name.map { forbidden.contains($0) || $0.asciiValue.map { $0 < 0x20 } == true ? "_" : $0 }.prefix(100))
  }
}
