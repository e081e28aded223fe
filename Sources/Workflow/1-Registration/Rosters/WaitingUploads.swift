import Foundation
import GraduatePhotos
import Storage

/// An uploaded roster that waits for its confirmation.
public struct WaitingUpload: Sendable, Identifiable {
  public let id: String
  public let campaignID: String
  public let studyCenterID: String?
  public let fileName: String
  public let byteCount: Int
  public let uploadedBy: String
  public let uploaderName: String
  public let uploadedAt: Int64
  let keyID: String
  let fileHash: String
  public let choices: RosterChoices
  /// The roster's version when it was uploaded.
  let baseVersion: Int64
}

extension Transaction {
  private static let uploadColumns = """
    u.id, u.campaign_id, u.study_center_id, u.file_name, u.byte_count, u.uploaded_by, u.uploaded_at, u.key_id, u.file_hash,
    u.mapping, u.base_version, a.name AS uploader
    """

  /// The keeper's upload, not too old.
  ///
  /// - Throws: `RosterImportRefusal.uploadGone`; somebody else's upload is as good as gone.
  func upload(_ id: String, of keeper: some RosterKeeper) throws -> WaitingUpload {
    let row = try row(
      """
      SELECT \(Self.uploadColumns) FROM roster_upload u LEFT JOIN account a ON a.id = u.uploaded_by
      WHERE u.id = ? AND u.institution_id = ? AND u.uploaded_at > ?
      """, [.text(id), .text(keeper.institutionID), .integer(now - WorkflowLimits.uploadLifeMilliseconds)])
    guard let row else { throw RosterImportRefusal.uploadGone }
    let upload = try waitingUpload(from: row)
    guard keeper.ownStudyCenterID == nil || upload.studyCenterID == keeper.ownStudyCenterID else {
      throw RosterImportRefusal.uploadGone
    }
    return upload
  }

  func waitingUploads(campaignID: String, institutionID: String) throws -> [WaitingUpload] {
    try rows(
      """
      SELECT \(Self.uploadColumns) FROM roster_upload u LEFT JOIN account a ON a.id = u.uploaded_by
      WHERE u.campaign_id = ? AND u.institution_id = ? AND u.uploaded_at > ? ORDER BY u.uploaded_at DESC
      """, [.text(campaignID), .text(institutionID), .integer(now - WorkflowLimits.uploadLifeMilliseconds)]
    ).map { try waitingUpload(from: $0) }
  }

  private func waitingUpload(from row: SQLRow) throws -> WaitingUpload {
    WaitingUpload(
      id: try row.text("id"), campaignID: try row.text("campaign_id"), studyCenterID: try row.optionalText("study_center_id"),
      fileName: try row.text("file_name"), byteCount: try row.int("byte_count"), uploadedBy: try row.text("uploaded_by"),
      uploaderName: try row.optionalText("uploader") ?? "本机操作员", uploadedAt: try row.integer("uploaded_at"),
      keyID: try row.text("key_id"), fileHash: try row.text("file_hash"),
      choices: try JSONDecoder().decode(RosterChoices.self, from: Data(row.text("mapping").utf8)),
      baseVersion: try row.integer("base_version"))
  }
}
