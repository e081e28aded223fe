import ArgumentParser
import Workflow

struct JournalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "操作日志", subcommands: [JournalVerifyCommand.self])
}

struct JournalVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "逐环核对操作日志的链和签名",
    discussion: "用印的纸面上印有当时的链头。写上 --head 就与它核对：有人重建过链，链头就对不上。")

  @Option(
    name: .customLong("head"), help: ArgumentHelp("纸面上的链头，可以写多个", valueName: "链:环数:哈希"))
  var heads: [PrintedHead] = []
  @OptionGroup var center: CenterOptions

  func run() async throws {
    try await center.withCenter(for: .looking) { open in
      let printed = Dictionary(grouping: heads, by: \.scope).mapValues { $0.map { (position: $0.position, hash: $0.hash) } }
      let report = try await open.center.verifyJournal(printedHeads: printed)
      for chain in report.chains {
        let verdict = chain.problem.isEmpty ? "✓" : "✗ \(chain.problem)"
        Console.out("\(chain.scope)\t\(chain.lines) 环\t等候 \(chain.waiting) 行\t\(chain.head)\t\(verdict)")
      }
      for scope in printed.keys.sorted() where !report.chains.contains(where: { $0.scope == scope }) {
        Console.out("\(scope)\t—\t—\t—\t✗ 没有这条链")
      }
      let isWhole = report.isWhole && printed.keys.allSatisfy { scope in report.chains.contains { $0.scope == scope } }
      Console.say(isWhole ? "操作日志完整" : "操作日志不完整：请停止服务，保留现场，与纸面上的链头核对")
      guard isWhole else { throw Ended(status: .refused) }
    }
  }
}

/// A head as it is printed: `SCOPE:POSITION:HASH`.
struct PrintedHead: ExpressibleByArgument {
  let scope: String
  let position: Int64
  let hash: String

  init?(argument: String) {
    let parts = argument.split(separator: ":").map(String.init)
    guard parts.count == 3, let position = Int64(parts[1]), position > 0, parts[2].utf8.count == 64 else { return nil }
    scope = parts[0]
    self.position = position
    hash = parts[2].lowercased()
  }
}
