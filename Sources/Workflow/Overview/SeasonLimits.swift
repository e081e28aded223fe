/// Bounds of the counts that are kept.
enum SeasonLimits {
  /// Lines of a journal that are gone through at once.
  static let linesAtOnce = 2_000
  static let leaseMilliseconds: Int64 = 15_000
  /// An institution is counted again this many times its own cost later at the earliest: counting never takes more than a twentieth.
  static let restTimesCost: Int64 = 20
  /// Never more often than this; what happened is on the page within seconds all the same.
  static let restMilliseconds: Int64 = 1_500
  /// Reasons that are told apart.
  static let reasons = 12
  /// Characters of a reason as somebody typed it.
  static let reasonCharacters = 40
  /// 「其他」: what lies beyond the reasons that are told apart.
  static let otherReasons = "其他原因"
}
