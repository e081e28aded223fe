import GraduatePhotos
import Storage

/// A value that was put right.
struct CorrectedValue: Sendable {
  let person: String
  let field: RosterColumn
  let old: String
  let new: String
  /// Of the record that holds the new value; 0 in code mode.
  let recordVersion: Int64

  /// What the values of a line are sealed as, with `:old` and `:new` behind it.
  static func record(_ correctionID: String, _ field: String) -> String { "correction_line:\(correctionID):\(field)" }
}

extension Transaction {
  /// Writes down what was put right at once, for its data to be packed and sent; old and new under each person's own key.
  ///
  /// - Returns: its number, 2014-62-10730-G001.
  func insertCorrection(
    _ values: [CorrectedValue], campaignID: String, institutionID: String, by actor: some SignedIn
  ) throws -> String {
    let id = identifier()
    let number = try nextCorrectionNumber(campaignID, institutionID)
    try execute(
      "INSERT INTO correction (id, campaign_id, institution_id, number, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?)",
      [.text(id), .text(campaignID), .text(institutionID), .text(number), .text(actor.accountID), .integer(now)])
    for value in values {
      let record = CorrectedValue.record(id, value.field.code)
      try execute(
        """
        INSERT INTO correction_line (correction_id, graduate_id, field, old_sealed, new_sealed, record_version)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        [
          .text(id), .text(value.person), .text(value.field.code),
          .blob(try sealForGraduate(value.person, Array(value.old.utf8), as: record + ":old")),
          .blob(try sealForGraduate(value.person, Array(value.new.utf8), as: record + ":new")), .integer(value.recordVersion),
        ])
    }
    try enqueue(.packCorrection, scope: campaignID, payload: id)
    try journal(
      JournalLine(
        action: .correctionMade, recordKind: "correction", recordID: id, campaignID: campaignID,
        details: ["number": number, "rows": String(values.count)]), by: actor)
    return number
  }

  /// Counted within an institution and a campaign; of two made at once one waits for the other.
  private func nextCorrectionNumber(_ campaignID: String, _ institutionID: String) throws -> String {
    let count = try count(
      "SELECT COUNT(*) AS n FROM correction WHERE campaign_id = ? AND institution_id = ?",
      [.text(campaignID), .text(institutionID)])
    let place = try rosterPlace(campaignID: campaignID, institutionID: institutionID).place
    return DeliveryBasis.number(of: place, letter: "G", count + 1)
  }
}
