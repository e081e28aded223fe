import Foundation
import TestSupport
import Testing

@Suite struct HelpTests {
  static let pages = [
    [], ["serve"], ["officer"], ["officer", "add"], ["roster"], ["roster", "import"], ["schedule"], ["schedule", "solve"],
    ["schedule", "example"],
    ["photo"], ["photo", "check"],
    ["photo", "make"], ["photo", "compare"], ["photo", "find"], ["backup"], ["restore"], ["keys"],
    ["keys", "export"], ["keys", "test"], ["keys", "import"], ["keys", "rotate"], ["doctor"], ["journal"],
    ["journal", "verify"],
    ["settings"], ["schema"],
  ]

  @Test("Every page of help, as people read it")
  func snapshot() async throws {
    var text = ""
    for page in Self.pages {
      let outcome = try await Command.run(page + ["--help"])
      #expect(outcome.status == 0 && outcome.err.isEmpty)
      text += "# biying \((page + ["--help"]).joined(separator: " "))\n\n\(outcome.out)\n"
    }
    try Snapshot.expect(text, named: "command-help.txt")
    for english in ["OVERVIEW", "USAGE", "OPTIONS", "SUBCOMMANDS", "Show help", "default:", "See '"] {
      #expect(!text.contains(english), "\(english) is not Chinese")
    }
  }

  @Test(
    "Commands written wrongly are told in Chinese and end with 64",
    arguments: [
      (["serv"], "多出来的参数 serv"), (["serve", "--lisen", "x"], "没有选项 --lisen，是不是想写 --listen"),
      (["keys", "export"], "缺少 <文件>"), (["restore", "x", "--data"], "--data <文件夹> 后面没有写值"),
      (["journal", "verify", "--head", "x"], "--head <链:环数:哈希> 不能是 x"), (["roster", "import", "x.csv"], "缺少 --campaign"),
      (["doctor", "--deep=1"], "选项 --deep 后面不带值"), (["doctor"], "没有设置 data"),
    ])
  func usage(arguments: [String], expected: String) async throws {
    let outcome = try await Command.run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.out.isEmpty)
    #expect(outcome.err.contains(expected), "\(outcome.err)")
    #expect(!outcome.err.contains("Error") && !outcome.err.contains("See '") && !outcome.err.contains("Usage"))
  }

  @Test(
    "What is generated from the program is fresh",
    arguments: [("schema", "docs/schema.sql"), ("settings --markdown", "docs/configuration.md")])
  func documents(command: String, path: String) async throws {
    let outcome = try await Command.run(command.split(separator: " ").map(String.init))
    #expect(outcome.status == 0)
    // Snapshots lie two folders below the root.
    try Snapshot.expect(outcome.out, named: "../../\(path)")
  }
}
