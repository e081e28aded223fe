import GraduatePhotos
import Storage

extension CollectionCenter {
  /// A portrait that counts, of somebody who is due and whom the reader may see, as it is delivered: JPEG.
  ///
  /// - Throws: `ClassCheckRefusal.personUnknown`.
  public func checkedPicture(
    _ portraitID: String, campaignID: String, by reader: some VerificationReader
  ) async throws -> [UInt8] {
    let (condition, arguments) = reader.graduateScope.condition(campaignID: campaignID)
    let file = try await records.read { transaction in
      try transaction.row(Transaction.portraitOfReader(where: condition), [.text(portraitID)] + arguments)
    }
    guard let file else { throw ClassCheckRefusal.personUnknown }
    return try await open(.packetFiles, try file.text("file_id"))
  }
}

extension Transaction {
  static func portraitOfReader(where condition: String) -> String {
    """
    SELECT p.file_id FROM portrait p JOIN graduate g ON g.campaign_id = p.campaign_id AND g.id = p.person_id
    WHERE p.id = ? AND \(Portrait.stands("p")) AND \(condition) AND NOT \(GraduateScope.hasLeft)
    """
  }
}
