import Foundation
import Testing

@testable import Workflow

@Suite struct CharacterTableTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Characters").path
  private let table: CharacterTable

  init() throws { table = try CharacterTable(folder: Self.folder) }

  @Test("A rare character is found by its sound, its parts, both, or its number")
  func found() {
    #expect(table.count > 40_000)
    #expect(table.search("hong").contains { $0.codePoint == 0x2CB4E })
    #expect(table.search("钅宏").map(\.codePoint) == [0x2CB4E])
    #expect(table.search("hong 钅").contains { $0.character == "𬭎" })
    #expect(table.search("U+2CB4E").map(\.number) == ["U+2CB4E"])
    #expect(table.search("4dae").map(\.character) == ["䶮"])
    #expect(table.search("yǎn ").isEmpty)
    #expect(table.search("lyu").map(\.codePoint) == table.search("lü").map(\.codePoint))
    #expect(table.search("火火火火").contains { $0.character == "燚" })
    #expect(!table.search("火火火火").contains { $0.character == "炎" })
    #expect(table.search("").isEmpty && table.search("zzzz").isEmpty)
    #expect(table.search("U+0041").isEmpty)
  }
}
