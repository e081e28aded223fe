/// The table at the end.
public struct SeasonReport: Sendable {
  private let tally: SeasonTally

  init(_ tally: SeasonTally) { self.tally = tally }

  /// Whether every promise was kept.
  public var isKept: Bool { tally.comparisons.allSatisfy(\.isKept) }

  public var lines: [String] {
    var lines = ["承诺  核对了什么  应为  实为  结果"]
    for comparison in tally.comparisons.enumerated().sorted(by: {
      ($0.element.promise, $0.offset) < ($1.element.promise, $1.offset)
    }) {
      let one = comparison.element
      lines.append("\(one.promise)  \(one.what)  \(one.expected)  \(one.seen)  \(one.isKept ? "守住" : "没有守住")")
    }
    lines.append("")
    lines.append("故意出的错  次数  被发现")
    for mishap in SeasonMishap.allCases {
      guard let happened = tally.happened[mishap] else { continue }
      lines.append("\(mishap.chineseName)  \(happened)  \(tally.found[mishap] ?? 0)")
    }
    return lines
  }
}
