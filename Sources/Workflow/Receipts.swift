import Foundation
import Storage

/// Answers that are given once: a repeated request is told what the first one was told.
extension Transaction {
  func answerOnce<T: Codable>(_ operation: String, kind: String, _ body: (Transaction) throws -> T) throws -> T {
    if let row = try row("SELECT kind, answer FROM receipt WHERE operation_id = ?", [.text(operation)]) {
      guard try row.text("kind") == kind else { throw OperationReused() }
      return try JSONDecoder().decode(T.self, from: Data(row.text("answer").utf8))
    }
    let answer = try body(self)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try execute(
      "INSERT INTO receipt (operation_id, kind, answer, given_at) VALUES (?, ?, ?, ?)",
      [.text(operation), .text(kind), .text(String(decoding: try encoder.encode(answer), as: UTF8.self)), .integer(now)])
    return answer
  }
}

/// One operation id was used for two kinds of work: a fault of the caller.
struct OperationReused: Error {}
