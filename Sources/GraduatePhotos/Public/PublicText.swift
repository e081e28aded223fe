/// What is wrong with a public text, and in which line.
public struct PublicTextProblem: Sendable, Hashable {
  /// From 1.
  public let line: Int
  public let message: String

  public init(line: Int, message: String) {
    self.line = line
    self.message = message
  }

  /// 「第 3 行：没有「补排日期」这个可填项」.
  public var chinese: String { "第 \(line) 行：\(message)" }
}

/// The rules of public texts (N6): Markdown with fields, of bounded size, without characters that nobody sees.
public enum PublicText {
  /// About twenty printed pages.
  public static let charactersLimit = 20_000
  /// Longer lines are a pasted file, not a text.
  public static let lineCharactersLimit = 4_000

  /// As it is kept: line feeds only, no empty lines and no blanks at its ends.
  public static func tidied(_ text: String) -> String {
    text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").trimmed
  }

  /// In the order of the lines; empty when the text may be kept.
  public static func problems(in text: String) -> [PublicTextProblem] {
    var problems: [PublicTextProblem] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      func report(_ message: String) { problems.append(PublicTextProblem(line: index + 1, message: message)) }
      if line.unicodeScalars.contains(where: isUnseen) { report("有看不见的控制字符，请删掉后重新输入这一行") }
      if CodeModeGuard.holdsIDNumber(String(line)) { report("这一行有证件号码，公开的页面不能有，请删去") }
      if line.count > lineCharactersLimit { report("一行超过 \(lineCharactersLimit) 字，请空一行另起一段") }
      for piece in pieces(of: line) {
        switch piece {
        case .text, .field: break
        case .unknown(let name): report("没有「\(name)」这个可填项，请从可填项里选")
        case .open: report("「{{」后面没有「}}」")
        }
      }
    }
    return problems
  }

  /// The text with the campaign's values for its fields; what is no field stays as it is.
  public static func filled(_ text: String, for plan: CampaignPlan) -> String {
    guard text.contains("{{") else { return text }
    return pieces(of: text[...]).reduce(into: "") { filled, piece in
      switch piece {
      case .text(let text): filled += text
      case .field(let field): filled += field.value(in: plan)
      case .unknown(let name): filled += "{{\(name)}}"
      case .open: filled += "{{"
      }
    }
  }

  private enum Piece {
    case text(Substring)
    case field(PublicTextField)
    case unknown(String)
    /// `{{` that nothing closes.
    case open
  }

  private static func pieces(of text: Substring) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text
    while let start = rest.firstRange(of: "{{") {
      if start.lowerBound > rest.startIndex { pieces.append(.text(rest[..<start.lowerBound])) }
      rest = rest[start.upperBound...]
      guard let end = rest.firstRange(of: "}}") else {
        pieces.append(.open)
        break
      }
      let name = String(rest[..<end.lowerBound]).trimmed
      pieces.append(PublicTextField(rawValue: name).map(Piece.field) ?? .unknown(String(name.prefix(nameCharacters))))
      rest = rest[end.upperBound...]
    }
    if !rest.isEmpty { pieces.append(.text(rest)) }
    return pieces
  }

  private static let nameCharacters = 20

  /// Control characters but the tab, and the marks that turn the direction of writing.
  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09: false
    case 0..<0x20, 0x7F...0x9F, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF: true
    default: false
    }
  }
}
