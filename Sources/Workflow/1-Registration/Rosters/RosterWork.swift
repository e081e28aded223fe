import Crypto
import Foundation
import GraduatePhotos
import Storage

/// Everything an import will write, judged before its transaction; the rows themselves are encrypted one by one while they are
/// written, so that 300,000 of them never lie in memory at once.
struct RosterWork: Sendable {
  let place: RosterPlaceInCenter
  let importID: String
  let old: [StandingRecord]
  let entries: [RosterEntry]
  /// Positions in `entries`.
  let added: [Int]
  let changes: [ChangeSet.Change]
  let statusChanges: [(graduateID: String, change: StatusChange)]
  /// Records that had left and are in the file again.
  let returned: [String]
  let rowCount: Int
  let blocked: Int
  let unchanged: Int
  /// SHA-256 over every record added, changed and gone: what the journal's line vouches for.
  let hash: String

  /// - Throws: `RegistrationRefusal.openQuestions`, `.goneWithoutStatusChange`, `RosterImportRefusal.nothingChanges`.
  init(
    _ comparison: RosterComparison, place: RosterPlaceInCenter, importID: String, confirmation: RosterConfirmation,
    today: CalendarDay
  ) throws {
    let reading = comparison.reading
    let registered = comparison.registeredEntries
    let changeSet = try Self.answered(comparison.changes, registered, reading.entries, confirmation)
    var digest = SHA256()
    self.place = place
    self.importID = importID
    old = comparison.old
    entries = reading.entries
    rowCount = reading.rowCount
    blocked = reading.blockedRows
    unchanged = changeSet.unchanged.count
    returned = changeSet.returned.map { registered[$0].key }
    statusChanges = try Self.departures(changeSet, registered, confirmation, today, &digest)
    added = changeSet.added
    changes = changeSet.changed
    for index in added { Self.digest(reading.entries[index], "added", &digest) }
    for change in changes {
      Self.digest(registered[change.old].entry, "old", &digest)
      Self.digest(reading.entries[change.new], "new", &digest)
    }
    for id in returned { digest.update(data: Array("returned\(id)".utf8)) }
    hash = hexadecimal(digest.finalize())
    if added.isEmpty, changes.isEmpty, statusChanges.isEmpty, returned.isEmpty { throw RosterImportRefusal.nothingChanges }
  }

  func summary(version: Int64) -> RosterImport {
    RosterImport(
      id: importID, version: version, rowCount: rowCount, added: added.count, changed: changes.count, gone: statusChanges.count,
      unchanged: unchanged, blocked: blocked)
  }

  private static func answered(
    _ changes: ChangeSet, _ registered: [RegisteredEntry], _ entries: [RosterEntry], _ confirmation: RosterConfirmation
  ) throws -> ChangeSet {
    guard !changes.possiblySamePerson.isEmpty else { return changes }
    var answers: [ChangeSet.Question: Bool] = [:]
    for question in changes.possiblySamePerson {
      answers[question] = confirmation.samePerson[registered[question.old].key] ?? confirmation.everyOtherPair
    }
    let answered = changes.answering(answers, from: registered, to: entries)
    guard answered.possiblySamePerson.isEmpty else {
      throw RegistrationRefusal.openQuestions(answered.possiblySamePerson.count)
    }
    // "Another person" under the number of somebody the file does not speak for.
    guard answered.numbersTaken(in: registered, by: entries).isEmpty else { throw RosterImportRefusal.studentNumberTaken }
    return answered
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
      guard let change = confirmation.statusChanges[record.key] ?? confirmation.everybodyElse else {
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

  private static func digest(_ entry: RosterEntry, _ what: String, _ digest: inout SHA256) {
    var bytes = Array(what.utf8)
    for column in RosterColumn.allCases {
      bytes.append(contentsOf: entry[column].utf8)
      bytes.append(0x1F)
    }
    digest.update(data: bytes)
  }
}

/// A record as it stands in the center, with what its row says beside the entry.
struct StandingRecord: Sendable {
  let entry: RegisteredEntry
  let version: Int64
  /// The import (or the hand) that its row came from.
  let importID: String
}

/// The rows of those who are new, each made when it is asked for.
struct AddedRows: Sequence {
  /// Sequences cannot throw: what went wrong is kept here and looked at when the rows are written.
  final class Failure {
    var error: (any Error)?
  }

  let work: RosterWork
  let keys: KeyRing
  let identifier: () -> String
  let failure = Failure()

  func makeIterator() -> some IteratorProtocol<[SQLValue]> {
    var positions = work.added.makeIterator()
    return AnyIterator { () -> [SQLValue]? in
      guard failure.error == nil, let position = positions.next() else { return nil }
      do {
        return try StoredGraduate.values(
          work.entries[position], id: identifier(), version: 1, place: work.place, importID: work.importID, keys: keys)
      } catch {
        failure.error = error
        return nil
      }
    }
  }
}

/// A record as `graduate_version` keeps it: JSON by column code, sorted, with the import its row came from.
enum KeptRecord {
  private static let importKey = "import"
  private static let lacksKey = "lacks-characters"

  static func json(_ entry: RosterEntry, importID: String) throws -> [UInt8] {
    var values: [String: String] = [importKey: importID]
    for column in RosterColumn.allCases where !entry[column].isEmpty { values[column.rawValue] = entry[column] }
    values[RosterColumn.idNumberKind.rawValue] = entry.idNumber.kind.rawValue
    values[RosterColumn.category.rawValue] = entry.category.rawValue
    values[RosterColumn.level.rawValue] = entry.level?.rawValue ?? ""
    if entry.nameLacksCharacters { values[lacksKey] = "1" }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(values))
  }

  static func read(_ json: [UInt8], place: RosterPlaceInCenter) throws -> (entry: RosterEntry, importID: String) {
    let values = try JSONDecoder().decode([String: String].self, from: Data(json))
    func value(_ column: RosterColumn) -> String { values[column.rawValue] ?? "" }
    guard let kind = IDNumberKind(rawValue: value(.idNumberKind)), let category = Category(rawValue: value(.category)),
      let sex = Sex(text: value(.sex))
    else { throw StoredGraduateFault(graduateID: "kept version") }
    var entry = RosterEntry(
      institutionCode: place.institutionCode, institutionName: place.institutionName, studyCenterName: value(.studyCenterName),
      category: category, department: value(.department), major: value(.major), classGroup: value(.classGroup),
      studentNumber: value(.studentNumber), name: PersonName(stored: value(.name)), sex: sex,
      idNumber: IDNumber(storedKind: kind, value: value(.idNumber)), level: StudyLevel(rawValue: value(.level)),
      studyLength: value(.studyLength), expectedGraduation: CalendarDay.parse(value(.expectedGraduation)),
      plannedSerial: value(.plannedSerial), remark: value(.remark), nameLacksCharacters: values[lacksKey] != nil)
    for column in RosterColumn.extras where !value(column).isEmpty { entry.extras[column] = value(column) }
    return (entry, values[importKey] ?? "")
  }
}
