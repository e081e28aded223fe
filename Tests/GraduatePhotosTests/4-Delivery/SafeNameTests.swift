import Testing

@testable import GraduatePhotos

@Suite("A5: names on a disc")
struct SafeNameTests {
  @Test("What Windows forbids gets its full-width twin, and every name comes back exactly")
  func examples() throws {
    let pairs = [
      ("会计1/2班", "会计1／2班"), ("计算机：1班", "计算机%：1班"), ("a<b>c:\"d\\|e?*;", "a＜b＞c：＂d＼｜e？＊；"), ("末尾.", "末尾．"), (".隐藏", "．隐藏"),
      ("CON", "%CON"), ("con.txt", "%con.txt"), ("%CON", "%%%CON"), ("100%", "100%"), ("%：", "%%%："), ("50%/50", "50%%／50"),
      ("Lpt1", "%Lpt1"), ("CONX", "CONX"), ("𬭎𠮷学院", "𬭎𠮷学院"), ("阿依·木拉提", "阿依·木拉提"), ("豈", "豈"), ("a.b.c", "a.b.c"),
    ]
    for (text, name) in pairs {
      let made = try SafeName.encode(text)
      #expect(made.hasSameCodePoints(as: name), "\(text): \(made)")
      #expect(SafeName.decode(made).hasSameCodePoints(as: text), "\(text): \(SafeName.decode(made))")
    }
  }

  @Test("Any name is either refused or comes back code point for code point, safe for Windows (promise 6)")
  func roundTrip() {
    var chance = SeededGenerator(seed: 11)
    let letters = Array("<>:\"/\\|?*;＜：／％%..．． 　CONconaux1¹班級𬭎𠮷·豈e\u{301}é").map(String.init)
    var taken: [[UInt8]: [UInt8]] = [:]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1...6, using: &chance)).map { _ in letters.randomElement(using: &chance) ?? "" }.joined()
      guard let name = try? SafeName.encode(text) else { continue }
      #expect(SafeName.decode(name).hasSameCodePoints(as: text), "\(text) \(name)")
      #expect(!name.contains { "<>:\"/\\|?*;".contains($0) }, "\(name)")
      #expect(!name.hasSuffix(".") && !name.hasPrefix(".") && !name.hasSuffix(" ") && !name.hasPrefix(" "), "\(name)")
      let stem = name.prefix { $0 != "." }.uppercased()
      #expect(!["CON", "AUX", "PRN", "NUL"].contains(stem), "\(name)")
      if let other = taken.updateValue(Array(text.utf8), forKey: Array(name.utf8)) { #expect(other == Array(text.utf8)) }
    }
    #expect(taken.count > 2_000)
  }

  @Test("What cannot be kept is refused with the reason")
  func refusals() {
    #expect(throws: SafeNameProblem.empty) { try SafeName.encode("") }
    #expect(throws: SafeNameProblem.blankEnds) { try SafeName.encode("一班 ") }
    #expect(throws: SafeNameProblem.blankEnds) { try SafeName.encode("　一班") }
    #expect(throws: SafeNameProblem.invisible(codePoint: 7)) { try SafeName.encode("一\u{7}班") }
    #expect(throws: SafeNameProblem.invisible(codePoint: 0x202E)) { try SafeName.encode("一\u{202E}班") }
    #expect(throws: SafeNameProblem.tooLong(units: 65)) { try SafeName.encode(String(repeating: "班", count: 65)) }
    // A character beyond the basic plane takes two units.
    #expect(throws: SafeNameProblem.tooLong(units: 66)) { try SafeName.encode(String(repeating: "𬭎", count: 33)) }
    #expect(throws: SafeNameProblem.tooLong(units: 65)) { try SafeName.encode(String(repeating: "1", count: 61), reserved: 4) }
    #expect(SafeNameProblem.invisible(codePoint: 0x202E).chineseText == "含有看不见的字符 U+0202E")
  }
}
