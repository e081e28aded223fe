import GraduatePhotos
import Storage

/// A portrait's bytes for whoever verifies.
public struct CheckedPicture: Sendable {
  /// SHA-256 of the bytes, 64 hexadecimal digits: a portrait never changes under its id.
  public let sha256: String
  /// JPEG; nil when the reader has these already.
  public let bytes: [UInt8]?
}

extension CollectionCenter {
  /// A released portrait of somebody whom the reader may see, as it is delivered.
  ///
  /// - known: hash of what the reader has already; then nothing is opened.
  /// - Throws: `ClassCheckRefusal.personUnknown`.
  public func checkedPicture(
    _ portraitID: String, known: String? = nil, campaignID: String, by reader: some VerificationReader
  ) async throws -> CheckedPicture {
    let (condition, arguments) = reader.graduateScope.condition(campaignID: campaignID)
    let file = try await records.read { transaction in
      try transaction.row(Transaction.portraitOfReader(where: condition), [.text(portraitID)] + arguments)
    }
    guard let file, let hash = PhotoHash(try file.text("stored_hash")) else { throw ClassCheckRefusal.personUnknown }
    let sha256 = try file.text("sha256")
    guard known != sha256 else { return CheckedPicture(sha256: sha256, bytes: nil) }
    return CheckedPicture(
      sha256: sha256,
      bytes: try keys.current.open(
        try await photos.read(hash), under: file.text("key_id"), as: "packet_file:\(try file.text("id"))"))
  }
}

extension Transaction {
  static func portraitOfReader(where condition: String) -> String {
    """
    SELECT f.id, f.stored_hash, f.key_id, p.sha256 FROM portrait p JOIN packet_file f ON f.id = p.file_id
    JOIN graduate g ON g.campaign_id = p.campaign_id AND g.id = p.person_id WHERE p.id = ? AND \(condition)
    """
  }
}
