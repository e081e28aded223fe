import GraduatePhotos
import Testing

@Suite("Names (domain.md 3.4, promise 6)")
struct PersonNameTests {
  private func kinds(_ text: String) -> [NameFinding.Kind] { PersonName.read(text).findings.map(\.kind) }
  private func value(_ text: String) -> String? { PersonName.read(text).name?.value }

  @Test(
    "Ordinary and rare names pass code point for code point", arguments: ["李婷", "欧阳建国", "王䶮", "李㛃", "张𬭎", "陈𠮷", "刘㐂", "王〇"])
  func names(text: String) {
    let reading = PersonName.read(text)
    #expect(reading.findings.isEmpty)
    #expect(reading.name.map { Array($0.value.unicodeScalars) } == Array(text.unicodeScalars))
  }

  @Test(
    "3.4: every interpunct variant becomes U+00B7",
    arguments: ["•", "・", "．", ".", "‧", "∙", "⋅", "･", " · ", " ・"])
  func interpuncts(dot: String) {
    let name = value("买买提\(dot)艾力")
    #expect(name.map { Array($0.unicodeScalars) } == Array("买买提\u{B7}艾力".unicodeScalars))
    #expect(PersonName.read("买买提\(dot)艾力").findings.allSatisfy { $0.severity == .note })
  }

  @Test("3.4: spaces between Han characters go, Latin inner spaces stay")
  func spaces() {
    #expect(value("李 婷") == "李婷")
    #expect(value("　李　　婷\u{A0}") == "李婷")
    #expect(kinds("李 婷") == [.spaces])
    #expect(value("ANNA MARIA  ROSSI") == "ANNA MARIA ROSSI")
    #expect(value("Ｊｏｈｎ　Ｓｍｉｔｈ") == "John Smith")
    #expect(value("O'Neil Jean-Luc J. R.") == "O'Neil Jean-Luc J. R.")
    #expect(kinds("O'Neil Jean-Luc J. R.").isEmpty)
    #expect(value("José Müller") == "José Müller")
  }

  @Test(
    "3.4: marks of a missing character are recognised and kept",
    arguments: ["李??", "李？？", "0000李", "李□", "李\u{FFFD}", "李*", "⿰氵婷", "李○"])
  func missing(text: String) {
    let reading = PersonName.read(text)
    #expect(reading.lacksCharacters)
    #expect(reading.name?.value == text)
    #expect(reading.findings.filter { $0.kind == .missingCharacter }.count == 1)
    #expect(reading.findings.contains { $0.message.contains("待补字") })
  }

  @Test("3.4: capital pinyin in place of a character")
  func pinyin() {
    #expect(kinds("张YAN") == [.pinyin])
    #expect(PersonName.read("张YAN").lacksCharacters)
    #expect(kinds("张yan") == [.unusual])
  }

  @Test(
    "Private-use code points are pointed out with the standard character",
    arguments: [
      (UInt32(0xE863), "䶮"), (0xE815, "⺁"), (0xE82D, "㭎"), (0xE831, "𡗗"), (0xE864, "龻"), (0xE816, "𠂇"), (0xE849, "䥇"),
    ])
  func privateUse(codePoint: UInt32, proposal: String) throws {
    let scalar = try #require(Unicode.Scalar(codePoint))
    let reading = PersonName.read("王\(Character(scalar))")
    let finding = try #require(reading.findings.first)
    #expect(finding.kind == .privateUse && finding.position == 2 && finding.severity == .warning)
    #expect(finding.proposal.map { String($0) } == proposal)
    #expect(reading.name?.value.unicodeScalars.last == scalar, "never replaced silently")
    #expect(finding.message.contains(proposal))
  }

  @Test("Unknown private-use code points have no proposal but a remedy")
  func unknownPrivateUse() throws {
    let finding = try #require(PersonName.read("王\u{E000}").findings.first)
    #expect(finding.proposal == nil)
    #expect(finding.hint == "请对照身份证重新输入这个字")
    #expect(PersonName.read("王\u{F0000}").findings.first?.kind == .privateUse)
  }

