import GraduatePhotos
import Storage

/// What a roster file is compared with: the records it may change, and what else the institution has.
struct RegisteredRoster: Sendable {
  /// Records of the institution, or of the one center that its liaison keeps.
  let records: [StandingRecord]
  /// Own names of study centers that bring their students themselves.
  let centersApart: Set<String>
  /// Those of the institution's other records that a center's file collides with, by the file's entries.
  var others: [OtherRecord] = []
}

/// A record beyond what a keeper keeps, met by one of his entries.
struct OtherRecord: Sendable {
  /// Position among the entries of the file.
  let entry: Int
  /// Where it stands: 「本部」 or 「站点「天水函授站」」.
  let where_: String
  let isSameStudentNumber: Bool
  let isSamePerson: Bool
}

/// A file compared with what is registered; the same for the preview and for the import, so that what is confirmed is what was shown.
struct RosterComparison: Sendable {
  /// The reading without the rows that the institution's other records block.
  private(set) var reading: RosterReading
  let old: [StandingRecord]
  private(set) var changes: ChangeSet
  let scope: RosterScope
  let file: RosterExtent
  /// Of those who are due and no center's own.
  let registered: RosterExtent
  let centersApart: Set<String>

  init(_ reading: RosterReading, with roster: RegisteredRoster, choices: RosterChoices) {
    var reading = reading
    old = roster.records
    let registeredEntries = roster.records.map(\.entry)
    let apart = choices.centers == .included ? [] : roster.centersApart
    centersApart = roster.centersApart
    let blocked = Self.note(roster.others, in: &reading)
    reading.takeOut { index, _ in blocked.contains(index) }
    let whole = RosterCoverage(.whole, of: RosterExtent(), centersApart: apart)
    registered = RosterExtent(
      registeredEntries.lazy.filter { $0.statusChange == nil && whole.covers($0.entry) }.map(\.entry))
    // The rows that are blocked below are in it too: what a file is part of does not hang on its typos.
    file = RosterExtent(reading.entries)
    scope = choices.scope ?? .proposed(file: file, registered: registered)
    let coverage = RosterCoverage(scope, of: file, centersApart: apart)
    changes = ChangeSet(from: registeredEntries, to: reading.entries, refused: reading.refused, coverage: coverage)
    self.reading = reading
    // Taking a row out may leave its own record alone, whose number then stays too: each round blocks at least one row more.
    while blockTakenNumbers(registeredEntries) {
      changes = ChangeSet(from: registeredEntries, to: self.reading.entries, refused: self.reading.refused, coverage: coverage)
    }
    pointOutSamePeople(registeredEntries)
  }

  /// The records that the changes point into.
  var registeredEntries: [RegisteredEntry] { old.map(\.entry) }

  /// Notes what the rest of the institution says to a center's file; returns the entries that cannot be taken.
  private static func note(_ others: [OtherRecord], in reading: inout RosterReading) -> Set<Int> {
    var blocked: Set<Int> = []
    for other in others {
      let entry = reading.entries[other.entry]
      let place = reading.places[other.entry]
      if other.isSameStudentNumber {
        blocked.insert(other.entry)
        reading.note(
          RosterProblem(
            severity: .error, column: .studentNumber, place: place, reason: RosterReason.numberTaken,
            message: other.isSamePerson ? "这名学生已经登记在\(other.where_)" : "\(other.where_)已有一名在册学生用这个学号",
            remedy: other.isSamePerson ? "请移出这一行，或由学校的学籍管理员改正站点" : "请核对学号", value: entry.studentNumber))
      } else {
        reading.note(samePerson(entry, at: place, where_: other.where_))
      }
    }
    return blocked
  }

  private static func samePerson(_ entry: RosterEntry, at place: RosterPlace, where_: String) -> RosterProblem {
    RosterProblem(
      severity: .warning, column: .idNumber, place: place, reason: RosterReason.sameElsewhere,
      message: "这个证件号码在\(where_)已有一条记录", remedy: "专升本、二学位每条记录各拍一张；重复登记的请删去一条", value: entry.idNumber.value)
  }

  /// Blocks entries whose student number stays with somebody the file leaves alone; false when there is none.
  private mutating func blockTakenNumbers(_ registered: [RegisteredEntry]) -> Bool {
    let taken = changes.numbersTaken(in: registered, by: reading.entries)
    guard !taken.isEmpty else { return false }
    for pair in taken {
      let other = registered[pair.old].entry
      reading.note(
        RosterProblem(
          severity: .error, column: .studentNumber, place: reading.places[pair.new], reason: RosterReason.numberTaken,
          message: "\(Self.place(of: other))已有一名在册学生用这个学号（\(other.name.value)，\(other.department)）", remedy: "请核对学号",
          value: reading.entries[pair.new].studentNumber))
    }
    let blocked = Set(taken.map(\.new))
    reading.takeOut { index, _ in blocked.contains(index) }
    return true
  }

