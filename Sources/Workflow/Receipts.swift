import Foundation
import Storage

/// Answers that are given once: a repeated request is told what the first one was told.
extension Transaction {
  func answerOnce<T: Codable>(_ operation: String, kind: String, _ body: (Transaction) throws -> T) throws -> T {
    if let given = try givenAnswer(operation, kind: kind, as: T.self) { return given }
    let answer = try body(self)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try execute(
      "INSERT INTO receipt (operation_id, kind, answer, given_at) VALUES (?, ?, ?, ?)",
      [.text(operation), .text(kind), .text(String(decoding: try encoder.encode(answer), as: UTF8.self)), .integer(now)])
    return answer
  }

  /// What a request was told when it came the first time; nil when it is new.
  func givenAnswer<T: Decodable>(_ operation: String, kind: String, as type: T.Type) throws -> T? {
    guard let row = try row("SELECT kind, answer FROM receipt WHERE operation_id = ?", [.text(operation)]) else { return nil }
    guard try row.text("kind") == kind else { throw OperationReused() }
    return try JSONDecoder().decode(T.self, from: Data(row.text("answer").utf8))
  }
}

extension Transaction {
  /// Leaves the proof that the write `operation` was committed.
  func markCommitted(_ operation: String) throws {
    try execute("INSERT INTO committed_write (operation_id, committed_at) VALUES (?, ?)", [.text(operation), .integer(now)])
  }
}

extension SQLTransaction {
  /// Whether the write `operation` was committed.
  func isCommitted(_ operation: String) throws -> Bool {
    try row("SELECT 1 AS n FROM committed_write WHERE operation_id = ?", [.text(operation)]) != nil
  }
}

extension CollectionCenter {
  /// Removes proofs that nobody asks for any more; called by the clock.
  public func forgetCommittedWrites() async throws {
    try await records.write { transaction in
      try transaction.execute(
        "DELETE FROM committed_write WHERE committed_at < ?",
        [.integer(transaction.now - WorkflowLimits.committedWriteMilliseconds)])
    }
  }
}

/// One operation id was used for two kinds of work: a fault of the caller.
struct OperationReused: Error {}
