/// How a stint's classes lie over its days, for each start within a day; made once when first asked for.
final class StintLayouts {
  /// Spans of a stint's days, one after the other.
  struct Layout {
    /// Where its spans begin among `spans`.
    var first: Int
    var days: Int
    /// Sum of the squares of the minutes worked on each day.
    var squares: Int
  }

  private let model: TourModel
  private let stints: [Stint]
  /// Working half-days, each kind once; crews with the same ones share layouts.
  let hours: [[MinuteSpan]]
  /// For each crew.
  let hoursOfCrew: [Int]
  /// By stint and hours: the half-days it may use.
  private let sessions: [[MinuteSpan]]
  private(set) var spans: [MinuteSpan] = []
  /// Minutes worked in each span, the noon break left out.
  private(set) var work: [Int] = []
  private(set) var layouts: [Layout] = []
  /// By stint, hours and quarter-hour of the day: position in `layouts`, or one of the two below.
  private var found: [Int32]
  private static let unasked: Int32 = -1
  private static let impossible: Int32 = -2
  private static let quarters = 96
  private var packer = ClassPacker()

  init(_ model: TourModel, _ stints: [Stint]) {
    self.model = model
    self.stints = stints
    var hours: [[MinuteSpan]] = []
    hoursOfCrew = model.problem.crews.map { crew in
      if let at = hours.firstIndex(of: crew.sessions) { return at }
      hours.append(crew.sessions)
      return hours.count - 1
    }
    self.hours = hours
    sessions = stints.flatMap { stint in hours.map { $0.filter(stint.usesSession) } }
    found = [Int32](repeating: Self.unasked, count: stints.count * max(1, hours.count) * Self.quarters)
  }

  /// The layout of a stint that starts at a quarter-hour; nil when it cannot start then.
  func layout(of stint: Int, hours: Int, start: Int) -> Int? {
    let at = (stint * self.hours.count + hours) * Self.quarters + start / 15
    if found[at] == Self.unasked { found[at] = make(stint, hours, start) }
    return found[at] < 0 ? nil : Int(found[at])
  }

  private func make(_ stint: Int, _ hours: Int, _ start: Int) -> Int32 {
    let new: [MinuteSpan]
    if let locked = stints[stint].locked {
      new = [locked.span]
    } else {
      guard let days = turns(of: stint, hours: hours, start: start) else { return Self.impossible }
      new = days.compactMap { day in day.first.flatMap { first in day.last.map { MinuteSpan(first.span.start, $0.span.end) } } }
    }
    let minutes = new.map { TourRules.workMinutes($0, self.hours[hours]) }
    layouts.append(Layout(first: spans.count, days: new.count, squares: minutes.reduce(0) { $0 + $1 * $1 }))
    spans += new
    work += minutes
    return Int32(layouts.count - 1)
  }

  /// Which class stands in front of the camera when, day by day.
  func turns(of stint: Int, hours: Int, start: Int) -> [[ClassPacker.Turn]]? {
    let institution = stints[stint].institution
    return packer.pack(
      stints[stint].groups, of: model.problem.institutions[institution].groups, pace: model.paces[institution],
      sessions: sessions[stint * self.hours.count + hours], start: start)
  }

  /// The first quarter-hour at or after a minute at which these crews work and the stint may start; nil when the day is over.
  func start(of stint: Int, hours: Int, after minute: Int) -> Int? {
    let minute = MinuteSpan.quarter(after: minute)
    for session in sessions[stint * self.hours.count + hours] {
      if minute <= session.start { return session.start }
      if minute < session.end { return minute }
    }
    return nil
  }
}
