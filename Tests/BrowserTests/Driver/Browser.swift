import Foundation

/// A real Chromium without a window, driven over WebDriver.
///
/// ```swift
/// let browser = try await Browser()
/// try await browser.open("http://127.0.0.1:8080/")
/// try await browser.type("王小明", into: "姓名")
/// try await browser.press("保存")
/// try await browser.waitForText("已保存")
/// ```
final class Browser: Sendable {
  /// How the browser presents itself.
  struct Shape: Sendable {
    var width = 1280
    var height = 900
    var isPhone = false
    var isDark = false
    var runsScripts = true
    /// A film in Y4M that the browser takes for its camera; nil for Chromium's own test picture.
    var camera: String?
    /// Fontconfig's file; nil for the machine's own fonts.
    var fontsFile: String?

    static let desk = Shape()
    static let phone = Shape(width: 390, height: 844, isPhone: true)
    static let withoutScript = Shape(runsScripts: false)
  }

  let driver: ChromeDriver
  let session: String
  /// Where downloads land; made for this browser alone and removed with it.
  let downloads: URL

  init(_ shape: Shape = .desk) async throws {
    driver = try ChromeDriver(environment: shape.fontsFile.map { ["FONTCONFIG_FILE": $0] } ?? [:])
    downloads = FileManager.default.temporaryDirectory.appendingPathComponent("browser-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: downloads, withIntermediateDirectories: true)
    let answer = try await driver.command("POST", "/session", Self.capabilities(shape, downloads: downloads.path))
    guard let session = answer["sessionId"].string else { throw ChromeDriver.Problem("no session") }
    self.session = session
    if shape.isDark {
      try await developer("Emulation.setEmulatedMedia", ["features": [["name": "prefers-color-scheme", "value": "dark"]]])
    }
  }

  deinit {
    driver.stop()
    try? FileManager.default.removeItem(at: downloads)
  }

  /// Ends the browser at once; otherwise it ends with its last owner.
  func close() async throws {
    try await driver.command("DELETE", "/session/\(session)")
    driver.stop()
  }

  private static func capabilities(_ shape: Shape, downloads: String) -> JSONValue {
    let size = "--window-size=\(shape.width),\(shape.height)"
    var preferences: [String: JSONValue] = [
      "download.default_directory": .string(downloads), "download.prompt_for_download": false,
      "intl.accept_languages": "zh-CN",
    ]
    if !shape.runsScripts { preferences["profile.managed_default_content_settings.javascript"] = 2 }
    let arguments: [JSONValue] = [
      "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--lang=zh-CN", "--hide-scrollbars", .string(size),
      "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", "--no-first-run", "--disable-gpu",
    ]
    let camera = shape.camera.map { [JSONValue.string("--use-file-for-fake-video-capture=\($0)")] } ?? []
    var options: [String: JSONValue] = [
      "binary": .string(ChromeDriver.browserPath), "args": .array(arguments + camera),
      "prefs": .object(preferences),
    ]
    if shape.isPhone {
      let metrics: JSONValue = [
        "width": .number(Double(shape.width)), "height": .number(Double(shape.height)), "pixelRatio": 2, "touch": true,
      ]
      options["mobileEmulation"] = ["deviceMetrics": metrics]
    }
    return [
      "capabilities": ["alwaysMatch": ["goog:chromeOptions": .object(options), "goog:loggingPrefs": ["browser": "ALL"]]]
    ]
  }

  /// A command within this session.
  @discardableResult
  func command(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
    try await driver.command(method, "/session/\(session)\(path)", body)
  }

  /// A command of the developer tools' protocol.
  @discardableResult
  func developer(_ name: String, _ parameters: JSONValue = [:]) async throws -> JSONValue {
    try await command("POST", "/goog/cdp/execute", ["cmd": .string(name), "params": parameters])
  }

  func open(_ address: String) async throws { try await command("POST", "/url", ["url": .string(address)]) }
  func back() async throws { try await command("POST", "/back") }
  func reload() async throws { try await command("POST", "/refresh") }
  var address: String { get async throws { try await command("GET", "/url").string ?? "" } }
  var title: String { get async throws { try await command("GET", "/title").string ?? "" } }
  /// The page's markup as it stands now.
  var markup: String { get async throws { try await command("GET", "/source").string ?? "" } }
  /// What a person reads on the page.
  var text: String { get async throws { try await element(css: "body").text } }

  /// Runs a script's body and returns what it returns; `arguments[0]` and so on are `arguments`.
  @discardableResult
  func run(_ script: String, _ arguments: JSONValue = []) async throws -> JSONValue {
    try await command("POST", "/execute/sync", ["script": .string(script), "args": arguments])
  }

  func resize(width: Int, height: Int) async throws {
    try await command("POST", "/window/rect", ["width": .number(Double(width)), "height": .number(Double(height))])
  }

  /// Console errors and violations of the content security policy since the last call.
  func complaints() async throws -> [String] {
    try await command("POST", "/se/log", ["type": "browser"]).array
      .filter { $0["level"].string == "SEVERE" || $0["message"].string?.contains("Content Security Policy") == true }
      .compactMap { $0["message"].string }
  }

  /// Writes a PNG of the whole page, however long it is.
  func screenshot(to path: String) async throws {
    let answer = try await developer("Page.captureScreenshot", ["format": "png", "captureBeyondViewport": true])
    guard let text = answer["data"].string, let data = Data(base64Encoded: text) else {
      throw ChromeDriver.Problem("no picture")
    }
    try data.write(to: URL(fileURLWithPath: path))
  }
}
