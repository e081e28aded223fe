import Crypto
import Foundation
import GraduatePhotos
import Paperwork
import Storage
import Synchronization

/// In which order Annex 3 lists the visits.
public enum AnnexOrder: String, Sendable, CaseIterable {
  case date, institution

  public var chineseName: String { self == .date ? "按日期" : "按院校" }
}

/// As what Annex 3 is taken away.
public enum AnnexFormat: String, Sendable, CaseIterable {
  case pdf, xlsx

  public var chineseName: String { self == .pdf ? "PDF" : "Excel 表格（XLSX）" }
}

/// A file that is held in memory, because the same one is asked for again and again.
public struct KeptFile: Sendable {
  public let bytes: [UInt8]
  public let fileName: String
  public let contentType: String
}

extension CollectionCenter {
  /// 《全省高校毕业生照片采集时间安排表》 for everybody (X3, N6): a crew that bears a member's name is called by its number.
  ///
  /// Made once a minute at most, however many ask for it.
  /// - Throws: `ScheduleRefusal.nothingPublished`, `CampaignRefusal.unknown`, `PrintRefusal`.
  public func publicAnnex(_ format: AnnexFormat, _ order: AnnexOrder, campaignID: String) async throws -> KeptFile {
    try await annex(format, order, campaignID: campaignID, isPublic: true)
  }

  /// The same for those who run the campaign, with the crews' names as they wrote them.
  public func annex(
    _ format: AnnexFormat, _ order: AnnexOrder, campaignID: String, by keeper: some CampaignKeeper
  ) async throws -> KeptFile {
    try await annex(format, order, campaignID: campaignID, isPublic: false)
  }

  private func annex(
    _ format: AnnexFormat, _ order: AnnexOrder, campaignID: String, isPublic: Bool
  ) async throws -> KeptFile {
    let (edition, now) = try await records.read { transaction in
      _ = try transaction.storedCampaign(campaignID)
      return (try transaction.scheduleEdition(campaignID), transaction.now)
    }
    guard let edition else { throw ScheduleRefusal.nothingPublished }
    let key = [campaignID, String(edition.version), format.rawValue, order.rawValue, isPublic ? "public" : "keepers"]
      .joined(separator: "/")
    if let kept = annexes.file(key, now: now) { return kept }
    let facts = try await records.read { try $0.annexFacts(campaignID, edition, order, isPublic: isPublic) }
    let path = PreparedFile.newPath(in: spool, identifier())
    let (folder, link) = (spool.path, publicAddress + "/s/" + ShortKey.campaign(campaignID))
    let bytes = try await desks.prints.work {
      switch format {
      case .pdf: return try facts.paper.pdf(facts.identity(link: link))
      case .xlsx:
        defer { unlink(path) }
        try facts.writeBook(to: path, temporaryFolder: folder)
        return [UInt8](try Data(contentsOf: URL(filePath: path)))
      }
    }
    let file = KeptFile(
      bytes: bytes, fileName: "\(facts.title)_第\(edition.version)版_\(order.chineseName).\(format.rawValue)",
      contentType: format == .pdf ? PreparedFile.pdf : PreparedFile.xlsx)
    annexes.keep(file, key, now: now)
    return file
  }
}

/// Keeps the last few files for a minute.
final class AnnexShelf: Sendable {
  private static let mostFiles = 16
  private static let lifeMilliseconds: Int64 = 60_000

  private let files = Mutex<[String: (file: KeptFile, madeAt: Int64)]>([:])

  func file(_ key: String, now: Int64) -> KeptFile? {
    files.withLock { files in
      guard let kept = files[key], now - kept.madeAt < Self.lifeMilliseconds, now >= kept.madeAt else { return nil }
      return kept.file
    }
  }

  func keep(_ file: KeptFile, _ key: String, now: Int64) {
    files.withLock { files in
      if files.count >= Self.mostFiles { files.removeAll() }
      files[key] = (file, now)
    }
  }
}

/// Everything that stands in Annex 3.
private struct AnnexFacts: Sendable {
  struct Line: Sendable {
    let visit: VisitRecord
    let place: TourPlace
    let crew: String
    let venue: String
  }

  let plan: CampaignPlan
  let edition: ScheduleEdition
  let order: AnnexOrder
  let lines: [Line]

  var title: String { "全省高校毕业生照片采集时间安排表" }

  var paper: TourAnnexPaper {
    TourAnnexPaper(
      subtitles: [plan.title, "附件 3　\(order.chineseName)排列　\(edition.chinese)"], edition: edition.chinese,
      rows: lines.map { line in
        TourAnnexPaper.Row(
          institutionCode: line.place.code, institution: line.place.name,
          day: "\(line.visit.day.month)月\(line.visit.day.day)日", weekday: line.visit.day.weekday.chineseName,
          time: line.visit.span.chinese, crew: line.crew, place: line.venue, categories: line.visit.categories,
          heads: line.visit.heads)
      }, notes: ["各班的到场时间请扫页脚的二维码查询。过时不候。" + ShootingAdvice.missed(plan)])
  }

