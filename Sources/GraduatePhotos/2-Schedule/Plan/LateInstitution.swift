/// An institution whose photos come too late to be verified before the make-up begins, and what would have to move.
public struct LateInstitution: Sendable, Hashable, Codable {
  /// `TourInstitution.id`.
  public var institution: String
  public var name: String
  /// Numbers of the visits that would have to be earlier.
  public var visits: [Int]
  /// Its last visit.
  public var lastDay: CalendarDay
  /// When its verification would be finished.
  public var verified: CalendarDay
  /// The latest day on which it could be shot.
  public var latestDay: CalendarDay
  /// Working days by which the visits would have to be earlier.
  public var daysEarlier: Int
  /// First day of the make-up.
  public var makeup: CalendarDay

  /// 「兰州第1学院3月20日拍摄，4月15日才核对完，赶不上4月9日开始的补拍：场次 12 要提前 6 个工作日，最迟 3月12日」.
  public var chinese: String {
    "\(name)\(lastDay.chineseWithoutYear)拍摄，\(verified.chineseWithoutYear)才核对完，赶不上\(makeup.chineseWithoutYear)开始的补拍："
      + "场次 \(visits.map(String.init).joined(separator: "、"))要提前 \(daysEarlier) 个工作日，最迟\(latestDay.chineseWithoutYear)"
  }
}

extension TourRules {
  /// Institutions whose photos come too late for the make-up, in the order of the list; empty when there is no make-up.
  public func lateInstitutions(of plan: TourPlan) -> [LateInstitution] {
    guard let makeup = model.problem.makeup?.first, let latest = model.problem.latestUsefulDay else { return [] }
    let late = Dictionary(grouping: plan.visits.filter { $0.day > latest }, by: \.institution)
    return model.problem.institutions.compactMap { institution in
      guard let visits = late[institution.id]?.sorted(by: Self.isEarlier), let last = visits.last else { return nil }
      return LateInstitution(
        institution: institution.id, name: institution.name, visits: visits.map(\.number), lastDay: last.day,
        verified: model.problem.terms.lead.verified(after: last.day, holidays: model.holidays), latestDay: latest,
        daysEarlier: model.holidays.workingDays(in: CalendarDays(latest.adding(days: 1), through: last.day)).count,
        makeup: makeup)
    }
  }
}
