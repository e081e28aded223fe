import Crypto
import GraduatePhotos
import Paperwork
import Storage

extension CollectionCenter {
  /// 班级名单（按拍摄顺序）: own classes in the order of the visits, each in the order of its roster (PDF).
  ///
  /// Student numbers and names, no identity numbers: no class is opened, and nothing is journaled (promise 7). In code mode, and
  /// where no roster was imported, the lines are there to be filled in.
  ///
  /// `key`: nil for all own classes.
  /// - Throws: `ScheduleRefusal`, `PrintRefusal.undrawable`.
  public func shootingList(
    of placeID: String, classKey key: String? = nil, campaignID: String, by reader: some VisitReader & GraduateReader
  ) async throws -> PreparedFile {
    let (schedule, rows) = try await records.read { transaction in
      let schedule = try transaction.ownSchedule(placeID, campaignID, by: reader)
      return (schedule, try transaction.listedGraduates(of: schedule.place, campaignID, reader.graduateScope))
    }
    let chosen = Set(try schedule.chosen(key).map(\.identity))
    let visits = Self.visits(of: schedule, chosen, rows)
    guard schedule.edition != nil else { throw ScheduleRefusal.nothingPublished }
    guard !visits.isEmpty else { throw ScheduleRefusal.classUnknown }
    let paper = ShootingListPaper(
      institution: schedule.place.name, visits: visits, isInCodeMode: schedule.plan.regime == .code)
    var digest = SHA256()
    for sheet in visits.flatMap(\.classes) {
      let facts = [sheet.department, sheet.classGroup, sheet.appointment] + sheet.rows.flatMap { [$0.studentNumber, $0.name] }
      digest.update(data: Array((facts.joined(separator: "\u{1F}") + "\u{1E}").utf8))
    }
    return try await file(
      paper, "班级名单", "PX", schedule, contentHash: hexadecimal(digest.finalize().prefix(4)).uppercased())
  }

  /// The rows of each class go to its turns in order, as many as each has heads; the last turn takes who is left.
  private static func visits(
    of schedule: PlaceSchedule, _ chosen: Set<TurnKey>, _ rows: [TurnKey: [ClassSheet.Row]]
  ) -> [ShootingListPaper.Visit] {
    var left = rows
    var turnsLeft: [TurnKey: Int] = [:]
    for turn in schedule.visits.flatMap(\.turns) { turnsLeft[turn.key, default: 0] += 1 }
    return schedule.visits.compactMap { visit in
      let venue = schedule.venue(of: visit)
      var sheets: [ClassSheet] = []
      var own: [TurnRecord] = []
      for turn in visit.turns {
        turnsLeft[turn.key, default: 1] -= 1
        let waiting = left[turn.key] ?? []
        let here = turnsLeft[turn.key] == 0 ? waiting : Array(waiting.prefix(turn.heads))
        left[turn.key] = Array(waiting.dropFirst(here.count))
        guard chosen.contains(turn.key.plain) else { continue }
        let call = MinuteSpan.clock(turn.callMinutes)
        own.append(turn)
        sheets.append(
          ClassSheet(
            department: turn.department, classGroup: turn.classGroup,
            appointment: "\(visit.day.chineseWithoutYear)\(call) 到场　拍摄 \(turn.span.chinese)　\(venue)", rows: here))
      }
      guard !sheets.isEmpty else { return nil }
      return ShootingListPaper.Visit(
        heading: "\(visit.day.chineseWithoutYear)\(visit.span.chinese)　\(venue)", classes: sheets,
        calls: own.map { MinuteSpan.clock($0.callMinutes) }, heads: own.map(\.heads))
    }
  }
}

extension Transaction {
  /// Who is due at a place and can come, in the roster's order; those who come back by their day.
  fileprivate func listedGraduates(
    of place: TourPlace, _ campaignID: String, _ scope: GraduateScope
  ) throws -> [TurnKey: [ClassSheet.Row]] {
    var (condition, arguments) = scope.condition(campaignID: campaignID)
    condition +=
      " AND g.institution_id = ? AND " + (place.studyCenterID == nil ? "g.study_center_id IS NULL" : "g.study_center_id = ?")
    arguments += [.text(place.institutionID)] + (place.studyCenterID.map { [.text($0)] } ?? [])
    var found: [TurnKey: [(returns: String, row: ClassSheet.Row)]] = [:]
    let stored = try rows(
      """
      SELECT g.category, g.department, g.class_group, g.student_number, g.name, g.sex, COALESCE(a.returns_on, '') AS returns_on,
        CASE WHEN a.graduate_id IS NULL THEN 0 ELSE 1 END AS comes_back
      FROM graduate g LEFT JOIN absence a ON a.graduate_id = g.id
      WHERE \(condition) AND NOT \(GraduateScope.hasLeft) AND (a.graduate_id IS NULL OR a.way_on = 'returns')
      ORDER BY g.department, g.class_group, g.student_number, g.id
      """, arguments)
    for row in stored {
      guard let category = Category(rawValue: try row.text("category")) else { continue }
      let key = TurnKey(
        category: category, department: try row.text("department"), classGroup: try row.text("class_group"),
        returns: try row.int("comes_back") == 1)
      found[key, default: []].append(
        (
          try row.text("returns_on"),
          ClassSheet.Row(
            studentNumber: try row.text("student_number"), name: try row.text("name"), sex: try row.text("sex"), idNumber: "")
        ))
    }
    return found.mapValues { lines in
      lines.enumerated().sorted { ($0.element.returns, $0.offset) < ($1.element.returns, $1.offset) }.map(\.element.row)
    }
  }
}
