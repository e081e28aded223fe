import GraduatePhotos

/// One row of a table of institutions: a name of an institution; several rows of one code are its names over the years.
public struct InstitutionRow: Sendable, Hashable {
  /// As the file counts, the header included, from 1; shown where something is wrong.
  public var row: Int
  /// Five digits, or empty: then the next provisional code is given.
  public var code: String
  public var name: String
  public var fromYear: Int?
  public var toYear: Int?
  /// Words of the ministry's lists, such as 普通本科.
  public var kind: String
  public var province: String
  public var city: String
  /// Ten digits, or empty.
  public var identifier: String

  public init(
    row: Int, code: String, name: String, fromYear: Int? = nil, toYear: Int? = nil, kind: String, province: String,
    city: String = "", identifier: String = ""
  ) {
    self.row = row
    self.code = code
    self.name = name
    self.fromYear = fromYear
    self.toYear = toYear
    self.kind = kind
    self.province = province
    self.city = city
    self.identifier = identifier
  }
}

/// What importing a table of institutions did.
public struct InstitutionsImported: Sendable, Hashable {
  /// Ids in the order of the table.
  public let added: [String]
  /// Ids of those that were on record: they stay as they are, a list from elsewhere does not overwrite what was edited here.
  public let already: [String]
}

extension CollectionCenter {
  /// Adds the institutions of a table: all of them, or none when a row cannot be taken.
  ///
  /// Those on record by code or name stay as they are.
  ///
  /// - Throws: `InstitutionRefusal.table` with every row that cannot be taken, `.tooManyAtOnce`.
  public func importInstitutions(_ rows: [InstitutionRow], by keeper: some CampaignKeeper) async throws -> InstitutionsImported
  {
    let groups = try InstitutionGroup.groups(of: rows)
    return try await records.write { try $0.importInstitutions(groups, by: keeper) }
  }
}

extension Transaction {
  func importInstitutions(_ groups: [InstitutionGroup], by keeper: some CampaignKeeper) throws -> InstitutionsImported {
    var added: [String] = []
    var already: [String] = []
    for group in groups {
      if let known = try institutionID(of: group) {
        already.append(known)
        continue
      }
      let id = identifier()
      try addInstitution(id: id, group.entry, by: keeper)
      added.append(id)
    }
    return InstitutionsImported(added: added, already: already)
  }

  /// By code; without one by any of the names, since a provisional code may have become the ministry's meanwhile.
  func institutionID(of group: InstitutionGroup) throws -> String? {
    if case .ministry(let code) = group.entry.code { return try institutionID(code: code) }
    for name in group.entry.names {
      if let found = try institutionID(named: name.name, province: group.entry.province) { return found }
    }
    return nil
  }
}

/// The rows of one institution.
struct InstitutionGroup: Sendable {
  let entry: InstitutionEntry

  /// Whether it bore a name in that year: before its founding and after its end it takes part in nothing.
  func existed(in year: Int) -> Bool { entry.names.contains { $0.applies(in: year) } }

  /// Rows of one code together.
  ///
  /// Rows without a code belong together when one's name begins the year after the other's ended in the same city
  /// (甘肃广播电视大学 –2020, 甘肃开放大学 2021–).
  ///
  /// - Throws: `InstitutionRefusal.table`, `.tooManyAtOnce`.
  static func groups(of rows: [InstitutionRow]) throws -> [InstitutionGroup] {
    guard rows.count <= CampaignLimits.institutionRows else {
      throw InstitutionRefusal.tooManyAtOnce(limit: CampaignLimits.institutionRows)
    }
    var problems: [InstitutionRefusal.RowProblem] = []
    var groups: [InstitutionGroup] = []
    for rows in gathered(rows) {
      do {
        groups.append(try group(rows))
      } catch let error as any Refusal {
        // A problem of the code does not say which column it is about: on forms its field does.
        let message = error is InstitutionCodeProblem ? "院校代码" + error.message : error.message
        problems.append(InstitutionRefusal.RowProblem(row: rows.first?.row ?? 0, message: message))
      }
    }
    guard problems.isEmpty else { throw InstitutionRefusal.table(problems) }
    return groups
  }

  private static func gathered(_ rows: [InstitutionRow]) -> [[InstitutionRow]] {
    var gathered: [[InstitutionRow]] = []
    var places: [String: Int] = [:]
    for row in rows {
      let code = row.code.compactHalfWidth
      if !code.isEmpty, let place = places[code] {
        gathered[place].append(row)
        continue
      }
      if code.isEmpty, let last = gathered.last?.last, last.continues(with: row) {
        gathered[gathered.count - 1].append(row)
        continue
      }
      if !code.isEmpty { places[code] = gathered.count }
      gathered.append([row])
    }
    return gathered
  }

  private static func group(_ rows: [InstitutionRow]) throws -> InstitutionGroup {
    guard let first = rows.first else { throw InstitutionRefusal.unknown }
    var code = InstitutionEntry.Code.provisional
    if !first.code.compactHalfWidth.isEmpty {
      let read = try InstitutionCode.read(first.code)
      guard !read.isProvisional else { throw InstitutionRefusal.provisionalIsGiven }
      code = .ministry(read.value)
    }
    // What the institution is now: the row whose name is open, else the last.
    let present = rows.first { $0.toYear == nil } ?? rows[rows.count - 1]
    let entry = try InstitutionEntry(
      code: code, names: rows.map { InstitutionName($0.name, fromYear: $0.fromYear, toYear: $0.toYear) },
      kind: kind(present.kind), province: first.province, city: present.city, identifier: present.identifier
    ).tidied()
    if case .ministry(let text) = code {
      try InstitutionRules.checkIdentifier(entry.identifier, code: InstitutionCode(stored: text))
    }
    return InstitutionGroup(entry: entry)
  }

  private static func kind(_ text: String) -> Institution.Kind {
    // 职业本科 awards a bachelor like any university; the list of kinds has no word of its own for it.
    text.trimmed.hasPrefix("职业本科") ? .university : Institution.Kind(text: text) ?? .other
  }
}

extension InstitutionRow {
  fileprivate func continues(with next: InstitutionRow) -> Bool {
    guard code.compactHalfWidth.isEmpty, let toYear, let nextFrom = next.fromYear else { return false }
    return nextFrom == toYear + 1 && province == next.province && city == next.city
  }
}
