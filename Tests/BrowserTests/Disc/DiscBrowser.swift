import Foundation
import Testing

@testable import Paperwork

extension BurntDisc {
  /// The page, with whoever checks typed in.
  func opened(_ shape: Browser.Shape = .desk, checker: String = "马示例") async throws -> Browser {
    let browser = try await Browser(shape)
    try await browser.open(address)
    try await browser.begin(checker)
    return browser
  }

  /// Saves by keyboard and reads what was saved as the center does.
  func saved(by browser: Browser) async throws -> VerificationFile {
    try await browser.key("s")
    try await browser.waitForText("打开以前保存的结果")
    try await browser.key(Key.enter)
    let data = try await browser.download(named: "核对结果_14990_第1批.json")
    let file = try VerificationFile.read([UInt8](data))
    try file.check(against: delivery)
    #expect(file.bytes == [UInt8](data), "page and center write the same bytes")
    return file
  }
}

extension Browser {
  func begin(_ checker: String) async throws {
    try await type(checker, into: "核对人姓名")
    try await key(Key.enter)
  }

  func keys(_ keys: String...) async throws {
    for key in keys { try await self.key(key) }
  }

  /// The window that has the keyboard.
  var window: String { get async throws { try await command("GET", "/window").string ?? "" } }

  func go(toWindow handle: String) async throws { try await command("POST", "/window", ["handle": .string(handle)]) }

  /// Another window of the same browser, with the same memory; goes there.
  func openWindow() async throws -> String {
    let handle = try await command("POST", "/window/new", ["type": "window"])["handle"].string ?? ""
    try await go(toWindow: handle)
    return handle
  }
}
