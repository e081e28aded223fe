import Foundation
import GraduatePhotos
import Paperwork
import Storage
import TestSupport
import Testing

@testable import Workflow

/// 进度总览 and 进度通报 as people read them.
@Suite struct SeasonOverviewTests {
  @Test("N2: those who run the season see all, an institution's people their own part", arguments: SQLEngine.allCases)
  func scopes(engine: SQLEngine) async throws {
    let yard = try await SeasonYard(on: engine)
    for number in [0, 1, 7] { try await yard.shoot(number) }
    try await yard.settle()
    let officer = try await yard.visit.province.officer()
    let all = try await yard.overview(by: officer)
    #expect(all.institutions.map(\.code) == ["10730", "10741"] && all.total.people.due == 14 && all.classes.isEmpty)
    #expect(all.staleSince == nil && all.isWhole)
    let chosen = try await yard.overview(yard.other.institutionID, by: yard.visit.clerk)
    #expect(
      chosen.institution?.name == "别的大学" && chosen.total.people.due == 2 && chosen.classes.map(\.group.classGroup) == ["外1班"])
    await #expect(throws: LedgerDeskRefusal.institutionUnknown) { try await yard.overview("nobody", by: officer) }
    // Another institution is asked for in vain.
    let own = try await yard.overview(yard.other.institutionID)
    #expect(own.institution?.id == yard.institutionID && own.classCount == 2)
    #expect(own.classes.map { $0.count.reached(.shot) } == [2, 1])
    let counselor = Counselor(
      accountID: "counselor", institutionID: yard.institutionID,
      classGroups: [.init(department: "示例学院", name: "示例2班")])
    let part = try await yard.overview(by: counselor)
    #expect(!part.isWhole && part.total.people.due == 6 && part.classes.map(\.group.classGroup) == ["示例2班"])
    #expect(part.total.pace.isEmpty && part.total.judged == 0)
    let stranger = StudyCenterLiaison(accountID: "s", institutionID: yard.institutionID, studyCenterID: "none")
    #expect(try await yard.overview(by: stranger).total.people.due == 0)
  }

  @Test(
    "N2: every number opens its people, those who wait the longest first; nobody opens others'", arguments: SQLEngine.allCases)
  func people(engine: SQLEngine) async throws {
    let yard = try await SeasonYard(on: engine)
    for number in [3, 0, 1] { try await yard.shoot(number) }
    try await yard.release([0])
    try await yard.settle()
    func ids(
      _ number: SeasonNumber, _ spot: LedgerSpot = LedgerSpot(), by reader: (any SeasonPeopleReader)? = nil
    ) async throws -> [String] {
      try await yard.center.seasonPeople(number, at: spot, campaignID: yard.campaignID, by: reader ?? yard.liaison).people
        .map(\.id)
    }
    #expect(try await ids(.standing(.shot)) == [yard.people[3], yard.people[1]])
    #expect(try await ids(.reached(.shot)).count == 3)
    #expect(try await ids(.reached(.due)).count == 12)
    let second = LedgerSpot(
      institutionID: yard.institutionID, studyCenterID: "", category: .regular, department: "示例学院", classGroup: "示例2班")
    #expect(try await ids(.standing(.due), second).count == 6)
    let officer = try await yard.visit.province.officer()
    await #expect(throws: LedgerDeskRefusal.institutionUnknown) { try await ids(.reached(.due), by: officer) }
    #expect(try await ids(.reached(.due), LedgerSpot(institutionID: yard.other.institutionID), by: officer).count == 2)
    #expect(try await ids(.reached(.due), LedgerSpot(institutionID: yard.other.institutionID)).isEmpty)
    #expect(SeasonNumber(key: "shot") == .standing(.shot) && SeasonNumber(key: "reached-filed") == .reached(.filed))
    #expect(SeasonNumber(key: "nothing") == nil && SeasonNumber(key: "reached-x") == nil)
    // Every number of the table is the number of its list.
    let overview = try await yard.overview()
    for step in overview.steps {
      #expect(try await ids(.standing(step)).count == overview.total.people.waiting(at: step).heads, "\(step)")
    }
  }

  @Test("N2: 进度通报 names who is late with what, whom to call, and goes as document and workbook", arguments: SQLEngine.allCases)
  func late(engine: SQLEngine) async throws {
    let yard = try await SeasonYard(on: engine)
    let planner = try await yard.visit.province.planner("another-planner")
    let officer = try await yard.visit.province.officer()
    try await yard.settle()
    let id = yard.campaignID
    var report = try await yard.center.lateReport(campaignID: id, by: planner)
    // Neither registered, and the shooting has begun; the schedule of three weeks ago was never answered.
    #expect(report.late.map(\.code) == ["10730", "10741"])
    #expect(report.late.map { $0.items.map(\.matter) } == [[.registration, .schedule], [.registration]])
    yard.time.advance(days: 5)
    report = try await yard.center.lateReport(campaignID: id, by: officer)
    #expect(report.late.first?.items.map(\.daysLate).max() == 22 && report.count(.schedule) == 1)
    #expect(report.late.first?.contact == "测试学籍管理员" && report.all.count == 2)
    try await yard.center.answerVisits(
      .confirmed, of: yard.institutionID, campaignID: id, seen: 1, by: yard.liaison)
    try await yard.settle()
    #expect(try await yard.center.lateReport(campaignID: id, by: officer).count(.schedule) == 0)
    for format in ProgressReportFormat.allCases {
      let file = try await yard.center.progressReport(campaignID: id, as: format, by: planner)
      defer { file.remove() }
      #expect(file.fileName.hasSuffix("_20131013.\(format.rawValue)") && file.fileName.hasPrefix("甘肃省_进度通报"))
      #expect(try Data(contentsOf: URL(filePath: file.path)).prefix(2) == Data("PK".utf8))
    }
    await #expect(throws: CampaignRefusal.unknown) { try await yard.center.lateReport(campaignID: "x", by: planner) }
  }

  @Test("No question of the overview and the report scans what grows with graduates", arguments: SQLEngine.allCases)
  func plans(engine: SQLEngine) async throws {
    let yard = try await SeasonYard(on: engine, heads: 4)
    try await yard.settle()
    let recorder = RecordedStatements()
    let officer = try await yard.visit.province.officer()
    let center = yard.center.recording(in: recorder)
    _ = try await center.seasonOverview(campaignID: yard.campaignID, by: officer)
    _ = try await center.seasonOverview(campaignID: yard.campaignID, institutionID: yard.institutionID, by: officer)
    _ = try await center.lateReport(campaignID: yard.campaignID, by: officer)
    _ = try await center.lateReport(campaignID: yard.campaignID, by: officer)
    let statements = recorder.statements
    #expect(statements.count > 10)
    for (text, arguments) in statements {
      // What grows with graduates is not even named: everything comes from the kept counts and the institutions' own papers.
      for table in Self.growing {
        #expect(text.firstMatch(of: try Regex("\\b\(table)\\b")) == nil, "\(table) in \(text)")
      }
      guard engine == .sqlite else { continue }
      let plan = try await yard.center.database.explain(text, arguments)
      let scans = plan.filter { line in
        line.contains("SCAN") && ["season_class", "SCAN k", "notice"].contains { line.contains($0) } && !line.contains("USING")
      }
      #expect(scans.isEmpty, "\(text): \(scans)")
    }
  }

  /// Tables with a row a graduate, a shot, or a line of what happened.
  private static let growing = [
    "graduate", "collection_code", "status_change", "absence", "shot", "shot_chosen", "shot_binding", "portrait",
    "release_queue", "release_returned", "delivery_item", "verdict", "claim", "erratum", "proof", "national_status",
    "filing_item", "makeup_booking", "check_in", "happening", "station_packet", "visit_turn", "journal_line", "journal_link",
  ]
}
