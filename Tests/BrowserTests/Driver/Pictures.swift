import Foundation

/// Pictures of pages for people to look at: kept in the folder named by BIYING_PICTURES, not taken without it.
enum Pictures {
  static func keep(_ browser: Browser, _ name: String) async throws {
    guard let folder = ProcessInfo.processInfo.environment["BIYING_PICTURES"] else { return }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await browser.screenshot(to: "\(folder)/\(name).png")
  }

  /// The same for a paper: it is kept as it is.
  static func keep(_ bytes: [UInt8], _ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["BIYING_PICTURES"] else { return }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"))
  }
}
