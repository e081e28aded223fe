import Crypto
import Foundation
import GraduatePhotos
import Storage

/// Everything an import will write, made before its transaction: encrypted values, ids, hashes. Writing it again gives the same rows.
struct RosterWork: Sendable {
  struct Replacement: Sendable {
    let graduateID: String
    let oldVersion: Int64
    /// The record before, as JSON by column code.
    let oldJSON: [UInt8]
    /// The values of `StoredGraduate.columns` after.
    let row: [SQLValue]
  }

  let place: RosterPlaceInCenter
  let importID: String
  let addedRows: [[SQLValue]]
  let changes: [Replacement]
  let statusChanges: [(graduateID: String, change: StatusChange)]
  /// Records that had left and are in the file again.
  let returned: [String]
  let rowCount: Int
  let blocked: Int
  let unchanged: Int
  /// SHA-256 over every record added, changed and gone: what the journal's line vouches for.
  let hash: String

  init(
    old: [(entry: RegisteredEntry, version: Int64)], reading: RosterReading, place: RosterPlaceInCenter, importID: String,
    confirmation: RosterConfirmation, today: CalendarDay, keys: KeyRing, identifier: () -> String
  ) throws {
    let registered = old.map(\.entry)
    var changeSet = ChangeSet(from: registered, to: reading.entries)
    if !changeSet.possiblySamePerson.isEmpty {
      var answers: [ChangeSet.Question: Bool] = [:]
      for question in changeSet.possiblySamePerson { answers[question] = confirmation.samePerson[registered[question.old].key] }
      changeSet = changeSet.answering(answers, from: registered, to: reading.entries)
      guard changeSet.possiblySamePerson.isEmpty else {
        throw RegistrationRefusal.openQuestions(changeSet.possiblySamePerson.count)
      }
    }
    var digest = SHA256()
    self.place = place
    self.importID = importID
    rowCount = reading.rowCount
    blocked = reading.blockedRows
    unchanged = changeSet.unchanged.count
    returned = changeSet.returned.map { registered[$0].key }
    statusChanges = try Self.departures(changeSet, registered, confirmation, today, &digest)
    addedRows = try changeSet.added.map { index in
      let entry = reading.entries[index]
      Self.digest(entry, "added", &digest)
      return try StoredGraduate.values(entry, id: identifier(), version: 1, place: place, importID: importID, keys: keys)
    }
    changes = try changeSet.changed.map { change in
      let before = old[change.old]
      let entry = reading.entries[change.new]
      Self.digest(before.entry.entry, "old", &digest)
      Self.digest(entry, "new", &digest)
      let row = try StoredGraduate.values(
        entry, id: before.entry.key, version: before.version + 1, place: place, importID: importID, keys: keys)
      return Replacement(
        graduateID: before.entry.key, oldVersion: before.version, oldJSON: try Self.json(before.entry.entry), row: row)
    }
    hash = hexadecimal(digest.finalize())
    if addedRows.isEmpty, changes.isEmpty, statusChanges.isEmpty, returned.isEmpty { throw RosterImportRefusal.nothingChanges }
  }

  func summary(version: Int64) -> RosterImport {
    RosterImport(
      id: importID, version: version, rowCount: rowCount, added: addedRows.count, changed: changes.count,
      gone: statusChanges.count, unchanged: unchanged, blocked: blocked)
  }

  /// Who leaves, each with a status change; somebody with shots never does.
  private static func departures(
    _ changes: ChangeSet, _ registered: [RegisteredEntry], _ confirmation: RosterConfirmation, _ today: CalendarDay,
    _ digest: inout SHA256
  ) throws -> [(graduateID: String, change: StatusChange)] {
    var departures: [(graduateID: String, change: StatusChange)] = []
    var open = 0
    for gone in changes.gone where !gone.mustStay {
      let record = registered[gone.old]
      guard let change = confirmation.statusChanges[record.key] else {
        open += 1
        continue
      }
      if let problem = change.problem(today: today) { throw problem }
      Self.digest(record.entry, "gone", &digest)
      departures.append((record.key, change))
    }
    guard open == 0 else { throw RegistrationRefusal.goneWithoutStatusChange(open) }
    return departures
  }

  /// A record as JSON by column code, sorted: what `graduate_version` keeps under the graduate's key.
  static func json(_ entry: RosterEntry) throws -> [UInt8] {
    var values: [String: String] = [:]
    for column in RosterColumn.allCases where !entry[column].isEmpty { values[column.rawValue] = entry[column] }
    values[RosterColumn.idNumberKind.rawValue] = entry.idNumber.kind.rawValue
    values[RosterColumn.category.rawValue] = entry.category.rawValue
    values[RosterColumn.level.rawValue] = entry.level?.rawValue ?? ""
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(values))
  }

  private static func digest(_ entry: RosterEntry, _ what: String, _ digest: inout SHA256) {
    digest.update(data: Array(what.utf8))
    for column in RosterColumn.allCases {
      digest.update(data: Array(entry[column].utf8))
      digest.update(data: [0x1F])
    }
  }
}
