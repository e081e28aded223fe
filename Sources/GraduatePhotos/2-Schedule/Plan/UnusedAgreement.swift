/// A day that was agreed with an institution and on which nobody comes: it has to be told, or used.
public struct UnusedAgreement: Sendable, Hashable, Codable {
  /// `TourInstitution.id`.
  public var institution: String
  public var name: String
  public var day: CalendarDay

  /// 「兰州第1学院约定的10月9日（周三）没有场次，请告诉学校，或改排」.
  public var chinese: String { "\(name)约定的\(day.chineseWithoutYear)没有场次，请告诉学校，或改排" }
}

extension TourRules {
  /// Agreed days without a visit, in the order typed.
  public func unusedAgreements(of plan: TourPlan) -> [UnusedAgreement] {
    let visited = Set(plan.visits.map { InstitutionDay(institution: $0.institution, day: $0.day) })
    return model.problem.agreed.flatMap { agreed in
      agreed.days.filter { !visited.contains(InstitutionDay(institution: agreed.institution, day: $0)) }.map {
        UnusedAgreement(institution: agreed.institution, name: name(agreed.institution), day: $0)
      }
    }
  }
}

private struct InstitutionDay: Hashable {
  var institution: String
  var day: CalendarDay
}
