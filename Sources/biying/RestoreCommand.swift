import ArgumentParser
import Workflow

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "把备份恢复到一个空文件夹，数据库可以恢复到 PostgreSQL",
    discussion: """
      每个文件都核对，操作日志逐环核对。恢复后请用 biying keys import 放回密钥，再执行 biying doctor。
      不写 --database 时数据库恢复到文件夹里（SQLite）；写了就恢复到那个空的 PostgreSQL 数据库，不论备份来自哪一种。
      """)

  @Argument(help: ArgumentHelp("备份所在的文件夹", valueName: "备份"))
  var source: String
  @OptionGroup var center: CenterOptions

  func run() async throws {
    let line = ProgressLine("恢复")
    defer { line.end() }
    let place = try await Settings.read(flags: center.given).place()
    let restored = try await Backup(at: source).restore(to: place.dataPath, databaseURL: place.databaseURL) { line.show($0) }
    line.end()
    let rows = place.databaseURL == nil ? "和数据库" : "，数据库已写入 PostgreSQL"
    Console.say("已恢复 \(restored.fileCount) 个文件" + (restored.hasDatabase ? rows : "；这是旧版本做的备份，数据库请用 pg_restore 恢复"))
    Console.say("下一步：biying keys import 导出文件 --data \(place.dataPath)，然后 biying doctor --data \(place.dataPath)")
  }
}
