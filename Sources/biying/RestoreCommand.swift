import ArgumentParser
import Workflow

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "把备份恢复到一个空文件夹",
    discussion: "每个文件都核对，操作日志逐环核对。恢复后请用 biying keys import 放回密钥，再执行 biying doctor。")

  @Argument(help: ArgumentHelp("备份所在的文件夹", valueName: "备份"))
  var source: String
  @Option(name: .customLong(Setting.data.key), help: ArgumentHelp("恢复到哪里，须是空文件夹", valueName: "文件夹"))
  var data: String

  func run() async throws {
    let line = ProgressLine("恢复")
    defer { line.end() }
    let restored = try await Backup(at: source).restore(to: data) { line.show($0) }
    line.end()
    Console.say("已恢复 \(restored.fileCount) 个文件" + (restored.hasDatabase ? "和数据库" : "；数据库请用 pg_restore 恢复"))
    Console.say("下一步：biying keys import 导出文件 --data \(data)，然后 biying doctor --data \(data)")
  }
}
