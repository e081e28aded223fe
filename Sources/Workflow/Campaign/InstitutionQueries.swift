import GraduatePhotos
import Storage

/// An institution's rows.
struct StoredInstitution {
  let id: String
  var institution: Institution
  var province: String
  let version: Int
}

extension Transaction {
  func storedInstitution(_ id: String) throws -> StoredInstitution {
    let found = try row("SELECT code, province, city, kind, identifier, version FROM institution WHERE id = ?", [.text(id)])
    guard let found, let kind = Institution.Kind(rawValue: try found.text("kind")) else { throw InstitutionRefusal.unknown }
    let names = try institutionNames(of: [id])[id] ?? []
    return StoredInstitution(
      id: id,
      institution: Institution(
        code: InstitutionCode(stored: try found.text("code")), names: names, kind: kind, city: try found.text("city"),
        identifier: try found.text("identifier")),
      province: try found.text("province"), version: try found.int("version"))
  }

  /// The institution that has a code, or had it before.
  func institutionID(code: String) throws -> String? {
    if let found = try row("SELECT id FROM institution WHERE code = ?", [.text(code)]) { return try found.text("id") }
    return try row("SELECT institution_id FROM institution_former_code WHERE code = ?", [.text(code)])?.text("institution_id")
  }

  /// The institution that bears or bore exactly this name; in the given province first.
  func institutionID(named name: String, province: String) throws -> String? {
    try row(
      """
      SELECT n.institution_id FROM institution_name n JOIN institution i ON i.id = n.institution_id WHERE n.name = ?
      ORDER BY CASE WHEN i.province = ? THEN 0 ELSE 1 END, i.code LIMIT 1
      """, [.text(name), .text(province)])?.text("institution_id")
  }

  /// All names of the institutions, each in the order of years.
  func institutionNames(of ids: [String]) throws -> [String: [InstitutionName]] {
    guard !ids.isEmpty else { return [:] }
    let marks = Array(repeating: "?", count: ids.count).joined(separator: ", ")
    let found = try rows(
      """
      SELECT institution_id, name, from_year, to_year FROM institution_name WHERE institution_id IN (\(marks))
      ORDER BY institution_id, ordinal
      """, ids.map { .text($0) })
    var names: [String: [InstitutionName]] = [:]
    for row in found {
      let name = InstitutionName(
        try row.text("name"), fromYear: try row.optionalInt("from_year"), toYear: try row.optionalInt("to_year"))
      names[try row.text("institution_id"), default: []].append(name)
    }
    return names
  }

  func insertInstitution(id: String, _ institution: Institution, province: String) throws {
    try execute(
      "INSERT INTO institution (id, code, province, city, kind, identifier, version, made_at) VALUES (?, ?, ?, ?, ?, ?, 1, ?)",
      [
        .text(id), .text(institution.code.value), .text(province), .text(institution.city), .text(institution.kind.rawValue),
        .text(institution.identifier), .integer(now),
      ])
    try insertNames(institution.names, of: id)
  }

  private func insertNames(_ names: [InstitutionName], of id: String) throws {
    for (ordinal, name) in names.enumerated() {
      try execute(
        "INSERT INTO institution_name (institution_id, ordinal, name, from_year, to_year) VALUES (?, ?, ?, ?, ?)",
        [.text(id), .int(ordinal), .text(name.name), .optional(name.fromYear), .optional(name.toYear)])
    }
  }

  func replaceNames(_ names: [InstitutionName], of id: String) throws {
    try execute("DELETE FROM institution_name WHERE institution_id = ?", [.text(id)])
    try insertNames(names, of: id)
  }

  /// Writes over the version that was seen; false when somebody was first.
  ///
  /// Names lie in their own table.
  func updateInstitution(_ stored: StoredInstitution, seen version: Int) throws -> Bool {
    try execute(
      """
      UPDATE institution SET code = ?, province = ?, city = ?, kind = ?, identifier = ?, version = version + 1
      WHERE id = ? AND version = ?
      """,
      [
        .text(stored.institution.code.value), .text(stored.province), .text(stored.institution.city),
        .text(stored.institution.kind.rawValue), .text(stored.institution.identifier), .text(stored.id), .int(version),
      ]) == 1
  }

  func keepFormerCode(_ code: InstitutionCode, of id: String, by actor: some SignedIn) throws {
    try execute(
      "INSERT INTO institution_former_code (code, institution_id, replaced_by, replaced_at) VALUES (?, ?, ?, ?)",
      [.text(code.value), .text(id), .text(actor.accountID), .integer(now)])
  }

  func formerCodes(of id: String) throws -> [String] {
    try rows(
      "SELECT code FROM institution_former_code WHERE institution_id = ? ORDER BY replaced_at DESC, code", [.text(id)]
    ).map { try $0.text("code") }
  }

  /// The first provisional code that nobody ever had: papers with an old one must not point at a newcomer.
  func nextProvisionalCode() throws -> InstitutionCode {
    let used = try rows(
      """
      SELECT code FROM institution WHERE code LIKE '临%'
      UNION ALL SELECT code FROM institution_former_code WHERE code LIKE '临%'
      """
    ).map { try $0.text("code") }
    let taken = Set(used)
    let free = (1...999).lazy.compactMap(InstitutionCode.provisional).first { !taken.contains($0.value) }
    guard let free else { throw InstitutionRefusal.provisionalExhausted }
    return free
  }
}
