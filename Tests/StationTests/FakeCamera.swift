import Foundation
import TestSupport

/// A camera that speaks PTP over TCP on the loopback, for as long as this object lives.
final class FakeCamera: Sendable {
  struct Failure: Error { let reason: String }

  let port: Int
  private let folder: TemporaryFolder
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  init() throws {
    folder = try TemporaryFolder()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [ProjectFolder.root + "/Tests/StationTests/Fixtures/ptpip_camera.py"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let words = try Self.line(from: output).split(separator: " ")
    guard words.count == 2, let number = Int(words[1]) else { throw Failure(reason: "no port") }
    port = number
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  private static func line(from output: Pipe) throws -> String {
    var text = ""
    while !text.hasSuffix("\n") {
      let piece = output.fileHandleForReading.availableData
      if piece.isEmpty { throw Failure(reason: "the camera's program ended") }
      text += String(decoding: piece, as: UTF8.self)
    }
    return String(text.dropLast())
  }

  @discardableResult
  func say(_ line: String) throws -> String {
    try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    return try Self.line(from: output)
  }

  /// The shutter: the picture lies on the card, and the camera says so.
  func shoot(_ name: String, _ bytes: [UInt8]) throws { try say("shoot \(try file(name, bytes))") }

  /// A picture on the card of which nothing is said.
  ///
  /// - secondsAgo: how old the camera says it is.
  func put(_ name: String, _ bytes: [UInt8], secondsAgo: Int = 0) throws {
    try say("quiet \(try file(name, bytes))\t\(secondsAgo)")
  }

  private func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = folder.path(name)
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  /// Names of pictures that were handed out whole, in their order.
  var fetched: [String] { get throws { try say("count").split(separator: " ").dropFirst().map(String.init) } }
}
