import Foundation
import Glibc
import Synchronization
import Testing

/// The real binary, run as people run it.
struct Command: Sendable {
  struct Outcome: Sendable {
    let status: Int32
    let out: String
    let err: String
  }

  struct NotBuilt: Error {}

  /// Beside the tests' own binary.
  static func path() throws -> String {
    for start in [Bundle.main.executableURL, URL(filePath: CommandLine.arguments[0])] {
      guard let folder = start?.resolvingSymlinksInPath().deletingLastPathComponent() else { continue }
      let path = folder.appending(path: "biying").path
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    throw NotBuilt()
  }

  /// Runs it to its end, without a terminal and without any BIYING_ variable but those given.
  ///
  /// Another program than ours may be named; `seconds` is when it is given up.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], program: String? = nil, seconds: Int = 60
  ) async throws -> Outcome {
    let process = try make(arguments, environment)
    if let program { process.executableURL = URL(filePath: program) }
    let out = try Capture()
    let err = try Capture()
    process.standardOutput = out.file
    process.standardError = err.file
    try process.run()
    let watchdog = Task { [id = process.processIdentifier] in
      // Nothing of ours takes a minute: a command that hangs is a failed test, not a hanging one.
      try await Task.sleep(for: .seconds(seconds))
      kill(id, SIGKILL)
    }
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
      DispatchQueue.global().async {
        process.waitUntilExit()
        done.resume()
      }
    }
    watchdog.cancel()
    return Outcome(status: process.terminationStatus, out: try out.text(), err: try err.text())
  }

  static func make(_ arguments: [String], _ environment: [String: String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: try path())
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("BIYING_") }
    process.environment = inherited.merging(environment) { $1 }
    return process
  }
}

/// A file that takes what a process writes: no pipe can run full.
final class Capture: Sendable {
  let url: URL
  let file: FileHandle

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "biying-command-\(UUID().uuidString)")
    try Data().write(to: url)
    file = try FileHandle(forWritingTo: url)
  }

  func text() throws -> String { String(decoding: try Data(contentsOf: url), as: UTF8.self) }

  deinit { try? FileManager.default.removeItem(at: url) }
}

/// `biying serve`, running until `stop()`.
final class ServingCommand: Sendable {
  private let process: Mutex<Process>
  private let err: Capture
  let address: String

  init(_ arguments: [String], environment: [String: String] = [:]) async throws {
    let process = try Command.make(["serve"] + arguments, environment)
    let err = try Capture()
    process.standardError = err.file
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    self.err = err
    self.address = try await Self.announced(err, process)
    self.process = Mutex(process)
  }

  struct NotListening: Error { let said: String }

  /// Waits for the sentence that names the address.
  private static func announced(_ err: Capture, _ process: Process) async throws -> String {
    for _ in 0..<1_200 {
      let text = try err.text()
      if let mark = text.firstRange(of: "毕影已启动：") {
        return String(text[mark.upperBound...].prefix { $0 != "　" && $0 != "\n" })
      }
      guard process.isRunning else { throw NotListening(said: text) }
      try await Task.sleep(for: .milliseconds(50))
    }
    kill(process.processIdentifier, SIGKILL)
    throw NotListening(said: try err.text())
  }

  func said() throws -> String { try err.text() }

  /// Sends a signal and waits for the end.
  ///
  /// - Returns: the exit status, and how long it took.
  func stop(_ signal: Int32 = SIGTERM) async -> (status: Int32, took: Duration) {
    let began = ContinuousClock.now
    let id = process.withLock { $0.processIdentifier }
    kill(id, signal)
    for _ in 0..<600 {
      if process.withLock({ !$0.isRunning }) { break }
      try? await Task.sleep(for: .milliseconds(50))
    }
    if process.withLock({ $0.isRunning }) { kill(id, SIGKILL) }
    return (process.withLock { $0.isRunning ? -1 : $0.terminationStatus }, began.duration(to: .now))
  }
}
