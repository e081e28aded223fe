import GraduatePhotos
import Paperwork
import Storage

/// Somebody on a print, before the portrait was read.
struct PrintedPerson<Caption: PhotoCaption>: Sendable {
  let id: String
  let turn: TurnKey
  let caption: Caption
  /// Its file.
  let portrait: Result<String, NoPortrait>
}

extension Array {
  /// People in the order of classes, cut where the next class begins; no part is empty.
  func byClass<Caption>() -> [[PrintedPerson<Caption>]] where Element == PrintedPerson<Caption> {
    var classes: [[PrintedPerson<Caption>]] = []
    for person in self {
      if let last = classes.last?.last, last.turn.isSame(as: person.turn) {
        classes[classes.count - 1].append(person)
      } else {
        classes.append([person])
      }
    }
    return classes
  }
}

/// Somebody has no portrait that counts.
struct NoPortrait: Error { let reason: NoPortraitReason }

extension Transaction {
  /// What is printed under whose photo, by class in the order of the roster; numbers are in full.
  func printedGraduates(
    _ place: GraduatePlace, _ scope: GraduateScope, at institution: RosterPlaceInCenter
  ) throws -> [PrintedPerson<RosterCaption>] {
    try printedGraduates(place.condition(scope), at: institution)
  }

  /// The same for a condition on graduates.
  func printedGraduates(
    _ people: (sql: String, arguments: [SQLValue]), at institution: RosterPlaceInCenter
  ) throws -> [PrintedPerson<RosterCaption>] {
    let (condition, arguments) = people
    var people: [PrintedPerson<RosterCaption>] = []
    try sql.forEachRow(
      """
      SELECT \(StoredGraduate.readColumns), t.serial, p.file_id,
        CASE WHEN EXISTS (SELECT 1 FROM absence a WHERE a.graduate_id = g.id) THEN 'absent' ELSE 'not-shot' END AS unshot,
        \(Self.whyNoPortrait("g")) AS why
      FROM graduate g \(Portrait.present(of: "g"))
      WHERE \(condition) AND NOT \(GraduateScope.hasLeft)
      ORDER BY g.category, g.department, g.class_group, g.student_number, g.id
      """, arguments
    ) { row in
      let entry = try StoredGraduate.entry(from: row, place: institution, keys: keys)
      guard let turn = try turn(of: row) else { return }
      people.append(
        PrintedPerson(
          id: try row.text("id"), turn: turn,
          caption: RosterCaption(
            institution: institution.institutionName, name: entry.name.value, studentNumber: entry.studentNumber,
            idNumber: entry.idNumber.value, shotSerial: try Self.serial(row)),
          portrait: try Self.portrait(row)))
    }
    return people
  }

  /// The same in code mode: the end of our number, by which a picture's file is called too, and the serial.
  func printedCodes(_ place: GraduatePlace, _ scope: GraduateScope) throws -> [PrintedPerson<CodeCaption>] {
    try printedCodes(place.condition(scope, of: "c"))
  }

  func printedCodes(_ codes: (sql: String, arguments: [SQLValue])) throws -> [PrintedPerson<CodeCaption>] {
    let (condition, arguments) = codes
    var people: [PrintedPerson<CodeCaption>] = []
    try sql.forEachRow(
      """
      SELECT c.id, c.category, c.department, c.class_group, t.serial, p.file_id,
        'not-shot' AS unshot, \(Self.whyNoPortrait("c")) AS why
      FROM collection_code c \(Portrait.present(of: "c"))
      WHERE \(condition) AND NOT \(Self.codeHasLeft) ORDER BY c.category, c.department, c.class_group, t.serial, c.id
      """, arguments
    ) { row in
      guard let turn = try turn(of: row) else { return }
      let id = try row.text("id")
      people.append(
        PrintedPerson(
          id: id, turn: turn, caption: try CodeCaption(code: PersonEnd.of(id), shotSerial: Self.serial(row)),
          portrait: try Self.portrait(row)))
    }
    return people
  }

  private static func serial(_ row: SQLRow) throws -> String {
    try row.optionalInt("serial").map { StationNumbers.serialText($0) } ?? ""
  }

  private static func portrait(_ row: SQLRow) throws -> Result<String, NoPortrait> {
    guard let file = try row.optionalText("file_id") else {
      let name = try row.optionalText("why") ?? row.text("unshot")
      return .failure(.init(reason: NoPortraitReason(rawValue: name) ?? .notShot))
    }
    return .success(file)
  }

  /// Where somebody without a portrait is on the way to one; NULL for who was not shot.
  static func whyNoPortrait(_ people: String) -> String {
    let key = "campaign_id = \(people).campaign_id AND"
    return """
      CASE
        WHEN EXISTS (SELECT 1 FROM release_returned r WHERE r.\(key) r.person_id = \(people).id AND \(Retake.isOpen))
          THEN 'retake'
        WHEN EXISTS (SELECT 1 FROM release_queue q WHERE q.\(key) q.person_id = \(people).id)
          OR EXISTS (SELECT 1 FROM shot_chosen h WHERE h.\(key) h.person_id = \(people).id) THEN 'in-processing'
        WHEN EXISTS (SELECT 1 FROM shot_binding b WHERE b.person_id = \(people).id) THEN 'not-accepted'
      END
      """
  }
}
