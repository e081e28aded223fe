import Synchronization

/// Turns the shared SQL into an engine's own.
enum SQLDialect {
  /// A statement for PostgreSQL: `?` → `$1 …`, and the four type words.
  static func postgreSQL(_ sql: String) -> TranslatedSQL {
    var text = ""
    var count = 0
    for piece in SQLText(sql).pieces {
      switch piece {
      case .placeholder:
        count += 1
        text += "$\(count)"
      case .word(let word):
        text += postgreSQLType(word) ?? String(word)
      default:
        text += SQLText.source(piece)
      }
    }
    return TranslatedSQL(text: text, placeholders: count)
  }

  /// A statement of a migration for PostgreSQL: besides, TEXT columns compare by code point.
  static func postgreSQLMigration(_ statement: String) -> String {
    let words = firstWords(statement)
    guard words.starts(with: ["CREATE", "TABLE"]) || words.starts(with: ["ALTER", "TABLE"]) else {
      return postgreSQL(statement).text
    }
    var text = ""
    var previous = ""
    for piece in SQLText(statement).pieces {
      guard case .word(let word) = piece else {
        text += SQLText.source(piece)
        continue
      }
      if word.uppercased() == "TEXT", previous != "AS" {
        text += "TEXT COLLATE \"C\""
      } else {
        text += postgreSQLType(word) ?? String(word)
      }
      previous = word.uppercased()
    }
    return text
  }

  /// A statement of a migration for SQLite: tables are STRICT.
  static func sqliteMigration(_ statement: String) -> String {
    guard firstWords(statement).starts(with: ["CREATE", "TABLE"]) else { return statement }
    let closed = SQLText(statement).pieces.last { piece in
      switch piece {
      case .word: true
      case .other(let text): text == ")"
      default: false
      }
    }
    guard closed == .other(")") else { return statement }
    // A line of its own: the statement may end with a `--` comment.
    return statement + "\nSTRICT"
  }

  static func firstWords(_ statement: String) -> [String] {
    var words: [String] = []
    for piece in SQLText(statement).pieces {
      if case .word(let word) = piece { words.append(word.uppercased()) }
      if words.count == 2 { break }
    }
    return words
  }

  private static func postgreSQLType(_ word: Substring) -> String? {
    switch word.utf8.count {
    case 4:
      switch word.uppercased() {
      case "BLOB": "BYTEA"
      case "REAL": "DOUBLE PRECISION"
      default: nil
      }
    case 7: word.uppercased() == "INTEGER" ? "BIGINT" : nil
    default: nil
    }
  }
}

struct TranslatedSQL: Sendable {
  let text: String
  let placeholders: Int
}

/// Remembers translations: the shared code has a few hundred statements and runs them millions of times.
final class TranslatedStatements: Sendable {
  private let known = Mutex<[String: TranslatedSQL]>([:])

  func postgreSQL(_ sql: String) -> TranslatedSQL {
    if let translated = known.withLock({ $0[sql] }) { return translated }
    let translated = SQLDialect.postgreSQL(sql)
    known.withLock { known in
      if known.count >= StorageLimits.translatedStatements { known.removeAll() }
      known[sql] = translated
    }
    return translated
  }
}
