/// A city and where it lies.
public struct TourCity: Sendable, Hashable, Codable {
  public var name: String
  /// Degrees.
  public var latitude: Double
  /// Degrees.
  public var longitude: Double

  public init(_ name: String, latitude: Double, longitude: Double) {
    self.name = name
    self.latitude = latitude
    self.longitude = longitude
  }
}

/// Minutes from one city to another, the same both ways.
public struct TravelTime: Sendable, Hashable, Codable {
  public var from: String
  public var to: String
  /// From door to door.
  public var minutes: Int

  public init(_ from: String, _ to: String, minutes: Int) {
    self.from = from
    self.to = to
    self.minutes = minutes
  }
}

/// How long a crew travels: by the table where it says so, otherwise the great circle times a factor.
public struct TravelTable: Sendable, Hashable, Codable {
  public var cities: [TourCity]
  public var times: [TravelTime]
  /// How much longer roads are than the great circle, in percent.
  public var detourPercent: Int
  /// Kilometers an hour on the road.
  public var kilometersPerHour: Int
  /// Minutes between two places of one city.
  public var minutesInsideCity: Int

  public init(
    cities: [TourCity], times: [TravelTime] = [], detourPercent: Int = 130, kilometersPerHour: Int = 70,
    minutesInsideCity: Int = 20
  ) {
    self.cities = cities
    self.times = times
    self.detourPercent = detourPercent
    self.kilometersPerHour = kilometersPerHour
    self.minutesInsideCity = minutesInsideCity
  }
}
