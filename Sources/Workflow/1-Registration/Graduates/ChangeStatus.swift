import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Notes a status change outside an import: the graduate is no longer due, the student number is free.
  ///
  /// - Throws: `RegistrationRefusal.statusChangeWithoutDocument`, `.statusChangeDay`, `GraduateRefusal.hasLeft`.
  public func recordStatusChange(
    _ change: StatusChange, of graduateID: String, campaignID: String, by keeper: some RosterKeeper & GraduateReader
  ) async throws {
    try await records.write { transaction in
      let place = try transaction.placeToChange(graduateID, campaignID: campaignID, keeper)
      if let problem = change.problem(today: transaction.today) { throw problem }
      if let left = try transaction.standingStatusChange(of: graduateID) { throw GraduateRefusal.hasLeft(left.kind) }
      try transaction.recordStatusChange(change, of: graduateID, importID: nil, by: keeper.accountID)
      try transaction.takeSlot(graduateID)
      try transaction.moveRoster(
        place, from: transaction.rosterVersion(campaignID: campaignID, institutionID: place.institutionID))
      try transaction.journal(
        JournalLine(
          action: .statusChanged, recordKind: "graduate", recordID: graduateID, campaignID: campaignID, graduateID: graduateID,
          details: ["kind": change.kind.rawValue, "day": change.day.compact], personal: ["document": change.document]),
        by: keeper)
    }
  }

  /// Takes it back: the graduate is due again under his student number.
  ///
  /// - Throws: `RosterImportRefusal.studentNumberTaken` when somebody else has the number by now.
  public func withdrawStatusChange(
    of graduateID: String, campaignID: String, by keeper: some RosterKeeper & GraduateReader
  ) async throws {
    do {
      try await records.write { transaction in
        let place = try transaction.placeToChange(graduateID, campaignID: campaignID, keeper)
        guard try transaction.standingStatusChange(of: graduateID) != nil else { throw GraduateRefusal.hasNotLeft }
        try transaction.withdrawStatusChanges(of: graduateID, by: keeper.accountID)
        try transaction.takeSlot(graduateID)
        try transaction.moveRoster(
          place, from: transaction.rosterVersion(campaignID: campaignID, institutionID: place.institutionID))
        try transaction.journal(
          JournalLine(
            action: .statusChangeWithdrawn, recordKind: "graduate", recordID: graduateID, campaignID: campaignID,
            graduateID: graduateID), by: keeper)
      }
    } catch StorageError.unique(let constraint) where constraint.contains("student_number") {
      throw RosterImportRefusal.studentNumberTaken
    }
  }
}

extension Transaction {
  fileprivate func placeToChange(
    _ graduateID: String, campaignID: String, _ keeper: some RosterKeeper & GraduateReader
  ) throws -> RosterPlaceInCenter {
    let institution = try institution(ofGraduate: graduateID, campaignID: campaignID, keeper.graduateScope)
    return try rosterPlace(campaignID: campaignID, institutionID: institution).place
  }
}
