import GraduatePhotos
import Storage

extension CollectionCenter {
  /// Finds graduates by identity number (its blind index), student number, or the beginning of the name; fifty a page.
  ///
  /// `text`: what was typed; what is a whole identity number is never compared with anything else.
  public func searchGraduates(
    _ text: String, campaignID: String, institutionID: String? = nil, page: Int = 1, by reader: some GraduateReader
  ) async throws -> GraduatePage {
    let place = GraduatePlace(campaignID: campaignID, institutionID: institutionID)
    return try await records.read { transaction in
      guard let search = transaction.condition(of: text) else { return GraduatePage(lines: [], total: 0) }
      var (sql, arguments) = place.condition(reader.graduateScope)
      sql += " AND " + search.sql
      arguments += search.arguments
      return try transaction.graduatePage((sql, arguments), page: page, columns: place.columns(reader))
    }
  }
}

extension Transaction {
  /// Characters of a search that are looked at.
  private static let searchCharacters = 64

  fileprivate func condition(of typed: String) -> (sql: String, arguments: [SQLValue])? {
    let text = String(typed.prefix(Self.searchCharacters)).filter { !$0.isWhitespace }
    guard !text.isEmpty else { return nil }
    if text.utf8.count >= 15, let number = try? IDNumber.read(text, today: today) {
      let indexes = keys.blindIndexes(of: number.comparisonKey, field: StoredGraduate.indexField)
      return (
        "g.id_index IN (\(indexes.map { _ in "?" }.joined(separator: ", ")))", indexes.map { SQLValue.blob($0) }
      )
    }
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      return (
        "(g.student_number = ? OR (g.name >= ? AND g.name < ?))", [.text(text), .text(text), .text(text + Self.behindAll)]
      )
    }
    let name = PersonName.read(text).name?.value ?? text
    return ("g.name >= ? AND g.name < ?", [.text(name), .text(name + Self.behindAll)])
  }

  /// Sorts behind every character of a name on both engines: texts are compared by code point.
  private static let behindAll = "\u{10FFFD}"
}
