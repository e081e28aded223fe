extension TourRules {
  /// What a plan costs, counted from the plan alone.
  ///
  /// Journeys that do not fit are violations, not costs: they count with the road's minutes and no nights.
  public func cost(of plan: TourPlan) -> PlanCost {
    var cost = PlanCost(unplacedHeads: plan.unplaced.reduce(0) { $0 + $1.heads })
    var byCrew: [[Visit]] = Array(repeating: [], count: model.problem.crews.count)
    for visit in plan.visits {
      if let crew = model.crewIndex[visit.crew], model.institutionIndex[visit.institution] != nil { byCrew[crew].append(visit) }
      cost.unmetWishes += unmetWishes(of: visit)
    }
    var days: [Int] = []
    for (crew, visits) in byCrew.enumerated() {
      let sorted = visits.sorted(by: Self.isEarlier)
      days.append(Set(sorted.map(\.day)).count)
      for journey in journeys(of: crew, sorted) {
        cost.nightsAway += journey.nights
        cost.travelMinutes += journey.minutes
      }
    }
    cost.crewDays = days.reduce(0, +)
    cost.unevenDays = Self.unevenDays(days)
    return cost
  }

  /// The ways of a crew from home through its visits, in order, and home again.
  private func journeys(of crew: Int, _ visits: [Visit]) -> [Journey] {
    guard let first = visits.first, let last = visits.last else { return [] }
    let none = Journey(nights: 0, minutes: 0)
    let between = zip(visits, visits.dropFirst()).map { before, after in
      let (from, to) = (stop(before, \.end), stop(after, \.start))
      return model.journey(of: crew, from: from, to: to)
        ?? Journey(nights: 0, minutes: model.minutes(from: from.place, to: to.place) ?? 0)
    }
    return [model.journeyOut(of: crew, to: stop(first, \.start)) ?? none] + between
      + [model.journeyHome(of: crew, from: stop(last, \.end)) ?? none]
  }

  /// How many wishes a visit does not meet, plus one when its photos come too late for the make-up.
  func unmetWishes(of visit: Visit) -> Int {
    guard let institution = model.institutionIndex[visit.institution] else { return 0 }
    let unmet = model.problem.institutions[institution].wishes.count {
      !$0.isFirm && !$0.isMet(on: visit.day, span: visit.span)
    }
    return unmet + ((model.dayIndex[visit.day] ?? 0) > model.latestUseful ? 1 : 0)
  }

  /// Crew-days above the average, rounded up.
  static func unevenDays(_ days: [Int]) -> Int {
    guard !days.isEmpty else { return 0 }
    let average = (days.reduce(0, +) + days.count - 1) / days.count
    return days.reduce(0) { $0 + max(0, $1 - average) }
  }
}
