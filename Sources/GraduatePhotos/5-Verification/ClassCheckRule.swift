/// How a claim (问题登记) stands.
public enum ClaimStanding: String, Sendable, Hashable, CaseIterable {
  case open
  /// Answered: by a new portrait, by new data, or by whoever decides about it.
  case settled
  /// Taken back by the institution.
  case withdrawn
}

/// One person of a class, as far as its sign-off asks.
public struct CheckedStanding: Sendable, Hashable {
  /// Nil for who has none that holds: nobody looked, it was taken back, or picture or data changed behind it.
  public var verdicts: [PersonVerdict.Verdict]?
  /// By the finding that opened it, the newest claim each.
  public var claims: [PersonVerdict.Verdict: ClaimStanding]

  public init(verdicts: [PersonVerdict.Verdict]?, claims: [PersonVerdict.Verdict: ClaimStanding] = [:]) {
    self.verdicts = verdicts
    self.claims = claims
  }

  /// A finding without a claim that is open or settled.
  var lacksClaim: Bool {
    (verdicts ?? []).contains { verdict in
      guard verdict.isFinding else { return false }
      return claims[verdict].map { $0 == .withdrawn } ?? true
    }
  }
}

/// How a class stands; right, found and open people add up to all.
public struct ClassTally: Sendable, Hashable, Codable {
  public var people: Int
  public var pictures: Int
  public var right: Int
  /// People with any finding; one person may have two.
  public var found: Int

  public var open: Int { people - right - found }
  public var judged: Int { right + found }

  public init(people: Int, pictures: Int, right: Int, found: Int) {
    self.people = people
    self.pictures = pictures
    self.right = right
    self.found = found
  }

  public static let none = ClassTally(people: 0, pictures: 0, right: 0, found: 0)

  public static func + (left: ClassTally, right: ClassTally) -> ClassTally {
    ClassTally(
      people: left.people + right.people, pictures: left.pictures + right.pictures, right: left.right + right.right,
      found: left.found + right.found)
  }
}

/// What keeps a class from being signed off (N4): everybody has a verdict, and each finding a claim that is open or settled.
public enum SignOffObstacle: Sendable, Hashable {
  case nobody
  case open(Int)
  case withoutClaim(Int)

  public init?(_ people: [CheckedStanding]) {
    guard !people.isEmpty else {
      self = .nobody
      return
    }
    let open = people.count { $0.verdicts == nil }
    let withoutClaim = people.count(where: \.lacksClaim)
    guard open > 0 || withoutClaim > 0 else { return nil }
    self = open > 0 ? .open(open) : .withoutClaim(withoutClaim)
  }
}
