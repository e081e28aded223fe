import Foundation
import Logging
import Season
import Website
import Workflow

/// Settings as what they mean.
extension Settings {
  /// Where the center lies.
  ///
  /// - Throws: `SettingRefusal`.
  func place() throws -> CenterPlace {
    guard !self[.data].isEmpty else { throw SettingRefusal.missing(.init(.data)) }
    var database: String? = self[.database].isEmpty ? nil : self[.database]
    if database == nil, !self[.databaseURLFile].isEmpty {
      guard let data = FileManager.default.contents(atPath: self[.databaseURLFile]), data.count <= UpkeepLimits.secretFileBytes,
        let line = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).first
      else { throw SettingRefusal.unusable(.init(.databaseURLFile), "文件读不出来，或者是空的") }
      database = String(line)
    }
    return CenterPlace(
      dataPath: self[.data], databaseURL: database, keysPath: self[.keys].isEmpty ? nil : self[.keys],
      publicAddress: try publicAddress(), hasWebhook: !self[.webhookURL].isEmpty, rehearsal: try rehearsal())
  }

  /// The driven clock of a rehearsed season; nil in service.
  private func rehearsal() throws -> CenterClock? {
    guard !self[.rehearsalClock].isEmpty else { return nil }
    guard let clock = RehearsalClock(reading: self[.rehearsalClock]) else {
      throw SettingRefusal.unusable(.init(.rehearsalClock), "文件读不出来")
    }
    return .driven { clock.now }
  }

  /// Without a slash at the end.
  func publicAddress() throws -> String {
    guard !self[.publicAddress].isEmpty else { return "http://localhost:\(try listenAddress().port)" }
    let text = self[.publicAddress]
    guard let parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme), parts.host?.isEmpty == false,
      parts.path.isEmpty || parts.path == "/", parts.query == nil
    else { throw SettingRefusal.unusable(.init(.publicAddress), "应像 https://photos.example.edu.cn，后面不带路径") }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// Host and port of `ADDR:PORT`; IPv6 addresses in brackets.
  func listenAddress() throws -> (host: String, port: Int) {
    guard let address = ListenAddress.read(self[.listen]) else {
      throw SettingRefusal.unusable(.init(.listen), "应像 127.0.0.1:8080")
    }
    return address
  }

  func proxies() throws -> TrustedProxies {
    guard let proxies = TrustedProxies(self[.trustedProxies]) else {
      throw SettingRefusal.unusable(.init(.trustedProxies), "应是地址或网段，用逗号隔开")
    }
    return proxies
  }

  func level() throws -> Logger.Level {
    guard let level = Logger.Level(rawValue: self[.logLevel]) else {
      throw SettingRefusal.unusable(.init(.logLevel), "没有这个级别")
    }
    return level
  }

  /// - Throws: `SettingRefusal.unusable` for one that could be guessed.
  func metricsToken() throws -> String {
    let token = self[.metricsToken]
    guard token.isEmpty || token.utf8.count >= 16 else {
      throw SettingRefusal.unusable(.init(.metricsToken), "至少要 16 个字节")
    }
    return token
  }

  func outward() throws -> OutwardSettings {
    try OutwardSettings(
      smtp: self[.smtp], from: self[.mailFrom], webhookURL: self[.webhookURL], webhookSecret: self[.webhookSecret])
  }
}

extension CenterOptions {
  /// Opens the center that flags, environment and file name.
  func open(for use: OpenCenter.Use) async throws -> OpenCenter {
    try await OpenCenter.open(try await Settings.read(flags: given).place(), for: use)
  }

  /// Opens the center, does something with it, and closes it whatever came.
  func withCenter<T>(for use: OpenCenter.Use, _ body: (OpenCenter) async throws -> T) async throws -> T {
    let open = try await open(for: use)
    do {
      let result = try await body(open)
      await open.close()
      return result
    } catch {
      await open.close()
      throw error
    }
  }
}

/// Where a server listens, as people write it: `127.0.0.1:8080`, `[::1]:8080`.
enum ListenAddress {
  static func read(_ text: String) -> (host: String, port: Int)? {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port)
    else { return nil }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    guard !host.isEmpty, !host.contains("[") else { return nil }
    return (host, port)
  }
}
