/// Money in whole fen (1 元 = 100 fen): fees are integers all the way, as bookkeepers need them.
public struct Fen: Sendable, Hashable, Comparable, Codable {
  /// Fen; may be negative where something is paid back.
  public var count: Int

  public init(_ count: Int) { self.count = count }

  public static func yuan(_ yuan: Int) -> Fen { Fen(yuan * 100) }
  public static let zero = Fen(0)

  /// Reads 20, 20.5, 20.00, ¥20.00, 20元; nil for anything else, more than two decimals or more than 10 digits included.
  public init?(text: String) {
    var tidy = text.compactHalfWidth[...]
    if let mark = tidy.first, mark == "¥" || mark == "￥" { tidy.removeFirst() }
    if tidy.last == "元" { tidy.removeLast() }
    let parts = tidy.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let yuan = parts.first.map(String.init), yuan.isAllDigits, yuan.utf8.count <= 10 else { return nil }
    guard let whole = Int(yuan) else { return nil }
    guard parts.count == 2 else {
      self.init(whole * 100)
      return
    }
    let decimals = String(parts[1])
    guard decimals.isAllDigits, decimals.utf8.count <= 2, let fraction = Int(decimals) else { return nil }
    self.init(whole * 100 + (decimals.utf8.count == 1 ? fraction * 10 : fraction))
  }

  /// 「20.00 元」.
  public var chinese: String { plain + " 元" }
  /// 「20.00」, for tables and forms.
  public var plain: String {
    let cents = count.magnitude % 100
    return "\(count < 0 ? "-" : "")\(count.magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
  }

  public static func < (left: Fen, right: Fen) -> Bool { left.count < right.count }
  public static func + (left: Fen, right: Fen) -> Fen { Fen(left.count + right.count) }
  public static func - (left: Fen, right: Fen) -> Fen { Fen(left.count - right.count) }
  public static func * (rate: Fen, heads: Int) -> Fen { Fen(rate.count * heads) }
}
