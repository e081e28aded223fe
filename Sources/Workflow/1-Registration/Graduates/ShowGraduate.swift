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
    /// 「名单导入」, 「手工修改」 or 「撤回导入」.
    public let replacedBy: String
    public let changes: [FieldChange]
  }

  public struct JournalEntry: Sendable {
    public let at: Int64
    public let by: String
    public let what: String
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
      try $0.graduateRecord(id, campaignID: campaignID, reader.graduateScope, showsSpecialCase: approves)
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
    _ id: String, campaignID: String, _ scope: GraduateScope, showsSpecialCase: Bool
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
      specialCase: showsSpecialCase ? try specialCase(of: id) : nil, versions: try versions(of: standing, place),
      journal: try journalEntries(of: id, showsSpecialCase: showsSpecialCase))
  }

  private static func shown(_ value: String, in column: RosterColumn) -> String {
    column == .idNumber || column == .examineeNumber ? IDNumber.masked(value) : value
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
        replacedBy: by == "hand" ? "手工修改" : by.hasPrefix("rollback:") ? "撤回导入" : "名单导入", changes: changes)
    }
  }

  /// That there is a special case, and who approved it, is told to nobody else either.
  private func journalEntries(of id: String, showsSpecialCase: Bool) throws -> [GraduateRecord.JournalEntry] {
    let hidden = showsSpecialCase ? "" : "AND l.action NOT IN ('special-case.approved', 'special-case.withdrawn')"
    return try rows(
      """
      SELECT l.written_at, l.action, l.actor_role, a.name FROM journal_line l LEFT JOIN account a ON a.id = l.actor_id
      WHERE l.graduate_id = ? \(hidden) ORDER BY l.written_at DESC, l.id DESC LIMIT 200
      """, [.text(id)]
    ).map { row in
      let name = try row.optionalText("name") ?? "本机操作员"
      let role = Role(rawValue: try row.text("actor_role"))?.chineseName ?? ""
      return GraduateRecord.JournalEntry(
        at: try row.integer("written_at"), by: role.isEmpty ? name : "\(name)（\(role)）",
        what: Self.chinese(try row.text("action")))
    }
  }

  private static func chinese(_ action: String) -> String {
    switch JournalLine.Action(rawValue: action) {
    case .graduateChanged: "修改了一项信息"
    case .absenceRecorded: "登记不能到场"
    case .absenceWithdrawn: "撤销不能到场"
    case .specialCaseApproved: "批准特殊情况"
    case .specialCaseWithdrawn: "撤销特殊情况"
    case .statusChanged: "登记学籍异动"
    case .statusChangeWithdrawn: "撤销学籍异动"
    case .paperPrinted: "打印散拍证明"
    default: action
    }
  }
}
