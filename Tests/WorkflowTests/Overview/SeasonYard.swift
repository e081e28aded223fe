import Foundation
import GraduatePhotos
import Storage
import TestSupport

@testable import Workflow

/// Two institutions in a campaign that proofs here: one with a visit of today and two classes, another with a class of its own.
final class SeasonYard {
  let visit: ShotVisit
  let other: Province.Place
  /// The graduates of the other institution.
  let others: [String]
  /// The newest shot of each of the first institution's people.
  private(set) var shots: [Int: String] = [:]
  private var operations = 0

  var center: CollectionCenter { visit.center }
  var campaignID: String { visit.campaignID }
  var institutionID: String { visit.place.institutionID }
  var liaison: Liaison { visit.place.liaison }
  var people: [String] { visit.people }
  var time: DrivenTime { visit.province.time }
  let groups = ["示例1班", "示例2班"].map { CheckedClass(department: "示例学院", classGroup: $0) }

  init(on engine: SQLEngine, heads: Int = 12) async throws {
    visit = try await ShotVisit(on: engine, heads: heads)
    other = try await visit.province.place(code: "10741", name: "别的大学", liaison: "stranger")
    others = try await visit.province.bringClass(["外示例", "方示例"], place: other, classGroup: "外1班", from: 300)
    let days = CalendarDays(CalendarDay(milliseconds: time.now), through: CalendarDay(milliseconds: time.now).adding(days: 30))
    try await setPlan { plan in
      plan.proofingPlace = .here
      plan.windows.append(CampaignWindow(.proofing, days))
    }
  }

  /// Behind the journal's back: before anything is counted.
  private func setPlan(_ change: @escaping @Sendable (inout CampaignPlan) -> Void) async throws {
    let id = campaignID
    try await center.records.write { transaction in
      var plan = try transaction.storedCampaign(id).plan
      change(&plan)
      let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
      try transaction.execute("UPDATE campaign SET plan = ?, version = version + 1 WHERE id = ?", [.text(json), .text(id)])
    }
  }

  func operation() -> String {
    operations += 1
    return "operation-\(operations)"
  }

  // MARK: - The counts

