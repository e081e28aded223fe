import Storage

/// Whether the rows are whole and agree with each other.
extension OpenCenter {
  func databaseChecks() -> [Check] {
    [
      Check(id: "database.integrity", title: "数据库文件") { [self] in try await checkIntegrity() },
      Check(id: "ledger", title: "应采与异动相符") { [self] in try await checkLedger() },
      Check(id: "rows.agree", title: "数目相符") { [self] in try await checkAgreements() },
      Check(id: "jobs.set-aside", title: "后台任务") { [self] in try await checkJobs() },
    ]
  }

  private func checkIntegrity() async throws -> Check.Outcome {
    guard let file = center.database as? SQLiteDatabase else { return try await checkServer() }
    let problems = try await file.integrityProblems()
    guard problems.isEmpty else {
      return .wrong("数据库检查出 \(problems.count) 处问题", "请停止服务，从最近的备份恢复；不要继续写入这个文件")
    }
    return .right("完整，外键一致")
  }

  private func checkAgreements() async throws -> Check.Outcome {
    let broken = try await center.records.read { transaction in
      try RowAgreement.all.compactMap { agreement -> String? in
        let count = try transaction.count(agreement.violations)
        return count == 0 ? nil : "\(agreement.chinese)：\(count) 处不符"
      }
    }
    guard broken.isEmpty else { return .wrong(broken.joined(separator: "；"), "请停止服务，保留现场，联系维护人员；必要时从备份恢复") }
    let graduates = try await center.records.read { try $0.count("SELECT COUNT(*) AS n FROM graduate") }
    return .right("\(RowAgreement.all.count) 项相符，毕业生记录 \(graduates) 条")
  }

  private func checkJobs() async throws -> Check.Outcome {
    let (aside, overdue) = try await center.records.read { transaction in
      (
        try transaction.count("SELECT COUNT(*) AS n FROM job_set_aside"),
        try transaction.count(
          "SELECT COUNT(*) AS n FROM job WHERE run_at < ? AND lease_until < ?",
          [.integer(transaction.now - 3_600_000), .integer(transaction.now)])
      )
    }
    guard aside == 0 else { return .wrong("\(aside) 项任务多次失败，已搁置", "请在网页的「后台任务」里看原因，处理后重新执行") }
    guard overdue == 0 else { return .wrong("\(overdue) 项任务超过一小时没有执行", "请确认 biying serve 正在运行") }
    return .right("没有搁置的任务")
  }
}

/// Two things in the rows that must agree; `violations` counts where they do not.
struct RowAgreement: Sendable {
  let chinese: String
  let violations: String

  static let all = [
    RowAgreement(
      chinese: "每个学号只属于一名应采毕业生",
      violations: """
        SELECT COUNT(*) AS n FROM graduate g WHERE g.slot <> CASE WHEN g.student_number = '' OR EXISTS
          (SELECT 1 FROM status_change s WHERE s.graduate_id = g.id AND NOT EXISTS
            (SELECT 1 FROM status_change_withdrawn w WHERE w.status_change_id = s.id)) THEN g.id ELSE '' END
        """),
    RowAgreement(
      chinese: "毕业生都属于参加采集的院校",
      violations: """
        SELECT COUNT(*) AS n FROM graduate g WHERE NOT EXISTS (SELECT 1 FROM \(Transaction.partTaken) p
          WHERE p.campaign_id = g.campaign_id AND p.institution_id = g.institution_id)
        """),
    RowAgreement(
      chinese: "毕业生都有导入记录",
      violations:
        "SELECT COUNT(*) AS n FROM graduate g WHERE NOT EXISTS (SELECT 1 FROM roster_import r WHERE r.id = g.import_id)"),
    RowAgreement(
      chinese: "旧版本都早于现在的记录",
      violations: """
        SELECT COUNT(*) AS n FROM graduate g JOIN graduate_version v ON v.graduate_id = g.id AND v.version >= g.version
        """),
    RowAgreement(
      chinese: "名单版本不低于最后一次导入",
      violations: """
        SELECT COUNT(*) AS n FROM roster_import r WHERE NOT EXISTS (SELECT 1 FROM roster o WHERE o.campaign_id = r.campaign_id
          AND o.institution_id = r.institution_id AND o.version >= r.version)
        """),
    RowAgreement(
      chinese: "年度采集的设置等于最后保存的版本",
      violations: """
        SELECT COUNT(*) AS n FROM campaign c WHERE EXISTS (SELECT 1 FROM campaign_version v WHERE v.campaign_id = c.id)
          AND NOT EXISTS (SELECT 1 FROM campaign_version v WHERE v.campaign_id = c.id AND v.version = c.version AND v.plan = c.plan)
        """),
    RowAgreement(
      chinese: "每所院校都有名称",
      violations: """
        SELECT COUNT(*) AS n FROM institution i WHERE NOT EXISTS (SELECT 1 FROM institution_name m WHERE m.institution_id = i.id)
        """),
    RowAgreement(
      chinese: "已提交的登记单版本连续",
      violations: """
        SELECT COUNT(*) AS n FROM slip_version v WHERE v.number > 1 AND NOT EXISTS (SELECT 1 FROM slip_version p
          WHERE p.slip_id = v.slip_id AND p.number = v.number - 1)
        """),
  ]
}
