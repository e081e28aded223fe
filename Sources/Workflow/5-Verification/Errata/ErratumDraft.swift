import Foundation
import GraduatePhotos

/// An erratum before it is written down: of a form's row, or as somebody typed it.
public struct ErratumDraft: Sendable, Codable {
  /// The graduate's or the code's id.
  public var person: String
  public var kind: Erratum.Kind
  public var field: RosterColumn
  public var old: String
  public var new: String
  public var evidence: ErratumEvidence
  public var handler: String
  public var day: CalendarDay
  /// The claim that it answers.
  public var claim: String?

  public init(
    person: String, kind: Erratum.Kind, field: RosterColumn, old: String, new: String, evidence: ErratumEvidence,
    handler: String, day: CalendarDay, claim: String? = nil
  ) {
    self.person = person
    self.kind = kind
    self.field = field
    self.old = old
    self.new = new
    self.evidence = evidence
    self.handler = handler
    self.day = day
    self.claim = claim
  }

  var erratum: Erratum {
    Erratum(
      graduate: person, kind: kind, field: field, old: old, new: new, evidence: evidence, handler: handler, day: day)
  }

  var shiftRow: ShiftErrata.Row { ShiftErrata.Row(person, old: old, new: new) }
}

/// What is personal in an erratum, as it lies sealed under its person's key.
struct ErratumValues: Codable, Sendable {
  var old: String
  var new: String
  /// Of the evidence.
  var text: String
  var handler: String

  static func record(_ id: String) -> String { "erratum:\(id)" }

  init(_ draft: ErratumDraft) {
    (old, new) = (draft.old, draft.new)
    (text, handler) = (draft.evidence.text.trimmed, draft.handler.trimmed)
  }

  init(read bytes: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(bytes)) }

  /// Canonical: two are the same when their bytes are.
  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }
}

/// Which errata of a form stand or fall together: those of one person, both sides of a shift, people who bear each other's numbers.
enum ErrataGroups {
  /// Of each draft the position of the first one of its group.
  static func firsts(of drafts: [ErratumDraft]) -> [Int] {
    var top = Array(drafts.indices)
    func root(_ index: Int) -> Int {
      var at = index
      while top[at] != at { at = top[at] }
      return at
    }
    var seen: [String: Int] = [:]
    for (index, draft) in drafts.enumerated() {
      for link in links(of: draft) {
        guard let other = seen[link] else {
          seen[link] = index
          continue
        }
        let (left, right) = (root(other), root(index))
        top[max(left, right)] = min(left, right)
      }
    }
    return drafts.indices.map(root)
  }

  private static func links(of draft: ErratumDraft) -> [String] {
    let person = "\(draft.kind.rawValue) \(draft.person)"
    switch (draft.kind, draft.field) {
    case (.shifted, _): return [person] + [draft.old, draft.new].filter { !$0.isEmpty }.map { "serial \($0)" }
    case (_, .studentNumber), (_, .idNumber):
      return [person] + [draft.old, draft.new].filter { !$0.isEmpty }.map { "\(draft.field.code) \($0)" }
    default: return [person]
    }
  }
}
