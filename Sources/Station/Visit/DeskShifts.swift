import Foundation
import GraduatePhotos

/// Something that does not fit, with what people need to decide it.
public struct DeskFinding: Sendable, Identifiable {
  /// The same as long as it is the same proposal.
  public let id: String
  public let finding: ShiftFinding
  /// Shots that are held back, oldest first.
  public let shots: [VisitLog.Shot]
}

// The order of scans, shots and faces: watched at once, quarantined as a run, repaired as a whole (promise 2).
extension VisitDesk {
  private func seconds(_ at: Int64) -> Int { Int((at - head.day.startMilliseconds) / 1_000) }

  private func scanned(_ id: String, at: Int64) -> ScannedPerson {
    ScannedPerson(id: id, seconds: seconds(at), hasReference: faces.hasReference(id), born: people[id]?.born)
  }

  private func captured(_ shot: VisitLog.Shot) -> CapturedShot {
    CapturedShot(
      id: shot.id, serial: shot.serial, person: shot.person, seconds: seconds(shot.at),
      isKept: shot.setAside == nil && shot.deed.verdict != .fail && shot.deed.verdict != .unreadable)
  }

  func noteScan(of person: String) {
    detector.scan(scanned(person, at: log.seats[stationID]?.at ?? station.now))
    detector.review(faces: faces)
    changed()
  }

  func noteShot(_ deed: ShotDeed) {
    guard let shot = log.shots[deed.id] else { return }
    detector.shoot(captured(shot), faces: faces)
    changed()
  }

  /// Follows the whole day once more: after a start, and when somebody changed what was bound.
  func replayShifts() {
    var fresh = ShiftDetector(twins: log.twins)
    var undone: Set<Int> = []
    let own = log.happenings.filter { $0.station == stationID }
    // Who stood up again before a shot was never to be shot: his scan is none.
    for (at, happening) in own.enumerated() {
      guard case .seatUndone(let person) = happening.deed else { continue }
      guard let scan = own[..<at].lastIndex(where: { isSeat($0.deed, of: person) }) else { continue }
      let shots = own[scan..<at].contains { if case .shot = $0.deed { true } else { false } }
      if !shots { undone.insert(scan) }
    }
    for (at, happening) in own.enumerated() where !undone.contains(at) {
      switch happening.deed {
      case .seated(let deed): fresh.scan(scanned(deed.person, at: happening.at))
      case .shot(let deed):
        guard let shot = log.shots[deed.id], shot.deed.source != .card else { continue }
        fresh.shoot(captured(shot), faces: faces)
      default: break
      }
    }
    fresh.review(faces: faces)
    for finding in fresh.findings where isAnswered(finding) { fresh.settle(finding, faces: faces) }
    detector = fresh
    changed()
  }

  private func isSeat(_ deed: Deed, of person: String) -> Bool {
    if case .seated(let seat) = deed { seat.person == person } else { false }
  }

  /// People looked at it, or what it says is no longer so.
  private func isAnswered(_ finding: ShiftFinding) -> Bool {
    switch finding.kind {
    case .scanWithoutShot(let person):
      if log.excused[person] != nil { return true }
      if let shot = log.keptShot(of: person), shot.station != stationID { return true }
      return log.checkIns[person] == nil && log.spares[person] == nil
    case .twinsSuspected(let pair): return log.twins[pair] != nil
    case .shotWithoutScan, .outOfOrder:
      return finding.shots.allSatisfy { log.settled.contains($0.id) || log.boundByHand.contains($0.id) }
    default: return !finding.shots.isEmpty && finding.shots.allSatisfy { log.settled.contains($0.id) }
    }
  }

  /// What does not fit and was not answered, runs first; loose shots and pictures of a card wait to be looked at too.
  public var findings: [DeskFinding] {
    detector.findings.filter { !isAnswered($0) }.map { finding in
      let shots = finding.shots.compactMap { log.shots[$0.id] }.filter { $0.setAside == nil }
      return DeskFinding(id: Self.identity(of: finding), finding: finding, shots: shots)
    }.filter { !$0.shots.isEmpty || $0.finding.shots.isEmpty }
  }

