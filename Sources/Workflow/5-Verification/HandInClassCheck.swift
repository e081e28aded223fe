import GraduatePhotos
import Storage

/// A class's sign-off with what it is about.
public struct ClassCheckRecord: Sendable {
  public let group: CheckedClass
  public let campaignID: String
  public let tally: ClassTally
  /// Those with a finding, in roster order; identity numbers masked.
  public let found: [CheckedPerson]
  public let state: ClassCheckState
}

extension CollectionCenter {
  /// Hands a class in to be sealed, as it stands; what stands there already is not handed in again.
  ///
  /// Returns the id of its sign-off.
  /// - Throws: `ClassCheckRefusal.obstacle`, `.codeMode`.
  public func handInClassCheck(_ group: CheckedClass, campaignID: String, by liaison: Liaison) async throws -> String {
    try await records.write { transaction in
      let place = try transaction.checkedPlace(campaignID, by: liaison)
      let given = GivenPlace(campaignID: campaignID, institutionID: liaison.institutionID)
      let state = try transaction.classCheckState(group, given, in: place)
      if let obstacle = state.obstacle { throw ClassCheckRefusal.obstacle(obstacle) }
      let id = try state.id ?? transaction.insertClassCheck(group, given)
      if state.version > 0, state.isCurrent, state.reopened == nil { return id }
      let body = ClassCheckBody(group, try transaction.classPeople(group, given, in: place))
      try transaction.execute(
        """
        INSERT INTO class_check_version (class_check_id, number, body, handed_in_by, handed_in_at) VALUES (?, ?, ?, ?, ?)
        """,
        [
          .text(id), .int(state.version + 1), .text(try body.text()), .text(liaison.accountID), .integer(transaction.now),
        ])
      try transaction.journal(
        JournalLine(
          action: .classCheckHandedIn, recordKind: PaperKind.classCheck.rawValue, recordID: id, campaignID: campaignID,
          details: [
            "version": String(state.version + 1), "department": group.department, "class": group.classGroup,
            "heads": String(body.tally.people), "found": String(body.tally.found),
          ]), by: liaison)
      return id
    }
  }

  /// Opens a sealed class again, so that its verdicts can be changed; it is handed in and sealed anew afterwards.
  ///
  /// - Throws: `SealRefusal.notFound`, `ClassCheckRefusal.notSealed`, `.noReason`, `.reasonTooLong`.
  public func reopenClassCheck(_ id: String, because text: String, by liaison: Liaison) async throws {
    let why = try text.classCheckReason()
    try await records.write { transaction in
      guard let check = try transaction.classCheckRow(id), check.institutionID == liaison.institutionID else {
        throw SealRefusal.notFound
      }
      guard let seal = try transaction.classSealInForce(check.group, check.given) else { throw ClassCheckRefusal.notSealed }
      try transaction.execute(
        "INSERT INTO class_check_reopened (class_check_id, number, why, reopened_by, reopened_at) VALUES (?, ?, ?, ?, ?)",
        [.text(id), .int(seal.version), .text(why), .text(liaison.accountID), .integer(transaction.now)])
      try transaction.journal(
        JournalLine(
          action: .classCheckReopened, recordKind: PaperKind.classCheck.rawValue, recordID: id, campaignID: check.campaignID,
          details: ["version": String(seal.version), "reason": why]), by: liaison)
    }
  }

  /// A class's sign-off as it stands.
  ///
  /// - Throws: `SealRefusal.notFound`.
  public func classCheck(_ id: String, for reader: some VerificationReader & PaperReader) async throws -> ClassCheckRecord {
    try await records.read { try $0.classCheckRecord(id, within: reader.paperReach) }
  }
}

extension Transaction {
  func classCheckRecord(_ id: String, within reach: PaperReach) throws -> ClassCheckRecord {
    guard let check = try classCheckRow(id), reach.covers(institutionID: check.institutionID, studyCenterID: nil) else {
      throw SealRefusal.notFound
    }
    let place = try rosterPlace(campaignID: check.campaignID, institutionID: check.institutionID).place
    let people = try classPeople(check.group, check.given, in: place)
    return ClassCheckRecord(
      group: check.group, campaignID: check.campaignID, tally: ClassTally(people),
      found: people.filter { $0.verdict?.verdicts.contains(where: \.isFinding) ?? false },
      state: try classCheckState(check.group, check.given, in: place))
  }

  fileprivate func insertClassCheck(_ group: CheckedClass, _ given: GivenPlace) throws -> String {
    let id = identifier()
    try execute(
      "INSERT INTO class_check (id, campaign_id, institution_id, department, class_group) VALUES (?, ?, ?, ?, ?)",
      [
        .text(id), .text(given.campaignID), .text(given.institutionID), .text(group.department), .text(group.classGroup),
      ])
    return id
  }
}
