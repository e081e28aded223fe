extension TourProblem {
  /// What makes some of it impossible, and what has to be looked at again; empty when everybody may get a slot.
  public func obstacles() -> [TourObstacle] {
    if let malformation { return [malformation] }
    let finder = ObstacleFinder(self)
    return finder.general() + institutions.filter { !isHandedOver($0) && $0.heads > 0 }.flatMap(finder.obstacles)
      + finder.agreements()
  }
}

/// Looks for what cannot be, part by part.
struct ObstacleFinder {
  let problem: TourProblem
  let model: TourModel
  let mostMinutes: Int

  init(_ problem: TourProblem) {
    self.problem = problem
    model = TourModel(problem)
    mostMinutes = problem.crews.map(\.minutesPerDay).max() ?? Crew.usualSessions.reduce(0) { $0 + $1.minutes }
  }

  func general() -> [TourObstacle] {
    var found: [TourObstacle] = []
    var seen: Set<String> = []
    for id in problem.institutions.map(\.id) where !seen.insert(id).inserted { found.append(.duplicateID(id)) }
    for institution in problem.institutions {
      var groups: Set<String> = []
      for group in institution.groups where !groups.insert(group.id).inserted {
        found.append(.duplicateID("\(institution.name)·\(group.id)"))
      }
    }
    seen = []
    for id in problem.crews.map(\.id) where !seen.insert(id).inserted { found.append(.duplicateID(id)) }
    let finder = TravelTable.Finder(problem.travel)
    let places =
      problem.institutions.filter { !problem.isHandedOver($0) }.map {
        TourPlace(city: $0.city, latitude: $0.latitude, longitude: $0.longitude)
      } + problem.crews.map { TourPlace(city: $0.homeCity) }
    seen = []
    for place in places where !finder.knows(place) && seen.insert(place.city).inserted {
      found.append(.unknownCity(place.city))
    }
    if model.days.isEmpty { found.append(.noUsableDays) }
    let available = problem.crews.reduce(0) { sum, crew in sum + model.days.count { !crew.isOff($0) } }
    let needed = CrewDayBound(model).crewDays
    if problem.crews.isEmpty {
      let minutes = problem.institutions.filter { !problem.isHandedOver($0) }.reduce(0) { sum, institution in
        sum + TourModel.minutes(for: institution.heads, perHour: max(1, problem.headsPerHour(at: institution)))
      }
      found.append(.noCrews(needed: max(1, Self.up(Self.up(minutes, mostMinutes), max(1, model.days.count)))))
    } else if needed > available {
      found.append(
        .tooFewCrewDays(
          needed: needed, available: available, moreCrews: Self.up(needed - available, max(1, model.days.count))))
    }
    let years = Set(problem.phases.flatMap { model.holidays.unpublishedYears(in: $0.days) }).sorted()
    if !years.isEmpty { found.append(.holidaysNotPublished(years: years)) }
    return found
  }

  /// What one institution asks for and cannot have.
  func obstacles(of institution: TourInstitution) -> [TourObstacle] {
    var found: [TourObstacle] = []
    let pace = max(1, problem.headsPerHour(at: institution))
    let most = mostMinutes * pace / 60
    for group in institution.groups where group.heads > most {
      found.append(
        .classTooLarge(
          institution: institution.name, group: group.department + group.classGroup, heads: group.heads, mostHeads: most))
    }
    let firm = institution.wishes.filter(\.isFirm)
    if firm.contains(where: { $0.content == .morningsOnly }), firm.contains(where: { $0.content == .afternoonsOnly }) {
      found.append(
        .wishesContradict(institution: institution.name, Wish(.morningsOnly).chinese, Wish(.afternoonsOnly).chinese))
    }
    for phase in Set(institution.groups.map(\.phase)).sorted(by: { ($0?.rawValue ?? "") < ($1?.rawValue ?? "") }) {
      found += windowObstacles(institution, phase, firm, pace)
    }
    return found
  }

  /// Groups of one phase against the days that firm wishes leave.
  private func windowObstacles(
    _ institution: TourInstitution, _ phase: CampaignWindow.Kind?, _ firm: [Wish], _ pace: Int
  ) -> [TourObstacle] {
    let groups = institution.groups.filter { $0.phase == phase && $0.heads > 0 }
    guard !groups.isEmpty, !model.days.isEmpty else { return [] }
    let back = groups.compactMap(\.returnsOn).min()
    let days = model.days.filter { day in
      (phase == nil || problem.phase(of: day) == phase) && back.map { $0 <= day } ?? true
    }
    func open(without dropped: Wish?) -> [CalendarDay] {
      days.filter { day in firm.allSatisfy { $0 == dropped || $0.isMet(on: day, span: MinuteSpan(Wish.noon, Wish.noon)) } }
    }
    let isHalf = firm.contains { if case .notOn = $0.content { false } else { true } }
    let minutes = isHalf ? (problem.crews.flatMap(\.sessions).map(\.minutes).max() ?? mostMinutes / 2) : mostMinutes
    let heads = groups.reduce(0) { $0 + $1.heads }
    let needed = Self.up(TourModel.minutes(for: heads, perHour: pace), max(1, minutes))
    let usable = open(without: nil).count
    let points = max(1, institution.shootingPoints)
    guard needed > usable * points else { return [] }
    // The smallest relaxation: the wish whose dropping suffices and frees the fewest days.
    let notOn = firm.filter { if case .notOn = $0.content { true } else { false } }
    let freed = notOn.map { (wish: $0, days: open(without: $0).count) }.filter { needed <= $0.days * points }
    let drop = freed.min { $0.days < $1.days }?.wish.chinese
    if usable == 0, let drop = drop ?? notOn.first?.chinese {
      return [.wishesCoverEverything(institution: institution.name, drop: drop)]
    }
    return [
      .windowTooShort(institution: institution.name, needed: needed, usable: usable, points: points, drop: drop)
    ]
  }

  static func up(_ value: Int, _ by: Int) -> Int { (value + by - 1) / by }
}
