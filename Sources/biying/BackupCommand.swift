import ArgumentParser
import Workflow

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "备份数据库和照片（不含密钥），或检查一份备份",
    discussion: """
      服务不用停。再次备份到同一个文件夹，只复制新的文件。密钥请另用 biying keys export 导出。
      SQLite 和 PostgreSQL 都备份。每次另外重读十六分之一的旧副本，坏了的重新复制。
      """)

  @Argument(help: ArgumentHelp("备份写到哪里", valueName: "文件夹"))
  var target: String
  @Flag(name: .customLong("check-only"), help: "不备份，只逐个核对这份备份里的文件")
  var checksOnly = false
  @OptionGroup var center: CenterOptions

  func run() async throws {
    let line = ProgressLine(checksOnly ? "核对" : "备份")
    defer { line.end() }
    if checksOnly {
      let backup = try Backup(at: target)
      try await backup.check { line.show($0) }
      line.end()
      return Console.say("备份完好：\(backup.manifest.fileCount) 个文件" + (backup.manifest.isGood ? "" : "；备份时源文件已有损坏或缺失"))
    }
    try await center.withCenter(for: .looking) { open in
      let report = try await open.backUp(to: target, by: MachineOperator()) { line.show($0) }
      line.end()
      let healed = report.healed == 0 ? "" : "，旧副本损坏后重新复制 \(report.healed) 个"
      Console.say("备份完成：文件 \(report.manifest.fileCount) 个，其中新复制 \(report.copied) 个\(healed)，数据库已核对")
      guard report.manifest.isGood else {
        Console.say(
          "数据文件夹里有 \(report.damaged.count) 个文件损坏、\(report.missing.count) 个缺失；这次不算完好的备份，请执行 biying doctor --deep 查看")
        throw Ended(status: .refused)
      }
    }
  }
}
