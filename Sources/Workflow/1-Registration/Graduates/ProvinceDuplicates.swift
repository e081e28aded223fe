import GraduatePhotos
import Storage

/// One person whom several institutions registered; only the officer sees this.
public struct ProvinceDuplicate: Sendable, Identifiable {
  public let lines: [GraduateLine]
  public var id: String { lines.first?.id ?? "" }
}

extension CollectionCenter {
  /// People who are due at more than one institution, found by the blind index of their numbers; fifty a page.
  ///
  /// Who left one of them (转学 …) is due at the other alone and is none.
  /// - `institutionCode`: only those whom this institution registered too; nil for all.
  ///
  /// Returns the page and how many such people there are.
  public func provinceDuplicates(
    campaignID: String, institutionCode: String? = nil, page: Int = 1, by officer: Officer
  ) async throws -> (people: [ProvinceDuplicate], total: Int) {
    try await records.read { transaction in
      let groups = try transaction.duplicateGroups(campaignID, with: institutionCode)
      let last = max(1, (groups.count + GraduatePage.size - 1) / GraduatePage.size)
      let offset = (min(max(page, 1), last) - 1) * GraduatePage.size
      let select = GraduateLine.select(
        number: "g.id_masked", code: "i.code", joining: "JOIN institution i ON i.id = g.institution_id")
      let people = try groups.dropFirst(offset).prefix(GraduatePage.size).map { indexes in
        let marks = indexes.map { _ in "?" }.joined(separator: ", ")
        let lines = try transaction.sql.sheet(
          """
          \(select)
          WHERE g.campaign_id = ? AND g.id_index IN (\(marks)) AND NOT \(GraduateScope.hasLeft)
          ORDER BY i.code, g.student_number, g.id
          """, [.text(campaignID)] + indexes.map { .blob($0) })
        return ProvinceDuplicate(lines: GraduateLine.lines(of: lines))
      }
      return (people, groups.count)
    }
  }

  /// How many people are due at more than one institution, for the officer's first page.
  public func provinceDuplicateCount(campaignID: String, by officer: Officer) async throws -> Int {
    try await records.read { try $0.duplicateGroups(campaignID).count }
  }
}

extension Transaction {
  /// Those of the groups in which that institution has a part; all for nil.
  fileprivate func duplicateGroups(_ campaignID: String, with institutionCode: String?) throws -> [[[UInt8]]] {
    let groups = try duplicateGroups(campaignID)
    guard let institutionCode else { return groups }
    let here = try rows(
      """
      SELECT g.id_index FROM graduate g JOIN institution i ON i.id = g.institution_id
      WHERE g.campaign_id = ? AND i.code = ? AND NOT \(GraduateScope.hasLeft)
      """, [.text(campaignID), .text(institutionCode)])
    let wanted = Set(try here.map { try $0.blob("id_index") })
    return groups.filter { !wanted.isDisjoint(with: $0) }
  }

  /// The blind indexes of each such person, one or, while keys are rotated, several; in an order that stays.
  fileprivate func duplicateGroups(_ campaignID: String) throws -> [[[UInt8]]] {
    let old = try rows(
      "SELECT g.id FROM graduate g WHERE g.campaign_id = ? AND g.id_key <> ? LIMIT 1",
      [.text(campaignID), .text(keys.encryptionKeyID)])
    guard old.isEmpty else { return try duplicateGroupsInRotation(campaignID) }
    // First by the index alone; whether somebody left is asked of the few that are found.
    return try rows(
      """
      SELECT g.id_index FROM graduate g WHERE g.campaign_id = ? AND g.id_index IN
        (SELECT d.id_index FROM graduate d WHERE d.campaign_id = ? GROUP BY d.id_index HAVING COUNT(*) > 1)
        AND NOT \(GraduateScope.hasLeft)
      GROUP BY g.id_index HAVING COUNT(DISTINCT g.institution_id) > 1 ORDER BY g.id_index
      """, [.text(campaignID), .text(campaignID)]
    ).map { [try $0.blob("id_index")] }
  }

  /// Between two keys one person has two indexes: a number under an older key is opened and indexed anew, in memory only.
  private func duplicateGroupsInRotation(_ campaignID: String) throws -> [[[UInt8]]] {
    struct Person {
      var institutions: Set<String> = []
      var indexes: Set<[UInt8]> = []
    }
    var people: [[UInt8]: Person] = [:]
    try sql.forEachRow(
      """
      SELECT g.id, g.institution_id, g.id_index, g.id_key, g.id_kind, g.id_sealed FROM graduate g
      WHERE g.campaign_id = ? AND NOT \(GraduateScope.hasLeft)
      """, [.text(campaignID)]
    ) { row in
      let stored = try row.blob("id_index")
      let index = try row.text("id_key") == keys.encryptionKeyID ? stored : newestIndex(row)
      people[index, default: Person()].institutions.insert(try row.text("institution_id"))
      people[index, default: Person()].indexes.insert(stored)
    }
    return people.filter { $0.value.institutions.count > 1 }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { $0.value.indexes.sorted { $0.lexicographicallyPrecedes($1) } }
  }

  private func newestIndex(_ row: SQLRow) throws -> [UInt8] {
    let id = try row.text("id")
    let plain = try keys.open(row.blob("id_sealed"), under: row.text("id_key"), as: id)
    guard let kind = IDNumberKind(rawValue: try row.text("id_kind")) else { throw StoredGraduateFault(graduateID: id) }
    let number = IDNumber(storedKind: kind, value: String(decoding: plain, as: UTF8.self))
    return keys.blindIndex(of: number.comparisonKey, field: StoredGraduate.indexField)
  }
}
