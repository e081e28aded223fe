/// What was noticed about a name; positions count code points of the tidied name from 1.
public struct NameFinding: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A variant of the interpunct became U+00B7.
    case interpunct
    /// Spaces around Han characters were removed.
    case spaces
    /// `??`, `0000`, □ and their like: the character was missing when the file was made (待补字).
    case missingCharacter = "missing-character"
    /// Capital Latin letters among Han characters: pinyin in place of a missing character.
    case pinyin
    case privateUse = "private-use"
    case radical
    case compatibility
    /// Neither Han nor Latin: a foreign script, a symbol of a minority's script, a variation selector.
    case unusual
    case control
    case digit
    case punctuation
    case singleCharacter = "single-character"
    case tooLong = "too-long"
    case empty
  }

  public enum Severity: Int, Sendable, Hashable, Comparable {
    /// Tidied; nothing to do.
    case note
    /// Kept as it is; a person should look.
    case warning
    /// The name is not accepted.
    case error

    public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
  }

  public let kind: Kind
  /// 1-based; 0 when the finding is about the whole name.
  public let position: Int
  public let scalar: Unicode.Scalar?
  /// The standard character to propose; never put in place by itself.
  public let proposal: Unicode.Scalar?

  init(_ kind: Kind, position: Int = 0, scalar: Unicode.Scalar? = nil, proposal: Unicode.Scalar? = nil) {
    self.kind = kind
    self.position = position
    self.scalar = scalar
    self.proposal = proposal
  }

  public var severity: Severity {
    switch kind {
    case .interpunct, .spaces: .note
    case .missingCharacter, .pinyin, .privateUse, .radical, .compatibility, .unusual, .singleCharacter: .warning
    case .control, .digit, .punctuation, .tooLong, .empty: .error
    }
  }

  public var code: String { "name." + kind.rawValue }

  /// Chinese, with the code point where one is meant; never the whole name.
  public var message: String {
    switch kind {
    case .interpunct: "间隔符已统一为「·」"
    case .spaces: "已去掉汉字之间的空格"
    case .missingCharacter: "\(place)是缺字标记，待补字"
    case .pinyin: "\(place)起是大写拼音，像是用拼音代替缺字，待补字"
    case .privateUse: "\(place)（\(codePoint)）是自造字区的码位，别的电脑上显示不出来\(proposalText)"
    case .radical: "\(place)「\(glyph)」（\(codePoint)）是部首符号，不是汉字\(proposalText)"
    case .compatibility: "\(place)「\(glyph)」（\(codePoint)）是兼容汉字，不是标准字\(proposalText)"
    case .unusual: "\(place)「\(glyph)」（\(codePoint)）在姓名中少见"
    case .control: "\(place)（\(codePoint)）是看不见的控制字符"
    case .digit: "\(place)是数字"
    case .punctuation: "\(place)「\(glyph)」是标点或符号"
    case .singleCharacter: "只有一个字"
    case .tooLong: "超过 \(PersonName.maximumBytes) 字节（\(PersonName.maximumBytes / 2) 个汉字）"
    case .empty: "没有填写"
    }
  }

  public var hint: String {
    switch kind {
    case .interpunct, .spaces: ""
    case .missingCharacter, .pinyin: "可按拼音、部件或 U+ 码位补字"
    case .privateUse, .radical, .compatibility:
      proposal == nil ? "请对照身份证重新输入这个字" : "请对照身份证确认后改用标准字"
    case .tooLong, .empty: "请填写与身份证一致的姓名"
    default: "请对照身份证核对姓名"
    }
  }

  private var place: String { "第 \(position) 字" }
  private var glyph: String { scalar.map { String($0) } ?? "" }
  private var codePoint: String { scalar?.codePointName ?? "" }
  private var proposalText: String { proposal.map { "，建议改为「\($0)」（\($0.codePointName)）" } ?? "" }
}
