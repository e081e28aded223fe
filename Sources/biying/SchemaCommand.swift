import ArgumentParser
import Workflow

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "schema", abstract: "输出数据库的表结构（SQL）")

  func run() { Console.out(Schema.document) }
}