  /// Chains the journal's lines; on PostgreSQL transactions of other tests' databases may hold a batch back for a moment.
  func seal() async throws {
    for _ in 0..<500 {
      try await center.sealJournal(owner: "sealer")
      if try await count("SELECT COUNT(*) AS n FROM journal_unsealed") == 0 { return }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Everything that happened is counted; returns how many institutions were.
  @discardableResult
  func settle(owner: String = "keeper") async throws -> Int {
    try await seal()
    time.advance(minutes: 1)
    return try await center.keepSeasonCounts(owner: owner)
  }

  func count(_ text: String) async throws -> Int { try await center.records.read { try $0.count(text) } }

  /// What is kept of an institution, as text: its own numbers, and each class's.
  func kept(_ institution: String) async throws -> [String] {
    let key: [SQLValue] = [.text(campaignID), .text(institution)]
    return try await center.records.read { transaction in
      try transaction.rows(
        "SELECT body FROM season_institution WHERE campaign_id = ? AND institution_id = ?", key
      ).map { try $0.text("body") }
        + transaction.rows(
          """
          SELECT department, class_group, body FROM season_class WHERE campaign_id = ? AND institution_id = ?
          ORDER BY department, class_group
          """, key
        ).map { "\(try $0.text("department")) \(try $0.text("class_group")) \(try $0.text("body"))" }
    }
  }

  /// The same counted anew.
  func recounted(_ institution: String) async throws -> [String] {
    let id = campaignID
    return try await center.records.read { transaction in
      let counted = try transaction.countSeason(transaction.storedCampaign(id), institution)
      return try [CampaignJSON.text(counted.institution)]
        + counted.classes.map { "\($0.key.department) \($0.key.classGroup) \(try CampaignJSON.text($0.value))" }.sorted()
    }
  }

  func overview(_ institution: String? = nil, by watcher: (any SeasonWatcher)? = nil) async throws -> SeasonOverview {
    try await center.seasonOverview(campaignID: campaignID, institutionID: institution, by: watcher ?? liaison)
  }

  // MARK: - What happens

  func shoot(_ number: Int, problems: [ShotProblem] = []) async throws {
    shots[number] = try await visit.shoot(number, problems: problems)
  }

  func seen(_ number: Int) -> SeenPortrait { SeenPortrait(person: people[number], shot: shots[number] ?? "") }

  func release(_ numbers: [Int]) async throws {
    _ = try await center.release(
      numbers.map(seen), campaignID: campaignID, operation: operation(), by: visit.clerk)
  }

  func sendBack(_ number: Int, because reason: String) async throws {
    try await center.returnToRetake(seen(number), because: reason, campaignID: campaignID, by: visit.clerk)
  }

  func withdraw(_ number: Int) async throws {
    let person = people[number]
    let id = try await center.records.read { transaction in
      try transaction.row(
        "SELECT p.id FROM portrait p WHERE p.person_id = ? AND \(Portrait.stands("p"))", [.text(person)])?.text("id")
    }
    try await center.withdrawRelease(id ?? "", because: "看错了", campaignID: campaignID, by: visit.clerk)
  }

  func deliver() async throws {
    let options = DeliveryOptions(key: .idNumber)
    let seen = try await center.previewDelivery(of: institutionID, campaignID: campaignID, options, by: visit.clerk).seen
    _ = try await center.makeDelivery(
      of: institutionID, campaignID: campaignID, options, seen: seen, operation: operation(), by: visit.clerk)
  }

  func give(_ number: Int, _ verdicts: [PersonVerdict.Verdict]) async throws {
    for group in groups {
      let page = try await center.openCheckedClass(group, campaignID: campaignID, by: liaison)
      guard let person = page.people.first(where: { $0.id == people[number] }) else { continue }
      var typed = TypedVerdict(
        person: person.id, verdicts: verdicts, portraitNumber: person.portrait?.number ?? 0,
        recordVersion: person.recordVersion)
      typed.look = .atAGlance
      if verdicts.contains(.photo) { typed.photoFaults = [.eyes] }
      _ = try await center.giveVerdict(typed, campaignID: campaignID, operation: operation(), by: liaison)
    }
  }

  func signOff(_ group: CheckedClass) async throws {
    let id = try await center.handInClassCheck(group, campaignID: campaignID, by: liaison)
    let printed = try await center.printClassCheck(id, by: liaison)
    _ = try await center.sealClassCheck(id, byPage: printed.pdf, by: liaison)
  }

  func answer(_ number: Int, isRight: Bool = true) async throws {
    let graduate = SignedInGraduate(personID: people[number], campaignID: campaignID, institutionID: institutionID)
    let shown = try await center.shownProof(to: graduate)
    guard let version = shown.version else { return }
    let complaint = isRight ? nil : TypedComplaint(isSomebodyElse: true)
    _ = try await center.answerProof(
      HandedInProof(seen: version, round: shown.round, complaint: complaint), by: graduate)
  }

  func file() async throws {
    let preview = try await center.previewFiling(
      of: institutionID, campaignID: campaignID, profile: "registration", by: liaison)
    let id = try await center.makeFiling(
      of: institutionID, campaignID: campaignID, profile: "registration", seen: preview.seen, operation: operation(),
      by: liaison)
    let today = CalendarDay(milliseconds: time.now)
    try await center.recordFilingSent(
      id, FilingSent(day: today, way: "学信网上传", reply: ""), campaignID: campaignID, operation: operation(), by: liaison)
  }

  func leave(_ number: Int, _ kind: StatusChange.Kind = .suspension) async throws {
    try await center.recordStatusChange(
      RosterDesk.change(kind), of: people[number], campaignID: campaignID, by: liaison)
  }
}
