import Foundation
import TestSupport
import Testing

@Suite struct SettingsTests {
  private func value(_ key: String, _ out: String) -> String {
    out.split(separator: "\n").first { $0.hasPrefix("\(key) = ") }.map { line in
      line.split(separator: "\t").prefix(2).joined(separator: " ").replacing("\(key) = ", with: "")
    } ?? ""
  }

  @Test("A flag wins over the environment, the environment over the file, the file over the default")
  func precedence() async throws {
    let folder = try TemporaryFolder()
    try Data(#"{"contact": "来自文件", "listen": "127.0.0.1:7001", "log-level": "error"}"#.utf8)
      .write(to: URL(filePath: folder.path("biying.json")))
    let data = ["settings", "--data", folder.url.path]
    let environment = ["BIYING_LISTEN": "127.0.0.1:7002", "BIYING_CONTACT": "来自环境"]
    let all = try await Command.run(data + ["--listen", "127.0.0.1:7003"], environment: environment)
    #expect(value("listen", all.out) == "127.0.0.1:7003 [命令行]")
    #expect(value("contact", all.out) == "来自环境 [环境变量]")
    #expect(value("log-level", all.out) == "error [biying.json]")
    #expect(value("keys", all.out) == "— [未设置]")
    let none = try await Command.run(["settings"], environment: ["BIYING_LISTEN": ""])
    #expect(value("listen", none.out) == "127.0.0.1:8080 [默认]")
  }

  @Test("Secrets are never printed, wherever they come from")
  func secrets() async throws {
    let folder = try TemporaryFolder()
    try Data(#"{"webhook-secret": "file-secret-0123456789"}"#.utf8).write(to: URL(filePath: folder.path("biying.json")))
    let outcome = try await Command.run(
      ["settings", "--data", folder.url.path, "--database", "postgres://u:flag-secret@h/d"],
      environment: ["BIYING_SMTP": "smtps://u:environment-secret@h"])
    #expect(outcome.status == 0)
    #expect(!(outcome.out + outcome.err).contains("-secret@") && !outcome.out.contains("file-secret"))
    #expect(outcome.out.components(separatedBy: "不显示").count == 4)
    let refused = try await Command.run(
      ["doctor", "--data", folder.url.path, "--database", "postgres://u:flag-secret@127.0.0.1:1/d"])
    #expect(refused.status == 1 && !refused.err.contains("flag-secret"))
  }

  @Test(
    "A settings file with a mistake is refused, with the mistake",
    arguments: [
      (#"{"contakt": "x"}"#, "contakt"), (#"{"listen": 8080}"#, "listen 的值要写成带引号的文字"), ("[", "读不出来"),
    ])
  func mistakes(text: String, expected: String) async throws {
    let folder = try TemporaryFolder()
    try Data(text.utf8).write(to: URL(filePath: folder.path("biying.json")))
    let outcome = try await Command.run(["settings", "--data", folder.url.path])
    #expect(outcome.status == 1)
    #expect(outcome.err.contains(expected), "\(outcome.err)")
  }

  @Test(
    "Values that cannot be used are refused before anything is made",
    arguments: [
      ["--listen", "8080"], ["--listen", "127.0.0.1:99999"], ["--trusted-proxies", "proxy.example"], ["--log-level", "laut"],
      ["--public-address", "photos.example.edu.cn"],
    ])
  func unusable(arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    let outcome = try await Command.run(["serve", "--data", folder.path("data")] + arguments)
    #expect(outcome.status == 1)
    #expect(outcome.err.contains("设置 \(arguments[0].dropFirst(2)) 不能用"), "\(outcome.err)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("data")))
  }
}
