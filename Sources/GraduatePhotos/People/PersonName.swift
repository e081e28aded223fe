/// 姓名, kept code point for code point: equality and hash look at code points, not at canonical equivalence.
///
/// Rules: domain.md 3.4 (interpunct U+00B7, at least 50 bytes, all characters of GB 18030).
public struct PersonName: Sendable {
  public let value: String

  /// Takes a name that was read before.
  public init(stored value: String) { self.value = value }

  /// C50 of domain.md 2.2, in bytes of GB 18030.
  public static let maximumBytes = 50

  /// Tidies what may be tidied (interpunct, spaces around Han characters), points out the rest, replaces nothing else.
  public static func read(_ text: String) -> PersonNameReading {
    // Nearly all names of a roster: two to four common Han characters.
    if text.utf8.count <= 12, text.utf8.count >= 6, text.unicodeScalars.allSatisfy(\.isCommonHan) {
      return PersonNameReading(name: PersonName(stored: text), findings: [])
    }
    var reader = PersonNameReader(text)
    return reader.read()
  }
}

extension PersonName: Hashable {
  public static func == (left: PersonName, right: PersonName) -> Bool { left.value.hasSameCodePoints(as: right.value) }

  public func hash(into hasher: inout Hasher) {
    var value = value
    value.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

/// A name and what was noticed about it; the name is nil when an error was found.
public struct PersonNameReading: Sendable, Hashable {
  public let name: PersonName?
  public let findings: [NameFinding]

  /// True when a character still has to be filled in (待补字).
  public var lacksCharacters: Bool { findings.contains { $0.kind == .missingCharacter || $0.kind == .pinyin } }
}

extension Unicode.Scalar {
  /// The block that holds nearly all characters of names; all of them two bytes in GB 18030.
  var isCommonHan: Bool { value >= 0x4E00 && value <= 0x9FA5 }

  /// Any Han character with a code point of its own, 〇 included.
  var isHan: Bool {
    switch value {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x2F7FF, 0x30000...0x3FFFF, 0x3007: true
    case 0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27...0xFA29: true
    default: false
    }
  }

  /// Looks like a Han character: the standard ones, radicals, compatibility ideographs, private use.
  var isHanLike: Bool {
    switch value {
    case 0x2E80...0x2FDF, 0xE000...0xFAFF, 0x2F800...0x2FA1F, 0xF0000...0x10FFFF: true
    default: isHan
    }
  }

  /// Dots that are written where the interpunct U+00B7 belongs.
  var isInterpunctVariant: Bool {
    switch value {
    case 0x00B7, 0x0387, 0x2022, 0x2024, 0x2027, 0x2219, 0x22C5, 0x2E31, 0x30FB, 0xFF0E, 0xFF65, 0xFE52: true
    default: false
    }
  }

  /// Marks that stood for a character no machine could write.
  var isMissingMark: Bool {
    switch value {
    case 0x3F, 0xFF1F, 0x25A1, 0x25A0, 0x25CB, 0x25CF, 0x25FB, 0x2B1C, 0xFFFD, 0x3013, 0x2A, 0xFF0A: true
    case 0x2FF0...0x2FFF: true  // "composed of": components in place of the character
    default: false
    }
  }

  var isLatinLetter: Bool {
    if isASCIILetter { return true }
    return value >= 0xC0 && value <= 0x24F && value != 0xD7 && value != 0xF7 || value >= 0x1E00 && value <= 0x1EFF
  }
}
