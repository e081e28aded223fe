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
    let (last, now) = try await center.records.read { transaction in
      (
        try transaction.row("SELECT MAX(written_at) AS n FROM journal_line WHERE record_kind = 'backup'")?.optionalInteger("n"),
        transaction.now
      )
    }
    guard let last else { return .wrong("从未备份", remedy) }
    let days = max(0, now - last) / 86_400_000
    let text = days == 0 ? "不到一天前" : "\(days) 天前"
    return now - last <= UpkeepLimits.backupAgeMilliseconds ? .right(text) : .wrong(text, remedy)
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
