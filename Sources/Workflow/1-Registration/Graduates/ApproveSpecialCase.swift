import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Approves a special case for an institution: named photo checks are looked at by a person, the photographer gets the instruction.
  ///
  /// - Throws: `GraduateRefusal.specialCase`, `.hasLeft`, `RosterImportRefusal.notFound`.
  public func approveSpecialCase(
    _ specialCase: SpecialCase, of graduateID: String, campaignID: String, by approver: some SpecialCaseApprover
  ) async throws {
    if let problem = specialCase.problem() { throw GraduateRefusal.specialCase(problem) }
    try await records.write { transaction in
      _ = try transaction.institution(ofGraduate: graduateID, campaignID: campaignID, approver.graduateScope)
      if let left = try transaction.standingStatusChange(of: graduateID) { throw GraduateRefusal.hasLeft(left.kind) }
      try transaction.execute("DELETE FROM special_case WHERE graduate_id = ?", [.text(graduateID)])
      for check in specialCase.rowNames {
        try transaction.execute(
          """
          INSERT INTO special_case (graduate_id, photo_check, ground, instruction, approved_by, approved_at) VALUES (?, ?, ?, ?, ?, ?)
          """,
          [
            .text(graduateID), .text(check), .text(specialCase.ground.rawValue), .text(specialCase.instruction.trimmedOfBlanks),
            .text(approver.accountID), .integer(transaction.now),
          ])
      }
      try transaction.journal(
        JournalLine(
          action: .specialCaseApproved, recordKind: "graduate", recordID: graduateID, campaignID: campaignID,
          graduateID: graduateID,
          details: ["checks": String(specialCase.checks.count)],
          personal: ["ground": specialCase.ground.rawValue, "instruction": specialCase.instruction]), by: approver)
    }
  }

  public func withdrawSpecialCase(of graduateID: String, campaignID: String, by approver: some SpecialCaseApprover) async throws
  {
    try await records.write { transaction in
      _ = try transaction.institution(ofGraduate: graduateID, campaignID: campaignID, approver.graduateScope)
      let removed = try transaction.execute("DELETE FROM special_case WHERE graduate_id = ?", [.text(graduateID)])
      guard removed > 0 else { throw GraduateRefusal.noSpecialCase }
      try transaction.journal(
        JournalLine(
          action: .specialCaseWithdrawn, recordKind: "graduate", recordID: graduateID, campaignID: campaignID,
          graduateID: graduateID),
        by: approver)
    }
  }

  /// Those with a special case, fifty a page; only for those who may approve one.
  public func specialCases(
    campaignID: String, department: String? = nil, ground: SpecialCase.Ground? = nil, page: Int = 1,
    by approver: some SpecialCaseApprover
  ) async throws -> GraduatePage {
    let place = GraduatePlace(campaignID: campaignID, department: department)
    return try await records.read { transaction in
      let (sql, arguments) = place.condition(approver.graduateScope)
      let ofGround = ground == nil ? "" : " AND x.ground = ?"
      let special = " AND EXISTS (SELECT 1 FROM special_case x WHERE x.graduate_id = g.id\(ofGround))"
      return try transaction.graduatePage((sql + special, arguments + (ground.map { [.text($0.rawValue)] } ?? [])), page: page)
    }
  }
}

extension Transaction {
  func specialCase(of graduateID: String) throws -> SpecialCase? {
    let rows = try rows(
      "SELECT photo_check, ground, instruction FROM special_case WHERE graduate_id = ? ORDER BY photo_check",
      [.text(graduateID)])
    guard let first = rows.first, let ground = SpecialCase.Ground(rawValue: try first.text("ground")) else { return nil }
    let names = try rows.map { try $0.text("photo_check") }
    return SpecialCase(
      ground: ground, checks: Set(names.compactMap { ExcusableCheck(rawValue: $0) }),
      instruction: try first.text("instruction"),
      needsWheelchairPlace: names.contains(SpecialCase.wheelchairRow), needsQuietCorner: names.contains(SpecialCase.quietRow))
  }
}

extension SpecialCase {
  // What is no photo check has a row of its own beside them, so that the case is there also when no check is excused.
  static let wheelchairRow = "needs-wheelchair-place"
  static let quietRow = "needs-quiet-corner"
  static let instructionRow = "instruction"

  var rowNames: [String] {
    var names = checks.map(\.rawValue).sorted()
    if needsWheelchairPlace { names.append(Self.wheelchairRow) }
    if needsQuietCorner { names.append(Self.quietRow) }
    return names.isEmpty ? [Self.instructionRow] : names
  }
}

extension String {
  fileprivate var trimmedOfBlanks: String {
    let isBlank: (Character) -> Bool = { $0.isWhitespace }
    return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
