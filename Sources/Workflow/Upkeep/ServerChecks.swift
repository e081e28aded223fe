import GraduatePhotos
import Storage

/// Whether PostgreSQL's rows, references and indexes are whole, and the ledger closes.
extension OpenCenter {
  /// Looks at every reference between rows again: a server that was restored with its triggers off, or whose disk lies, says nothing
  /// by itself.
  func checkServer() async throws -> Check.Outcome {
    let remedy = "请停止服务，用数据库自己的工具查明原因；必要时 biying restore --database 恢复到一个新库"
    let (orphans, unsound) = try await center.records.read { transaction in
      let orphans = try transaction.sql.tables().flatMap { table in
        try table.foreignKeys.compactMap { key in
          let count = try transaction.count(key.orphans(in: table.name))
          return count == 0 ? nil : "\(table.name) 有 \(count) 行指向不存在的 \(key.referred)"
        }
      }
      return (orphans, try transaction.rows(Self.unsoundParts).map { try $0.text("name") })
    }
    guard orphans.isEmpty else { return .wrong(orphans.joined(separator: "；"), remedy) }
    guard unsound.isEmpty else { return .wrong("失效的索引或约束：\(fewOf(unsound, "个"))", remedy) }
    guard let indexes = try await btreeIndexes() else { return .right("外键和索引有效；安装 amcheck 扩展后还会逐个核对索引") }
    var damaged: [String] = []
    for index in indexes where try await !isSound(index) { damaged.append(index) }
    guard damaged.isEmpty else { return .wrong("索引与表不符：\(fewOf(damaged, "个"))", remedy) }
    return .right("外键有效，\(indexes.count) 个索引逐个核对无误")
  }

  private static let here = "(SELECT s.oid FROM pg_namespace s WHERE s.nspname = current_schema())"
  private static let unsoundParts = """
    SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE c.relnamespace = \(here) AND NOT (i.indisvalid AND i.indisready)
    UNION ALL SELECT k.conname AS name FROM pg_constraint k WHERE k.connamespace = \(here) AND NOT k.convalidated
    """

  /// The indexes that amcheck can look at; nil when it is not installed or not ours to call.
  private func btreeIndexes() async throws -> [String]? {
    try await center.records.read { transaction in
      let allowed = try transaction.row(
        """
        SELECT 1 AS n FROM pg_proc p JOIN pg_extension e ON e.extname = 'amcheck'
        WHERE p.proname = 'bt_index_check' AND p.pronargs = 2 AND has_function_privilege(p.oid, 'EXECUTE') LIMIT 1
        """)
      guard allowed != nil else { return nil }
      return try transaction.rows(
        """
        SELECT c.relname AS name FROM pg_class c JOIN pg_am a ON a.oid = c.relam
        WHERE c.relkind = 'i' AND a.amname = 'btree' AND c.relnamespace = \(Self.here) ORDER BY c.relname
        """
      ).map { try $0.text("name") }
    }
  }

  /// Compares an index with its table; a name of the server's catalog, quoted by it.
  private func isSound(_ index: String) async throws -> Bool {
    do {
      _ = try await center.records.read {
        try $0.row(
          "SELECT bt_index_check(c.oid, TRUE) AS checked FROM pg_class c WHERE c.relname = ? AND c.relnamespace = \(Self.here)",
          [.text(index)])
      }
      return true
    } catch StorageError.other(let code) where code.hasPrefix("XX") {
      return false
    }
  }

  /// Promise 3: each record is in exactly one place, per institution: due, or gone for one reason.
  func checkLedger() async throws -> Check.Outcome {
    let ledger = try await center.records.read { try $0.ledger() }
    let unknown = Set(ledger.flatMap { $0.gone.keys }).filter { StatusChange.Kind(rawValue: $0) == nil }
    guard unknown.isEmpty else { return .wrong("有 \(unknown.count) 种不认识的学籍异动", "请使用新版本的程序") }
    let open = ledger.filter { !$0.isClosed }.map {
      "院校 \($0.code) 记录 \($0.records) 条，应采 \($0.due)、异动 \($0.gone.values.reduce(0, +))"
    }
    guard open.isEmpty else { return .wrong(fewOf(open, "所"), "请在学生名单里查这些院校的学籍异动，每人只能有一条在效") }
    let kinds = StatusChange.Kind.allCases.compactMap { kind in
      let count = ledger.reduce(0) { $0 + ($1.gone[kind.rawValue] ?? 0) }
      return count == 0 ? nil : "\(kind.chineseName) \(count)"
    }
    let (records, due) = (ledger.reduce(0) { $0 + $1.records }, ledger.reduce(0) { $0 + $1.due })
    return .right("\(ledger.count) 所院校：记录 \(records) 条 = 应采 \(due)" + kinds.map { " + \($0)" }.joined())
  }
}

/// An institution's records in a campaign, counted twice.
struct LedgerLine: Sendable {
  let code: String
  let records: Int
  let due: Int
  /// Status changes in force, by their kind as stored.
  var gone: [String: Int] = [:]

  var isClosed: Bool { records == due + gone.values.reduce(0, +) }
}

extension Transaction {
  /// A line for each institution of each campaign.
  func ledger() throws -> [LedgerLine] {
    let standing = "NOT EXISTS (SELECT 1 FROM status_change_withdrawn w WHERE w.status_change_id = s.id)"
    let counted = try rows(
      """
      SELECT g.campaign_id, g.institution_id, i.code, COUNT(*) AS records, CAST(SUM(CASE WHEN EXISTS
        (SELECT 1 FROM status_change s WHERE s.graduate_id = g.id AND \(standing)) THEN 0 ELSE 1 END) AS INTEGER) AS due
      FROM graduate g JOIN institution i ON i.id = g.institution_id GROUP BY g.campaign_id, g.institution_id, i.code
      ORDER BY g.campaign_id, i.code
      """)
    let gone = try rows(
      """
      SELECT g.campaign_id, g.institution_id, s.kind, COUNT(*) AS n FROM status_change s JOIN graduate g ON g.id = s.graduate_id
      WHERE \(standing) GROUP BY g.campaign_id, g.institution_id, s.kind
      """)
    var kinds: [String: [String: Int]] = [:]
    for row in gone {
      kinds["\(try row.text("campaign_id")) \(try row.text("institution_id"))", default: [:]][try row.text("kind")] =
        try row.int("n")
    }
    return try counted.map { row in
      LedgerLine(
        code: try row.text("code"), records: try row.int("records"), due: try row.int("due"),
        gone: kinds["\(try row.text("campaign_id")) \(try row.text("institution_id"))"] ?? [:])
    }
  }
}
