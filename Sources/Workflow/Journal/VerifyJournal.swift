import Storage

/// What a check of the journal found, a chain each.
public struct JournalReport: Sendable, Codable, Equatable {
  public struct Chain: Sendable, Codable, Equatable {
    public let scope: String
    /// Lines in the chain.
    public let lines: Int64
    /// Lines written but not yet chained.
    public let waiting: Int
    /// The head's hash, hexadecimal; empty when nothing is chained.
    public let head: String
    /// The first position that does not fit, when there is one.
    public let brokenAt: Int64?
    /// What is wrong there, in Chinese; empty when all is well.
    public let problem: String
  }

  public let chains: [Chain]
  public var isWhole: Bool { chains.allSatisfy { $0.problem.isEmpty } }
}

extension CollectionCenter {
  /// Recomputes every chain from its first line and checks every signed head (promise 8).
  ///
  /// - `printedHeads`: heads noted on sealed papers, `scope → (position, hash)`, any number a chain; a chain rebuilt unseen does not
  ///   have them.
  public func verifyJournal(printedHeads: [String: [(position: Int64, hash: String)]] = [:]) async throws -> JournalReport {
    try await records.read { transaction in
      let found = try transaction.rows(
        "SELECT scope FROM journal_line UNION SELECT scope FROM journal_link UNION SELECT scope FROM journal_head"
      ).map { try $0.text("scope") }
      let scopes = Set(found).union(printedHeads.keys).sorted()
      return JournalReport(chains: try scopes.map { try transaction.verifyChain($0, printed: printedHeads[$0] ?? []) })
    }
  }
}

extension Transaction {
  func verifyChain(_ scope: String, printed: [(position: Int64, hash: String)]) throws -> JournalReport.Chain {
    var walk = ChainWalk(hash: JournalChain.beginning(of: scope), printed: printed, heads: try heads(of: scope))
    try sql.forEachRow(
      """
      SELECT k.position, k.hash, \(storedLineColumns) FROM journal_link k JOIN journal_line l ON l.id = k.line_id
      WHERE k.scope = ? ORDER BY k.position
      """, [.text(scope)]
    ) { row in
      walk.step(position: try row.integer("position"), stored: try row.blob("hash"), line: try storedLine(from: row))
    }
    let waiting = try count("SELECT COUNT(*) AS n FROM journal_unsealed WHERE scope = ?", [.text(scope)])
    let written = try count("SELECT COUNT(*) AS n FROM journal_line WHERE scope = ?", [.text(scope)])
    return walk.finished(scope: scope, waiting: waiting, written: written)
  }

  private func heads(of scope: String) throws -> [Int64: (hash: [UInt8], isSigned: Bool)] {
    var heads: [Int64: (hash: [UInt8], isSigned: Bool)] = [:]
    for row in try rows(
      "SELECT position, hash, signed_at, key_id, signature FROM journal_head WHERE scope = ? ORDER BY position", [.text(scope)])
    {
      let position = try row.integer("position")
      let hash = try row.blob("hash")
      let message = JournalChain.headMessage(scope: scope, position: position, hash: hash, at: try row.integer("signed_at"))
      heads[position] = (hash, keys.verify(try row.blob("signature"), of: message, under: try row.text("key_id")))
    }
    return heads
  }
}

/// Walks a chain link by link; stops judging at the first that does not fit.
private struct ChainWalk {
  var hash: [UInt8]
  let printed: [(position: Int64, hash: String)]
  let heads: [Int64: (hash: [UInt8], isSigned: Bool)]
  private var position: Int64 = 0
  private var brokenAt: Int64?
  private var problem = ""

  init(hash: [UInt8], printed: [(position: Int64, hash: String)], heads: [Int64: (hash: [UInt8], isSigned: Bool)]) {
    self.hash = hash
    self.printed = printed
    self.heads = heads
  }

  mutating func step(position: Int64, stored: [UInt8], line: StoredLine) {
    let expected = self.position + 1
    self.position = position
    guard problem.isEmpty else { return }
    hash = JournalChain.link(after: hash, line: line)
    if position != expected {
      fail(expected, "第 \(expected) 环缺失")
    } else if hash != stored {
      fail(position, "第 \(position) 环与记录内容不符，记录可能被改过")
    } else if let head = heads[position] {
      if head.hash != hash { fail(position, "第 \(position) 环的签名头与链不符") }
      if !head.isSigned { fail(position, "第 \(position) 环的签名头验签不通过") }
    }
    if printed.contains(where: { $0.position == position && $0.hash != hexadecimal(stored) }) {
      fail(position, "第 \(position) 环与纸面上印的链头不符")
    }
  }

  private mutating func fail(_ position: Int64, _ what: String) {
    guard problem.isEmpty else { return }
    brokenAt = position
    problem = what
  }

  func finished(scope: String, waiting: Int, written: Int) -> JournalReport.Chain {
    var end = self
    if end.problem.isEmpty, let last = heads.keys.max(), last > position {
      end.fail(position + 1, "链在第 \(position) 环之后被截断，签名头记到第 \(last) 环")
    }
    if end.problem.isEmpty, position > 0, heads[position]?.isSigned != true {
      end.fail(position, "链的末端没有有效的签名头")
    }
    if end.problem.isEmpty, let last = printed.map(\.position).max(), last > position {
      end.fail(position + 1, "链短于纸面上印的第 \(last) 环")
    }
    if end.problem.isEmpty, written != Int(position) + waiting {
      end.fail(position, "有 \(written - Int(position) - waiting) 行记录既不在链里，也不在等候")
    }
    return JournalReport.Chain(
      scope: scope, lines: position, waiting: waiting, head: position == 0 ? "" : hexadecimal(hash), brokenAt: end.brokenAt,
      problem: end.problem)
  }
}
