import Foundation
import GraduatePhotos

/// What a verdict says beside its kinds, as it lies sealed under the graduate's key; a claim has the part that is its own.
struct VerdictDetails: Codable, Sendable {
  struct Change: Codable, Sendable {
    let field: String
    let old: String
    let new: String
  }

  struct Partner: Codable, Sendable {
    let id: String?
    let number: String
  }

  var photo: [String] = []
  var data: [Change] = []
  var partner: Partner?
  var note = ""

  init(_ verdict: PersonVerdict) {
    photo = verdict.photoFaults.map(\.rawValue)
    data = verdict.corrections.map { Change(field: $0.column.code, old: $0.old, new: $0.new) }
    partner = verdict.partner.map { Partner(id: $0.id, number: $0.number) }
    note = verdict.note
  }

  init(read bytes: [UInt8]) throws { self = try JSONDecoder().decode(Self.self, from: Data(bytes)) }

  /// What a claim of this kind keeps of it.
  func part(of kind: PersonVerdict.Verdict) -> VerdictDetails {
    var part = self
    if kind != .photo { part.photo = [] }
    if kind != .data { part.data = [] }
    if kind != .person { part.partner = nil }
    return part
  }

  var isEmpty: Bool { photo.isEmpty && data.isEmpty && partner == nil && note.isEmpty }

  /// Canonical: two are the same when their bytes are, code point for code point.
  func bytes() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }

  var photoFaults: [PersonVerdict.PhotoFault] { photo.compactMap { PersonVerdict.PhotoFault(rawValue: $0) } }

  var corrections: [PersonVerdict.Correction] {
    data.compactMap { change in
      RosterColumn(rawValue: change.field).map { PersonVerdict.Correction(column: $0, old: change.old, new: change.new) }
    }
  }

  /// One line, as a list shows it: 「姓名应为“李㛃”；实为 20102401」.
  ///
  /// - `openNumbers`: identity numbers in full.
  func words(openNumbers: Bool) -> String {
    // What a disc's page let somebody type: here it is refused.
    func shown(_ text: String) -> String {
      !openNumbers && CodeModeGuard.holdsIDNumber(text) ? "（有号码，打开班级可见）" : text
    }
    var parts: [String] = []
    if !photo.isEmpty { parts.append(photoFaults.map(\.chineseName).joined(separator: "、")) }
    parts += corrections.map { change in
      let value = change.column == .idNumber && !openNumbers ? IDNumber.masked(change.new) : change.new
      return "\(change.column.chineseName)应为“\(value.isEmpty ? "（空）" : value)”"
    }
    if let partner { parts.append("实为 \(shown(partner.number))") }
    if !note.isEmpty { parts.append(shown(note)) }
    return parts.joined(separator: "；")
  }
}

extension PersonVerdict.Verdict {
  /// As they are stored: names parted by blanks, in order.
  static func stored(_ verdicts: [Self]) -> String { verdicts.map(\.rawValue).joined(separator: " ") }

  static func read(_ text: String) -> [Self] { text.split(separator: " ").compactMap { Self(rawValue: String($0)) } }
}
