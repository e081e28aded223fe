import Foundation
import GraduatePhotos
import Storage

/// What an uploaded list of absences would do; nothing of it is kept until it is confirmed.
public struct AbsencePreview: Sendable {
  public struct Line: Sendable {
    public let row: AbsenceRow
    public let name: String
    public let department: String
    public let classGroup: String
    /// Noted before, and now otherwise.
    public let isChange: Bool
  }

  public let lines: [Line]
  /// Rows whose note stands already just so.
  public let unchanged: Int
  public let problems: [RosterProblem]
}

extension CollectionCenter {
  /// Reads a list of those who cannot come and says what it would note, and what is wrong with it, row by row.
  ///
  /// - Throws: `RegistrationRefusal.noHeader`, `.tooManyRows`, `.emptyRoster`, `.fileTooLarge`; `TableRefusal`.
  public func previewAbsences(
    path: String, fileName: String, campaignID: String, by keeper: some AbsenceKeeper
  ) async throws -> AbsencePreview {
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    guard size <= RegistrationLimits.absenceFileBytes else {
      throw RegistrationRefusal.fileTooLarge(limitBytes: RegistrationLimits.absenceFileBytes)
    }
    let reading = try await desks.rosters.work { try AbsenceListReading(path: path, fileName: fileName) }
    let rows = reading.rows.map { (place: $0.place, row: $0.row) }
    let judged = try await records.read { try $0.judged(rows, campaignID: campaignID, keeper.graduateScope) }
    return AbsencePreview(
      lines: judged.due.map(\.line), unchanged: judged.unchanged,
      problems: (reading.problems + judged.problems).sorted { $0.place.row < $1.place.row })
  }

  /// Notes a previewed list: all rows, or none when one of them is wrong by now.
  ///
  /// - Returns: how many were noted.
  /// - Throws: `GraduateRefusal.rule` with the first problems; `RegistrationRefusal.tooManyRows`.
  @discardableResult
  public func recordAbsences(
    _ rows: [AbsenceRow], campaignID: String, by keeper: some AbsenceKeeper
  ) async throws -> Int {
    guard !rows.isEmpty else { throw GraduateRefusal.rule(["名单里没有要登记的学生"]) }
    guard rows.count <= RegistrationLimits.absencesAtOnce else {
      throw RegistrationRefusal.tooManyRows(limit: RegistrationLimits.absencesAtOnce)
    }
    let placed = rows.enumerated().map { (place: RosterPlace(row: $0.offset + 1), row: $0.element) }
    return try await records.write { transaction in
      let judged = try transaction.judged(placed, campaignID: campaignID, keeper.graduateScope)
      guard judged.problems.isEmpty else { throw GraduateRefusal.rule(judged.problems.prefix(5).map(\.message)) }
      for item in judged.due {
        try transaction.recordAbsence(item.line.row.absence, of: item.id, campaignID: campaignID, by: keeper)
      }
      return judged.due.count
    }
  }
}

/// Rows found among the graduates whom their keeper sees.
private struct JudgedAbsences {
  var due: [(id: String, line: AbsencePreview.Line)] = []
  var unchanged = 0
  var problems: [RosterProblem] = []
}

extension Transaction {
  fileprivate func judged(
    _ rows: [(place: RosterPlace, row: AbsenceRow)], campaignID: String, _ scope: GraduateScope
  ) throws -> JudgedAbsences {
    let plan = try storedCampaign(campaignID).plan
    var judged = JudgedAbsences()
    for (place, row) in rows {
      if let problem = row.absence.problem(in: plan, today: today) {
        judged.problems.append(.ofAbsence(place, problem.message, problem.hint))
        continue
      }
      guard let found = try graduate(numbered: row.studentNumber, campaignID: campaignID, scope) else {
        judged.problems.append(.ofAbsence(place, "名单里没有学号 \(row.studentNumber) 的学生", "请核对学号；不在您权限之内的学生也不能登记"))
        continue
      }
      let id = try found.text("id")
      if let left = try standingStatusChange(of: id) {
        judged.problems.append(.ofAbsence(place, "已登记\(left.kind.chineseName)，不在应采之列", "请删去这一行"))
        continue
      }
      let before = try absence(of: id)
      guard before != row.absence else {
        judged.unchanged += 1
        continue
      }
      let line = AbsencePreview.Line(
        row: row, name: try found.text("name"), department: try found.text("department"),
        classGroup: try found.text("class_group"), isChange: before != nil)
      judged.due.append((id, line))
    }
    return judged
  }

  /// Who is due under a number; else who left under it.
  private func graduate(numbered number: String, campaignID: String, _ scope: GraduateScope) throws -> SQLRow? {
    let (condition, arguments) = scope.condition(campaignID: campaignID)
    return try row(
      """
      SELECT g.id, g.name, g.department, g.class_group FROM graduate g WHERE \(condition) AND g.student_number = ?
      ORDER BY g.slot LIMIT 1
      """, arguments + [.text(number)])
  }
}
