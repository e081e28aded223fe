/// Rules over all visits of an institution.
extension TourRules {
  func violations(of institution: TourInstitution, visits: [Visit], unplaced: [UnplacedGroup]) -> [TourViolation] {
    let sorted = visits.sorted(by: Self.isEarlier)
    return pointViolations(institution, sorted) + contiguityViolations(institution, sorted)
      + wholeViolations(institution, sorted, unplaced) + agreedViolations(institution, sorted)
  }

  private func pointViolations(_ institution: TourInstitution, _ visits: [Visit]) -> [TourViolation] {
    var found: [TourViolation] = []
    for (at, later) in visits.enumerated() {
      for earlier in visits[..<at].reversed() {
        if earlier.day != later.day { break }
        guard earlier.point == later.point, earlier.span.overlaps(later.span) else { continue }
        found.append(
          TourViolation(
            .oneCrewOnePlace, institution: institution.id, day: later.day, visits: [earlier.number, later.number],
            message: "\(institution.name)第 \(later.point) 拍摄点\(later.day.chineseWithoutYear)同时有两组",
            hint: institution.shootingPoints > 1 ? "请换一个拍摄点或改期" : "请改期，或请学校增设拍摄点"))
      }
    }
    return found
  }

  private func contiguityViolations(_ institution: TourInstitution, _ visits: [Visit]) -> [TourViolation] {
    guard !institution.allowsGaps else { return [] }
    var found: [TourViolation] = []
    for (before, after) in zip(visits, visits.dropFirst()) {
      guard let from = model.dayIndex[before.day], let to = model.dayIndex[after.day], to > from + 1,
        model.dayPhases[from] == model.dayPhases[to], agreedDays(institution.id, like: after.day).isEmpty
      else { continue }
      found.append(
        TourViolation(
          .contiguity, institution: institution.id, day: after.day, visits: [before.number, after.number],
          message: "\(institution.name)的拍摄日期不连续：\(before.day.chineseWithoutYear)之后是\(after.day.chineseWithoutYear)",
          hint: "请改为连续的工作日，或征得学校同意"))
    }
    return found
  }

  /// Every class due once, whole, in a visit or among those without a slot.
  private func wholeViolations(
    _ institution: TourInstitution, _ visits: [Visit], _ unplaced: [UnplacedGroup]
  ) -> [TourViolation] {
    var turns: [String: [(heads: Int, visit: Int)]] = [:]
    for visit in visits {
      for turn in visit.turns { turns[turn.group, default: []].append((turn.heads, visit.number)) }
    }
    let waiting = Dictionary(grouping: unplaced, by: \.group)
    return institution.groups.compactMap { group in
      let found = turns[group.id] ?? []
      let count = found.count + (waiting[group.id]?.count ?? 0)
      let problem: String
      if group.heads > 0, count == 0, !model.problem.isHandedOver(institution) {
        problem = "没有安排，也不在待安排的名单里"
      } else if count > 1 {
        problem = "排了 \(count) 次"
      } else if let turn = found.first, turn.heads != group.heads {
        problem = "只排了 \(turn.heads) 人"
      } else {
        return nil
      }
      return TourViolation(
        .classesWhole, institution: institution.id, visits: found.map(\.visit),
        message: "\(institution.name)\(group.chinese)\(problem)", hint: "请让每个班完整地排在一场里")
    }
  }

  private func agreedViolations(_ institution: TourInstitution, _ visits: [Visit]) -> [TourViolation] {
    var found: [TourViolation] = []
    for visit in visits {
      let agreed = agreedDays(institution.id, like: visit.day)
      guard let first = agreed.first else { continue }
      if !agreed.contains(visit.day) {
        found.append(
          violation(
            .agreed, visit,
            "\(institution.name)约定在\(first.chineseWithoutYear)等 \(agreed.count) 天，\(visit.day.chineseWithoutYear)不是约定的日期",
            hint: "请改回约定的日期，或重新约定"))
      } else if let crews = agreedCrews(institution.id, on: visit.day), !crews.contains(visit.crew) {
        found.append(
          violation(
            .agreed, visit,
            "\(institution.name)\(visit.day.chineseWithoutYear)约定由\(crews.map(crewName).joined(separator: "、"))拍摄",
            hint: "请换回约定的拍摄小组，或重新约定"))
      }
    }
    return found
  }

  /// Agreed days of an institution in the phase of a day, in order; empty when nothing is agreed there.
  func agreedDays(_ institution: String, like day: CalendarDay) -> [CalendarDay] {
    let phase = model.problem.phase(of: day)
    let days = model.problem.agreed.filter { $0.institution == institution }.flatMap(\.days)
    return Set(days).filter { model.problem.phase(of: $0) == phase }.sorted()
  }

  /// Crews agreed for a day, in the order typed; nil when any may come.
  private func agreedCrews(_ institution: String, on day: CalendarDay) -> [String]? {
    let agreed = model.problem.agreed.filter { $0.institution == institution && $0.days.contains(day) }
    return agreed.isEmpty || agreed.contains { $0.crew == nil } ? nil : agreed.compactMap(\.crew)
  }
}
