import Foundation
import Glibc
import Outward

/// The programs of a season: one center, and stations; each a process of the same binary, with the season's clock.
final class SeasonProcess: Sendable {
  let port: Int
  private let process: Process

  /// Starts `arguments` and waits until it answers on its port.
  init(
    program: String, arguments: [String], port: Int, clockPath: String, logPath: String, outlet: Outlet
  ) async throws {
    self.port = port
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    var environment = ProcessInfo.processInfo.environment
    environment["BIYING_REHEARSAL_CLOCK"] = clockPath
    process.environment = environment
    if !FileManager.default.fileExists(atPath: logPath) { _ = FileManager.default.createFile(atPath: logPath, contents: nil) }
    let log = try FileHandle(forWritingTo: URL(filePath: logPath))
    try log.seekToEnd()
    process.standardError = log
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    self.process = process
    for _ in 0..<Self.startAttempts {
      guard process.isRunning else { break }
      if (try? await outlet.send(HTTPCall(.get, "http://127.0.0.1:\(port)/health")))?.status == 200 { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    process.terminate()
    throw SeasonFault.missing("启动的服务（见 \(logPath)）")
  }

  private static let startAttempts = 600

  var address: String { "http://127.0.0.1:\(port)" }

  /// Lets it end what is under way.
  func stop() async { await end(SIGTERM) }

  /// Cuts its power.
  func kill() async { await end(SIGKILL) }

  private func end(_ signal: Int32) async {
    guard process.isRunning else { return }
    Glibc.kill(process.processIdentifier, signal)
    while process.isRunning { try? await Task.sleep(for: .milliseconds(20)) }
  }

  /// A command that is run to its end; its output.
  static func run(_ program: String, _ arguments: [String], clockPath: String) async throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    var environment = ProcessInfo.processInfo.environment
    environment["BIYING_REHEARSAL_CLOCK"] = clockPath
    process.environment = environment
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = await withCheckedContinuation { continuation in
      Thread { continuation.resume(returning: (try? output.fileHandleForReading.readToEnd()) ?? Data()) }.start()
    }
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  /// A port that nobody listens on at this moment.
  static func freePort() throws -> Int {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard bound else { throw SeasonFault.missing("空闲的端口") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
