/// How sure the match of a header with a column is.
public enum ColumnConfidence: Int, Sendable, Hashable, Comparable, Codable {
  /// The header contains the word: to be confirmed by a person.
  case similar = 1
  case synonym
  case exact
  /// Chosen by a person, now or at an earlier import of the institution.
  case chosen

  public var chineseName: String {
    switch self {
    case .similar: "相近，请确认"
    case .synonym: "别名"
    case .exact: "一致"
    case .chosen: "已选定"
    }
  }

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// One header that was understood.
public struct ColumnMatch: Sendable, Hashable, Codable {
  public let column: RosterColumn
  /// 0-based column of the file.
  public let index: Int
  public let header: String
  public let confidence: ColumnConfidence
}

/// One header that was not, and why when it would have been.
public struct UnmatchedHeader: Sendable, Hashable, Codable {
  public let index: Int
  public let header: String
  /// Set when another header was the better one for this column.
  public let takenBy: RosterColumn?
}

/// What an institution chose at an earlier import, by normalised header; a header mapped to nothing is left out on purpose.
public struct ColumnMemory: Sendable, Hashable, Codable {
  private var choices: [String: String]

  public init() { choices = [:] }

  /// Nil in the outer optional is nothing remembered, nil inside is left out on purpose.
  public func choice(for header: String) -> RosterColumn?? {
    guard let code = choices[RosterColumn.normalisedHeader(header)] else { return nil }
    return .some(RosterColumn(rawValue: code))
  }

  public mutating func remember(_ column: RosterColumn?, for header: String) {
    choices[RosterColumn.normalisedHeader(header)] = column?.code ?? "-"
  }
}

/// Headers of a file matched with the columns of the roster, by names and synonyms, best first; nothing is matched twice.
public struct ColumnMatching: Sendable, Hashable, Codable {
  public let matches: [ColumnMatch]
  public let unmatched: [UnmatchedHeader]

  public var mapping: RosterMapping {
    RosterMapping(Dictionary(matches.map { ($0.column, $0.index) }, uniquingKeysWith: { first, _ in first }))
  }

  /// Required columns that no header was found for; see also `RosterContext.missingColumns(in:)`.
  public func missing() -> [RosterColumn] {
    let found = Set(matches.map(\.column))
    return RosterColumn.allCases.filter { $0.isRequired && !found.contains($0) }
  }

  /// Matches one header row.
  ///
  /// Remembered choices come first, then exact names, synonyms, and headers that contain a name.
  public static func match(header: [String], memory: ColumnMemory = ColumnMemory()) -> ColumnMatching {
    var candidates: [Candidate] = []
    var leftOut: Set<Int> = []
    for (index, title) in header.enumerated().prefix(RegistrationLimits.rosterColumns) where !title.trimmed.isEmpty {
      if let choice = memory.choice(for: title) {
        if let choice { candidates.append(Candidate(choice, index, .chosen, 0)) } else { leftOut.insert(index) }
        continue
      }
      if let candidate = Candidate(title: title, index: index) { candidates.append(candidate) }
    }
    candidates.sort(by: Candidate.isBetter)
    var matches: [ColumnMatch] = []
    var takenColumns: Set<RosterColumn> = []
    var passedOver: [Int: RosterColumn] = [:]
    for candidate in candidates {
      guard takenColumns.insert(candidate.column).inserted else {
        passedOver[candidate.index] = candidate.column
        continue
      }
      matches.append(
        ColumnMatch(
          column: candidate.column, index: candidate.index, header: header[candidate.index], confidence: candidate.confidence))
    }
    let matched = Set(matches.map(\.index))
    let unmatched = header.indices.filter { !matched.contains($0) && !header[$0].trimmed.isEmpty }.map {
      UnmatchedHeader(index: $0, header: header[$0], takenBy: leftOut.contains($0) ? nil : passedOver[$0])
    }
    return ColumnMatching(matches: matches.sorted { $0.index < $1.index }, unmatched: unmatched)
  }

  private struct Candidate {
    let column: RosterColumn
    let index: Int
    let confidence: ColumnConfidence
    let rank: Int

    init(_ column: RosterColumn, _ index: Int, _ confidence: ColumnConfidence, _ rank: Int) {
      self.column = column
      self.index = index
      self.confidence = confidence
      self.rank = rank
    }

    init?(title: String, index: Int) {
      let header = RosterColumn.normalisedHeader(title)
      if let known = RosterColumn.known[header] ?? RosterColumn.known[title.compactHalfWidth.filter { $0 != "(" && $0 != ")" }]
      {
        self.init(known.column, index, known.rank == 0 ? .exact : .synonym, known.rank)
        return
      }
      if ColumnMatching.othersWords.contains(where: header.contains) { return nil }
      // The longest name inside the header decides; single characters say too little.
      let inside = RosterColumn.known.filter {
        $0.key.count >= 2 && !$0.key.utf8.allSatisfy { $0 < 0x80 } && header.contains($0.key)
      }
      let longest = inside.max { ($0.key.count, -$0.value.rank, $1.key) < ($1.key.count, -$1.value.rank, $0.key) }
      guard let longest else { return nil }
      self.init(longest.value.column, index, .similar, longest.value.rank)
    }

    static func isBetter(_ left: Candidate, _ right: Candidate) -> Bool {
      (right.confidence.rawValue, left.rank, left.index) < (left.confidence.rawValue, right.rank, right.index)
    }
  }

  /// Words that show that a header is about somebody or something else.
  private static let othersWords = [
    "父", "母", "家长", "监护人", "曾用", "辅导员", "班主任", "导师", "联系人", "原", "前置", "配偶", "拼音", "英文", "入学前", "负责人", "教师", "经办",
  ]
}
