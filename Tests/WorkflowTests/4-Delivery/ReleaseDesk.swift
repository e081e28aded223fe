import Foundation
import GraduatePhotos
import Storage
import TestSupport

@testable import Workflow

/// A visit whose shots came in, and two clerks of the head office before the queue.
final class ReleaseDesk {
  let desk: StationDesk
  private(set) var station: TestStation
  let file: VisitFileMade
  let first: Clerk
  let second: Clerk
  private var serials = 0

  var center: CollectionCenter { desk.center }
  var campaignID: String { desk.campaignID }
  var liaison: Liaison { desk.door.desk.place.liaison }

  init(on engine: SQLEngine) async throws {
    desk = try await StationDesk(on: engine)
    station = try TestStation(1)
    file = try await desk.take(station)
    let province = desk.door.desk.province
    first = Clerk(accountID: try await province.account(.clerk, "clerk-1"))
    second = Clerk(accountID: try await province.account(.clerk, "clerk-2"))
  }

  /// Something happens at the station and reaches the center.
  func happen(_ deed: Deed, files: [(role: String, bytes: [UInt8])] = []) async throws {
    let happening = station.happening(deed, by: desk.by, at: desk.now)
    let taken = try await desk.send(happening, from: station, file, files: files)
    guard taken.state == .taken else { throw CancellationError() }
  }

  /// The n-th person is shot, and the shot is chosen.
  ///
  /// - Returns: what a clerk sees of it.
  @discardableResult
  func shoot(
    _ number: Int, verdict: ShotVerdict = .pass, source: ShotSource = .folder, overruledBecause reason: String? = nil
  ) async throws -> SeenPortrait {
    serials += 1
    desk.door.desk.province.time.set(desk.now + 1_000)
    let person = try await desk.id(number)
    var shot = TestStation.shot(serials, of: person, range: 1)
    shot.deed.verdict = verdict
    shot.deed.source = source
    if verdict != .pass {
      shot.deed.problems = [ShotProblem(check: "eyes-open", isFailure: verdict == .fail, chinese: "眼睛要看")]
    }
    try await happen(.shot(shot.deed), files: shot.files)
    if let reason {
      try await happen(.overruled(OverruleDeed(shot: shot.deed.id, checks: ["eyes-open"], reason: reason)))
    }
    try await happen(.chosen(shot: shot.deed.id, person: person))
    return SeenPortrait(person: person, shot: shot.deed.id)
  }

  func queue(of institution: String? = nil, by clerk: Clerk? = nil) async throws -> ReleaseQueue {
    try await center.releaseQueue(campaignID: campaignID, institutionID: institution, by: clerk ?? first)
  }

  @discardableResult
  func release(
    _ seen: [SeenPortrait], by clerk: Clerk? = nil, operation: String = UUID().uuidString
  ) async throws
    -> ReleaseOutcome
  {
    try await center.release(seen, campaignID: campaignID, operation: operation, by: clerk ?? first)
  }

  /// Shots of the portraits that count, by person.
  func portraits() async throws -> [String: String] {
    try await center.records.read { transaction in
      let found = try transaction.rows(
        """
        SELECT p.person_id, p.shot_id FROM portrait p
        WHERE NOT EXISTS (SELECT 1 FROM portrait_withdrawn w WHERE w.portrait_id = p.id)
        """)
      return Dictionary(
        try found.map { (try $0.text("person_id"), try $0.text("shot_id")) }, uniquingKeysWith: { "\($0) and \($1)" })
    }
  }

  func setEyes(_ eyes: SecondEyes) async throws {
    try await center.records.write { [campaignID] transaction in
      var plan = try transaction.storedCampaign(campaignID).plan
      plan.secondEyes = eyes
      let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
      try transaction.execute(
        "UPDATE campaign SET plan = ?, version = version + 1 WHERE id = ?", [.text(json), .text(campaignID)])
    }
  }
}
