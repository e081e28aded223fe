import Foundation
import GraduatePhotos
import Storage

/// The newest version of a slip, as something to be sealed.
struct SlipSealSubject: SealSubject {
  let kind = PaperKind.slip
  let subjectID: String
  let version: Int
  let contentHash: String
  let institutionID: String
  let studyCenterID: String?
  let campaignID: String
  var path: String { slipPath(campaignID: campaignID, slipID: subjectID) }
}

/// The address of a slip's page.
func slipPath(campaignID: String, slipID: String) -> String { "/campaigns/\(campaignID)/slips/\(slipID)" }

/// The address at which an institution opens its slip, or that of a study center; where reminders lead.
func openSlipPath(campaignID: String, studyCenterID: String?) -> String {
  "/campaigns/\(campaignID)/slip" + (studyCenterID.map { "?center=\($0)" } ?? "")
}

/// The address of an institution's roster; of a center's where reminders of it lead.
func openRosterPath(campaignID: String, studyCenterID: String?) -> String {
  "/campaigns/\(campaignID)/roster" + (studyCenterID.map { "?center=\($0)" } ?? "")
}

extension Transaction {
  func slipOwner(_ slipID: String) throws -> PaperOwner? {
    try slipRow(slipID).map { PaperOwner(institutionID: $0.institutionID, studyCenterID: $0.studyCenterID) }
  }

  func slipSealSubject(_ slipID: String) throws -> SlipSealSubject? {
    guard let slip = try slipRow(slipID), let newest = try newestSlipBody(slipID) else { return nil }
    let hash = try SlipSealSubject.hash(
      kind: .slip, subjectID: slipID, version: newest.number, campaignID: slip.campaignID, body: newest.body)
    return SlipSealSubject(
      subjectID: slipID, version: newest.number, contentHash: hash, institutionID: slip.institutionID,
      studyCenterID: slip.studyCenterID, campaignID: slip.campaignID)
  }

  /// Number and stored text of the newest version that was handed in.
  func newestSlipBody(_ slipID: String) throws -> (number: Int, body: String)? {
    try row("SELECT number, body FROM slip_version WHERE slip_id = ? ORDER BY number DESC LIMIT 1", [.text(slipID)])
      .map { (try $0.int("number"), try $0.text("body")) }
  }

  /// Every version that was handed in, newest first.
  func slipVersions(_ slipID: String) throws -> [SlipVersion] {
    let seals = try seals(of: .slip, slipID)
    return try rows(
      """
      SELECT v.number, v.body, v.holds_up, v.submitted_at, a.name, p.number AS paper_number FROM slip_version v
      LEFT JOIN account a ON a.id = v.submitted_by
      LEFT JOIN paper p ON p.kind = 'slip' AND p.subject_id = v.slip_id AND p.subject_version = v.number
      WHERE v.slip_id = ? ORDER BY v.number DESC
      """, [.text(slipID)]
    ).map { row in
      let number = try row.int("number")
      return SlipVersion(
        number: number, slip: try RegistrationSlip(canonicalBody: row.text("body")),
        heldUp: heldUp(stored: try row.text("holds_up")),
        submittedBy: try row.optionalText("name") ?? Self.machineName, submittedAt: try row.integer("submitted_at"),
        paperNumber: try row.optionalText("paper_number"), seal: seals.first { $0.version == number })
    }
  }

  func insertSlipVersion(
    _ slipID: String, number: Int, slip: RegistrationSlip, body: String, heldUp: [HeldUp], by actor: some SignedIn
  ) throws {
    try execute(
      """
      INSERT INTO slip_version (slip_id, number, body, regular_heads, adult_heads, postgraduate_heads, holds_up, submitted_by,
        submitted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(slipID), .int(number), .text(body), .int(slip.headCounts.regular ?? 0), .int(slip.headCounts.adult ?? 0),
        .int(slip.headCounts.postgraduate ?? 0), .text(heldUp.map(\.rawValue).joined(separator: " ")), .text(actor.accountID),
        .integer(now),
      ])
  }
}

/// Reads `slip_version.holds_up`: the raw values, separated by spaces.
func heldUp(stored text: String) -> [HeldUp] { text.split(separator: " ").compactMap { HeldUp(rawValue: String($0)) } }
