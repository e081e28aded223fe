import Foundation
import GraduatePhotos
import Storage

/// One graduate's record with its history; identity numbers masked throughout.
public struct GraduateRecord: Sendable {
  /// A version that was replaced, and what changed then.
  public struct Version: Sendable {
    public let number: Int64
    /// When the next one took its place, milliseconds UTC.
    public let replacedAt: Int64
    /// 「名单导入」, 「手工修改」, 「勘误」 or 「撤回导入」.
    public let replacedBy: String
    public let changes: [FieldChange]
  }

  public struct JournalEntry: Sendable {
    public let at: Int64
    public let by: String
    public let what: String
    /// The values that were written down with it, such as 「姓名：李?? → 李㛃」; numbers masked, grounds of special cases only for those
    /// who approve them; empty once the graduate was erased.
    public let values: [String]
  }

  public let id: String
  public let version: Int64
  public let institutionID: String
  /// Columns with their values, in the order of the roster; empty ones left out.
  public let fields: [(column: RosterColumn, value: String)]
  public let name: String
  public let lacksCharacters: Bool
  public let statusChange: StatusChange?
  public let absence: Absence?
  /// Nil also for readers who do not approve special cases: ground and instruction are theirs alone.
  public let specialCase: SpecialCase?
  public let versions: [Version]
  public let journal: [JournalEntry]
}

extension CollectionCenter {
  /// - Throws: `RosterImportRefusal.notFound`, also for a graduate outside the reader's scope.
  public func graduate(_ id: String, campaignID: String, by reader: some GraduateReader) async throws -> GraduateRecord {
    let approves = reader is any SpecialCaseApprover
    return try await records.read {
      try $0.graduateRecord(id, campaignID: campaignID, reader.graduateScope, showsGrounds: approves)
    }
  }
}

extension Transaction {
  /// The institution of a graduate whom the scope lets see.
  func institution(ofGraduate id: String, campaignID: String, _ scope: GraduateScope) throws -> String {
    let (condition, arguments) = scope.condition(campaignID: campaignID)
    let row = try row("SELECT g.institution_id FROM graduate g WHERE \(condition) AND g.id = ?", arguments + [.text(id)])
    guard let row else { throw RosterImportRefusal.notFound }
    return try row.text("institution_id")
  }

  fileprivate func graduateRecord(
    _ id: String, campaignID: String, _ scope: GraduateScope, showsGrounds: Bool
  ) throws -> GraduateRecord {
    let institutionID = try institution(ofGraduate: id, campaignID: campaignID, scope)
    let (place, _) = try rosterPlace(campaignID: campaignID, institutionID: institutionID)
    guard let standing = try standingRecord(id, place) else { throw RosterImportRefusal.notFound }
    let entry = standing.entry.entry
    let columns = RosterColumn.allCases.filter { !entry[$0].isEmpty }
    return GraduateRecord(
      id: id, version: standing.version, institutionID: institutionID,
      fields: columns.map { ($0, Self.shown(entry[$0], in: $0)) }, name: entry.name.value,
      lacksCharacters: entry.nameLacksCharacters, statusChange: standing.entry.statusChange, absence: try absence(of: id),
      specialCase: showsGrounds ? try specialCase(of: id) : nil, versions: try versions(of: standing, place),
      journal: try journalEntries(of: id, showsGrounds: showsGrounds))
  }

  private static func shown(_ value: String, in column: RosterColumn) -> String {
    column == .idNumber || column == .examineeNumber ? IDNumber.masked(value) : value
  }

  /// What took a version's place, by what is kept with it.
  private static func replacer(_ kept: String) -> String {
    if kept == "hand" { return "手工修改" }
    if kept.hasPrefix(erratumMark) { return "勘误" }
    return kept.hasPrefix("rollback:") ? "撤回导入" : "名单导入"
  }

  private func versions(of standing: StandingRecord, _ place: RosterPlaceInCenter) throws -> [GraduateRecord.Version] {
    let id = standing.entry.key
    var next = standing.entry.entry
    return try rows(
      "SELECT version, import_id, sealed, replaced_at FROM graduate_version WHERE graduate_id = ? ORDER BY version DESC",
      [.text(id)]
    ).compactMap { row in
      let number = try row.integer("version")
      guard let plain = try openForGraduate(id, row.blob("sealed"), as: Self.versionRecord(id, number)) else { return nil }
      let entry = try KeptRecord.read(plain, place: place).entry
      let changes = ChangeSet.differences(from: entry, to: next).map { change in
        FieldChange(
          column: change.column, old: Self.shown(change.old, in: change.column), new: Self.shown(change.new, in: change.column))
      }
      next = entry
      let by = try row.text("import_id")
      return GraduateRecord.Version(
        number: number, replacedAt: try row.integer("replaced_at"),
        replacedBy: Self.replacer(by), changes: changes)
    }
  }
}
