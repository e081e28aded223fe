/// Crew-days that every plan needs which leaves nobody out.
public struct CrewDayBound: Sendable, Hashable, Codable {
  public let crewDays: Int

  init(_ model: TourModel) {
    crewDays = CrewDayRelaxation(model).crewDays
  }

  public init(_ problem: TourProblem) { self.init(TourModel(problem)) }

  /// Percent by which a plan's crew-days lie above the bound; nil when there is nothing to shoot.
  public func gapPercent(of days: Int) -> Double? {
    crewDays > 0 ? Double(days - crewDays) * 100 / Double(crewDays) : nil
  }
}
