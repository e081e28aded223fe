import Foundation
import GraduatePhotos
import Paperwork

/// A center in a temporary folder with one campaign and the institution that a roster file names; gone when the work is done.
///
/// For checking a file by exactly the rules of an import, and for measuring one.
public struct TrialCenter: Sendable {
  public let center: CollectionCenter
  public let campaignID: String
  public let keeper: OperatorForInstitution

  /// - Parameters:
  ///   - file: the roster whose institution is made.
  ///   - institutionCode: instead of the first code in the file.
  ///   - body: what is done there.
  /// - Returns: what the body returns.
  /// - Throws: `TableRefusal` when the file is no table, and what the body throws.
  public static func with<T: Sendable>(
    institutionOf file: String, institutionCode: String? = nil, _ body: (TrialCenter) async throws -> T
  ) async throws -> T {
    var named = try firstInstitution(in: file)
    if let institutionCode { named.code = institutionCode }
    return try await withCenter { try await body(try await make(in: $0, code: named.code, name: named.name)) }
  }

  /// A center with the demonstration, whose photographer has visits on the first two working days from today on; their numbers.
  ///
  /// Two, because a visit has numbers for 26 stations only.
  public static func withVisits<T: Sendable>(
    _ body: (CollectionCenter, _ campaignID: String, Photographer, _ visits: [Int]) async throws -> T
  ) async throws -> T {
    try await withCenter { center in
      _ = try await center.buildDemonstration(workFolder: FileManager.default.temporaryDirectory)
      let photographer = Photographer(accountID: try await center.demonstrationAccount("photographer"))
      guard let campaign = try await center.campaigns().first else { throw CaptureRefusal.visitUnknown }
      return try await body(center, campaign.id, photographer, try await center.splitVisit(campaign.id))
    }
  }

  private static func withCenter<T: Sendable>(_ body: (CollectionCenter) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appending(path: "biying-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let open = try await OpenCenter.open(CenterPlace(dataPath: folder.path), for: .working)
    do {
      let result = try await body(open.center)
      await open.close()
      return result
    } catch {
      await open.close()
      throw error
    }
  }

  private static func make(in center: CollectionCenter, code: String, name: String) async throws -> TrialCenter {
    let machine = MachineOperator()
    try await center.prepareCenter()
    let today = CalendarDay(milliseconds: try await center.now())
    let campaignID = try await center.openCampaign(plan(on: today), by: machine)
    let code = code.isEmpty ? Self.anyCode : code
    let entry = InstitutionEntry(
      code: .ministry(code), names: [InstitutionName(name.isEmpty ? "待核对的院校" : name)], kind: .other, province: "甘肃省")
    let institutionID = try await center.addInstitution(entry, by: machine)
    _ = try await center.inviteInstitutions([institutionID], to: campaignID, by: machine)
    return TrialCenter(center: center, campaignID: campaignID, keeper: OperatorForInstitution(institutionID: institutionID))
  }

  private static func plan(on today: CalendarDay) -> CampaignPlan {
    func office(_ kind: Office.Kind, _ telephone: String) -> Office {
      Office(
        kind: kind, name: "试用\(kind.chineseName)", address: "兰州市城关区示例路1号", postcode: "730000", contactName: "示例",
        telephone: telephone)
    }
    // From August on it is the class of the next year that is collected.
    let year = today.month >= 8 ? today.year + 1 : today.year
    let makeup = CalendarDays(today.adding(days: 90), through: today.adding(days: 93))
    return CampaignPlan(
      province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: year),
      offices: [
        office(.educationDepartment, "0931-2000001"), office(.agency, "0931-2000002"), office(.headOffice, "010-20000003"),
      ],
      windows: [
        CampaignWindow(.registration, CalendarDays(today, through: today.adding(days: 30))),
        CampaignWindow(.phase1, CalendarDays(today.adding(days: 31), through: today.adding(days: 60))),
        CampaignWindow(.makeup, makeup),
      ], makeupPlace: "兰州市城关区示例路1号", feePerHead: .yuan(20),
      photoStandard: PhotoStandard.usual(for: year, kind: .graduation).id)
  }

  /// Stands in for a code that the file does not say; no institution bears it.
  private static let anyCode = "99999"

  /// Code and name of the institution in the first row that has them; empty when the file has no such columns.
  static func firstInstitution(in path: String) throws -> (code: String, name: String) {
    let file = try TableFile.open(path: path)
    for index in file.sheets.indices {
      var rows: [TableRow] = []
      try file.forEachRow(sheet: index) { row in
        rows.append(row)
        return rows.count <= RegistrationLimits.headerSearchRows
      }
      guard let found = HeaderSearch.find(in: rows.map(\.cells)) else { continue }
      let mapping = found.matching.mapping
      for row in rows.dropFirst(found.row + 1) {
        guard let code = mapping[.institutionCode].flatMap({ try? InstitutionCode.read(row[$0].text) }) else { continue }
        return (code.value, mapping[.institutionName].map { row[$0].text } ?? "")
      }
      if let name = mapping[.institutionName], let row = rows.dropFirst(found.row + 1).first { return ("", row[name].text) }
    }
    return ("", "")
  }
}

extension CollectionCenter {
  /// Publishes the demonstration's first visit as two on two days; the numbers of both.
  fileprivate func splitVisit(_ campaignID: String) async throws -> [Int] {
    let planner = Planner(accountID: try await demonstrationAccount("planner"))
    let problem = try await tourInput(campaignID: campaignID, by: planner).problem
    guard let draft = try await tourDrafts(campaignID: campaignID, by: planner).first, var first = draft.plan.visits.first,
      let other = problem.usableDays.first(where: { $0 > first.day })
    else { throw CaptureRefusal.visitUnknown }
    try await agreeVisit(
      AgreedVisit(institution: first.institution, days: [first.day, other], crew: first.crew), campaignID: campaignID,
      by: planner)
    var second = first
    second.number = draft.plan.visits.reduce(0) { max($0, $1.number) } + 1
    second.day = other
    let later = first.turns.suffix(first.turns.count / 2)
    // From the same quarter of an hour on as the first.
    let earlier = (later.first?.span.start ?? 0) - first.span.start
    second.turns = later.map { turn in
      var turn = turn
      turn.span = MinuteSpan(turn.span.start - earlier, turn.span.end - earlier)
      return turn
    }
    first.turns.removeLast(later.count)
    first.span = Self.span(of: first.turns)
    second.span = Self.span(of: second.turns)
    var plan = draft.plan
    plan.visits = [first, second] + plan.visits.dropFirst()
    let kept = try await keepTour(plan, note: "手工", from: draft.id, campaignID: campaignID, by: planner)
    _ = try await publishSchedule(kept, campaignID: campaignID, by: planner)
    return [first.number, second.number]
  }

  private static func span(of turns: [ClassTurn]) -> MinuteSpan {
    MinuteSpan(turns.first?.span.start ?? 0, turns.last?.span.end ?? 0)
  }
}
