import GraduatePhotos
import Storage

/// A kind of files, as a query that names those of a campaign; its one argument is the campaign.
struct FilesOfCampaign: Sendable {
  let table: String
  let from: String
}

extension Transaction {
  static func files(of part: ErasedPart) -> [FilesOfCampaign] {
    let originals = part == .originals ? " AND f.role LIKE 'original%'" : ""
    let pictures = [
      FilesOfCampaign(
        table: "packet_file",
        from: "packet_file f JOIN station_packet p ON p.id = f.packet_id WHERE p.campaign_id = ?\(originals)"),
      FilesOfCampaign(table: "reference_picture", from: "reference_picture f WHERE f.campaign_id = ?"),
      FilesOfCampaign(table: "proof_evidence", from: "proof_evidence f WHERE f.campaign_id = ?"),
    ]
    guard part == .identity else { return pictures }
    return pictures + [
      FilesOfCampaign(
        table: "delivery_piece", from: "delivery_piece f JOIN delivery d ON d.id = f.delivery_id WHERE d.campaign_id = ?"),
      FilesOfCampaign(table: "correction_package", from: "correction_package f WHERE f.campaign_id = ?"),
      // Slips, ledgers and statements of fees name nobody who is photographed, and are books to be kept.
      FilesOfCampaign(
        table: "document",
        from: """
          document f WHERE f.campaign_id = ? AND NOT EXISTS (SELECT 1 FROM seal s WHERE s.document_id = f.id
            AND s.kind IN ('\(PaperKind.slip.rawValue)', '\(PaperKind.ledger.rawValue)', '\(PaperKind.fees.rawValue)'))
          """),
    ]
  }

  /// Takes the next files from their rows; they wait in `erased_file` to be deleted after the commit.
  ///
  /// - after: the last id that was looked at.
  func eraseFiles(_ kind: FilesOfCampaign, _ order: EraseOrder, after: String) throws -> ErasedRows {
    let found = try rows(
      """
      SELECT f.id, f.stored_hash FROM \(kind.from) AND f.stored_hash <> '' AND f.id > ?
      ORDER BY f.id LIMIT \(RetentionLimits.rowsInStep)
      """, [.text(order.campaignID), .text(after)])
    for row in found {
      try execute("UPDATE \(kind.table) SET stored_hash = '' WHERE id = ?", [.text(row.text("id"))])
      try execute(
        "INSERT INTO erased_file (stored_hash, erase_id) VALUES (?, ?) ON CONFLICT (stored_hash) DO NOTHING",
        [.text(row.text("stored_hash")), .text(order.id)])
    }
    return ErasedRows(files: found.count, last: try found.last?.text("id"))
  }

  /// What was made of enrolment photos.
  func eraseFaces(_ order: EraseOrder) throws -> ErasedRows {
    try execute(
      "DELETE FROM reference_face WHERE picture_id IN (SELECT id FROM reference_picture WHERE campaign_id = ?)",
      [.text(order.campaignID)])
    return ErasedRows()
  }
}
