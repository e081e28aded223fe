import Foundation
import GraduatePhotos
import Storage

/// A slip's own row.
struct SlipRow: Sendable {
  let id: String
  let campaignID: String
  let institutionID: String
  let studyCenterID: String?
}

/// The draft's row.
struct SlipDraftRow: Sendable {
  let body: RegistrationSlip
  let version: Int
  let savedBy: String
  let savedAt: Int64
}

extension Transaction {
  func slipRow(_ id: String) throws -> SlipRow? {
    try row("SELECT id, campaign_id, institution_id, study_center_id FROM slip WHERE id = ?", [.text(id)]).map {
      try slipRow($0)
    }
  }

  /// The slip, when it is within reach: what one may not see is not found.
  func slipRow(_ id: String, within reach: PaperReach) throws -> SlipRow {
    guard let slip = try slipRow(id),
      reach.covers(institutionID: slip.institutionID, studyCenterID: slip.studyCenterID)
    else { throw SlipRefusal.notFound }
    return slip
  }

  func slipRow(campaignID: String, institutionID: String, studyCenterID: String?) throws -> SlipRow? {
    let columns =
      "SELECT id, campaign_id, institution_id, study_center_id FROM slip WHERE campaign_id = ? AND institution_id = ?"
    let found =
      if let studyCenterID {
        try row("\(columns) AND study_center_id = ?", [.text(campaignID), .text(institutionID), .text(studyCenterID)])
      } else {
        try row("\(columns) AND study_center_id IS NULL", [.text(campaignID), .text(institutionID)])
      }
    return try found.map { try slipRow($0) }
  }

  private func slipRow(_ row: SQLRow) throws -> SlipRow {
    SlipRow(
      id: try row.text("id"), campaignID: try row.text("campaign_id"), institutionID: try row.text("institution_id"),
      studyCenterID: try row.optionalText("study_center_id"))
  }

  func insert(_ slip: SlipRow, draft: RegistrationSlip, by actor: some SignedIn) throws {
    try execute(
      "INSERT INTO slip (id, campaign_id, institution_id, study_center_id, made_at) VALUES (?, ?, ?, ?, ?)",
      [.text(slip.id), .text(slip.campaignID), .text(slip.institutionID), .optional(slip.studyCenterID), .integer(now)])
    try execute(
      "INSERT INTO slip_draft (slip_id, body, version, saved_by, saved_at) VALUES (?, ?, 1, ?, ?)",
      [.text(slip.id), .text(try draft.canonicalBody()), .text(actor.accountID), .integer(now)])
  }

  func slipDraft(_ slipID: String) throws -> SlipDraftRow {
    let found = try row(
      """
      SELECT d.body, d.version, d.saved_at, a.name FROM slip_draft d LEFT JOIN account a ON a.id = d.saved_by WHERE d.slip_id = ?
      """, [.text(slipID)])
    guard let found else { throw SlipRefusal.notFound }
    return SlipDraftRow(
      body: try RegistrationSlip(canonicalBody: found.text("body")), version: try found.int("version"),
      savedBy: try found.optionalText("name") ?? Self.machineName, savedAt: try found.integer("saved_at"))
  }

  /// Replaces the draft that was read as `version`.
  ///
  /// - Returns: false when somebody else saved meanwhile.
  func replaceDraft(_ slipID: String, body: String, version: Int, by actor: some SignedIn) throws -> Bool {
    // The version comes from a form: whatever number it is, it must not overflow.
    guard (0..<Int(Int32.max)).contains(version) else { return false }
    return try execute(
      "UPDATE slip_draft SET body = ?, version = ?, saved_by = ?, saved_at = ? WHERE slip_id = ? AND version = ?",
      [.text(body), .int(version + 1), .text(actor.accountID), .integer(now), .text(slipID), .int(version)]) == 1
  }

  /// What is shown in the place of a person's name for work done on the center's own machine.
  static var machineName: String { "系统管理员" }
}

extension RegistrationSlip {
  /// JSON with sorted keys: the form in which a slip is stored, compared and hashed.
  ///
  /// - Throws: `SlipRefusal.tooLarge`.
  func canonicalBody() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let body = String(decoding: try encoder.encode(self), as: UTF8.self)
    guard body.utf8.count <= SlipLimits.bodyBytes else { throw SlipRefusal.tooLarge(kilobytes: SlipLimits.bodyBytes / 1024) }
    return body
  }

  init(canonicalBody body: String) throws {
    self = try JSONDecoder().decode(RegistrationSlip.self, from: Data(body.utf8))
  }
}
