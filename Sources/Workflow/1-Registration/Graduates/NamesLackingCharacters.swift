import GraduatePhotos

extension CollectionCenter {
  /// Those who are due and whose name still lacks a character (待补字), fifty a page.
  public func namesLackingCharacters(
    campaignID: String, institutionID: String? = nil, page: Int = 1, by reader: some GraduateReader
  ) async throws -> GraduatePage {
    let place = GraduatePlace(campaignID: campaignID, institutionID: institutionID)
    return try await records.read { transaction in
      let (sql, arguments) = place.condition(reader.graduateScope)
      let lacking = " AND \(Transaction.lacksCharacters) AND NOT \(GraduateScope.hasLeft)"
      return try transaction.graduatePage((sql + lacking, arguments), page: page, columns: place.columns(reader))
    }
  }
}
