import ArgumentParser
import Configuration

@main
struct Biying: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "biying")
}