  @Test(
    "Radicals and compatibility ideographs: the standard character is proposed",
    arguments: [
      ("\u{2F00}", "一", NameFinding.Kind.radical), ("\u{2FD5}", "龠", .radical), ("\u{2F61}", "瓦", .radical),
      ("\u{2E9F}", "母", .radical), ("\u{2EE9}", "黄", .radical), ("\u{2EF3}", "龟", .radical), ("\u{F900}", "豈", .compatibility),
      ("\u{F9DC}", "隆", .compatibility), ("\u{FA1E}", "羽", .compatibility), ("\u{2F81A}", "冬", .compatibility),
    ])
  func lookalikes(text: String, proposal: String, kind: NameFinding.Kind) throws {
    let reading = PersonName.read("王" + text)
    let finding = try #require(reading.findings.first)
    #expect(finding.kind == kind)
    #expect(finding.proposal.map { Array(String($0).unicodeScalars) } == Array(proposal.unicodeScalars))
    #expect(reading.name?.value.unicodeScalars.last == text.unicodeScalars.first)
  }

  @Test("The twelve ideographs of the compatibility block that are characters of their own pass")
  func unifiedInCompatibilityBlock() {
    for codePoint in [0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29]
      as [UInt32]
    {
      guard let scalar = Unicode.Scalar(codePoint) else { continue }
      #expect(PersonName.read("王\(Character(scalar))").findings.isEmpty)
      #expect(StandardCharacter.proposal(for: scalar) == nil)
    }
  }

  @Test("No proposal is itself a character that would be pointed out, but for radicals of the GBK table")
  func proposalsAreStandard() {
    var count = 0
    for codePoint in UInt32(0x2E80)...0x2FA1F {
      guard let scalar = Unicode.Scalar(codePoint), let proposal = StandardCharacter.proposal(for: scalar) else { continue }
      count += 1
      let isFormerPrivateUse = (0xE815...0xE864).contains(codePoint)
      #expect(StandardCharacter.proposal(for: proposal) == nil || isFormerPrivateUse, "\(String(codePoint, radix: 16))")
      #expect(proposal != scalar)
    }
    #expect(count > 1300)
  }

  @Test("Equality is by code point, not by canonical equivalence")
  func equality() {
    let compatibility = PersonName(stored: "\u{F900}")
    let standard = PersonName(stored: "\u{8C48}")
    #expect("\u{F900}" == "\u{8C48}", "what Swift says of the strings")
    #expect(compatibility != standard)
    #expect(Set([compatibility, standard]).count == 2)
  }

  @Test(
    "Digits, punctuation and control characters are refused",
    arguments: [
      ("李婷1", NameFinding.Kind.digit), ("李婷，", .punctuation), ("李(婷)", .punctuation), ("李\u{200B}婷", .control),
      ("李\n婷", .control), ("李😀", .punctuation),
    ])
  func refused(text: String, kind: NameFinding.Kind) {
    #expect(kinds(text).contains(kind))
    #expect(value(text) == nil)
  }

  @Test("Length: 25 Han characters or 50 letters pass, one more does not")
  func length() {
    #expect(value(String(repeating: "李", count: 25)) != nil)
    #expect(kinds(String(repeating: "李", count: 26)) == [.tooLong])
    #expect(value(String(repeating: "A", count: 50)) != nil)
    #expect(kinds(String(repeating: "A", count: 51)) == [.tooLong])
    // Four bytes each outside the two-byte area.
    #expect(kinds(String(repeating: "𠮷", count: 13)) == [.tooLong])
    #expect(kinds("") == [.empty] && kinds(" \u{3000} ") == [.empty])
    #expect(kinds("李") == [.singleCharacter])
  }

  @Test("GB 18030 lengths")
  func byteCounts() {
    #expect(GB18030.byteCount(of: "Aa1") == 3)
    #expect(GB18030.byteCount(of: "李婷·") == 6)
    #expect(GB18030.byteCount(of: "䶮") == 2)
    #expect(GB18030.byteCount(of: "㛃𬭎") == 8)
    #expect(GB18030.byteCount(of: "é") == 2)
    #expect(GB18030.byteCount(of: "ñ") == 4)
    #expect(GB18030.fits("兰州大学", bytes: 8) && !GB18030.fits("兰州大学", bytes: 7))
  }
}
