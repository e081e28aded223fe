import Foundation
import TestSupport

/// A real mail or web server in Python on loopback, the one of Outward's own tests, for as long as this object lives.
final class OutwardServer: Sendable {
  struct Failure: Error { let reason: String }

  struct Mail: Decodable {
    let envelopeTo: [String]
    let subject: String
    let text: String
    let messageID: String
  }

  struct Request: Decodable {
    let headers: [String: String]
    let body: String
  }

  let port: Int
  private let folder: TemporaryFolder
  private let process = Process()
  private let input = Pipe()

  /// - `script`: `mail_server.py` or `web_server.py`.
  init(_ script: String) throws {
    folder = try TemporaryFolder()
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [tests.appendingPathComponent("OutwardTests/Fixtures/\(script)").path, "--folder", folder.url.path]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var text = ""
    while !text.hasSuffix("\n") {
      let piece = output.fileHandleForReading.availableData
      if piece.isEmpty { throw Failure(reason: "the server did not say its port; is python3-aiosmtpd installed?") }
      text += String(decoding: piece, as: UTF8.self)
    }
    guard let number = Int(text.dropLast()) else { throw Failure(reason: "no port") }
    port = number
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// What came, in the order in which it came.
  func kept<Kept: Decodable>(_ type: Kept.Type) throws -> [Kept] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
      .filter { $0.hasSuffix(".json") }.sorted { (Int($0.dropLast(5)) ?? 0) < (Int($1.dropLast(5)) ?? 0) }
    return try names.map { try JSONDecoder().decode(type, from: Data(contentsOf: folder.url.appendingPathComponent($0))) }
  }
}
