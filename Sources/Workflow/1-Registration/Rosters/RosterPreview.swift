import Crypto
import GraduatePhotos

/// What importing a file would do; nothing is stored yet but the encrypted file itself, and this beside it.
public struct RosterPreview: Sendable, Codable {
  public let uploadID: String
  public let fileName: String
  public let choices: RosterChoices
  public let reading: RosterFacts
  public let changes: RosterChanges
  /// Nobody is registered yet.
  public let isFirst: Bool
  public let scope: Scope
  /// What this preview was made of, for `RosterConfirmation.seen`: what is confirmed is what was shown.
  public let seen: String
  /// Problems that can be asked for, errors before warnings.
  public let keptErrors: Int
  public let keptWarnings: Int
  /// Somebody else who has an upload waiting for the same roster; not kept, asked anew each time.
  public internal(set) var waitingToo: [WaitingPerson] = []

  /// Who has another upload waiting, and since when (milliseconds UTC).
  public struct WaitingPerson: Sendable, Codable {
    public let name: String
    public let since: Int64
  }

  /// What the file stands for, and why.
  public struct Scope: Sendable, Codable {
    public let scope: RosterScope
    /// What it would be if nobody had chosen.
    public let proposed: RosterScope
    public let file: RosterExtent
    public let registered: RosterExtent
    /// Study centers that bring their students themselves.
    public let centersApart: [String]
  }

  static func seen(_ version: Int64, _ choices: RosterChoices, _ basis: String) -> String {
    let columns = choices.columns.sorted { $0.key < $1.key }.map { "\($0.key)\u{1F}\($0.value)" }.joined(separator: "\u{1E}")
    let text = [
      choices.sheet, choices.category, columns, choices.scope?.rawValue ?? "", choices.centers?.rawValue ?? "", basis,
    ].joined(separator: "\u{1D}")
    return "\(version)-\(hexadecimal(SHA256.hash(data: Array(text.utf8)).prefix(8)))"
  }

  static func version(in seen: String) -> Int64? { seen.split(separator: "-").first.flatMap { Int64($0) } }

  private enum CodingKeys: String, CodingKey {
    case uploadID, fileName, choices, reading, changes, isFirst, scope, seen, keptErrors, keptWarnings
  }
}

/// A change set as a page shows it: everything counted, the first of each kind by name, numbers masked.
public struct RosterChanges: Sendable, Codable {
  public struct Person: Sendable, Codable {
    /// Id of the registered record; empty for somebody who is new.
    public let key: String
    public let studentNumber: String
    public let name: String
    public let idNumber: String
    public let department: String
    public let classGroup: String
  }

  public struct Changed: Sendable, Codable {
    public let person: Person
    /// Numbers of persons masked.
    public let fields: [FieldChange]
  }

  /// 「同一人?」.
  public struct Pair: Sendable, Codable {
    public let old: Person
    public let new: Person
  }

  /// A part of the change set: how many, and the first of them.
  public struct Part<Item: Sendable & Codable>: Sendable, Codable {
    public let count: Int
    public let first: [Item]
    public var isEmpty: Bool { count == 0 }
    /// Not named in `first`.
    public var rest: Int { count - first.count }
  }

  public let added: Part<Person>
  public let changed: Part<Changed>
  /// Those who leave only with a status change.
  public let leaving: Part<Person>
  /// Missing in the file, but with shots: they stay.
  public let mustStay: Part<Person>
  /// Their row has an error: they stay as they are.
  public let held: Part<Person>
  /// Beyond what the file stands for.
  public let outside: Int
  public let questions: Part<Pair>
  public let unchanged: Int
  public let returned: Int
  public let isEmpty: Bool
  /// Such as 「新增 12 人」, 「修改 3 人」.
  public let sentences: [String]

  public var goneCount: Int { leaving.count + mustStay.count }

  init(_ comparison: RosterComparison) {
    let changes = comparison.changes
    let old = comparison.old
    let entries = comparison.reading.entries
    func registered(_ index: Int) -> Person { Person(old[index].entry.entry, key: old[index].entry.key) }
    let leaving = changes.gone.filter { !$0.mustStay }.map(\.old)
    let staying = changes.gone.filter(\.mustStay).map(\.old)
    added = Part(changes.added) { Person(entries[$0], key: "") }
    changed = Part(changes.changed) { change in
      Changed(person: registered(change.old), fields: change.fields.map(\.masked))
    }
    self.leaving = Part(leaving, limit: WorkflowLimits.ownAnswers, make: registered)
    mustStay = Part(staying, make: registered)
    held = Part(changes.held, make: registered)
    outside = changes.outside.count
    questions = Part(changes.possiblySamePerson, limit: WorkflowLimits.ownAnswers) {
      Pair(old: registered($0.old), new: Person(entries[$0.new], key: ""))
    }
    unchanged = changes.unchanged.count
    returned = changes.returned.count
    isEmpty = changes.isEmpty
    sentences = changes.sentences
  }
}

extension RosterChanges.Part {
  init<Source>(_ all: [Source], limit: Int = WorkflowLimits.previewPeople, make: (Source) -> Item) {
    count = all.count
    first = all.prefix(limit).map(make)
  }
}

extension RosterChanges.Person {
  init(_ entry: RosterEntry, key: String) {
    self.init(
      key: key, studentNumber: entry.studentNumber, name: entry.name.value, idNumber: entry.idNumber.masked,
      department: entry.department, classGroup: entry.classGroup)
  }
}

extension FieldChange {
  /// The same with numbers of persons as they may be shown.
  fileprivate var masked: FieldChange {
    guard column == .idNumber || column == .examineeNumber else { return self }
    return FieldChange(
      column: column, old: old.isEmpty ? "" : IDNumber.masked(old), new: new.isEmpty ? "" : IDNumber.masked(new))
  }
}
