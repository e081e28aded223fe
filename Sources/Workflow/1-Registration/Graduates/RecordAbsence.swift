import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Notes that a graduate cannot come on the day, and the way on; a second note takes the first one's place.
  ///
  /// - Throws: `AbsenceProblem`, `GraduateRefusal.hasLeft`, `RosterImportRefusal.notFound`.
  public func recordAbsence(
    _ absence: Absence, of graduateID: String, campaignID: String, by keeper: some AbsenceKeeper
  ) async throws {
    try await records.write { transaction in
      let plan = try transaction.storedCampaign(campaignID).plan
      if let problem = absence.problem(in: plan, today: transaction.today) { throw problem }
      try transaction.recordAbsence(absence, of: graduateID, campaignID: campaignID, by: keeper)
    }
  }

  /// The same for many at once: for all of them, or for none.
  ///
  /// - Parameters:
  ///   - absence: of all.
  ///   - graduateIDs: at most `RegistrationLimits.absencesAtOnce`; none is a refusal.
  ///   - campaignID: their campaign.
  ///   - keeper: who says so.
  /// - Returns: how many were noted; those whose note says the same already are not noted again.
  /// - Throws: `AbsenceProblem`, `GraduateRefusal`, `RosterImportRefusal.notFound`.
  @discardableResult
  public func recordAbsences(
    _ absence: Absence, of graduateIDs: [String], campaignID: String, by keeper: some AbsenceKeeper
  ) async throws -> Int {
    let ids = Set(graduateIDs).sorted()
    guard !ids.isEmpty else { throw GraduateRefusal.rule(["没有选中学生"]) }
    guard ids.count <= RegistrationLimits.absencesAtOnce else {
      throw GraduateRefusal.rule(["一次最多登记 \(RegistrationLimits.absencesAtOnce) 人"])
    }
    return try await records.write { transaction in
      let plan = try transaction.storedCampaign(campaignID).plan
      if let problem = absence.problem(in: plan, today: transaction.today) { throw problem }
      var noted = 0
      for id in ids where try transaction.absence(of: id) != absence {
        try transaction.recordAbsence(absence, of: id, campaignID: campaignID, by: keeper)
        noted += 1
      }
      return noted
    }
  }

  /// Takes the note back: the graduate comes with the class.
  public func withdrawAbsence(of graduateID: String, campaignID: String, by keeper: some AbsenceKeeper) async throws {
    try await records.write { transaction in
      _ = try transaction.institution(ofGraduate: graduateID, campaignID: campaignID, keeper.graduateScope)
      let removed = try transaction.execute("DELETE FROM absence WHERE graduate_id = ?", [.text(graduateID)])
      guard removed == 1 else { throw GraduateRefusal.notAbsent }
      try transaction.journal(
        JournalLine(
          action: .absenceWithdrawn, recordKind: "graduate", recordID: graduateID, campaignID: campaignID,
          graduateID: graduateID),
        by: keeper)
    }
  }

  /// Those who cannot come, fifty a page.
  public func absences(
    campaignID: String, institutionID: String? = nil, filter: AbsenceFilter = AbsenceFilter(), page: Int = 1,
    by reader: some GraduateReader
  ) async throws -> GraduatePage {
    let place = GraduatePlace(campaignID: campaignID, institutionID: institutionID, department: filter.department)
    return try await records.read { transaction in
      let (sql, arguments) = place.condition(reader.graduateScope)
      let (absent, more) = filter.condition
      return try transaction.graduatePage(
        (sql + absent + " AND NOT \(GraduateScope.hasLeft)", arguments + more), page: page, columns: place.columns(reader))
    }
  }
}

extension Transaction {
  /// Notes an absence that was judged against the plan.
  ///
  /// - Throws: `GraduateRefusal.hasLeft`, `RosterImportRefusal.notFound`.
  func recordAbsence(
    _ absence: Absence, of graduateID: String, campaignID: String, by keeper: some AbsenceKeeper
  ) throws {
    _ = try institution(ofGraduate: graduateID, campaignID: campaignID, keeper.graduateScope)
    if let left = try standingStatusChange(of: graduateID) { throw GraduateRefusal.hasLeft(left.kind) }
    try insertAbsence(absence, of: graduateID, by: keeper.accountID)
    try journal(
      JournalLine(
        action: .absenceRecorded, recordKind: "graduate", recordID: graduateID, campaignID: campaignID, graduateID: graduateID,
        details: ["way-on": absence.wayOn.code], personal: ["reason": absence.reason.rawValue]), by: keeper)
  }

  private func insertAbsence(_ absence: Absence, of graduateID: String, by accountID: String) throws {
    try execute(
      """
      INSERT INTO absence (graduate_id, reason, way_on, returns_on, other_province, recorded_by, recorded_at)
      VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (graduate_id) DO UPDATE SET reason = excluded.reason, way_on = excluded.way_on,
        returns_on = excluded.returns_on, other_province = excluded.other_province, recorded_by = excluded.recorded_by,
        recorded_at = excluded.recorded_at
      """,
      [
        .text(graduateID), .text(absence.reason.rawValue), .text(absence.wayOn.code), .text(absence.wayOn.returnDay),
        .text(absence.wayOn.province), .text(accountID), .integer(now),
      ])
  }

  func absence(of graduateID: String) throws -> Absence? {
    try row("SELECT reason, way_on, returns_on, other_province FROM absence WHERE graduate_id = ?", [.text(graduateID)])
      .flatMap { try Absence(from: $0) }
  }
}

extension Absence {
  /// From columns reason, way_on, returns_on, other_province.
  init?(from row: SQLRow) throws {
    self.init(
      reason: try row.text("reason"), wayOn: try row.text("way_on"), returnsOn: try row.text("returns_on"),
      otherProvince: try row.text("other_province"))
  }

  /// From the texts as they are stored.
  init?(reason: String, wayOn: String, returnsOn: String, otherProvince: String) {
    guard let reason = Reason(rawValue: reason) else { return nil }
    switch wayOn {
    case "returns":
      guard let day = CalendarDay.parse(returnsOn) else { return nil }
      self.init(reason: reason, wayOn: .returns(day))
    case "makeup": self.init(reason: reason, wayOn: .makeup)
    default: self.init(reason: reason, wayOn: .otherBranch(province: otherProvince))
    }
  }
}

extension Absence.WayOn {
  var code: String {
    switch self {
    case .returns: "returns"
    case .makeup: "makeup"
    case .otherBranch: "other-province"
    }
  }

  var returnDay: String { if case .returns(let day) = self { day.compact } else { "" } }
  var province: String { if case .otherBranch(let province) = self { province } else { "" } }
}
