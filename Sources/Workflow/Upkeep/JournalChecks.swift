import Storage

/// Whether the journal is whole and sealed in time (promise 8).
extension OpenCenter {
  func journalChecks() -> [Check] {
    [
      Check(id: "journal.chains", title: "操作日志的链") { [self] in try await checkChains() },
      Check(id: "journal.unsealed", title: "操作日志及时入链") { [self] in try await checkUnsealed() },
    ]
  }

  private func checkChains() async throws -> Check.Outcome {
    let report = try await center.verifyJournal()
    let broken = report.chains.filter { !$0.problem.isEmpty }
    guard broken.isEmpty else {
      return .wrong(
        broken.map { "\($0.scope)：\($0.problem)" }.joined(separator: "；"), "请停止服务，保留现场，与纸面上印的链头核对，查明谁动过数据库")
    }
    let lines = report.chains.reduce(0) { $0 + $1.lines }
    return .right("\(report.chains.count) 条链共 \(lines) 环，逐环核对无误")
  }

  private func checkUnsealed() async throws -> Check.Outcome {
    let waiting = try await center.records.read { transaction in
      try transaction.count(
        """
        SELECT COUNT(*) AS n FROM journal_unsealed u JOIN journal_line l ON l.id = u.line_id WHERE l.written_at < ?
        """, [.integer(transaction.now - UpkeepLimits.unsealedAgeMilliseconds)])
    }
    guard waiting == 0 else {
      return .wrong("\(waiting) 行等了十分钟以上还没有入链", "服务停着时属正常，启动后会补上；正在运行请看日志里 sealer 的错误")
    }
    return .right("没有积压")
  }
}
