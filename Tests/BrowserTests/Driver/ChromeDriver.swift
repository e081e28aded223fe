import Foundation

/// Debian's chromedriver, one process for one browser; ends with its owner.
final class ChromeDriver: Sendable {
  static let driverPath = "/usr/bin/chromedriver"
  static let browserPath = "/usr/bin/chromium"
  /// Browser tests run only where both programs are.
  static let isInstalled =
    FileManager.default.isExecutableFile(atPath: driverPath) && FileManager.default.isExecutableFile(atPath: browserPath)

  struct Problem: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  /// Seconds for one command; a page's load is the longest.
  static let commandSeconds = 60
  static let startSeconds: TimeInterval = 20

  private let process: Process
  private let http: LoopbackHTTP

  /// Starts the program on a port of its own choosing and waits until it says which.
  ///
  /// - `environment`: added to what this process has; the browser inherits it.
  init(environment: [String: String] = [:]) throws {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: Self.driverPath)
    process.arguments = ["--port=0"]
    if !environment.isEmpty { process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 } }
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var said = ""
    let deadline = Date(timeIntervalSinceNow: Self.startSeconds)
    var port: UInt16?
    while port == nil {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty, Date() < deadline else {
        process.terminate()
        throw Problem("chromedriver did not start: \(said)")
      }
      said += String(decoding: more, as: UTF8.self)
      port = said.firstMatch(of: /successfully on port (\d+)\./).flatMap { UInt16($0.1) }
    }
    self.process = process
    http = LoopbackHTTP(port: port ?? 0, patienceSeconds: Self.commandSeconds)
  }

  deinit { stop() }

  func stop() {
    guard process.isRunning else { return }
    // It closes its browsers when asked; a signal to end is ignored by it when it was started from here.
    _ = try? http.exchange("GET", "/shutdown", nil)
    kill(process.processIdentifier, SIGKILL)
  }

  /// One command of the protocol (W3C WebDriver, 6.3): the `value` of its answer.
  @discardableResult
  func command(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
    let json = method == "POST" ? try JSONEncoder().encode(body ?? .object([:])) : nil
    let answer = try await http.send(method, path, json: json)
    let value = try JSONDecoder().decode(JSONValue.self, from: answer.body)["value"]
    guard answer.status == 200 else {
      throw Problem("\(method) \(path): \(value["error"].string ?? "?"): \(value["message"].string?.prefix(500) ?? "")")
    }
    return value
  }
}
