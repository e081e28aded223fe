import GraduatePhotos
import Storage

/// Somebody whom an erratum may be about, with the photo that lies under him now.
public struct ErrataPerson: Sendable, Identifiable {
  public let id: String
  /// In code mode the collection code.
  public let name: String
  /// Empty in code mode, as the number behind it is.
  public let studentNumber: String
  /// In full.
  let idNumber: String
  public let group: CheckedClass
  /// 拍摄序号 as it is printed; empty where there is no portrait that counts.
  public let serial: String
  /// For the picture's address; nil without one.
  public let portraitID: String?
  let shotID: String?
  let visit: Int?
  let serialNumber: Int?
  /// Of his record as it stands; empty in code mode.
  public let values: [(column: RosterColumn, value: String)]

  public subscript(column: RosterColumn) -> String { values.first { $0.column == column }?.value ?? "" }
}

extension Transaction {
  /// People of an institution who meet a condition on `graduate g`, or on `collection_code c` in code mode.
  func errataPeople(
    _ place: RosterPlaceInCenter, where condition: String, _ arguments: [SQLValue]
  ) throws -> [ErrataPerson] {
    let own: [SQLValue] = [.text(place.campaignID), .text(place.institutionID)]
    let portrait = "p.id AS portrait_id, t.id AS shot_id, t.visit_number, t.serial"
    guard place.plan.regime == .roster else {
      return try rows(
        """
        SELECT c.id, c.department, c.class_group, c.code_sealed, c.code_key, \(portrait)
        FROM collection_code c \(Portrait.present(of: "c"))
        WHERE c.campaign_id = ? AND c.institution_id = ? AND \(condition) AND NOT \(Self.codeHasLeft) ORDER BY c.id
        """, own + arguments
      ).map { row in
        let record = SealedValues.collectionCodes.record([try row.text("id")])
        let code = try keys.open(row.blob("code_sealed"), under: row.text("code_key"), as: record)
        return try errataPerson(row, name: String(decoding: code, as: UTF8.self), entry: nil)
      }
    }
    return try rows(
      """
      SELECT \(StoredGraduate.readColumns), \(portrait) FROM graduate g \(Portrait.present(of: "g"))
      WHERE g.campaign_id = ? AND g.institution_id = ? AND \(condition) AND NOT \(GraduateScope.hasLeft)
      ORDER BY g.student_number, g.id
      """, own + arguments
    ).map { row in
      let entry = try StoredGraduate.entry(from: row, place: place, keys: keys)
      return try errataPerson(row, name: entry.name.value, entry: entry)
    }
  }

  private func errataPerson(_ row: SQLRow, name: String, entry: RosterEntry?) throws -> ErrataPerson {
    let serial = try row.optionalInt("serial")
    return ErrataPerson(
      id: try row.text("id"), name: name, studentNumber: entry?.studentNumber ?? "", idNumber: entry?.idNumber.value ?? "",
      group: CheckedClass(department: try row.text("department"), classGroup: try row.text("class_group")),
      serial: serial.map(StationNumbers.serialText) ?? "", portraitID: try row.optionalText("portrait_id"),
      shotID: try row.optionalText("shot_id"), visit: try row.optionalInt("visit_number"), serialNumber: serial,
      values: entry.map { entry in RosterColumn.allCases.map { ($0, entry[$0]) } } ?? [])
  }

  /// One of them by id.
  ///
  /// - Throws: `ErrataDeskRefusal.personUnknown`.
  func errataPerson(_ id: String, _ place: RosterPlaceInCenter) throws -> ErrataPerson {
    let column = place.plan.regime == .roster ? "g.id" : "c.id"
    guard let found = try errataPeople(place, where: "\(column) = ?", [.text(id)]).first else {
      throw ErrataDeskRefusal.personUnknown
    }
    return found
  }

  /// By student or identity number as it was typed; in code mode by collection code.
  ///
  /// - Throws: `ErrataDeskRefusal.personUnknown`, `.personNotClear`, `.codeMode` for a number in code mode.
  func errataPerson(numbered typed: String, _ place: RosterPlaceInCenter) throws -> ErrataPerson {
    let number = typed.compactHalfWidth
    guard !number.isEmpty else { throw ErrataDeskRefusal.personUnknown }
    var found: [ErrataPerson] = []
    if place.plan.regime == .code {
      guard !CodeModeGuard.holdsIDNumber(number) else { throw ErrataDeskRefusal.codeMode }
      for index in keys.blindIndexes(of: number, field: Self.codeIndexField) {
        found += try errataPeople(place, where: "c.code_index = ?", [.blob(index)])
      }
    } else {
      found = try errataPeople(place, where: "g.student_number = ?", [.text(number)])
      if found.isEmpty { found = try errataPeople(idNumber: typed, place) }
    }
    guard let first = found.first else { throw ErrataDeskRefusal.personUnknown }
    guard Set(found.map(\.id)).count == 1 else { throw ErrataDeskRefusal.personNotClear }
    return first
  }

