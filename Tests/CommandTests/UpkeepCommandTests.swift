import Foundation
import TestSupport
import Testing

@Suite struct UpkeepCommandTests {
  private struct Desk {
    let folder: TemporaryFolder
    let data: [String]

    init() async throws {
      folder = try TemporaryFolder()
      data = ["--data", folder.path("data"), "--public-address", "https://photos.example.edu.cn"]
      let made = try await Command.run(["officer", "add", "李示例", "--sign-in-name", "li.officer"] + data)
      #expect(made.status == 0)
    }

    func passphrase(_ text: String) throws -> [String] {
      let path = folder.path("passphrase-\(text.count)")
      try Data((text + "\n").utf8).write(to: URL(filePath: path))
      return ["--passphrase-file", path]
    }
  }

  @Test("Keys go out and come back: export, test, a lost file, import; a wrong passphrase opens nothing")
  func keys() async throws {
    let desk = try await Desk()
    let right = try desk.passphrase("十二个字符以上的口令一句")
    let wrong = try desk.passphrase("十二个字符以上的口令另一句")
    let file = desk.folder.path("biying.keys")
    let ring = desk.folder.path("data/keys/ring.json")
    #expect(try await Command.run(["keys", "export", file] + right + desk.data).status == 0)
    let again = try await Command.run(["keys", "export", file] + right + desk.data)
    #expect(again.status == 1 && again.err.contains("已经存在"))
    let short = try await Command.run(["keys", "export", desk.folder.path("b")] + desk.passphrase("短") + desk.data)
    #expect(short.status == 1 && short.err.contains("口令太短"))
    let refused = try await Command.run(["keys", "test", file] + wrong + desk.data)
    #expect(refused.status == 1 && refused.err.contains("口令不对"))
    #expect(try await Command.run(["keys", "test", file] + right + desk.data).status == 0)
    let terminal = try await Command.run(["keys", "test", file] + desk.data)
    #expect(terminal.status == 1)

    let before = try Data(contentsOf: URL(filePath: ring))
    try FileManager.default.removeItem(atPath: ring)
    let lost = try await Command.run(["doctor"] + desk.data)
    #expect(lost.status == 1 && lost.err.contains("找不到密钥文件"))
    #expect(try await Command.run(["keys", "import", file] + right + desk.data).status == 0)
    #expect(try Data(contentsOf: URL(filePath: ring)).count >= before.count - 200)
    #expect(try await Command.run(["journal", "verify"] + desk.data).status == 0)
    let mode = try FileManager.default.attributesOfItem(atPath: ring)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test("The monthly check: a page for people, JSON for machines, PDF for the folder; 1 while something is wrong")
  func doctor() async throws {
    let desk = try await Desk()
    let first = try await Command.run(["doctor"] + desk.data)
    #expect(first.status == 1)
    #expect(first.out.contains("! 最近一次备份：从未备份") && first.out.contains("→ 请执行 biying backup"))
    #expect(!first.out.contains("\u{1B}"), "no colours in a file")
    let json = try await Command.run(["doctor", "--json"] + desk.data)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [String: Any])
    #expect((object["items"] as? [Any])?.count == 18)

    let passphrase = try desk.passphrase("十二个字符以上的口令一句")
    for word in ["export", "test"] {
      #expect(try await Command.run(["keys", word, desk.folder.path("k")] + passphrase + desk.data).status == 0)
    }
    #expect(try await Command.run(["backup", desk.folder.path("backup")] + desk.data).status == 0)
    let pdf = desk.folder.path("check.pdf")
    let sound = try await Command.run(["doctor", "--deep", "--pdf", pdf] + desk.data)
    #expect(sound.status == 0, "\(sound.out)")
    #expect(sound.out.contains("共检查 18 项，全部正常"))
    #expect(try Data(contentsOf: URL(filePath: pdf)).starts(with: Array("%PDF".utf8)))
  }

  @Test("A back-up comes back into an empty folder only, and opens when its keys are imported")
  func restore() async throws {
    let desk = try await Desk()
    let passphrase = try desk.passphrase("十二个字符以上的口令一句")
    let keys = desk.folder.path("k")
    #expect(try await Command.run(["keys", "export", keys] + passphrase + desk.data).status == 0)
    #expect(try await Command.run(["backup", desk.folder.path("backup")] + desk.data).status == 0)
    let full = try await Command.run(["restore", desk.folder.path("backup")] + desk.data)
    #expect(full.status == 1 && full.err.contains("不是空的"))
    let target = ["--data", desk.folder.path("restored")]
    let restored = try await Command.run(["restore", desk.folder.path("backup")] + target)
    #expect(restored.status == 0 && restored.err.contains("biying keys import"), "\(restored.err)")
    #expect(try await Command.run(["journal", "verify"] + target).status == 1)
    #expect(try await Command.run(["keys", "import", keys] + passphrase + target).status == 0)
    #expect(try await Command.run(["journal", "verify"] + target).status == 0)
    let nothing = try await Command.run(["restore", desk.folder.path("nowhere"), "--data", desk.folder.path("x")])
    #expect(nothing.status == 1 && nothing.err.contains("不是毕影的备份"))
  }
}