  func identity(link: String) -> PaperIdentity {
    var digest = SHA256()
    for line in lines {
      let facts = [line.place.code, line.place.name, line.crew, line.venue] + line.visit.facts
      digest.update(data: Array((facts.joined(separator: "\u{1F}") + "\u{1E}").utf8))
    }
    return PaperIdentity(
      number: "附件3-\(plan.graduatingClass.year)-第\(edition.version)版", date: edition.day.chinese,
      contentHash: hexadecimal(digest.finalize().prefix(4)).uppercased(), code: link, codeAdvice: "扫码看最新的安排和各班时间，不用登录：\(link)",
      createdAt: edition.publishedAt / 1000)
  }

  /// A sheet of visits, and one of classes.
  func writeBook(to path: String, temporaryFolder: String) throws {
    let book = try XLSXWriter(path: path, temporaryFolder: temporaryFolder, created: Int(edition.publishedAt / 1000))
    func column(_ header: String, _ width: Double, isText: Bool = true) -> XLSXWriter.Column {
      XLSXWriter.Column(header, width: width, isText: isText)
    }
    try book.addSheet(
      "时间安排（第 \(edition.version) 版）",
      columns: [
        column("序号", 6, isText: false), column("院校代码", 10), column("院校名称", 40), column("日期", 12), column("星期", 6),
        column("时间", 14), column("拍摄小组", 14), column("拍摄点", 8, isText: false), column("地点", 40), column("类别", 14),
        column("人数", 8, isText: false),
      ])
    for (index, line) in lines.enumerated() {
      try book.write([
        String(index + 1), line.place.code, line.place.name, line.visit.day.iso, line.visit.day.weekday.chineseName,
        line.visit.span.chinese, line.crew, String(line.visit.point), line.venue, line.visit.categories,
        String(line.visit.heads),
      ])
    }
    try book.addSheet(
      "各班时间",
      columns: [
        column("序号", 6, isText: false), column("院校代码", 10), column("院校名称", 40), column("院系", 28), column("班级", 28),
        column("类别", 8), column("人数", 8, isText: false), column("日期", 12), column("星期", 6), column("到场", 8),
        column("时间", 14), column("地点", 40),
      ])
    var number = 0
    for line in lines {
      for turn in line.visit.turns {
        number += 1
        try book.write([
          String(number), line.place.code, line.place.name, turn.department, turn.classGroup, turn.category.chineseName,
          String(turn.heads), line.visit.day.iso, line.visit.day.weekday.chineseName, MinuteSpan.clock(turn.callMinutes),
          turn.span.chinese, line.venue,
        ])
      }
    }
    try book.finish()
  }
}

extension VisitRecord {
  /// 「普通、成人」, in the notice's order.
  fileprivate var categories: String {
    let own = Set(turns.map(\.category))
    return Category.allCases.filter { own.contains($0) }.map(\.chineseName).joined(separator: "、")
  }
}

extension Transaction {
  fileprivate func annexFacts(
    _ campaignID: String, _ edition: ScheduleEdition, _ order: AnnexOrder, isPublic: Bool
  ) throws -> AnnexFacts {
    let stored = try storedCampaign(campaignID)
    let places = Dictionary(
      try tourPlaces(campaignID, year: stored.year).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let venues = try venuesByPlace(campaignID)
    let crews = try crewTitles(campaignID, isPublic: isPublic)
    var lines = try storedVisits(campaignID, version: edition.version).compactMap { visit -> AnnexFacts.Line? in
      guard let place = places[visit.placeID] else { return nil }
      return AnnexFacts.Line(
        visit: visit, place: place, crew: crews[visit.crewID] ?? "",
        venue: PlaceSchedule.venue(visit, venues[visit.placeID] ?? []))
    }
    lines.sort { left, right in
      let (a, b) = (left.visit, right.visit)
      let days = [(a.day.dayNumber, b.day.dayNumber), (a.span.start, b.span.start)].first { $0.0 != $0.1 }
      let names = [(left.place.code, right.place.code), (left.place.name, right.place.name)].first { $0.0 != $0.1 }
      switch order {
      case .date:
        if let days { return days.0 < days.1 }
        if let names { return names.0 < names.1 }
      case .institution:
        if let names { return names.0 < names.1 }
        if let days { return days.0 < days.1 }
      }
      return a.number < b.number
    }
    return AnnexFacts(plan: stored.plan, edition: edition, order: order, lines: lines)
  }

  /// Names of crews by id, dismissed ones too; in public 「第 2 组」 for one whose name holds a member's.
  private func crewTitles(_ campaignID: String, isPublic: Bool) throws -> [String: String] {
    struct Body: Decodable {
      struct Crew: Decodable { let name: String }
      let crew: Crew
      let members: [String]
    }
    var titles: [String: String] = [:]
    let stored = try rows("SELECT id, body FROM crew WHERE campaign_id = ? ORDER BY made_at, id", [.text(campaignID)])
    for (index, row) in stored.enumerated() {
      let body = try CampaignJSON.value(Body.self, from: row.text("body"))
      let bearsName = body.members.contains { !$0.trimmed.isEmpty && body.crew.name.contains($0.trimmed) }
      titles[try row.text("id")] = isPublic && bearsName ? "第 \(index + 1) 组" : body.crew.name
    }
    return titles
  }
}
