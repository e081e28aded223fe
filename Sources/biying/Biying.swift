import ArgumentParser

/// The command; one subcommand a file.
@main
struct Biying: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "biying", abstract: "毕影：高校毕业生图像信息采集",
    discussion: """
      数据写到标准输出，提示写到标准错误。退出码：0 完成，1 拒绝或发现问题，2 程序故障，64 命令写错。
      """,
    version: "0.1.0",
    subcommands: [
      ServeCommand.self, StationCommand.self, DemoCommand.self, OfficerCommand.self, RosterCommand.self, ScheduleCommand.self,
      PhotoCommand.self, DiscCommand.self,
      BackupCommand.self,
      RestoreCommand.self, KeysCommand.self,
      DoctorCommand.self, JournalCommand.self, SettingsCommand.self, SchemaCommand.self, SeasonCommand.self, BenchCommand.self,
    ])

  static func main() async {
    await CommandRun.run(Array(CommandLine.arguments.dropFirst())).end()
  }
}
