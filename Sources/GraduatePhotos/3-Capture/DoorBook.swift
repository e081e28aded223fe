/// Everybody of a visit's classes, to be found by what is typed or scanned at the door.
public struct DoorBook: Sendable {
  public let people: [DuePerson]
  private let byID: [String: Int]
  private let byNumber: [String: [Int]]
  private let byMark: [String: Int]

  /// People that a search shows.
  public static let resultLimit = 30

  public init(_ people: [DuePerson]) {
    self.people = people
    byID = Dictionary(people.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    byNumber = Dictionary(
      grouping: people.indices.filter { !people[$0].studentNumber.isEmpty }, by: { people[$0].studentNumber })
    byMark = Dictionary(
      people.enumerated().flatMap { at, person in person.marks.map { ($0, at) } }, uniquingKeysWith: { first, _ in first })
  }

  public func person(_ id: String) -> DuePerson? { byID[id].map { people[$0] } }

  /// Who fits what was typed: exactly by student number or mark, else by the beginning of name, initials or number.
  ///
  /// - marks: keyed hashes of the text, as `DuePerson.marks` has them; empty when it can be no number or code.
  public func find(_ typed: String, marks: [String] = []) -> [DuePerson] {
    for mark in marks { if let at = byMark[mark] { return [people[at]] } }
    let text = typed.trimmed
    guard !text.isEmpty else { return [] }
    if let id = QueueSlip.personID(in: text) { return person(id).map { [$0] } ?? [] }
    if let exact = byNumber[text] { return exact.map { people[$0] } }
    let lower = text.lowercased()
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
    let fitting = people.lazy.filter { person in
      person.name.hasPrefix(text) || person.studentNumber.hasPrefix(text)
        || isPlain && person.initials.contains { $0.hasPrefix(lower) }
    }
    return Array(fitting.prefix(Self.resultLimit))
  }
}

/// The text of the QR on a slip that a person brings along: the record's id and nothing else.
public enum QueueSlip {
  private static let head = "BIYING1:"

  public static func text(of personID: String) -> String { head + personID }

  /// The id in a scanned text; nil when it is another text.
  ///
  /// Scanners that type like a keyboard with another layout may change the case and the colon.
  public static func personID(in text: String) -> String? {
    let upper = text.uppercased().replacing("：", with: ":").replacing(";", with: ":")
    guard upper.hasPrefix(head) else { return nil }
    let id = upper.dropFirst(head.count).lowercased()
    return id.isEmpty || id.utf8.count > 64 ? nil : id
  }
}
