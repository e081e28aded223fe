import Foundation
import Testing

@testable import Website

@Suite struct AssetTests {
  private var folder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Website/Assets")
  }

  @Test func everyFileIsOnTheShelf() throws {
    let files = Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    #expect(files == Set(AssetFiles.all.map(\.name)))
    for file in AssetFiles.all {
      #expect(try Data(contentsOf: folder.appending(path: file.name)) == Data(file.bytes), "\(file.name)")
    }
  }

  @Test func onlyTokensHaveRawColoursAndSizes() {
    for file in AssetFiles.all where file.use == .sheet && file.name != "tokens.css" {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for line in text.split(separator: "\n") where !line.contains("@media (") {
        #expect(line.firstMatch(of: /#[0-9a-fA-F]{3,8}\b|rgba?\(|hsl|\d+px/) == nil, "\(file.name): \(line)")
      }
    }
  }

  @Test func sheetsStayReadableForTheOldestBrowser() {
    for file in AssetFiles.all where file.use == .sheet {
      let text = String(decoding: file.bytes, as: UTF8.self).replacing(/\/\*(?:.|\n)*?\*\//, with: "")
      for word in [":has(", ":is(", ":where(", "@container", "@layer", "aspect-ratio", "inset:", "&"] {
        #expect(!text.contains(word), "\(file.name): \(word)")
      }
    }
  }

  @Test func addressesChangeWithTheContent() {
    let one = Asset(name: "a.css", bytes: [1])
    #expect(one.address == "/assets/a.css?v=\(one.version)" && one.version.count == 16)
    #expect(Asset(name: "a.css", bytes: [2]).version != one.version)
    #expect(
      AssetShelf.shared.names.filter { !$0.hasPrefix("example-") } == [
        "camera.js", "errata.js", "icon.svg", "old.js", "release.js", "signature.js", "site.css", "site.js", "verify.js",
      ])
  }

  /// Relative luminance and contrast as WCAG 2.2 defines them.
  @Test(arguments: [false, true]) func textHasContrast(isDark: Bool) throws {
    let tokens = try colours(isDark: isDark)
    let pairs = [
      ("ink", "paper"), ("ink", "ground"), ("ink", "sunken"), ("ink-soft", "paper"), ("ink-soft", "ground"),
      ("ink-soft", "sunken"),
      ("blue", "paper"), ("blue", "ground"), ("blue", "sunken"), ("blue", "blue-tint"), ("blue-deep", "blue-tint"),
      ("on-blue", "blue"), ("on-blue", "blue-deep"), ("on-red", "red"), ("on-red", "red-deep"), ("red", "paper"),
      ("red", "red-tint"),
      ("amber", "amber-tint"), ("green", "green-tint"), ("ink", "amber-tint"), ("ink-soft", "amber-tint"),
    ]
    for (text, ground) in pairs {
      let ratio = contrast(try #require(tokens[text]), try #require(tokens[ground]))
      #expect(ratio >= 4.5, "\(text) on \(ground): \(ratio)")
    }
  }

  private func colours(isDark: Bool) throws -> [String: UInt32] {
    let file = try #require(AssetFiles.all.first { $0.name == "tokens.css" })
    let parts = String(decoding: file.bytes, as: UTF8.self).split(separator: "@media")
    var tokens: [String: UInt32] = [:]
    for part in parts.prefix(isDark ? 2 : 1) {
      for found in part.matches(of: /--([a-z-]+): #([0-9a-f]{6});/) { tokens[String(found.1)] = UInt32(found.2, radix: 16) }
    }
    return tokens
  }

  private func luminance(_ colour: UInt32) -> Double {
    let shifts: [UInt32] = [16, 8, 0]
    let channels = shifts.map { shift -> Double in
      let share = Double(colour >> shift & 255) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }

  private func contrast(_ one: UInt32, _ other: UInt32) -> Double {
    let lights = [luminance(one), luminance(other)].sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }
}
