/// Everything a season's tour is planned from; its JSON is what `biying schedule solve` reads.
public struct TourProblem: Sendable, Hashable, Codable {
  public var terms: TourTerms
  /// Phases and make-up of the campaign (A1); other windows are not looked at.
  public var windows: [CampaignWindow]
  /// Holidays and swapped working days of the years the windows touch.
  public var holidays: [HolidayYear]
  public var institutions: [TourInstitution]
  public var crews: [Crew]
  public var travel: TravelTable
  /// Typed by the planner, kept by every plan.
  public var agreed: [AgreedVisit]
  /// Visits of an existing plan that stay exactly as they are.
  public var locked: [Visit]

  public init(
    terms: TourTerms, windows: [CampaignWindow], holidays: [HolidayYear] = [], institutions: [TourInstitution],
    crews: [Crew], travel: TravelTable, agreed: [AgreedVisit] = [], locked: [Visit] = []
  ) {
    self.terms = terms
    self.windows = windows
    self.holidays = holidays
    self.institutions = institutions
    self.crews = crews
    self.travel = travel
    self.agreed = agreed
    self.locked = locked
  }

  /// The campaign's settings as the schedule needs them.
  public init(
    campaign: CampaignPlan, capital: String, holidays: [HolidayYear], institutions: [TourInstitution], crews: [Crew],
    travel: TravelTable, agreed: [AgreedVisit] = [], locked: [Visit] = []
  ) {
    self.init(
      terms: TourTerms(province: campaign.province, capital: capital, headsPerHour: campaign.studentsPerHour),
      windows: campaign.windows.filter { $0.kind.isPhase || $0.kind == .makeup }, holidays: holidays,
      institutions: institutions, crews: crews, travel: travel, agreed: agreed, locked: locked)
  }

  public var phases: [CampaignWindow] { windows.filter(\.kind.isPhase).sorted { $0.days.first < $1.days.first } }
  public var makeup: CalendarDays? { windows.first { $0.kind == .makeup }?.days }
  public var holidayCalendar: HolidayCalendar { HolidayCalendar(years: holidays) }

  /// The working days of all phases, each once, in order.
  public var usableDays: [CalendarDay] {
    let calendar = holidayCalendar
    var days: [CalendarDay] = []
    for phase in phases {
      for day in calendar.workingDays(in: phase.days) where days.last.map({ $0 < day }) ?? true { days.append(day) }
    }
    return days
  }

  /// The last day on which a visit still leaves time for processing, delivery and verification before the make-up; nil without one.
  public var latestUsefulDay: CalendarDay? {
    guard let makeup else { return nil }
    return terms.lead.latestVisitDay(before: makeup.first, holidays: holidayCalendar)
  }

  /// Heads an hour and point at an institution.
  public func headsPerHour(at institution: TourInstitution) -> Int { institution.headsPerHour ?? terms.headsPerHour }

  /// A center in another province belongs to that province's agency (N7).
  public func isHandedOver(_ institution: TourInstitution) -> Bool {
    !institution.province.isEmpty
      && StudyCenter.shortProvince(institution.province) != StudyCenter.shortProvince(terms.province)
  }

  /// The phase a day belongs to.
  public func phase(of day: CalendarDay) -> CampaignWindow.Kind? { phases.first { $0.days.contains(day) }?.kind }
}