  /// A word about those who are registered once more, or who move between the institution and a center.
  private mutating func pointOutSamePeople(_ registered: [RegisteredEntry]) {
    let moved = changes.changed.filter { $0.fields.contains { $0.column == .studyCenterName } }
    for change in moved {
      let where_ = Self.place(of: registered[change.old].entry)
      reading.note(
        RosterProblem(
          severity: .warning, column: .studyCenterName, place: reading.places[change.new], reason: RosterReason.sameElsewhere,
          message: "这名学生原来登记在\(where_)，导入后改到\(Self.place(of: reading.entries[change.new]))",
          remedy: "请核对站点名称", value: reading.entries[change.new].studyCenterName))
    }
    guard !changes.added.isEmpty, !registered.isEmpty else { return }
    var byKey: [String: Int] = [:]
    for (index, record) in registered.enumerated() where record.statusChange == nil {
      byKey[record.entry.idNumber.comparisonKey] = index
    }
    for index in changes.added {
      guard let found = byKey[reading.entries[index].idNumber.comparisonKey] else { continue }
      reading.note(
        Self.samePerson(reading.entries[index], at: reading.places[index], where_: Self.place(of: registered[found].entry)))
    }
  }

  private static func place(of entry: RosterEntry) -> String {
    entry.studyCenterName.isEmpty ? "本部" : "站点「\(entry.studyCenterName)」"
  }
}

extension Transaction {
  /// What a keeper's file is compared with.
  func registeredRoster(
    _ place: RosterPlaceInCenter, for keeper: some RosterKeeper, reading: RosterReading
  ) throws -> RegisteredRoster {
    guard let center = keeper.ownStudyCenterID else {
      return RegisteredRoster(
        records: try registered(place, studyCenterID: nil), centersApart: try centersApart(place))
    }
    return RegisteredRoster(
      records: try registered(place, studyCenterID: center), centersApart: [],
      others: try others(than: center, place, meeting: reading.entries))
  }

  /// Centers whose last import was their own.
  func centersApart(_ place: RosterPlaceInCenter) throws -> Set<String> {
    let ids = try rows(
      """
      SELECT DISTINCT r.study_center_id FROM roster_import r WHERE r.campaign_id = ? AND r.institution_id = ?
        AND r.study_center_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM roster_import_rolled_back b WHERE b.import_id = r.id)
      """, [.text(place.campaignID), .text(place.institutionID)]
    ).map { try $0.text("study_center_id") }
    return Set(ids.compactMap(place.studyCenterName))
  }

  /// The institution's records beyond a center that have a student number or a person of the center's file.
  private func others(
    than center: String, _ place: RosterPlaceInCenter, meeting entries: [RosterEntry]
  ) throws -> [OtherRecord] {
    var byNumber: [String: Int] = [:]
    var byPerson: [[UInt8]: [Int]] = [:]
    for (index, entry) in entries.enumerated() {
      if !entry.studentNumber.isEmpty { byNumber[entry.studentNumber] = index }
      for key in keys.blindIndexes(of: entry.idNumber.comparisonKey, field: StoredGraduate.indexField) {
        byPerson[key, default: []].append(index)
      }
    }
    var found: [OtherRecord] = []
    try sql.forEachRow(
      """
      SELECT g.student_number, g.id_index, g.study_center_id FROM graduate g WHERE g.campaign_id = ? AND g.institution_id = ?
        AND (g.study_center_id IS NULL OR g.study_center_id <> ?) AND NOT \(GraduateScope.hasLeft)
      ORDER BY g.student_number, g.id
      """, [.text(place.campaignID), .text(place.institutionID), .text(center)]
    ) { row in
      let people = byPerson[try row.blob("id_index")] ?? []
      let number = byNumber[try row.text("student_number")]
      guard number != nil || !people.isEmpty else { return }
      let name = try row.optionalText("study_center_id").flatMap(place.studyCenterName)
      let where_ = name.map { "站点「\($0)」" } ?? "本部"
      for index in Set(people + (number.map { [$0] } ?? [])).sorted() {
        found.append(
          OtherRecord(
            entry: index, where_: where_, isSameStudentNumber: index == number, isSamePerson: people.contains(index)))
      }
    }
    return found
  }
}
