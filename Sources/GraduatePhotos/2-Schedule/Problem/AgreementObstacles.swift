extension ObstacleFinder {
  /// What was agreed by telephone and cannot be.
  func agreements() -> [TourObstacle] {
    var found: [TourObstacle] = []
    var daysOf: [Int: Set<CalendarDay>] = [:]
    for agreed in problem.agreed {
      guard let at = model.institutionIndex[agreed.institution] else {
        found.append(.agreedUnknown(institution: agreed.institution, crew: nil))
        continue
      }
      let name = problem.institutions[at].name
      let crew = agreed.crew.flatMap { model.crewIndex[$0] }
      if agreed.crew != nil, crew == nil { found.append(.agreedUnknown(institution: name, crew: agreed.crew)) }
      for day in agreed.days {
        if let why = reasonAgainst(day, problem.institutions[at], crew) {
          found.append(.agreedDayNotUsable(institution: name, day, why: why))
        } else {
          daysOf[at, default: []].insert(day)
        }
      }
    }
    for (at, days) in daysOf.sorted(by: { $0.key < $1.key }) { found += tooFew(problem.institutions[at], days) }
    return found + clashes()
  }

  private func reasonAgainst(_ day: CalendarDay, _ institution: TourInstitution, _ crew: Int?) -> String? {
    switch model.holidays.kind(of: day) {
    case .off(let name): return "是\(name)假期"
    case .weekend: return "是周末"
    case .working, .swapped: break
    }
    if model.dayIndex[day] == nil { return "不在拍摄阶段内" }
    if let crew, problem.crews[crew].isOff(day) { return "\(problem.crews[crew].name)休息" }
    let probe = MinuteSpan(Wish.noon, Wish.noon)
    return institution.wishes.first { $0.isFirm && !$0.isMet(on: day, span: probe) }.map { "与学校的条件不符：\($0.chinese)" }
  }

  private func tooFew(_ institution: TourInstitution, _ days: Set<CalendarDay>) -> [TourObstacle] {
    let phases = Set(days.map(problem.phase))
    let groups = institution.groups.filter { phases.contains($0.phase) || $0.phase == nil }
    let pace = max(1, problem.headsPerHour(at: institution))
    let minutes = TourModel.minutes(for: groups.reduce(0) { $0 + $1.heads }, perHour: pace)
    let needed = Self.up(minutes, mostMinutes)
    let points = max(1, institution.shootingPoints)
    guard needed > days.count * points else { return [] }
    return [.agreedDaysTooFew(institution: institution.name, needed: needed, agreed: days.count, points: points)]
  }

  /// A crew that was agreed for several places on a day which it cannot serve in turn, however little it does there.
  private func clashes() -> [TourObstacle] {
    var places: [Int: [CalendarDay: [Int]]] = [:]
    for agreed in problem.agreed {
      guard let crew = agreed.crew.flatMap({ model.crewIndex[$0] }), let at = model.institutionIndex[agreed.institution] else {
        continue
      }
      for day in agreed.days where !(places[crew]?[day]?.contains(at) ?? false) {
        places[crew, default: [:]][day, default: []].append(at)
      }
    }
    var found: [TourObstacle] = []
    for crew in problem.crews.indices {
      let span = (problem.crews[crew].sessions.last?.end ?? 0) - (problem.crews[crew].sessions.first?.start ?? 0)
      for (day, here) in (places[crew] ?? [:]).sorted(by: { $0.key < $1.key }) where here.count > 1 {
        let pairs = here.indices.flatMap { one in here.indices.dropFirst(one + 1).map { (here[one], here[$0]) } }
        let apart = pairs.first { one, other in
          (model.minutes(from: one, to: other) ?? span) + 2 * problem.terms.setUpMinutes >= span
        }
        guard let apart else { continue }
        found.append(
          .agreedClash(
            crew: problem.crews[crew].name, day, institutions: [apart.0, apart.1].map { problem.institutions[$0].name }))
      }
    }
    return found
  }
}
