import Foundation
import GraduatePhotos
import Storage

/// A graduate's row and its entry, both ways.
///
/// The identity number is encrypted with the row's id as associated data.
enum StoredGraduate {
  static let columns = [
    "id", "campaign_id", "institution_id", "study_center_id", "import_id", "version", "student_number", "name", "sex",
    "id_kind",
    "id_sealed", "id_key", "id_index", "id_masked", "category", "level", "department", "major", "class_group", "preset_serial",
    "expected_on", "extras", "slot",
  ]

  /// What `entry(from:)` reads, from `graduate g`.
  static let readColumns = """
    g.id, g.study_center_id, g.import_id, g.version, g.student_number, g.name, g.sex, g.id_kind, g.id_sealed, g.id_key, g.id_masked, g.category,
    g.level, g.department, g.major, g.class_group, g.preset_serial, g.expected_on, g.extras
    """

  /// The field name of the blind index.
  static let indexField = "graduate.id_number"

  /// The values of `columns` for an entry.
  ///
  /// `slot`: nil for somebody who is due under his student number.
  static func values(
    _ entry: RosterEntry, id: String, version: Int64, place: RosterPlaceInCenter, importID: String, keys: KeyRing,
    slot: String? = nil
  ) throws -> [SQLValue] {
    let centerID = place.studyCenterID(named: entry.studyCenterName)
    return [
      .text(id), .text(place.campaignID), .text(place.institutionID), .optional(centerID), .text(importID), .integer(version),
      .text(entry.studentNumber), .text(entry.name.value), .text(entry.sex.chineseName), .text(entry.idNumber.kind.rawValue),
      .blob(try keys.seal(Array(entry.idNumber.value.utf8), as: id)), .text(keys.encryptionKeyID),
      .blob(keys.blindIndex(of: entry.idNumber.comparisonKey, field: indexField)), .text(entry.idNumber.masked),
      .text(entry.category.rawValue), .text(entry.level?.rawValue ?? ""), .text(entry.department), .text(entry.major),
      .text(entry.classGroup), .text(entry.plannedSerial), .text(entry.expectedGraduation?.compact ?? ""),
      .text(try extras(of: entry)), .text(slot ?? (entry.studentNumber.isEmpty ? id : "")),
    ]
  }

  /// What has no column of its own: study center as written, length of study, remark, optional columns.
  private static func extras(of entry: RosterEntry) throws -> String {
    var values: [String: String] = [:]
    for (column, value) in entry.extras where !value.isEmpty { values[column.rawValue] = value }
    if !entry.studyCenterName.isEmpty { values[RosterColumn.studyCenterName.rawValue] = entry.studyCenterName }
    if !entry.studyLength.isEmpty { values[RosterColumn.studyLength.rawValue] = entry.studyLength }
    if !entry.remark.isEmpty { values[RosterColumn.remark.rawValue] = entry.remark }
    if entry.nameLacksCharacters { values[lacksCharactersKey] = "1" }
    guard !values.isEmpty else { return "{}" }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(values), as: UTF8.self)
  }

  private static let lacksCharactersKey = "lacks-characters"
  /// What stored extras have in them then: a list asks each of its lines, and decodes none.
  static let lacksCharactersMark = Array("\"\(lacksCharactersKey)\"".utf8)

  /// The entry of a row read with `readColumns`.
  static func entry(from row: SQLRow, place: RosterPlaceInCenter, keys: KeyRing) throws -> RosterEntry {
    let id = try row.text("id")
    let number = try keys.open(row.blob("id_sealed"), under: row.text("id_key"), as: id)
    return try entry(from: row, place: place, number: String(decoding: number, as: UTF8.self))
  }

  /// The same without opening the number: for lists that show it masked.
  static func maskedEntry(from row: SQLRow, place: RosterPlaceInCenter) throws -> RosterEntry {
    try entry(from: row, place: place, number: try row.text("id_masked"))
  }

  private static func entry(from row: SQLRow, place: RosterPlaceInCenter, number: String) throws -> RosterEntry {
    guard let kind = IDNumberKind(rawValue: try row.text("id_kind")),
      let category = Category(rawValue: try row.text("category")),
      let sex = Sex(text: try row.text("sex"))
    else { throw StoredGraduateFault(graduateID: try row.text("id")) }
    var extras: [String: String] = [:]
    let stored = try row.text("extras")
    if stored != "{}" { extras = try JSONDecoder().decode([String: String].self, from: Data(stored.utf8)) }
    var entry = RosterEntry(
      institutionCode: place.institutionCode, institutionName: place.institutionName, category: category,
      department: try row.text("department"), major: try row.text("major"), classGroup: try row.text("class_group"),
      studentNumber: try row.text("student_number"), name: PersonName(stored: try row.text("name")), sex: sex,
      idNumber: IDNumber(storedKind: kind, value: number), level: StudyLevel(rawValue: try row.text("level")),
      expectedGraduation: CalendarDay.parse(try row.text("expected_on")), plannedSerial: try row.text("preset_serial"))
    entry.studyCenterName = extras[RosterColumn.studyCenterName.rawValue] ?? ""
    entry.studyLength = extras[RosterColumn.studyLength.rawValue] ?? ""
    entry.remark = extras[RosterColumn.remark.rawValue] ?? ""
    entry.nameLacksCharacters = extras[lacksCharactersKey] != nil
    for column in RosterColumn.extras {
      if let value = extras[column.rawValue] { entry.extras[column] = value }
    }
    return entry
  }
}

/// A row that the rules would never have let in: the database was changed by other hands.
struct StoredGraduateFault: Error { let graduateID: String }

/// Where a roster belongs: the campaign, the institution, and its study centers by name.
struct RosterPlaceInCenter: Sendable {
  let campaignID: String
  let institutionID: String
  let institutionCode: String
  let institutionName: String
  /// Centers in the province by own name and by parent and own name in one.
  let studyCenters: [String: String]
  let plan: CampaignPlan

  func studyCenterID(named name: String) -> String? { name.isEmpty ? nil : studyCenters[name] }

  /// The shortest name under which a center is known here: its own.
  func studyCenterName(_ id: String) -> String? {
    studyCenters.filter { $0.value == id }.map(\.key).min { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
  }
}
