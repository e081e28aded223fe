import Foundation
import Glibc
import Storage

/// The machine around the center: the last back-up, the disk.
extension OpenCenter {
  func machineChecks() -> [Check] {
    [
      Check(id: "backup.age", title: "最近一次备份") { [self] in try await checkBackupAge() },
      Check(id: "disk", title: "磁盘空间") { [self] in try await checkDisk() },
    ]
  }

  private func checkBackupAge() async throws -> Check.Outcome {
    let remedy = "请执行 biying backup，并安排每天自动执行"
    let (newest, now) = try await center.records.read { transaction in (try transaction.lastBackup(), transaction.now) }
    guard let newest else { return .wrong("从未备份", remedy) }
    guard newest.isGood else {
      return .wrong("最近一次备份时有文件损坏或缺失，或者没有备份数据库", "请看上面文件的检查，处理后再执行 biying backup")
    }
    let days = max(0, now - newest.at) / 86_400_000
    let text = days == 0 ? "不到一天前" : "\(days) 天前"
    return now - newest.at <= UpkeepLimits.backupAgeMilliseconds ? .right(text) : .wrong(text, remedy)
  }

  private func checkDisk() async throws -> Check.Outcome {
    var status = statvfs()
    guard statvfs(folder.path, &status) == 0 else { throw FileFault(operation: "statvfs", code: errno) }
    let free = Int64(status.f_bavail) * Int64(status.f_frsize)
    let grown = try await bytesOfLastDays()
    let forecast = Self.daysLeft(free: free, grown: grown)
    let pace = forecast.map { "，按最近 \(UpkeepLimits.diskGrowthDays) 天的增长还够用 \($0) 天" } ?? ""
    let text = "剩余 \(megabytes(free))\(pace)"
    let isFine = free >= UpkeepLimits.diskFreeBytes && forecast.map { $0 >= UpkeepLimits.diskForecastDays } ?? true
    return isFine ? .right(text) : .wrong(text, "请扩充磁盘，或把数据文件夹迁到更大的磁盘（backup 后 restore）")
  }

  /// How many days the free bytes last at the pace of the last `diskGrowthDays`; nil when nothing grows noticeably.
  static func daysLeft(free: Int64, grown: Int64) -> Int64? {
    let perDay = grown / UpkeepLimits.diskGrowthDays
    return perDay <= 0 ? nil : min(free / perDay, 3_650)
  }

  /// Files by their rows' sizes, and rows by their count of journal lines (a kilobyte each is generous).
  private func bytesOfLastDays() async throws -> Int64 {
    try await center.records.read { transaction in
      let since = SQLValue.integer(transaction.now - UpkeepLimits.diskGrowthDays * 86_400_000)
      let files = try transaction.row(
        "SELECT CAST(COALESCE(SUM(byte_count), 0) AS INTEGER) AS n FROM document WHERE received_at > ?", [since])
      let people = try transaction.row(
        "SELECT CAST(COALESCE(SUM(added + changed), 0) AS INTEGER) AS n FROM roster_import WHERE imported_at > ?", [since])
      return try (files?.integer("n") ?? 0) + (people?.integer("n") ?? 0) * 2_048
    }
  }
}

extension Transaction {
  /// The last back-up that was made, and whether rows and all files were in it; none when there was none.
  func lastBackup() throws -> (at: Int64, isGood: Bool)? {
    try row(
      "SELECT written_at, details FROM journal_line WHERE record_kind = 'backup' ORDER BY written_at DESC, id DESC LIMIT 1"
    ).map { row in
      let details = try? JSONDecoder().decode([String: String].self, from: Data(row.text("details").utf8))
      // Lines of earlier versions say nothing of damage.
      let bad = ["damaged", "missing"].contains { details?[$0] ?? "0" != "0" }
      return (try row.integer("written_at"), !bad && details?["database"]?.isEmpty == false)
    }
  }
}
