/// A season's tour: who is where on which day, and which class when; plus who has no slot and why.
public struct TourPlan: Sendable, Hashable, Codable {
  /// By day, crew and time.
  public var visits: [Visit]
  public var unplaced: [UnplacedGroup]

  public init(visits: [Visit] = [], unplaced: [UnplacedGroup] = []) {
    self.visits = visits
    self.unplaced = unplaced
  }

  public func visit(_ number: Int) -> Visit? { visits.first { $0.number == number } }

  /// Visits in the order people read them.
  mutating func sort() {
    visits.sort { ($0.day, $0.crew, $0.span.start, $0.number) < ($1.day, $1.crew, $1.span.start, $1.number) }
    unplaced.sort { ($0.institution, $0.group) < ($1.institution, $1.group) }
  }
}

/// A class without a slot.
public struct UnplacedGroup: Sendable, Hashable, Codable {
  /// `TourInstitution.id`.
  public var institution: String
  /// `TourGroup.id`.
  public var group: String
  public var heads: Int
  /// Why, in Chinese.
  public var reason: String

  public init(institution: String, group: String, heads: Int, reason: String) {
    self.institution = institution
    self.group = group
    self.heads = heads
    self.reason = reason
  }
}
