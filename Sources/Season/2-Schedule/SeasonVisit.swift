/// A visit as the institution's page tells it.
struct SeasonVisit: Sendable {
  let institution: Int
  /// Index of the crew that comes.
  let crew: Int
  let month: Int
  let day: Int
  /// Minutes since midnight.
  let start: Int
  /// 「4月9日（周四） 08:30–12:00」, as it stands on the pages.
  let title: String
  /// Classes in the order in which they are called, and the minutes since midnight at which they are.
  let turns: [(classIndex: Int, call: Int)]

  func moment(_ minutes: Int) -> Int64 { SeasonPlay.moment(month: month, day: day, hour: minutes / 60, minute: minutes % 60) }

  /// Reads a card of the page: its title and the names of its classes.
  init?(card: String, institution: SeasonInstitution) {
    guard let title = card.between("<h2>", "</h2>").map({ PageText.words($0[...]) }) else { return nil }
    let first = title.split(separator: "\n").first.map { String($0) } ?? ""
    let numbers = first.split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count >= 6, first.contains("月"), first.contains("日") else { return nil }
    let crewName = card.between("· 第", "组") ?? "1"
    crew = (Int(crewName) ?? 1) - 1
    let names = institution.classes.indices.map { institution.classGroup($0) }
    self.institution = institution.index
    self.title = first
    (month, day, start) = (numbers[0], numbers[1], numbers[2] * 60 + numbers[3])
    turns = card.allBetween("<tr>", "</tr>").compactMap { row in
      let cells = row.split(separator: "<td").map { PageText.words($0.drop { $0 != ">" }.dropFirst()) }
      let clock = cells.lazy.compactMap { Self.minutes($0) }.first
      guard let clock, let found = cells.lazy.compactMap({ names.firstIndex(of: $0) }).first else { return nil }
      return (found, clock)
    }
  }

  /// Whether another crew's visit may go on at the same time as this one.
  func isBesides(_ other: SeasonVisit) -> Bool {
    month == other.month && day == other.day && abs(start - other.start) <= 30
  }

  private static func minutes(_ clock: String) -> Int? {
    let parts = clock.split(separator: ":")
    guard parts.count == 2, let hours = Int(parts[0]), let minutes = Int(parts[1]) else { return nil }
    return hours * 60 + minutes
  }
}
