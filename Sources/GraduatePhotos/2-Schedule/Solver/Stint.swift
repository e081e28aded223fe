/// Classes of one institution that one crew shoots on days that follow each other: what the solver moves about.
struct Stint: Sendable {
  /// Position among the problem's institutions.
  var institution: Int
  /// Positions among the institution's groups; classes without heads are left out.
  var groups: [Int]
  var heads: Int
  /// Days it may use, by position among the season's days.
  var window: [Bool]
  /// The day on which it has to begin, when one was agreed.
  var firstDay: Int?
  /// Positions of the crews it may go to; empty means all.
  var crews: [Int]
  /// Working half-days it may use: index into those of a crew.
  var usesSession: @Sendable (MinuteSpan) -> Bool
  /// A visit that stays as it is.
  var locked: Visit?
  /// Why it has no place when it has none, if that is known beforehand.
  var obstacle: String?
}
