import Foundation
import Glibc
import TestSupport

/// A program that ships with Debian, started with a configuration of ours; it ends with this object, and with the test process however
/// that ends: the shell holds its leash, a pipe.
///
/// File servers change who they are on the disk, so that they need root: with sudo where the tests run as somebody else.
final class ShareServer: Sendable {
  struct Failure: Error { let what: String }

  struct Outcome: Sendable {
    let status: Int32
    let text: String
    var isGood: Bool { status == 0 }
  }

  let port: Int
  private let process: Process
  private let leash: Pipe

  /// - port: where it will listen; returns once it does.
  init(_ command: [String], port: Int, environment: [String: String] = [:]) async throws {
    self.port = port
    (process, leash) = (Process(), Pipe())
    // Threads of this process block signals, and what they start would not hear the end.
    let variables = ["/usr/bin/env"] + environment.map { "\($0)=\($1)" }
    // A group of its own: what the server started ends with it, and this process when nothing of it is left.
    let script =
      #"setsid "$@" & server=$!; (read -r _; kill -- -$server; sleep 1; kill -KILL -- -$server) & wait $server; "#
      + "while kill -0 -- -$server; do sleep 0.05; done"
    let line = Self.asRoot(
      [
        "/usr/bin/env", "--default-signal", "/bin/sh", "-c",
        "exec 3<&0; \(script.replacing("read -r _", with: "read -r _ <&3"))", "sh",
      ] + variables + command)
    process.executableURL = URL(filePath: line[0])
    process.arguments = Array(line.dropFirst())
    process.standardInput = leash
    // Else programs that start meanwhile would hold the leash too.
    _ = fcntl(leash.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    for _ in 0..<600 where process.isRunning {
      if Self.answers(port) { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    stop()
    throw Failure(what: "\(command[0]) does not listen; ./setup --tests installs it")
  }

  deinit { stop() }

  func stop() { try? leash.fileHandleForWriting.close() }

  /// Stops it, and returns when nothing of it runs any more.
  func end() async throws {
    stop()
    for _ in 0..<600 where process.isRunning { try await Task.sleep(for: .milliseconds(50)) }
    guard !process.isRunning else { throw Failure(what: "the server does not end") }
  }

  // MARK: Programs beside it

  static func asRoot(_ command: [String]) -> [String] { geteuid() == 0 ? command : ["/usr/bin/sudo", "-n"] + command }

  /// Runs a program to its end, for a minute at most.
  static func run(_ command: [String], input: String = "") async throws -> Outcome {
    let (process, typed, said) = (Process(), Pipe(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    process.arguments = ["60"] + command
    process.standardInput = typed
    process.standardOutput = said
    process.standardError = said
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in continuation.resume() }
      do {
        try process.run()
        try typed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try typed.fileHandleForWriting.close()
      } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
    let text = try said.fileHandleForReading.readToEnd() ?? Data()
    return Outcome(status: process.terminationStatus, text: String(decoding: text, as: UTF8.self))
  }

  /// Runs what must succeed.
  static func must(_ command: [String], input: String = "") async throws {
    let outcome = try await run(command, input: input)
    guard outcome.isGood else { throw Failure(what: "\(command.joined(separator: " ")): \(outcome.text)") }
  }

  // MARK: Ports

  static func freePort(beside: Int = 0) throws -> Int { try FreePort.find(beside: beside) }

  private static func answers(_ port: Int) -> Bool { withSocket(port) { connect($0, $1, $2) == 0 } }

  private static func withSocket(_ port: Int, _ work: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Bool) -> Bool {
    let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard file >= 0 else { return false }
    defer { close(file) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { work(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }
}
