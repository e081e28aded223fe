import GraduatePhotos

/// The members of one JSON object, of which each must be known and fit: what is not expected is refused with its place.
struct StrictMembers {
  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private let container: KeyedDecodingContainer<Name>
  private let path: [any CodingKey]

  init(_ decoder: any Decoder, known: Set<String>) throws {
    container = try decoder.container(keyedBy: Name.self)
    path = decoder.codingPath
    for name in container.allKeys where !known.contains(name.stringValue) { throw malformed("") }
  }

  func has(_ name: String) -> Bool { container.contains(Name(name)) }

  func value<Value: Decodable>(_ name: String, _ type: Value.Type = Value.self) throws -> Value {
    try container.decode(Value.self, forKey: Name(name))
  }

  func number<Number: FixedWidthInteger & Decodable>(_ name: String, in range: Range<Number>) throws -> Number {
    let number = try value(name, Number.self)
    guard range.contains(number) else { throw malformed(name) }
    return number
  }

  func text(_ name: String, scalars: Int = ViewerLimits.textScalars) throws -> String {
    let text = try value(name, String.self)
    guard VerdictLimits.isText(text, scalars: scalars) else { throw malformed(name) }
    return text
  }

  func id(_ name: String) throws -> String {
    let text = try value(name, String.self)
    guard ViewerRules.isID(text) else { throw malformed(name) }
    return text
  }

  /// A word of a list of ours; unknown ones are refused.
  func word<Word: RawRepresentable>(_ name: String, _ type: Word.Type = Word.self) throws -> Word
  where Word.RawValue == String {
    guard let word = Word(rawValue: try value(name, String.self)) else { throw malformed(name) }
    return word
  }

  /// Words of a list of ours in its order, each once.
  func words<Word: RawRepresentable & CaseIterable & Hashable>(
    _ name: String, _ type: Word.Type = Word.self
  ) throws -> [Word] where Word.RawValue == String {
    guard has(name) else { return [] }
    let words = try value(name, [String].self)
    let known = words.compactMap { Word(rawValue: $0) }
    guard !words.isEmpty, known.count == words.count, known == Word.allCases.filter({ known.contains($0) }) else {
      throw malformed(name)
    }
    return known
  }

  /// A list that may be left out but not be empty.
  func list<Item: Decodable>(_ name: String, limit: Int, _ type: Item.Type = Item.self) throws -> [Item] {
    guard has(name) else { return [] }
    let items = try value(name, [Item].self)
    guard items.count <= limit else { throw VerificationRefusal.tooMany(place: place(name), limit: limit) }
    guard !items.isEmpty else { throw malformed(name) }
    return items
  }

  func malformed(_ name: String) -> VerificationRefusal { .malformed(place: place(name)) }

  private func place(_ name: String) -> String { Self.place(path + (name.isEmpty ? [] : [Name(name)])) }

  /// `people[36].verdicts`, counted from 1 as people do; every name is one that was asked for.
  static func place(_ path: [any CodingKey]) -> String {
    var place = ""
    for key in path {
      if let index = key.intValue {
        place += "[\(index + 1)]"
      } else {
        place += (place.isEmpty ? "" : ".") + key.stringValue
      }
    }
    return place.isEmpty ? "文件" : place
  }
}
