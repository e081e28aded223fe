/// Pieces of HTML as text.
enum PageText {
  private static let entities: [Substring: Character] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'", "#x27": "'", "nbsp": " ",
  ]

  /// Text with its entities resolved.
  static func plain(_ text: Substring) -> String {
    guard text.contains("&") else { return String(text) }
    var result = ""
    var rest = text
    while let mark = rest.firstIndex(of: "&") {
      result += rest[..<mark]
      rest = rest[rest.index(after: mark)...]
      guard let end = rest.prefix(8).firstIndex(of: ";") else {
        result.append("&")
        continue
      }
      let name = rest[..<end]
      if let letter = entities[name] {
        result.append(letter)
      } else if name.hasPrefix("#"), let scalar = Self.scalar(name.dropFirst()) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "&\(name);"
      }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static func scalar(_ number: Substring) -> Unicode.Scalar? {
    let value = number.hasPrefix("x") ? UInt32(number.dropFirst(), radix: 16) : UInt32(number)
    return value.flatMap { Unicode.Scalar($0) }
  }

  /// Name and attributes of what stands between `<` and `>`.
  static func tag(_ tag: Substring) -> (name: String, attributes: [String: String]) {
    let name = tag.prefix { !$0.isWhitespace }
    var attributes: [String: String] = [:]
    var rest = tag.dropFirst(name.count)
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "/" }
      let key = rest.prefix { $0 != "=" && !$0.isWhitespace && $0 != "/" }
      guard !key.isEmpty else { break }
      rest = rest.dropFirst(key.count)
      guard rest.hasPrefix("=\"") else {
        attributes[String(key)] = ""
        continue
      }
      rest = rest.dropFirst(2)
      let value = rest.prefix { $0 != "\"" }
      attributes[String(key)] = plain(value)
      rest = rest.dropFirst(value.count + 1)
    }
    return (String(name), attributes)
  }

  /// What a reader sees of a piece of a page: its text, one line for each element that holds some.
  static func words(_ html: Substring) -> String {
    var lines: [String] = []
    var rest = html
    while let start = rest.firstIndex(of: "<") {
      let text = plain(rest[..<start]).trimmed
      if !text.isEmpty { lines.append(text) }
      guard let end = rest[start...].firstIndex(of: ">") else { break }
      rest = rest[rest.index(after: end)...]
    }
    let last = plain(rest).trimmed
    if !last.isEmpty { lines.append(last) }
    return lines.joined(separator: "\n")
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// What stands between two marks; nil when one of them is missing.
  func between(_ start: String, _ end: String) -> String? {
    guard let from = firstRange(of: start) else { return nil }
    let tail = self[from.upperBound...]
    guard let to = tail.firstRange(of: end) else { return nil }
    return String(tail[..<to.lowerBound])
  }

  /// The first of those between two marks that contains `piece`.
  func between(_ start: String, _ end: String, containing piece: String) -> String? {
    allBetween(start, end).first { $0.contains(piece) }
  }

  /// Everything that stands between two marks, again and again.
  func allBetween(_ start: String, _ end: String) -> [String] {
    var found: [String] = []
    var rest = self[...]
    while let from = rest.firstRange(of: start) {
      rest = rest[from.upperBound...]
      guard let to = rest.firstRange(of: end) else { break }
      found.append(String(rest[..<to.lowerBound]))
      rest = rest[to.upperBound...]
    }
    return found
  }
}
