import Foundation

/// A real server in Python, on a free port of loopback, for as long as this object lives.
final class PythonServer: Sendable {
  enum Kind: String {
    case mail = "mail_server.py"
    case web = "web_server.py"
  }

  struct Failure: Error {
    let reason: String
  }

  let port: Int
  let folder: TestFolder
  private let process: Process
  private let input: Pipe

  init(_ kind: Kind, _ arguments: [String] = [], certificate: TestCertificate? = nil) throws {
    folder = try TestFolder()
    process = Process()
    input = Pipe()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/\(kind.rawValue)").path
    let files = certificate.map { ["--certificate", $0.serverCertificate, "--key", $0.serverKey] } ?? []
    process.arguments = ["-W", "ignore", script, "--folder", folder.path] + files + arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    guard let port = Self.firstNumber(output.fileHandleForReading) else {
      throw Failure(reason: "the server did not say its port; is python3-aiosmtpd installed?")
    }
    self.port = port
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The kept request or mail, counted from 1.
  func kept<Kept: Decodable>(_ number: Int, as type: Kept.Type) throws -> Kept {
    try JSONDecoder().decode(Kept.self, from: Data(contentsOf: folder.url.appendingPathComponent("\(number).json")))
  }

  var keptCount: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path).count) ?? 0
  }

  /// Waits until the first request or mail has arrived.
  func keepsSomething() async throws {
    while keptCount == 0 { try await Task.sleep(for: .milliseconds(2)) }
  }

  private static func firstNumber(_ output: FileHandle) -> Int? {
    var text = ""
    while !text.hasSuffix("\n") {
      let piece = output.availableData
      if piece.isEmpty { return nil }
      text += String(decoding: piece, as: UTF8.self)
    }
    return Int(text.dropLast())
  }
}

/// A folder of its own, gone with the object.
final class TestFolder: Sendable {
  let url: URL
  var path: String { url.path }

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("outward-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  func file(_ name: String) -> String {
    url.appendingPathComponent(name).path
  }
}
