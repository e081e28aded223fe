import Foundation
import GraduatePhotos
import Storage

/// A class as it is looked at, identity numbers in full.
public struct CheckedClassPage: Sendable {
  public let group: CheckedClass
  /// In roster order, one page of them.
  public let people: [CheckedPerson]
  /// Of the whole class.
  public let tally: ClassTally
  /// From 1.
  public let page: Int
  /// The classes beside it, as far as the reader sees them.
  public let previous: CheckedClass?
  public let next: CheckedClass?
  public let check: ClassCheckState
}

extension CollectionCenter {
  /// Opens a class to be verified: one journal line, and none again for the same reader on the same half day (promise 7).
  ///
  /// - page: from 1; nil is the one with the first person who has no verdict.
  /// - Throws: `ClassCheckRefusal.classUnknown`, `.codeMode`.
  public func openCheckedClass(
    _ group: CheckedClass, campaignID: String, page: Int? = nil, by reader: some VerificationReader
  ) async throws -> CheckedClassPage {
    let opened = try await records.read { transaction in
      try transaction.wasOpened(group, campaignID, by: reader)
        ? transaction.checkedClassPage(group, campaignID, page: page, by: reader) : nil
    }
    if let opened { return opened }
    return try await records.write { transaction in
      let found = try transaction.checkedClassPage(group, campaignID, page: page, by: reader)
      if try !transaction.wasOpened(group, campaignID, by: reader) {
        try transaction.journal(group.opened(campaignID, reader.institutionID), by: reader)
      }
      return found
    }
  }
}

extension CheckedClass {
  fileprivate func opened(_ campaignID: String, _ institutionID: String) -> JournalLine {
    JournalLine(
      action: .classOpened, recordKind: "class", recordID: institutionID, campaignID: campaignID,
      details: ["department": department, "class": classGroup, "why": "verification"])
  }
}

extension Transaction {
  static let openedByActor = """
    SELECT l.details FROM journal_line l WHERE l.actor_id = ? AND l.written_at >= ? AND l.action = 'class.opened' AND l.record_id = ?
    """

  fileprivate func wasOpened(_ group: CheckedClass, _ campaignID: String, by reader: some VerificationReader) throws -> Bool {
    let wanted = group.opened(campaignID, reader.institutionID).details
    return try rows(
      Self.openedByActor + " AND l.scope = ?",
      [
        .text(reader.accountID), .integer(now - ClassCheckLimits.openedMilliseconds), .text(reader.institutionID),
        .text(campaignID),
      ]
    ).contains { row in
      try JSONDecoder().decode([String: String].self, from: Data(row.text("details").utf8)) == wanted
    }
  }

  fileprivate func checkedClassPage(
    _ group: CheckedClass, _ campaignID: String, page: Int?, by reader: some VerificationReader
  ) throws -> CheckedClassPage {
    let place = try checkedPlace(campaignID, by: reader)
    let people = try checkedPeople(group.place(campaignID).condition(reader.graduateScope), in: place, openNumbers: true)
    guard !people.isEmpty else { throw ClassCheckRefusal.classUnknown }
    let size = ClassCheckLimits.peopleOnPage
    let firstOpen = people.firstIndex { $0.verdict == nil } ?? 0
    let pages = (people.count + size - 1) / size
    let shown = min(max(page ?? firstOpen / size + 1, 1), pages)
    let groups = try classGroups(campaignID, reader.graduateScope)
    let at = groups.firstIndex(of: group)
    let given = GivenPlace(campaignID: campaignID, institutionID: reader.institutionID)
    return CheckedClassPage(
      group: group, people: Array(people.dropFirst((shown - 1) * size).prefix(size)), tally: ClassTally(people), page: shown,
      previous: at.flatMap { $0 > 0 ? groups[$0 - 1] : nil },
      next: at.flatMap { $0 + 1 < groups.count ? groups[$0 + 1] : nil }, check: try classCheckState(group, given, in: place))
  }

  private func classGroups(_ campaignID: String, _ scope: GraduateScope) throws -> [CheckedClass] {
    let (condition, arguments) = scope.condition(campaignID: campaignID)
    return try rows(
      """
      SELECT DISTINCT g.department, g.class_group FROM graduate g WHERE \(condition) AND NOT \(GraduateScope.hasLeft)
      ORDER BY g.department, g.class_group
      """, arguments
    ).map { CheckedClass(department: try $0.text("department"), classGroup: try $0.text("class_group")) }
  }
}
