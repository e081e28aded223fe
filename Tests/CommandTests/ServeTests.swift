import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct ServeTests {
  private func fetch(_ address: String) async throws -> (status: Int, body: String) {
    let outcome = try await Shell.run("/usr/bin/curl", ["-s", "-o", "-", "-w", "\n%{http_code}", "--max-time", "20", address])
    let lines = outcome.split(separator: "\n")
    return (Int(lines.last ?? "") ?? 0, lines.dropLast().joined(separator: "\n"))
  }

  @Test(
    "It serves on a fresh folder, says where in Chinese, and stops within seconds when told to", arguments: [SIGTERM, SIGINT])
  func servesAndStops(signal: Int32) async throws {
    let folder = try TemporaryFolder()
    let serving = try await ServingCommand(["--data", folder.path("data"), "--listen", "127.0.0.1:0"])
    let health = try await fetch(serving.address + "/health")
    #expect(health.status == 200 && health.body == "ok")
    #expect(try await fetch(serving.address + "/sign-in").body.contains("登录"))

    let second = try await Command.run(["serve", "--data", folder.path("data"), "--listen", "127.0.0.1:0"])
    #expect(second.status == 1 && second.err.contains("正被另一个毕影服务使用"))
    let taken = try await Command.run([
      "serve", "--data", folder.path("other"), "--listen", "127.0.0.1:\(serving.address.split(separator: ":").last ?? "")",
    ])
    #expect(taken.status == 1 && taken.err.contains("已被别的程序占用"), "\(taken.err)")

    // As a crash in the middle of an upload leaves it.
    let left = folder.path("data/spool/crashed.upload")
    try Data("姓名,身份证号".utf8).write(to: URL(filePath: left))

    let (status, took) = await serving.stop(signal)
    #expect(status == 0)
    #expect(took < .seconds(8))
    let said = try serving.said()
    #expect(said.contains("毕影已停止"))
    for line in said.split(separator: "\n") where line.hasPrefix("{") {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?["level"] != nil && object?["message"] != nil)
    }
    // Let go of: the folder serves again.
    let again = try await ServingCommand(["--data", folder.path("data"), "--listen", "127.0.0.1:0", "--log-level", "critical"])
    #expect(!FileManager.default.fileExists(atPath: left))
    _ = await again.stop()
    #expect(try !again.said().contains("{"))
  }

  @Test("Commands work beside the server: an officer, a back-up, the journal, keys rotated and taken over")
  func beside() async throws {
    let folder = try TemporaryFolder()
    let data = ["--data", folder.path("data")]
    let serving = try await ServingCommand(
      data + ["--listen", "127.0.0.1:0", "--public-address", "https://photos.example.edu.cn/"])
    let officer = try await Command.run(
      ["officer", "add", "李示例", "--sign-in-name", "li.officer"] + data, environment: ["BIYING_PUBLIC_ADDRESS": serving.address])
    #expect(officer.status == 0)
    let link = officer.out.trimmingCharacters(in: .newlines)
    #expect(link.hasPrefix(serving.address + "/invitation/"))
    #expect(try await fetch(link).body.contains("李示例"))
    let taken = try await Command.run(["officer", "add", "王示例", "--sign-in-name", "li.officer"] + data)
    #expect(taken.status == 1 && taken.out.isEmpty)

    let backup = try await Command.run(["backup", folder.path("backup")] + data)
    #expect(backup.status == 0 && backup.err.contains("备份完成"), "\(backup.err)")
    #expect(try await Command.run(["backup", folder.path("backup"), "--check-only"]).status == 0)
    let rotated = try await Command.run(["keys", "rotate"] + data)
    #expect(rotated.status == 0 && rotated.err.contains("已换成密钥"), "\(rotated.err)")
    #expect(try await fetch(serving.address + "/sign-in").status == 200)
    #expect(try serving.said().contains("keys taken over"))

    let verified = try await Command.run(["journal", "verify"] + data)
    #expect(verified.status == 0 && verified.out.contains("center\t"))
    let forged = String(repeating: "0", count: 64)
    let broken = try await Command.run(["journal", "verify", "--head", "center:1:\(forged)"] + data)
    #expect(broken.status == 1 && broken.out.contains("与纸面上印的链头不符"))
    #expect(try await Command.run(["journal", "verify", "--head", "nowhere:1:\(forged)"] + data).status == 1)
    #expect(await serving.stop().status == 0)
  }
}

/// Another program, for what it prints.
enum Shell {
  static func run(_ path: String, _ arguments: [String]) async throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let out = try Capture()
    process.standardOutput = out.file
    process.standardError = FileHandle.nullDevice
    try process.run()
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
      DispatchQueue.global().async {
        process.waitUntilExit()
        done.resume()
      }
    }
    return try out.text()
  }
}
