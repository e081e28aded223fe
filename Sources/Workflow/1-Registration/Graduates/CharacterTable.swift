import Foundation

/// Finds a character that a keyboard cannot type: by pinyin, by components, or by its U+ number (Characters/README.md).
public struct CharacterTable: Sendable {
  public struct Found: Sendable, Hashable {
    public let character: String
    public let codePoint: UInt32
    /// Without tones, the commonest first.
    public let readings: [String]
    public let components: String

    /// 「U+2CB4E」.
    public var number: String { "U+" + String(codePoint, radix: 16, uppercase: true) }
  }

  /// Characters that a search shows.
  public static let resultLimit = 200
  /// Bytes of the table that is read: ours has one million.
  private static let sizeLimitBytes = 16 << 20
  /// Steps from a character to the parts of its parts.
  private static let depth = 4

  private let rows: [UInt32: Found]
  private let byReading: [String: [UInt32]]
  private let variants: [String: [String]]

  /// `folder`: holds `characters.tsv` and `component-variants.tsv`.
  /// - Throws: a fault of the file system; lines that are none are left out.
  public init(folder: String) throws {
    var rows: [UInt32: Found] = [:]
    var byReading: [String: [UInt32]] = [:]
    for line in try Self.lines(folder + "/characters.tsv") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count >= 3, let point = UInt32(cells[0], radix: 16) else { continue }
      let readings = cells[2].split(separator: " ").map(String.init)
      rows[point] = Found(
        character: String(cells[1]), codePoint: point, readings: readings, components: cells.count > 3 ? String(cells[3]) : "")
      for reading in readings { byReading[reading, default: []].append(point) }
    }
    var variants: [String: [String]] = [:]
    for line in try Self.lines(folder + "/component-variants.tsv") {
      let cells = line.split(separator: "\t")
      guard cells.count == 2 else { continue }
      variants[String(cells[0])] = cells[1].unicodeScalars.map { String($0) }
    }
    self.rows = rows
    self.byReading = byReading
    self.variants = variants
  }

  private static func lines(_ path: String) throws -> [Substring] {
    let data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
    guard data.count <= sizeLimitBytes else { throw FileFault(operation: "read characters", code: EFBIG) }
    return String(decoding: data, as: UTF8.self).split(separator: "\n")
  }

  public var count: Int { rows.count }

  /// Without tones, the commonest first; empty for what the table does not know.
  func readings(of point: UInt32) -> [String] { rows[point]?.readings ?? [] }

  /// What fits a text: `U+2CB4E` or `2CB4E`, `hong`, 「钅宏」, or `hong 钅` for both together.
  public func search(_ typed: String) -> [Found] {
    let words = typed.prefix(40).split(whereSeparator: \.isWhitespace).map(String.init)
    if let first = words.first, words.count == 1, let found = byNumber(first) { return [found] }
    var candidates: Set<UInt32>?
    for word in words {
      let matching = word.utf8.allSatisfy({ $0 < 0x80 }) || word.contains("ü") ? spoken(word) : composed(of: word)
      candidates = candidates.map { $0.intersection(matching) } ?? matching
    }
    return (candidates ?? []).sorted().prefix(Self.resultLimit).compactMap { rows[$0] }
  }

  /// Any assigned ideograph, in the table or not.
  private func byNumber(_ text: String) -> Found? {
    var digits = text.uppercased()[...]
    let isMarked = digits.hasPrefix("U+") || digits.hasPrefix("&#X")
    if digits.hasPrefix("U+") { digits = digits.dropFirst(2) }
    guard (4...6).contains(digits.count), let point = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(point) else {
      return nil
    }
    if let row = rows[point] { return row }
    guard isMarked, scalar.properties.isIdeographic else { return nil }
    return Found(character: String(Character(scalar)), codePoint: point, readings: [], components: "")
  }

  private func spoken(_ word: String) -> Set<UInt32> {
    let plain = word.lowercased().filter { !$0.isNumber }.map { $0 == "ü" ? "v" : String($0) }.joined()
    let folded = ["lyu": "lv", "nyu": "nv", "lue": "lve", "nue": "nve"][plain] ?? plain
    return Set(byReading[folded] ?? [])
  }

  /// Characters that hold every part of `word`, as often as it stands there.
  private func composed(of word: String) -> Set<UInt32> {
    var wanted: [String: Int] = [:]
    for scalar in word.unicodeScalars { wanted[String(scalar), default: 0] += 1 }
    // The character itself is what most people paste.
    var found: Set<UInt32> = []
    if word.unicodeScalars.count == 1, let own = word.unicodeScalars.first?.value, rows[own] != nil { found.insert(own) }
    for (point, row) in rows where !row.components.isEmpty {
      let parts = parts(of: row, depth: Self.depth)
      let fits = wanted.allSatisfy { part, count in
        let forms = [part] + (variants[part] ?? [])
        return forms.reduce(0) { $0 + (parts[$1] ?? 0) } >= count
      }
      if fits { found.insert(point) }
    }
    return found
  }

  /// The parts of a character with how often each stands in it, parts of parts included.
  private func parts(of row: Found, depth: Int) -> [String: Int] {
    var parts: [String: Int] = [:]
    var open = row.components.unicodeScalars.map { ($0, depth) }
    while let (scalar, depth) = open.popLast() {
      parts[String(scalar), default: 0] += 1
      guard depth > 1, let inner = rows[scalar.value], scalar.value != row.codePoint else { continue }
      for part in inner.components.unicodeScalars where part != scalar { open.append((part, depth - 1)) }
    }
    return parts
  }
}
