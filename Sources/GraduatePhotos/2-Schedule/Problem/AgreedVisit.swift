/// What the planner agreed with an institution by telephone and typed in: the solver plans around it.
///
/// The institution is then visited on these days and on no others of the same phase, by this crew if one is named.
public struct AgreedVisit: Sendable, Hashable, Codable {
  /// `TourInstitution.id`.
  public var institution: String
  public var days: [CalendarDay]
  /// `Crew.id`; nil leaves the choice to the solver.
  public var crew: String?

  public init(institution: String, days: [CalendarDay], crew: String? = nil) {
    self.institution = institution
    self.days = days
    self.crew = crew
  }
}
