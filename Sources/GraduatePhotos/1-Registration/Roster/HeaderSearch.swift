/// Finds the header among the first rows of a table: titles and remarks often stand above it.
public enum HeaderSearch {
  public struct Found: Sendable, Hashable {
    /// 0-based position among the rows that were given.
    public let row: Int
    public let matching: ColumnMatching
  }

  /// The row with most columns understood, the first of equals; nil when no row has at least two, of which one is sure.
  public static func find(in rows: [[TableCell]], memory: ColumnMemory = ColumnMemory()) -> Found? {
    var best: Found?
    var bestScore = 0
    for (index, cells) in rows.prefix(RegistrationLimits.headerSearchRows).enumerated() {
      // A header is short words; a row of data that happens to hold one is outvoted below.
      let matching = ColumnMatching.match(header: cells.map { $0.origin == .number ? "" : $0.text }, memory: memory)
      let score = matching.matches.reduce(0) { $0 + $1.confidence.rawValue }
      guard matching.matches.count >= 2, matching.matches.contains(where: { $0.confidence >= .synonym }) else { continue }
      if score > bestScore {
        best = Found(row: index, matching: matching)
        bestScore = score
      }
    }
    return best
  }
}
