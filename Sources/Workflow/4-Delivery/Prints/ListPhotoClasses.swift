import GraduatePhotos
import Storage

/// A class with how many of its people have a portrait that counts.
public struct PhotoClassLine: Sendable, Hashable {
  public let turn: TurnKey
  public let due: Int
  public let portraits: Int
}

extension CollectionCenter {
  /// Classes of an institution with their portraits, in order; those that the printer may see.
  ///
  /// - institutionID: for the head office; others see their own.
  /// - Throws: `PhotoPrintRefusal.noInstitution`.
  public func photoClasses(
    campaignID: String, institutionID: String? = nil, by printer: any PhotoPrinter
  ) async throws -> [PhotoClassLine] {
    guard institutionID != nil || printer.printScope.institutionID != nil else { throw PhotoPrintRefusal.noInstitution }
    let place = GraduatePlace(campaignID: campaignID, institutionID: institutionID)
    return try await records.read { transaction in
      let regime = try transaction.storedCampaign(campaignID).plan.regime
      return try transaction.photoClasses(place, printer.printScope, regime)
    }
  }

  /// Institutions with portraits, for the head office to choose from, by code.
  public func photoInstitutions(campaignID: String, by clerk: Clerk) async throws -> [(id: String, name: String)] {
    try await records.read { transaction in
      let year = try transaction.storedCampaign(campaignID).year
      return try transaction.rows(
        """
        SELECT i.id FROM participation a JOIN institution i ON i.id = a.institution_id
        WHERE a.campaign_id = ? ORDER BY i.code, i.id
        """, [.text(campaignID)]
      ).map { row in
        let id = try row.text("id")
        return (id, try transaction.institutionName(id, in: year) ?? "")
      }
    }
  }
}

extension Transaction {
  fileprivate func photoClasses(
    _ place: GraduatePlace, _ scope: GraduateScope, _ regime: Regime
  ) throws -> [PhotoClassLine] {
    let people = Self.people(in: regime)
    let (condition, arguments) = place.condition(scope, of: people.alias)
    let key = ["category", "department", "class_group"].map { "\(people.alias).\($0)" }.joined(separator: ", ")
    return try rows(
      """
      SELECT \(key), COUNT(*) AS due, COUNT(p.id) AS portraits
      FROM \(people.table) \(Portrait.present(of: people.alias))
      WHERE \(condition) AND NOT \(people.hasLeft) GROUP BY \(key) ORDER BY \(key)
      """, arguments
    ).compactMap { row in
      guard let turn = try turn(of: row) else { return nil }
      return PhotoClassLine(turn: turn, due: try row.int("due"), portraits: try row.int("portraits"))
    }
  }
}
