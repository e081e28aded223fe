import Crypto
import Storage

/// A line of the journal as stored.
struct StoredLine: Sendable {
  let id: String
  let scope: String
  let transactionNumber: Int64
  let writtenAt: Int64
  let actorRole: String
  let actorID: String
  let action: String
  let recordKind: String
  let recordID: String
  let graduateID: String?
  let details: String
  let sealed: [UInt8]?
}

/// How lines are chained and heads are signed.
///
/// The chain covers the ciphertext of personal values, so it survives their erasure.
enum JournalChain {
  /// The hash before a scope's first line.
  static func beginning(of scope: String) -> [UInt8] { Array(SHA256.hash(data: Array("biying journal 1 \(scope)".utf8))) }

  /// SHA-256 over the hash before and every field of the line, each with its length, so that no two lines read the same.
  static func link(after previous: [UInt8], line: StoredLine) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: previous)
    let fields = [
      line.id, line.scope, String(line.transactionNumber), String(line.writtenAt), line.actorRole, line.actorID, line.action,
      line.recordKind, line.recordID, line.graduateID ?? "-", line.details,
    ]
    for field in fields { update(&hash, Array(field.utf8)) }
    update(&hash, line.sealed ?? [])
    return Array(hash.finalize())
  }

  private static func update(_ hash: inout SHA256, _ bytes: [UInt8]) {
    hash.update(data: withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { Array($0) })
    hash.update(data: bytes)
  }

  /// What a head's signature covers.
  static func headMessage(scope: String, position: Int64, hash: [UInt8], at time: Int64) -> [UInt8] {
    Array("biying journal head 1\n\(scope)\n\(position)\n\(hexadecimal(hash))\n\(time)".utf8)
  }
}

extension Transaction {
  func storedLine(_ id: String) throws -> StoredLine? {
    try row("SELECT \(storedLineColumns) FROM journal_line l WHERE l.id = ?", [.text(id)]).map { try storedLine(from: $0) }
  }

  func storedLine(from row: SQLRow) throws -> StoredLine {
    StoredLine(
      id: try row.text("id"), scope: try row.text("scope"), transactionNumber: try row.integer("transaction_number"),
      writtenAt: try row.integer("written_at"), actorRole: try row.text("actor_role"), actorID: try row.text("actor_id"),
      action: try row.text("action"), recordKind: try row.text("record_kind"), recordID: try row.text("record_id"),
      graduateID: try row.optionalText("graduate_id"), details: try row.text("details"), sealed: try row.optionalBlob("sealed"))
  }
}

/// The columns `storedLine(from:)` reads, from `journal_line l`.
let storedLineColumns = """
  l.id, l.scope, l.transaction_number, l.written_at, l.actor_role, l.actor_id, l.action, l.record_kind, l.record_id, l.graduate_id,
  l.details, l.sealed
  """
