/// Why a run of a closure ended early, besides errors that concern the closure.
enum PostgreSQLFailure: Error, Equatable {
  /// 40001, 40P01: another transaction was in the way.
  case conflict
  /// The connection is gone, or cannot be made; nothing was committed by it.
  case lost
  /// A cached statement no longer fits the schema: prepare anew and run again.
  case stalePlan
}

/// SQLSTATEs in the words used here.
enum PostgreSQLErrors {
  static func failure(state: String, constraint: String, table: String, column: String, cancelled: Bool) -> any Error {
    switch state {
    case "40001", "40P01": PostgreSQLFailure.conflict
    case "23505", "23P01": StorageError.unique(constraint: constraint)
    case "23503": StorageError.foreignKey(constraint: constraint)
    case "23502": StorageError.notNull(column: table.isEmpty ? column : "\(table).\(column)")
    case "23514": StorageError.check(constraint: constraint)
    case "57014": cancelled ? StorageError.cancelled : StorageError.timeout
    case "55P03": StorageError.timeout
    case "25006": StorageError.readOnly
    case "53100": StorageError.diskFull
    case "XX001", "XX002": StorageError.corrupt
    case "42804", "22P02", "22P03": StorageError.datatype
    case _ where lostStates.contains(state) || state.hasPrefix("08"): PostgreSQLFailure.lost
    case "": PostgreSQLFailure.lost
    default: StorageError.other(code: state)
    }
  }

  /// The server ends the connection, is starting or stopping, or has no place just now.
  private static let lostStates: Set<String> = ["57P01", "57P02", "57P03", "57P05", "25P03", "25P04", "53300"]

  /// The connection could not be made.
  ///
  /// The message is libpq's with `PQERRORS_SQLSTATE`: at its end a code and nothing else.
  static func connecting(_ message: String) -> any Error {
    let word = message.split(whereSeparator: \.isWhitespace).last.map(String.init) ?? ""
    let isState = word.utf8.count == 5 && word.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
    return failure(state: isState ? word : "", constraint: "", table: "", column: "", cancelled: false)
  }
}
