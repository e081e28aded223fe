/// Numbers of a class, or of classes together: how many are due, and where they stand.
///
/// `due` is counted from the roster, the rest from what happened to each: only so does their agreement prove anything.
public struct LedgerCount: Sendable, Hashable {
  /// Everybody who was ever registered and not as somebody else.
  public var due: Int
  private var posts: [LedgerPost: Int]

  public static let zero = LedgerCount(due: 0)

  public init(due: Int, _ posts: [LedgerPost: Int] = [:]) {
    self.due = due
    self.posts = posts.filter { $0.value != 0 }
  }

  public subscript(post: LedgerPost) -> Int {
    get { posts[post] ?? 0 }
    set { posts[post] = newValue == 0 ? nil : newValue }
  }

  public var captured: Int { self[.captured] }
  public var missing: Int { LedgerPost.MissingCause.allCases.reduce(0) { $0 + self[.missing($1)] } }
  public var left: Int { StatusChange.Kind.allCases.reduce(0) { $0 + self[.left($1)] } }

  /// Due and nowhere (above 0), or somewhere and not due (below).
  public var difference: Int { due - captured - missing - left }

  /// due = captured + missing + each kind of status change, and no number is below zero.
  public var isClosed: Bool { difference == 0 && due >= 0 && posts.values.allSatisfy { $0 >= 0 } }

  /// Places where anybody stands, in their order.
  public var occupied: [LedgerPost] { LedgerPost.allCases.filter { self[$0] != 0 } }

  public static func + (left: LedgerCount, right: LedgerCount) -> LedgerCount {
    LedgerCount(due: left.due + right.due, left.posts.merging(right.posts, uniquingKeysWith: +))
  }

  public static func += (left: inout LedgerCount, right: LedgerCount) { left = left + right }

  /// 「应采 860 = 实采 812 + 漏拍 44 + 休学 3 + 入伍 1」; what does not close ends in 「，相差 2」.
  public var chinese: String {
    var parts = ["实采 \(captured)", "漏拍 \(missing)"]
    for kind in StatusChange.Kind.allCases where self[.left(kind)] != 0 {
      parts.append("\(kind.chineseName) \(self[.left(kind)])")
    }
    let sum = "应采 \(due) \(difference == 0 ? "=" : "≠") " + parts.joined(separator: " + ")
    return difference == 0 ? sum : sum + "，相差 \(abs(difference))"
  }
}
