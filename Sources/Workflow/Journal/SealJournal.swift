import Crypto
import Storage

/// One sealer a scope chains the journal's lines in batches, within a second of their commit (promise 8).
///
/// A scope is leased to one owner; the fence grows with every change of hands and is checked in the same transaction as the links are
/// written, so that an owner that slept through its lease writes nothing. Lines of a transaction that may still be open wait.
extension CollectionCenter {
  /// Chains what is waiting in every scope.
  ///
  /// A scope that cannot be sealed keeps no other from its turn; its error is thrown when all have had theirs.
  ///
  /// - `owner`: this process's name for the lease.
  /// Returns how many lines were chained.
  /// - Throws: `JournalHeadForged`, or what the database says.
  @discardableResult
  public func sealJournal(owner: String) async throws -> Int {
    let scopes = try await records.read { transaction in
      try transaction.rows("SELECT DISTINCT scope FROM journal_unsealed ORDER BY scope").map { try $0.text("scope") }
    }
    var sealed = 0
    var trouble: (any Error)?
    for scope in scopes {
      do { sealed += try await sealScope(scope, owner: owner) } catch let error as StorageError
        where error == .connectionLost || error == .cancelled
      {
        throw error
      } catch { trouble = trouble ?? error }
    }
    if let trouble { throw trouble }
    return sealed
  }

  private func sealScope(_ scope: String, owner: String) async throws -> Int {
    var sealed = 0
    while true {
      let count = try await records.write { transaction -> Int in
        guard let fence = try transaction.leaseSealer(scope: scope, owner: owner) else { return 0 }
        return try transaction.sealBatch(scope: scope, owner: owner, fence: fence)
      }
      sealed += count
      if count < WorkflowLimits.sealBatchLines { return sealed }
    }
  }
}

extension CollectionCenter {
  /// Gives the leases of a process that stops back, so that the next one need not wait for their end.
  public func releaseJournal(owner: String) async throws {
    try await records.write {
      try $0.execute("UPDATE journal_sealer SET lease_until = 0 WHERE owner = ?", [.text(owner)])
    }
  }
}

extension Transaction {
  /// Takes or keeps the lease of a scope; nil while another owner has it.
  func leaseSealer(scope: String, owner: String) throws -> Int64? {
    let until = now + WorkflowLimits.sealLeaseMilliseconds
    guard let row = try row("SELECT owner, lease_until, fence FROM journal_sealer WHERE scope = ?", [.text(scope)]) else {
      try execute(
        "INSERT INTO journal_sealer (scope, owner, lease_until, fence) VALUES (?, ?, ?, 1)",
        [.text(scope), .text(owner), .integer(until)])
      return 1
    }
    let holder = try row.text("owner")
    let fence = try row.integer("fence")
    let leaseUntil = try row.integer("lease_until")
    guard holder == owner || leaseUntil < now else { return nil }
    let next = holder == owner ? fence : fence + 1
    try execute(
      "UPDATE journal_sealer SET owner = ?, lease_until = ?, fence = ? WHERE scope = ? AND fence = ?",
      [.text(owner), .integer(until), .integer(next), .text(scope), .integer(fence)])
    return next
  }

  func sealBatch(scope: String, owner: String, fence: Int64) throws -> Int {
    let holder = try row("SELECT owner, fence FROM journal_sealer WHERE scope = ?", [.text(scope)])
    guard try holder?.text("owner") == owner, try holder?.integer("fence") == fence else { return 0 }
    let waiting = try rows(
      """
      SELECT line_id FROM journal_unsealed WHERE scope = ? AND transaction_number < ?
      ORDER BY transaction_number, line_id LIMIT \(WorkflowLimits.sealBatchLines)
      """, [.text(scope), .integer(try sql.oldestOpenTransaction())])
    guard !waiting.isEmpty else { return 0 }
    try refuseForgedHead(scope)
    let head = try journalHead(scope)
    var position = head?.position ?? 0
    var hash = head?.hash ?? JournalChain.beginning(of: scope)
    for item in waiting {
      let id = try item.text("line_id")
      guard let line = try storedLine(id) else { continue }
      hash = JournalChain.link(after: hash, line: line)
      position += 1
      try execute(
        "INSERT INTO journal_link (scope, position, line_id, hash) VALUES (?, ?, ?, ?)",
        [.text(scope), .integer(position), .text(id), .blob(hash)])
      try execute("DELETE FROM journal_unsealed WHERE line_id = ?", [.text(id)])
    }
    let message = JournalChain.headMessage(scope: scope, position: position, hash: hash, at: now)
    try execute(
      "INSERT INTO journal_head (scope, position, hash, signed_at, key_id, signature) VALUES (?, ?, ?, ?, ?, ?)",
      [
        .text(scope), .integer(position), .blob(hash), .integer(now), .text(keys.signingKeyID), .blob(try keys.sign(message)),
      ])
    return waiting.count
  }

  /// The sealer builds only on what a key of this ring signed: it must not bless what somebody else put there.
  private func refuseForgedHead(_ scope: String) throws {
    let newest = try row(
      "SELECT position, hash, signed_at, key_id, signature FROM journal_head WHERE scope = ? ORDER BY position DESC LIMIT 1",
      [.text(scope)])
    guard let newest else { return }
    let message = JournalChain.headMessage(
      scope: scope, position: try newest.integer("position"), hash: try newest.blob("hash"), at: try newest.integer("signed_at")
    )
    guard keys.verify(try newest.blob("signature"), of: message, under: try newest.text("key_id")) else {
      throw JournalHeadForged(scope: scope)
    }
  }

  /// The newest signed head of a scope.
  func journalHead(_ scope: String) throws -> (position: Int64, hash: [UInt8])? {
    try row("SELECT position, hash FROM journal_head WHERE scope = ? ORDER BY position DESC LIMIT 1", [.text(scope)])
      .map { (try $0.integer("position"), try $0.blob("hash")) }
  }
}

/// The newest head of a scope was not signed by this center: a fault for the doctor, and nothing more is sealed on it.
struct JournalHeadForged: Error, Equatable { let scope: String }
