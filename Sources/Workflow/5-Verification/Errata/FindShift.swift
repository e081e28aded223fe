import GraduatePhotos
import Storage

/// One side of a shift as it is proposed: who he is, the photo under him now, and the one that is his.
public struct ShiftSide: Sendable, Identifiable {
  public let person: ErrataPerson
  /// 拍摄序号 of his own photo; empty where there is none: he is missing afterwards.
  public let ownSerial: String
  /// For its picture's address; nil where the photo is nobody's.
  public let ownPortraitID: String?

  public var id: String { person.id }
}

/// How far a shift reaches.
public enum ShiftReach: Sendable, Hashable {
  /// Two people whose photos changed places.
  case pair
  /// Everybody from the person to the one with this serial, by the same offset.
  case run(toSerial: String)
}

extension CollectionCenter {
  /// The people whose photos moved, found by serials: the partner of a pair, or a run (A7).
  ///
  /// Nothing is written.
  ///
  /// - number: student number of the first person; in code mode his collection code.
  /// - ownSerial: 拍摄序号 of his own photo, as printed.
  /// - Throws: `ErrataDeskRefusal.personUnknown`, `.serialUnknown`, `.noRun`, `ErratumRefusal.same`.
  public func findShift(
    of number: String, ownSerial: String, _ reach: ShiftReach, campaignID: String, by liaison: Liaison
  ) async throws -> [ShiftSide] {
    try await records.read { transaction in
      let place = try transaction.rosterPlace(campaignID: campaignID, institutionID: liaison.institutionID).place
      let first = try transaction.errataPerson(numbered: number, place)
      let own = ownSerial.asSerial
      guard own != first.serial else { throw ErratumRefusal.same(.plannedSerial) }
      switch reach {
      case .pair: return try transaction.pair(first, own, place)
      case .run(let last): return try transaction.run(first, own, last.asSerial, place)
      }
    }
  }

  /// Somebody of the institution by student or identity number, in code mode by collection code.
  ///
  /// - Throws: `ErrataDeskRefusal.personUnknown`, `.personNotClear`, `.codeMode`.
  public func errataPerson(numbered number: String, campaignID: String, by liaison: Liaison) async throws -> ErrataPerson {
    try await records.read { transaction in
      try transaction.errataPerson(
        numbered: number, transaction.rosterPlace(campaignID: campaignID, institutionID: liaison.institutionID).place)
    }
  }

  /// Somebody of the institution by his id.
  ///
  /// - Throws: `ErrataDeskRefusal.personUnknown`.
  public func errataPerson(_ id: String, campaignID: String, by liaison: Liaison) async throws -> ErrataPerson {
    try await records.read { transaction in
      try transaction.errataPerson(
        id, transaction.rosterPlace(campaignID: campaignID, institutionID: liaison.institutionID).place)
    }
  }

  /// An open claim that an erratum may answer, with what it says is right.
  ///
  /// - Throws: `ClassCheckRefusal.claimUnknown`, `.claimEnded`.
  public func claimToCorrect(
    _ id: String, campaignID: String, by liaison: Liaison
  ) async throws -> (person: ErrataPerson, corrections: [PersonVerdict.Correction], partner: String) {
    try await records.read { transaction in
      let found = try transaction.row(
        "SELECT person_id FROM claim WHERE id = ? AND campaign_id = ? AND institution_id = ?",
        [.text(id), .text(campaignID), .text(liaison.institutionID)])
      guard let person = try found?.text("person_id") else { throw ClassCheckRefusal.claimUnknown }
      guard let claim = try transaction.openClaims(of: person, campaignID: campaignID).first(where: { $0.id == id }) else {
        throw ClassCheckRefusal.claimEnded
      }
      let place = try transaction.rosterPlace(campaignID: campaignID, institutionID: liaison.institutionID).place
      let details = claim.details.isEmpty ? nil : try VerdictDetails(read: claim.details)
      return (
        try transaction.errataPerson(person, place), details?.corrections ?? [], details?.partner?.number ?? ""
      )
    }
  }
}

extension Transaction {
  /// Whoever has the photo now gets the one that lies under the first.
  fileprivate func pair(_ first: ErrataPerson, _ own: String, _ place: RosterPlaceInCenter) throws -> [ShiftSide] {
    let shots = try shots(serial: own, place)
    guard !shots.isEmpty else { throw ErrataDeskRefusal.serialUnknown(own) }
    // Two visits may have given the serial: the one at which the first was shot is meant.
    let shot: BoundShot
    if let sameVisit = shots.first(where: { $0.visit == first.visit }) {
      shot = sameVisit
    } else {
      guard shots.count == 1 else { throw ErratumRefusal.serialNotClear(own) }
      // What is nobody's at another visit than his own is hardly his, and no picture tells.
      guard shots[0].person != nil || first.visit == nil else { throw ErrataDeskRefusal.serialUnknown(own) }
      shot = shots[0]
    }
    guard let other = try shot.person.map({ try errataPerson($0, place) }) else {
      return [ShiftSide(person: first, ownSerial: own, ownPortraitID: nil)]
    }
    return [
      ShiftSide(person: first, ownSerial: own, ownPortraitID: other.portraitID),
      ShiftSide(person: other, ownSerial: first.serial, ownPortraitID: first.portraitID),
    ]
  }

  /// Everybody between two serials of a visit, moved as far as the first is; whoever's own photo lies beyond the end has none.
  fileprivate func run(
    _ first: ErrataPerson, _ own: String, _ last: String, _ place: RosterPlaceInCenter
  ) throws -> [ShiftSide] {
    guard let visit = first.visit, let from = first.serialNumber, let to = Int(last), from != to else {
      throw ErrataDeskRefusal.noRun
    }
    let people = try errataPeople(
      place, where: "t.visit_number = ? AND t.serial >= ? AND t.serial <= ?",
      [.int(visit), .int(min(from, to)), .int(max(from, to))]
    ).sorted { ($0.serialNumber ?? 0) < ($1.serialNumber ?? 0) }
    guard people.count <= ErrataDeskLimits.runPeople else { throw ErrataDeskRefusal.tooMany(limit: ErrataDeskLimits.runPeople) }
    guard let at = people.firstIndex(where: { $0.id == first.id }), people.contains(where: { $0.serial == last }),
      let target = people.firstIndex(where: { $0.serial == own })
    else { throw ErrataDeskRefusal.noRun }
    return people.indices.map { index in
      let source = index + target - at
      let owner = people.indices.contains(source) ? people[source] : nil
      return ShiftSide(person: people[index], ownSerial: owner?.serial ?? "", ownPortraitID: owner?.portraitID)
    }
  }
}
