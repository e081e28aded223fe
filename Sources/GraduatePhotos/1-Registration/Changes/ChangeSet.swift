/// A record that the center already holds, as a change set compares it.
public struct RegisteredEntry: Sendable {
  /// The record's id in the center.
  public var key: String
  public var entry: RosterEntry
  /// Somebody who was shot is never dropped.
  public var hasShots: Bool
  /// Already out of the list of those due, with a reason: not gone again when the file lacks it.
  public var statusChange: StatusChange?

  public init(key: String, entry: RosterEntry, hasShots: Bool = false, statusChange: StatusChange? = nil) {
    self.key = key
    self.entry = entry
    self.hasShots = hasShots
    self.statusChange = statusChange
  }
}

/// One field that a new roster changes.
public struct FieldChange: Sendable, Hashable, Codable {
  public let column: RosterColumn
  public let old: String
  public let new: String

  public init(column: RosterColumn, old: String, new: String) {
    self.column = column
    self.old = old
    self.new = new
  }
}

/// What importing a roster again would change.
///
/// Positions point into the two lists it was made of, so that it stays small.
public struct ChangeSet: Sendable {
  public struct Change: Sendable {
    public enum Match: String, Sendable {
      case studentNumber = "student-number"
      case idNumber = "id-number"
      /// Chosen by a person as the answer to a question.
      case answered
    }

    /// Position among the registered entries.
    public let old: Int
    /// Position among the new entries.
    public let new: Int
    public let match: Match
    public let fields: [FieldChange]
  }

  /// 「同一人?」: number and identity number changed together, or name and identity number under one number; the rest says it is the
  /// same person.
  public struct Question: Sendable, Hashable {
    public let old: Int
    public let new: Int

    public init(old: Int, new: Int) {
      self.old = old
      self.new = new
    }
  }

  /// Missing in the new roster; leaves only with a status change.
  public struct Gone: Sendable, Hashable {
    public let old: Int
    /// The record has shots: it stays whatever the file says.
    public let mustStay: Bool

    public init(old: Int, mustStay: Bool) {
      self.old = old
      self.mustStay = mustStay
    }
  }

  /// Positions of new entries that nobody registered matches.
  public internal(set) var added: [Int] = []
  public internal(set) var changed: [Change] = []
  public internal(set) var gone: [Gone] = []
  public internal(set) var possiblySamePerson: [Question] = []
  /// Pairs that are equal in every column.
  public internal(set) var unchanged: [(old: Int, new: Int)] = []
  /// Registered entries with a status change that the file rightly lacks.
  public internal(set) var alreadyLeft: [Int] = []
  /// Changed or unchanged although they have left: the file brings them back.
  public internal(set) var returned: [Int] = []
  /// Registered entries whose row in the file has an error: they stay as they are, and nobody is asked about them.
  public internal(set) var held: [Int] = []
  /// Registered entries the file does not speak for.
  public internal(set) var outside: [Int] = []
  /// Those of the questions that are beyond what the file speaks for: answered "another person", they stay.
  var askedOutside: Set<Int> = []

  public var isEmpty: Bool {
    added.isEmpty && changed.isEmpty && gone.isEmpty && possiblySamePerson.isEmpty && returned.isEmpty
  }

  /// 「新增 12 人，修改 3 人，减少 1 人，不变 1204 人，待确认是否同一人 1 对」.
  public var chineseSummary: String { sentences.joined(separator: "，") }

  /// The parts of the summary, those that are always there first.
  public var sentences: [String] {
    var parts = [
      "新增 \(added.count) 人", "修改 \(changed.count) 人", "减少 \(gone.count) 人", "不变 \(unchanged.count) 人",
    ]
    if !possiblySamePerson.isEmpty { parts.append("待确认是否同一人 \(possiblySamePerson.count) 对") }
    if !held.isEmpty { parts.append("有错误，保持原样 \(held.count) 人") }
    if !outside.isEmpty { parts.append("不在这份名单范围内 \(outside.count) 人") }
    return parts
  }

  /// File entries whose student number stays with a registered record that this change set leaves alone, so that both cannot stand.
  public func numbersTaken(in old: [RegisteredEntry], by new: [RosterEntry]) -> [(old: Int, new: Int)] {
    var staying: [String: Int] = [:]
    for index in held + outside + gone.filter(\.mustStay).map(\.old) where !old[index].entry.studentNumber.isEmpty {
      staying[old[index].entry.studentNumber] = index
    }
    guard !staying.isEmpty else { return [] }
    return new.indices.compactMap { index in staying[new[index].studentNumber].map { (old: $0, new: index) } }
  }
}
