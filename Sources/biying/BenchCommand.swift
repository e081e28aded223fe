import ArgumentParser
import Foundation
import Paperwork
import Workflow

/// What Benchmarks/ measures, as whole processes; each prints how many rows it saw, and nothing else.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "供性能比较用", shouldDisplay: false,
    subcommands: [
      BenchReadTable.self, BenchImportRoster.self, BenchSite.self, BenchCrew.self, BenchStation.self, BenchCenter.self,
      BenchSenders.self, BenchDisc.self, BenchPrints.self,
    ])
}

/// Reads a table to rows.
struct BenchReadTable: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read-table", abstract: "读出一份表格的所有行", aliases: ["read-dbf", "read-xlsx"])

  @Argument(help: ArgumentHelp("表格文件", valueName: "文件"))
  var file: String

  func run() throws {
    let table = try TableFile.open(path: file)
    var rows = 0
    for sheet in table.sheets.indices {
      try table.forEachRow(sheet: sheet) { _ in
        rows += 1
        return true
      }
    }
    Console.out(String(rows))
  }
}

/// Imports a roster into a throw-away center: read, check, encrypt, store.
struct BenchImportRoster: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "import-roster", abstract: "把名单导入一个临时的数据文件夹")

  @Argument(help: ArgumentHelp("名单文件", valueName: "文件"))
  var file: String

  func run() async throws {
    let added = try await TrialCenter.with(institutionOf: file) { trial in
      let preview = try await trial.center.uploadRoster(
        path: file, fileName: URL(filePath: file).lastPathComponent, campaignID: trial.campaignID, by: trial.keeper)
      return try await trial.center.confirmRoster(uploadID: preview.uploadID, by: trial.keeper).added
    }
    Console.out(String(added))
  }
}