  private func errataPeople(idNumber typed: String, _ place: RosterPlaceInCenter) throws -> [ErrataPerson] {
    // A number may stand there that no rule would let in now: it is looked for as it is written.
    let number = (try? IDNumber.read(typed, today: today)) ?? IDNumber(storedKind: .resident, value: IDNumber.normalised(typed))
    var found: [ErrataPerson] = []
    for index in keys.blindIndexes(of: number.comparisonKey, field: StoredGraduate.indexField) {
      found += try errataPeople(place, where: "g.id_index = ?", [.blob(index)])
    }
    return found
  }

  /// Whom a form's line is about: by what he was, or by what he should be.
  ///
  /// - Throws: `ErrataDeskRefusal`, also when name or numbers are another one's.
  func errataPerson(of line: ErrataLine, _ place: RosterPlaceInCenter) throws -> ErrataPerson {
    var refusal: any Error = ErrataDeskRefusal.personUnknown
    let typed = [
      line.studentNumber, line.field == .studentNumber ? line.old : "", line.idNumber, line.field == .idNumber ? line.old : "",
    ]
    for number in typed where !number.isEmpty {
      do {
        let person = try errataPerson(numbered: number, place)
        guard let standing = try standingRecord(person.id, place) else { continue }
        if let column = line.disagreement(with: standing.entry.entry) {
          refusal = ErrataDeskRefusal.otherPerson(column)
          continue
        }
        return person
      } catch let error as ErrataDeskRefusal where error == .personUnknown || error == .personNotClear {
        if case ErrataDeskRefusal.otherPerson = refusal { continue }
        refusal = error
      }
    }
    throw refusal
  }

  /// Shots of an institution's visits with a serial, and whose each is now; nobody's among them.
  func shots(serial typed: String, _ place: RosterPlaceInCenter) throws -> [BoundShot] {
    guard let serial = Int(typed.compactHalfWidth) else { return [] }
    let people = place.plan.regime == .roster ? "graduate" : "collection_code"
    return try rows(
      """
      SELECT s.id, s.visit_number, s.serial, b.person_id, x.institution_id FROM shot s
      JOIN shot_binding b ON b.shot_id = s.id AND b.number = (SELECT MAX(n.number) FROM shot_binding n WHERE n.shot_id = s.id)
      LEFT JOIN \(people) x ON x.id = b.person_id
      WHERE s.campaign_id = ? AND s.serial = ? AND (x.institution_id = ? OR b.person_id IS NULL AND EXISTS (
        SELECT 1 FROM shot o JOIN shot_binding ob ON ob.shot_id = o.id JOIN \(people) ox ON ox.id = ob.person_id
        WHERE o.campaign_id = s.campaign_id AND o.visit_number = s.visit_number AND ox.institution_id = ?))
      ORDER BY s.visit_number, s.id
      """, [.text(place.campaignID), .int(serial), .text(place.institutionID), .text(place.institutionID)]
    ).map { row in
      BoundShot(
        id: try row.text("id"), visit: try row.int("visit_number"), serial: try row.int("serial"),
        person: try row.optionalText("person_id"))
    }
  }
}

extension Transaction {
  /// The shot with a serial that is nobody's: of the visit at which the person was shot; of whichever, while he has no photo, as long as
  /// only one bears it.
  ///
  /// - Throws: `ErratumRefusal.serialNotClear`.
  func looseShot(serial: String, of visit: Int?, _ place: RosterPlaceInCenter) throws -> BoundShot? {
    let loose = try shots(serial: serial, place).filter { shot in
      shot.person == nil && (visit.map { $0 == shot.visit } ?? true)
    }
    guard loose.count <= 1 else { throw ErratumRefusal.serialNotClear(serial) }
    return loose.first
  }
}

/// A shot and whose it is now.
struct BoundShot: Sendable, Hashable {
  let id: String
  let visit: Int
  let serial: Int
  /// Nil: nobody's.
  let person: String?
}

extension String {
  /// A serial as it is printed, of what somebody typed; other texts as they are.
  var asSerial: String {
    let text = compactHalfWidth
    return Int(text).map(StationNumbers.serialText) ?? text
  }
}
