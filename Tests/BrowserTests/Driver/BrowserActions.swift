import Foundation

/// A found element of a page.
struct PageElement: Sendable {
  let browser: Browser
  let reference: String

  private func command(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
    try await browser.command(method, "/element/\(reference)\(path)", body)
  }

  var text: String { get async throws { try await command("GET", "/text").string ?? "" } }
  var isShown: Bool { get async throws { try await command("GET", "/displayed").bool ?? false } }
  var isChosen: Bool { get async throws { try await command("GET", "/selected").bool ?? false } }
  func attribute(_ name: String) async throws -> String? { try await command("GET", "/attribute/\(name)").string }
  /// What a control holds now.
  var value: String { get async throws { try await command("GET", "/property/value").string ?? "" } }
  /// A computed style, such as `color`.
  func style(_ name: String) async throws -> String { try await command("GET", "/css/\(name)").string ?? "" }

  func click() async throws { _ = try await command("POST", "/click") }
  func clear() async throws { _ = try await command("POST", "/clear") }
  /// Types; for a file field the paths of files, one a line.
  func type(_ text: String) async throws { _ = try await command("POST", "/value", ["text": .string(text)]) }
}

/// Keys by their WebDriver code points.
enum Key {
  static let enter = "\u{E007}"
  static let tab = "\u{E004}"
  static let escape = "\u{E00C}"
  static let up = "\u{E013}"
  static let down = "\u{E015}"
  static let right = "\u{E014}"
}

extension Browser {
  private static let elementKey = "element-6066-11e4-a52e-4f735466cecf"

  private func elements(using: String, _ value: String) async throws -> [PageElement] {
    try await command("POST", "/elements", ["using": .string(using), "value": .string(value)]).array
      .compactMap { $0[Self.elementKey].string }.map { PageElement(browser: self, reference: $0) }
  }

  func elements(css: String) async throws -> [PageElement] { try await elements(using: "css selector", css) }

  func element(css: String) async throws -> PageElement {
    guard let found = try await elements(css: css).first else { throw ChromeDriver.Problem("not on the page: \(css)") }
    return found
  }

  private func element(xpath: String, meaning: String) async throws -> PageElement {
    let found = try await elements(using: "xpath", xpath)
    for element in found where try await element.isShown { return element }
    throw ChromeDriver.Problem("not on the page: \(meaning)")
  }

  /// The control whose label begins with this text.
  func field(_ label: String) async throws -> PageElement {
    let text = Self.literal(label)
    return try await element(
      xpath: "//*[@id=//label[starts-with(normalize-space(.), \(text))]/@for]", meaning: "field \(label)")
  }

  /// The button or link with exactly this text.
  func button(_ verb: String) async throws -> PageElement {
    let text = Self.literal(verb)
    return try await element(
      xpath:
        "//button[normalize-space(.)=\(text)] | //a[normalize-space(.)=\(text)] | //summary[starts-with(normalize-space(.), \(text))]",
      meaning: "button \(verb)")
  }

  /// XPath 1.0 knows no escapes: a text with a double quote is put in single ones.
  private static func literal(_ text: String) -> String { text.contains("\"") ? "'\(text)'" : "\"\(text)\"" }

  /// Types into the field with this label, in place of what it holds.
  func type(_ text: String, into label: String) async throws {
    let field = try await field(label)
    try await field.clear()
    try await field.type(text)
  }

  func press(_ verb: String) async throws { try await button(verb).click() }

  /// Chooses a box or a radio button by its label.
  func choose(_ label: String) async throws { try await field(label).click() }

  /// Chooses an entry of a list by its text.
  func select(_ entry: String, in label: String) async throws {
    let text = Self.literal(entry)
    let list = Self.literal(label)
    try await element(
      xpath: "//select[@id=//label[starts-with(normalize-space(.), \(list))]/@for]/option[normalize-space(.)=\(text)]",
      meaning: "entry \(entry)"
    ).click()
  }

  /// Puts files into the file field with this label.
  func upload(_ paths: [String], into label: String) async throws {
    try await field(label).type(paths.joined(separator: "\n"))
  }

  /// Presses a key on whatever has the keyboard.
  func key(_ key: String) async throws {
    let presses: JSONValue = [["type": "keyDown", "value": .string(key)], ["type": "keyUp", "value": .string(key)]]
    try await command("POST", "/actions", ["actions": [["type": "key", "id": "keys", "actions": presses]]])
  }

  /// Asks again and again, at most `attempts` times, a twentieth of a second apart.
  func wait(
    for meaning: String, attempts: Int = 200, until condition: @Sendable () async throws -> Bool
  ) async throws {
    for _ in 0..<attempts {
      // An element may vanish between two commands while a page changes; that is a "not yet".
      if (try? await condition()) == true { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw ChromeDriver.Problem("did not come: \(meaning)")
  }

  func waitForText(_ text: String) async throws {
    try await wait(for: text) { try await self.text.contains(text) }
  }

  func waitForPath(_ path: String) async throws {
    try await wait(for: path) { URL(string: try await self.address)?.path == path }
  }

  /// The bytes of a download once it is complete.
  func download(named name: String) async throws -> Data {
    let file = downloads.appendingPathComponent(name)
    // The browser holds the name with an empty file while the bytes arrive in another one beside it.
    try await wait(for: name) {
      let names = try FileManager.default.contentsOfDirectory(atPath: self.downloads.path)
      guard names.contains(name), !names.contains(where: { $0.hasSuffix(".crdownload") }) else { return false }
      return try !Data(contentsOf: file).isEmpty
    }
    return try Data(contentsOf: file)
  }
}
