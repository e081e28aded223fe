extension TourProblem {
  /// The first value that no season has; nil when the problem can be planned.
  ///
  /// Whoever reads a problem from outside asks this first.
  public var malformation: TourObstacle? {
    sizeMalformation ?? termsMalformation ?? crewMalformation ?? institutionMalformation ?? travelMalformation
      ?? lockMalformation
  }

  private var sizeMalformation: TourObstacle? {
    let counts: [(String, Int, Int)] = [
      ("院校", institutions.count, ScheduleLimits.institutions), ("拍摄小组", crews.count, ScheduleLimits.crews),
      ("城市", travel.cities.count, ScheduleLimits.cities), ("路程", travel.times.count, ScheduleLimits.travelTimes),
      ("约定", agreed.count, ScheduleLimits.visits), ("锁定的场次", locked.count, ScheduleLimits.visits),
    ]
    for (name, count, limit) in counts where count > limit { return .malformed("\(name)超过 \(limit) 个") }
    for window in phases where window.days.count > ScheduleLimits.seasonDays * 7 / 5 {
      return .malformed("\(window.kind.chineseName)超过 \(ScheduleLimits.seasonDays) 个工作日")
    }
    return nil
  }

  private var termsMalformation: TourObstacle? {
    let lead = [terms.lead.processingDays, terms.lead.deliveryDays, terms.lead.verificationDays]
    if !ScheduleLimits.headsPerHour.contains(terms.headsPerHour) { return .malformed("每小时人数 \(terms.headsPerHour) 不对") }
    if !ScheduleLimits.setUpMinutes.contains(terms.setUpMinutes) { return .malformed("布置时间 \(terms.setUpMinutes) 分钟不对") }
    if !lead.allSatisfy(ScheduleLimits.leadDays.contains) { return .malformed("制作、寄送或核对的天数不对") }
    let day = MinuteSpan(terms.earliestDeparture, terms.latestArrival)
    return Self.isDay(day) ? nil : .malformed("最早出发、最晚到达的时间不对")
  }

  private var crewMalformation: TourObstacle? {
    for crew in crews {
      guard ScheduleLimits.sessions.contains(crew.sessions.count), crew.sessions.allSatisfy(Self.isDay),
        zip(crew.sessions, crew.sessions.dropFirst()).allSatisfy({ $0.end <= $1.start })
      else { return .malformed("\(crew.name)的工作时间不对") }
    }
    return nil
  }

  private var institutionMalformation: TourObstacle? {
    for institution in institutions {
      let name = institution.name
      if institution.groups.count > ScheduleLimits.groups { return .malformed("\(name)的班级超过 \(ScheduleLimits.groups) 个") }
      if institution.wishes.count > ScheduleLimits.wishes { return .malformed("\(name)的要求超过 \(ScheduleLimits.wishes) 条") }
      if !ScheduleLimits.shootingPoints.contains(institution.shootingPoints) { return .malformed("\(name)的拍摄点数不对") }
      if let pace = institution.headsPerHour, !ScheduleLimits.headsPerHour.contains(pace) {
        return .malformed("\(name)的每小时人数 \(pace) 不对")
      }
      if let group = institution.groups.first(where: { !ScheduleLimits.classHeads.contains($0.heads) }) {
        return .malformed("\(name)\(group.classGroup)的人数 \(group.heads) 不对")
      }
      if !Self.isPlace(institution.latitude, institution.longitude) { return .malformed("\(name)的经纬度不对") }
    }
    return nil
  }

  private var travelMalformation: TourObstacle? {
    if let time = travel.times.first(where: { !ScheduleLimits.travelMinutes.contains($0.minutes) }) {
      return .malformed("\(time.from)到\(time.to)的路程 \(time.minutes) 分钟不对")
    }
    if let city = travel.cities.first(where: { !Self.isPlace($0.latitude, $0.longitude) }) {
      return .malformed("\(city.name)的经纬度不对")
    }
    let isSane =
      (100...1_000).contains(travel.detourPercent) && (5...500).contains(travel.kilometersPerHour)
      && (0...600).contains(travel.minutesInsideCity)
    return isSane ? nil : .malformed("路程的系数、车速或市内时间不对")
  }

  private var lockMalformation: TourObstacle? {
    let broken = locked.first { visit in
      !Self.isDay(visit.span) || visit.number < 1 || visit.number > 1_000_000_000
        || !visit.turns.allSatisfy {
          $0.span.start >= 0 && $0.span.end <= 1_440 && ScheduleLimits.classHeads.contains($0.heads)
        }
    }
    return broken.map { .malformed("锁定的场次 \($0.number) 的时间、人数或编号不对") }
  }

  private static func isDay(_ span: MinuteSpan) -> Bool { span.start >= 0 && span.start < span.end && span.end <= 1_440 }

  private static func isPlace(_ latitude: Double?, _ longitude: Double?) -> Bool {
    latitude.map((-90.0...90.0).contains) ?? true && longitude.map((-180.0...180.0).contains) ?? true
  }
}
