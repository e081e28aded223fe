import ArgumentParser

struct RosterCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster", abstract: "学生名单", subcommands: [RosterImportCommand.self])
}
