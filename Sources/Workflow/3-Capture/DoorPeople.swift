import GraduatePhotos
import Storage

extension Transaction {
  /// Everybody of a visit's classes, by class and student number; in code mode the codes, without names.
  func doorPeople(of visit: OpenVisit, table: CharacterTable?) throws -> [DuePerson] {
    if visit.isMakeup { return try makeupDoorPeople(at: visit, table: table) }
    var people: [DuePerson] = []
    var classes: Set<TurnKey> = []
    for turn in visit.record.turns {
      guard classes.insert(turn.key.plain).inserted else { continue }
      people += try graduates(of: turn.key.plain, visit, table: table)
      people += try codes(of: turn.key.plain, visit)
    }
    return people
  }

  /// One person, of whichever class of the campaign.
  ///
  /// - Throws: `CaptureRefusal.personUnknown`.
  func doorPerson(_ id: String, at visit: OpenVisit) throws -> DuePerson {
    let campaign = SQLValue.text(visit.campaign.id)
    if let row = try row("\(Self.graduateSelect) WHERE g.campaign_id = ? AND g.id = ?", [campaign, .text(id)]) {
      return try graduate(from: row, visit, table: nil)
    }
    if let row = try row("\(Self.codeSelect) WHERE c.campaign_id = ? AND c.id = ?", [campaign, .text(id)]) {
      return try code(from: row)
    }
    throw CaptureRefusal.personUnknown
  }

  /// Somebody of the campaign who is not of the visit's classes, found exactly: by identity number, code or student number of the place's
  /// institution.
  func stranger(_ typed: String, marks: [String], at visit: OpenVisit) throws -> [DuePerson] {
    if let id = QueueSlip.personID(in: typed) {
      do { return [try doorPerson(id, at: visit)] } catch CaptureRefusal.personUnknown { return [] }
    }
    let campaign = SQLValue.text(visit.campaign.id)
    var found = try rows(
      "\(Self.graduateSelect) WHERE g.campaign_id = ? AND (g.institution_id = ? OR ? = '') AND g.student_number = ? LIMIT 10",
      [campaign, .text(visit.place.institutionID), .text(visit.place.institutionID), .text(typed.trimmed)]
    ).map { try graduate(from: $0, visit, table: nil) }
    for mark in marks {
      guard let bytes = bytes(hexadecimal: mark) else { continue }
      found += try rows("\(Self.graduateSelect) WHERE g.campaign_id = ? AND g.id_index = ? LIMIT 10", [campaign, .blob(bytes)])
        .map { try graduate(from: $0, visit, table: nil) }
      found += try rows("\(Self.codeSelect) WHERE c.campaign_id = ? AND c.code_index = ?", [campaign, .blob(bytes)]).map {
        try code(from: $0)
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0.id).inserted }
  }

  /// Keyed hashes of what was typed, as people are marked with: an identity number, or a collection code.
  func doorMarks(_ typed: String) -> [String] {
    let text = typed.trimmed
    guard text.utf8.count >= 15, text.utf8.count <= CaptureLimits.scanBytes else { return [] }
    let codes = keys.blindIndexes(of: text, field: Self.codeIndexField)
    guard let number = try? IDNumber.read(text, today: today) else { return codes.map { hexadecimal($0) } }
    return (keys.blindIndexes(of: number.comparisonKey, field: StoredGraduate.indexField) + codes).map { hexadecimal($0) }
  }

  static let graduateSelect = """
    SELECT g.id, g.name, g.student_number, g.category, g.department, g.class_group, g.id_index,
      COALESCE(g.study_center_id, g.institution_id) AS place,
      (SELECT s.kind FROM status_change s WHERE s.graduate_id = g.id AND NOT EXISTS
        (SELECT 1 FROM status_change_withdrawn w WHERE w.status_change_id = s.id) ORDER BY s.id DESC LIMIT 1) AS kind,
      a.reason, a.way_on, a.returns_on, a.other_province,
      (SELECT MIN(x.instruction) FROM special_case x WHERE x.graduate_id = g.id) AS instruction, \(retake("g")) AS retake
    FROM graduate g LEFT JOIN absence a ON a.graduate_id = g.id
    """

  /// Why the head office sent somebody's portrait back, while he was not shot anew.
  private static func retake(_ people: String) -> String {
    """
    (SELECT r.reason FROM release_returned r WHERE r.campaign_id = \(people).campaign_id AND r.person_id = \(people).id
        AND \(Retake.isOpen) ORDER BY r.returned_at DESC LIMIT 1)
    """
  }

  static let codeSelect = """
    SELECT c.id, c.category, c.department, c.class_group, c.code_index,
      COALESCE(c.study_center_id, c.institution_id) AS place,
      (SELECT l.kind FROM collection_code_left l WHERE l.code_id = c.id AND NOT EXISTS
        (SELECT 1 FROM collection_code_back b WHERE b.left_id = l.id) ORDER BY l.id DESC LIMIT 1) AS kind, \(retake("c")) AS retake
    FROM collection_code c
    """

