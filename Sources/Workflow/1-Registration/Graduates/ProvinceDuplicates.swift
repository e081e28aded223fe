import GraduatePhotos
import Storage

/// One person whom several institutions registered; only the officer sees this.
public struct ProvinceDuplicate: Sendable, Identifiable {
  public let lines: [GraduateLine]
  public var id: String { lines.first?.id ?? "" }
}

extension CollectionCenter {
  /// People whose identity number stands in more than one institution's roster, found by blind index; fifty a page.
  ///
  /// - `institutionCode`: only those whom this institution registered too; nil for all.
  ///
  /// Returns the page and how many such people there are.
  public func provinceDuplicates(
    campaignID: String, institutionCode: String? = nil, page: Int = 1, by officer: Officer
  ) async throws -> (people: [ProvinceDuplicate], total: Int) {
    try await records.read { transaction in
      let here =
        institutionCode == nil
        ? ""
        : """
         AND id_index IN (SELECT h.id_index FROM graduate h JOIN institution i ON i.id = h.institution_id
           WHERE h.campaign_id = ? AND i.code = ?)
        """
      let several = """
        SELECT id_index FROM graduate WHERE campaign_id = ?\(here) GROUP BY id_index HAVING COUNT(DISTINCT institution_id) > 1
        """
      let which: [SQLValue] = [.text(campaignID)] + (institutionCode.map { [.text(campaignID), .text($0)] } ?? [])
      let total = try transaction.count("SELECT COUNT(*) AS n FROM (\(several)) d", which)
      let last = max(1, (total + GraduatePage.size - 1) / GraduatePage.size)
      let offset = (min(max(page, 1), last) - 1) * GraduatePage.size
      let indexes = try transaction.rows(
        "\(several) ORDER BY id_index LIMIT ? OFFSET ?", which + [.int(GraduatePage.size), .int(offset)])
      let people = try indexes.map { row in
        let lines = try transaction.rows(
          "\(Transaction.lineSelect) WHERE g.campaign_id = ? AND g.id_index = ? ORDER BY i.code, g.student_number, g.id",
          [.text(campaignID), .blob(try row.blob("id_index"))])
        return ProvinceDuplicate(lines: try lines.map { try transaction.graduateLine(from: $0, opens: false) })
      }
      return (people, total)
    }
  }
}
