/// Where a crew can be: a venue or its home.
struct TourPlace: Sendable, Hashable {
  var city: String
  /// Degrees.
  var latitude: Double?
  /// Degrees.
  var longitude: Double?
}

extension TravelTable {
  /// Answers many questions about one table; two cities the table does not know have no time between them.
  struct Finder: Sendable {
    private let table: TravelTable
    private let times: [[String]: Int]
    private let cities: [String: TourCity]

    init(_ table: TravelTable) {
      self.table = table
      times = Dictionary(
        table.times.flatMap { [([$0.from, $0.to], $0.minutes), ([$0.to, $0.from], $0.minutes)] },
        uniquingKeysWith: { first, _ in first })
      cities = Dictionary(table.cities.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Minutes from door to door; nil when nothing is known about one of the cities.
    func minutes(from: TourPlace, to: TourPlace) -> Int? {
      if from == to, from.latitude != nil { return 0 }
      if from.city == to.city { return table.minutesInsideCity }
      if let minutes = times[[from.city, to.city]] { return minutes }
      guard let start = position(of: from), let end = position(of: to) else { return nil }
      let kilometers = GreatCircle.kilometers(from: start, to: end) * Double(table.detourPercent) / 100
      return table.minutesInsideCity + Int((kilometers * 60 / Double(max(1, table.kilometersPerHour))).rounded())
    }

    /// Degrees: the place's own, else its city's.
    private func position(of place: TourPlace) -> (latitude: Double, longitude: Double)? {
      if let latitude = place.latitude, let longitude = place.longitude { return (latitude, longitude) }
      return cities[place.city].map { ($0.latitude, $0.longitude) }
    }

    /// True when times to the city can be told: it has a place, or the table has a time for it.
    func knows(_ place: TourPlace) -> Bool {
      position(of: place) != nil || times.keys.contains { $0[0] == place.city }
    }
  }
}
