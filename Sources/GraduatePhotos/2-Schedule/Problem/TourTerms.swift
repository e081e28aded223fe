/// What the campaign sets for all visits; times in minutes.
public struct TourTerms: Sendable, Hashable, Codable {
  /// 「甘肃省」: institutions elsewhere are never scheduled (N7).
  public var province: String
  /// Nights here are not lodged by institutions (A9.4).
  public var capital: String
  /// Heads an hour and shooting point where nothing was measured (A9.3: 100).
  public var headsPerHour: Int
  /// From the crew's arrival to the first shot, and again from the last shot to its departure.
  public var setUpMinutes: Int
  /// A crew leaves no earlier, in minutes since midnight.
  public var earliestDeparture: Int
  /// A crew is under a roof by then, in minutes since midnight.
  public var latestArrival: Int
  public var lead: DeliveryLead
  /// No visit is put before this day; those that are locked there stay.
  ///
  /// Nil before the season begins.
  public var earliestDay: CalendarDay?

  public init(
    province: String, capital: String, headsPerHour: Int = 100, setUpMinutes: Int = 30, earliestDeparture: Int = 390,
    latestArrival: Int = 1_260, lead: DeliveryLead = DeliveryLead(), earliestDay: CalendarDay? = nil
  ) {
    self.province = province
    self.capital = capital
    self.headsPerHour = headsPerHour
    self.setUpMinutes = setUpMinutes
    self.earliestDeparture = earliestDeparture
    self.latestArrival = latestArrival
    self.lead = lead
    self.earliestDay = earliestDay
  }
}