  private func graduates(of key: TurnKey, _ visit: OpenVisit, table: CharacterTable?) throws -> [DuePerson] {
    let isCenter = visit.place.studyCenterID != nil
    return try rows(
      """
      \(Self.graduateSelect) WHERE g.campaign_id = ? AND g.institution_id = ? AND g.department = ? AND g.class_group = ?
        AND g.category = ? AND g.study_center_id \(isCenter ? "= ?" : "IS NULL")
      ORDER BY g.student_number, g.id
      """,
      [
        .text(visit.campaign.id), .text(visit.place.institutionID), .text(key.department), .text(key.classGroup),
        .text(key.category.rawValue),
      ] + (visit.place.studyCenterID.map { [.text($0)] } ?? [])
    ).map { try graduate(from: $0, visit, table: table) }
  }

  private func codes(of key: TurnKey, _ visit: OpenVisit) throws -> [DuePerson] {
    let isCenter = visit.place.studyCenterID != nil
    return try rows(
      """
      \(Self.codeSelect) WHERE c.campaign_id = ? AND c.institution_id = ? AND c.department = ? AND c.class_group = ?
        AND c.category = ? AND c.study_center_id \(isCenter ? "= ?" : "IS NULL") ORDER BY c.id
      """,
      [
        .text(visit.campaign.id), .text(visit.place.institutionID), .text(key.department), .text(key.classGroup),
        .text(key.category.rawValue),
      ] + (visit.place.studyCenterID.map { [.text($0)] } ?? [])
    ).map { try code(from: $0) }
  }

  func graduate(from row: SQLRow, _ visit: OpenVisit, table: CharacterTable?) throws -> DuePerson {
    let absence = try row.optionalText("reason") == nil ? nil : Absence(from: row)
    var returns = false
    if case .returns? = absence?.wayOn { returns = true }
    var standing = DuePerson.Standing.due
    var turn = TurnKey(
      category: try Self.category(row), department: try row.text("department"), classGroup: try row.text("class_group"),
      returns: returns)
    // Whoever may come to the make-up is awaited there, whatever was said about his class's day.
    if let absence, !visit.isMakeup {
      let isHere = try returns && row.text("place") == visit.place.id && visit.record.turns.contains { $0.key == turn }
      if !isHere {
        standing = .absent("\(absence.reason.chineseName)，\(absence.wayOn.chineseName)")
        turn = turn.plain
      }
    }
    if let kind = try row.optionalText("kind") { standing = .left(StatusChange.Kind(rawValue: kind)?.chineseName ?? "学籍异动") }
    let name = try row.text("name")
    return DuePerson(
      id: try row.text("id"), name: name, studentNumber: try row.text("student_number"), placeID: try row.text("place"),
      turn: turn,
      initials: table?.initials(of: name) ?? [], marks: [hexadecimal(try row.blob("id_index"))], standing: standing,
      instructions: try Self.instructions(row.optionalText("instruction"), row))
  }

  func code(from row: SQLRow) throws -> DuePerson {
    DuePerson(
      id: try row.text("id"), name: "", studentNumber: "", placeID: try row.text("place"),
      turn: TurnKey(
        category: try Self.category(row), department: try row.text("department"), classGroup: try row.text("class_group")),
      marks: [hexadecimal(try row.blob("code_index"))],
      standing: try row.optionalText("kind").map { .left(StatusChange.Kind(rawValue: $0)?.chineseName ?? "学籍异动") } ?? .due,
      instructions: try Self.instructions(nil, row))
  }

  /// What the crew minds: how to shoot a special case, and why somebody comes again.
  private static func instructions(_ special: String?, _ row: SQLRow) throws -> [String] {
    [special, try row.optionalText("retake").map { "上次的照片退回重拍：\($0)" }].compactMap { $0 }.filter { !$0.isEmpty }
  }

  private static func category(_ row: SQLRow) throws -> Category {
    guard let category = Category(rawValue: try row.text("category")) else {
      throw StoredGraduateFault(graduateID: try row.text("id"))
    }
    return category
  }
}

extension CharacterTable {
  /// The initials of a name, one text for each way its characters are read: 「单雄信」 is sxx, cxx and dxx; at most eight.
  func initials(of name: String) -> [String] {
    var found = [""]
    for scalar in name.unicodeScalars.prefix(CaptureLimits.initialCharacters) {
      let letters: Set<String>
      if scalar.value < 0x80 {
        guard scalar.properties.isAlphabetic else { continue }
        letters = [String(scalar).lowercased()]
      } else {
        letters = Set(readings(of: scalar.value).compactMap { $0.first.map(String.init) })
      }
      guard !letters.isEmpty else { continue }
      found = found.flatMap { head in letters.sorted().map { head + $0 } }.prefix(CaptureLimits.initialsOfName).map { $0 }
    }
    return found == [""] ? [] : found
  }
}