  private static func identity(of finding: ShiftFinding) -> String {
    let moves = finding.repair?.moves.map { "\($0.serial)\($0.from ?? "-")\($0.to ?? "-")" } ?? []
    let text = "\(finding.kind)" + finding.shots.map(\.id).joined() + moves.joined()
    return String(StationDarkroom.hash(of: Array(text.utf8)).prefix(16))
  }

  /// Shots that are held back until somebody looked.
  public var quarantined: Set<String> { Set(findings.flatMap { $0.finding.shots.map(\.id) }) }

  /// Says what is held back here, to the center too, whenever it changes: nothing is made of it before people looked.
  func tellHeld(by account: String) async throws {
    var held: [HeldShot] = []
    var reasons: [String: String] = [:]
    for found in findings {
      for shot in found.finding.shots where reasons[shot.id] == nil {
        reasons[shot.id] = found.finding.chinese
        held.append(HeldShot(shot: shot.id, why: found.finding.chinese))
      }
    }
    guard reasons != log.heldBack[stationID, default: [:]] else { return }
    try await record([.heldBack(held)], by: account)
  }

  func tellHeldAtOpening() async throws { try await gate.pass { [self] in try await tellHeld(by: lastAccount) } }

  /// Follows the day once more, after somebody changed what was bound.
  func reviewShifts(by account: String) async throws {
    replayShifts()
    try await tellHeld(by: account)
  }

  /// Applies a proposed repair as a whole, with a second person who looked too; it can be taken back until delivery.
  ///
  /// - second: sign-in name and password of the other crew member.
  /// - Throws: `VisitDeskRefusal.nothingProposed`, `.secondIsFirst`, `.wrongPassword`, `.shift`.
  public func repair(_ id: String, second: SecondPerson, by member: CrewMember) async throws {
    let other = try await station.second(second, beside: member.account, head)
    try await gate.pass { [self] in
      guard let found = await findings.first(where: { $0.id == id }), let repair = found.finding.repair else {
        throw VisitDeskRefusal.nothingProposed
      }
      try await checkRepair(repair)
      try await record(
        [
          .repaired(
            RepairDeed(
              id: station.chance.identifier(at: station.now), repair: repair, why: found.finding.chinese, second: other.account)
          ), .settled(shots: found.finding.shots.map(\.id), second: other.account),
        ], by: member.account)
      try await reviewShifts(by: member.account)
    }
  }

  private func checkRepair(_ repair: ShiftRepair) throws {
    do throws(ShiftRefusal) { _ = try repair.applied(to: log.bindings) } catch { throw VisitDeskRefusal.shift(error) }
  }

  /// Takes a repair back, with a second person.
  public func takeBack(_ id: String, second: SecondPerson, by member: CrewMember) async throws {
    let other = try await station.second(second, beside: member.account, head)
    try await gate.pass { [self] in
      guard let deed = await log.standingRepairs.first(where: { $0.id == id }) else { throw VisitDeskRefusal.nothingProposed }
      try await checkRepair(deed.repair.reversed)
      try await record([.repairTakenBack(repair: id, second: other.account)], by: member.account)
      try await reviewShifts(by: member.account)
    }
  }

  /// Two people looked: everything is as it is bound.
  public func settle(_ id: String, second: SecondPerson, by member: CrewMember) async throws {
    let other = try await station.second(second, beside: member.account, head)
    try await gate.pass { [self] in
      guard let found = await findings.first(where: { $0.id == id }) else { throw VisitDeskRefusal.nothingProposed }
      try await record([.settled(shots: found.finding.shots.map(\.id), second: other.account)], by: member.account)
      try await reviewShifts(by: member.account)
    }
  }

  /// Twins or not: one key of the second crew member, asked once for a pair.
  public func answer(
    _ pair: TwinMemory.Pair, _ answer: TwinMemory.Answer, second: SecondPerson, by member: CrewMember
  ) async throws {
    let other = try await station.second(second, beside: member.account, head)
    try await gate.pass { [self] in
      try await record([.twinsAnswered(pair, answer, second: other.account)], by: member.account)
      try await reviewShifts(by: member.account)
    }
  }
}
