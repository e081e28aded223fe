/// An institution or a study center of the province as the schedule sees it: where it is and who is due there.
public struct TourInstitution: Sendable, Hashable, Codable {
  /// Unique in the problem: a study center shares its parent's code and needs an id of its own.
  public var id: String
  /// The five digits of the ministry.
  public var code: String
  public var name: String
  public var city: String
  /// Where it is; a center in another province is never scheduled here (N7).
  public var province: String
  /// Degrees; nil takes the city's place.
  public var latitude: Double?
  /// Degrees; nil takes the city's place.
  public var longitude: Double?
  /// Capture stations that can work side by side, at least 1 (A9.2).
  public var shootingPoints: Int
  public var groups: [TourGroup]
  public var wishes: [Wish]
  /// The institution agreed that its days need not follow each other.
  public var allowsGaps: Bool
  /// Heads an hour and point as measured here before; nil takes the campaign's.
  public var headsPerHour: Int?

  public init(
    id: String, code: String, name: String, city: String, province: String, latitude: Double? = nil,
    longitude: Double? = nil, shootingPoints: Int = 1, groups: [TourGroup] = [], wishes: [Wish] = [],
    allowsGaps: Bool = false, headsPerHour: Int? = nil
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.city = city
    self.province = province
    self.latitude = latitude
    self.longitude = longitude
    self.shootingPoints = shootingPoints
    self.groups = groups
    self.wishes = wishes
    self.allowsGaps = allowsGaps
    self.headsPerHour = headsPerHour
  }

  /// Graduates who are due here.
  public var heads: Int { groups.reduce(0) { $0 + $1.heads } }
}
