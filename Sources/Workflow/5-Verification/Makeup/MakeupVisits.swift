import GraduatePhotos
import Storage

/// The make-up as visits of one crew at the branch: one a day, so that door, stations, packets and release are those of any visit.
///
/// They are derived from days and settings, not stored: a visit's number is its day's, above all numbers of a schedule.
enum MakeupVisit {
  /// Before the number of the day in its year.
  static let numbers = 9_000
  /// So long after the last day the door can still be opened, for exceptions (promise 9).
  static let daysAfter = 60

  static func number(of day: CalendarDay) -> Int {
    let newYear = CalendarDay(year: day.year, month: 1, day: 1) ?? day
    return numbers + day.dayNumber - newYear.dayNumber + 1
  }
}

extension TourPlace {
  static func branch(of plan: CampaignPlan) -> TourPlace {
    TourPlace(
      id: TakeAlong.branchID, institutionID: "", studyCenterID: nil, code: "",
      name: plan.makeupPlace.isEmpty ? "补拍" : "补拍（\(plan.makeupPlace)）", province: plan.province, city: "")
  }
}

extension Transaction {
  /// Visits at the branch, of all its days, or of one; none while no crew was named.
  ///
  /// One that is asked for by its number is found for some weeks after the last day too: the on-site lead may accept a case.
  func makeupVisits(_ campaign: StoredCampaign, on day: CalendarDay?, number: Int?) throws -> [VisitRecord] {
    let page = try makeupTerms(campaign)
    guard let terms = page.terms, page.isOpen, !terms.days.isBackwards else { return [] }
    if let number, number <= MakeupVisit.numbers { return [] }
    let last = number == nil ? terms.days.last : terms.days.last.adding(days: MakeupVisit.daysAfter)
    let days = terms.days.first.dayNumber...last.dayNumber
    return days.map { CalendarDay(dayNumber: $0) }.compactMap { candidate in
      let own = MakeupVisit.number(of: candidate)
      guard day == nil || day == candidate, number == nil || number == own else { return nil }
      return VisitRecord(
        id: "makeup-\(campaign.id)-\(candidate.compact)", number: own, placeID: TakeAlong.branchID, institutionID: "",
        studyCenterID: nil, crewID: page.settings.crewID, point: 1, day: candidate,
        span: MinuteSpan(terms.opening, terms.closing), turns: [])
    }
  }

  /// The half-days of whoever shoots there.
  func sessions(of visit: OpenVisit) throws -> [MinuteSpan] {
    try visit.isMakeup ? makeupTerms(visit.campaign).settings.sessions : crewSessions(visit.record.crewID)
  }

  /// Today's visit at the branch, for its own crew.
  ///
  /// - Throws: `MakeupDeskRefusal.noMakeup`, `CaptureRefusal.visitUnknown` for another crew's people.
  func todaysMakeup(_ campaignID: String, by keeper: some DayKeeper) throws -> (visit: OpenVisit, terms: MakeupTermsPage) {
    let page = try makeupTerms(storedCampaign(campaignID))
    guard page.isOpen else { throw MakeupDeskRefusal.noMakeup }
    if let terms = page.terms, today < terms.days.first { throw MakeupRefusal.notYet(terms.days, place: terms.place) }
    return (try openVisit(MakeupVisit.number(of: today), campaignID, by: keeper), page)
  }
}
