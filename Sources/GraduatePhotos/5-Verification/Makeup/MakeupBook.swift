/// A quarter of an hour at the branch.
public typealias MakeupSlot = DayMinute

/// Who comes when: quarter-hours with as many places as the pace allows (A9.3), for one person or for a bus (A1).
public struct MakeupBook: Sendable, Hashable {
  public let terms: MakeupTerms
  private var heads: [MakeupSlot: Int]
  /// Places booked, by quarter-hour, whether the terms still have it or not.
  public var booked: [MakeupSlot: Int] { heads }

  /// With `heads` the places booked so far, by quarter-hour.
  public init(_ terms: MakeupTerms, heads: [MakeupSlot: Int] = [:]) {
    self.terms = terms
    self.heads = heads
  }

  /// Places left; 0 for what is no quarter-hour of the make-up, and where more are booked than fit.
  public func free(_ slot: MakeupSlot) -> Int {
    guard terms.days.contains(slot.day), terms.quarters.contains(slot.minute) else { return 0 }
    return max(0, terms.capacity(at: slot.minute) - (heads[slot] ?? 0))
  }

  /// Quarter-hours of all days, in order.
  public var slots: [MakeupSlot] {
    let quarters = terms.quarters
    return (0..<terms.days.count).flatMap { day in quarters.map { MakeupSlot(terms.days.first.adding(days: day), $0) } }
  }

  /// Books one person who may come; whoever moves to another quarter-hour gives his old place back.
  ///
  /// - Returns: why he comes, and whether it is free.
  /// - Throws: `MakeupRefusal.captured`, `.left`, `.unknown`, `.closed`, `.noSuchSlot`, `.slotPassed`, `.slotFull` with the next one
  ///   that has room.
  @discardableResult
  public mutating func book(
    _ slot: MakeupSlot, for standing: MakeupStanding, insteadOf old: MakeupSlot? = nil, now: DayMinute
  ) throws(MakeupRefusal) -> MakeupEntitlement {
    let entitlement = try MakeupEntitlement(standing)
    try checkTime(slot, now: now)
    var book = self
    if let old { book.release(old) }
    guard book.free(slot) > 0 else { throw .slotFull(slot, next: book.next(after: now, from: slot, heads: 1)) }
    book.heads[slot, default: 0] += 1
    self = book
    return entitlement
  }

  /// Gives a place back.
  public mutating func release(_ slot: MakeupSlot, heads count: Int = 1) {
    heads[slot] = max(0, (heads[slot] ?? 0) - count)
    if heads[slot] == 0 { heads[slot] = nil }
  }

  /// Books a group of one institution that comes together: quarter-hours in a row from the first, within one half-day.
  ///
  /// - Returns: how many of them are shot in each, in the order of the group.
  /// - Throws: `MakeupRefusal`, `.groupDoesNotFit` with the next start at which it does.
  public mutating func book(group: MakeupGroup, from slot: MakeupSlot, now: DayMinute) throws(MakeupRefusal) -> [MakeupShare] {
    try group.check()
    try checkTime(slot, now: now)
    let count = group.people.count
    guard let shares = shares(of: count, from: slot) else {
      throw .groupDoesNotFit(count, slot, next: next(after: now, from: slot, heads: count))
    }
    for share in shares { heads[share.slot, default: 0] += share.heads }
    return shares
  }

  /// The first quarter-hour from which so many can be taken; nil when there is none left.
  public func next(after now: DayMinute, from slot: MakeupSlot? = nil, heads count: Int) -> MakeupSlot? {
    let open = slots.filter { $0 > now }
    let later = open.filter { candidate in slot.map { candidate > $0 } ?? true }
    return (later + open).first { shares(of: count, from: $0) != nil }
  }

  private func checkTime(_ slot: MakeupSlot, now: DayMinute) throws(MakeupRefusal) {
    guard now < terms.deadline else { throw .closed(terms.deadline) }
    guard terms.days.contains(slot.day), terms.quarters.contains(slot.minute) else { throw .noSuchSlot(terms.days) }
    guard slot > now else { throw .slotPassed(slot) }
  }

  /// Nil when the half-day ends first.
  private func shares(of count: Int, from slot: MakeupSlot) -> [MakeupShare]? {
    guard let session = terms.sessions.first(where: { $0.start <= slot.minute && slot.minute < $0.end }) else { return nil }
    var left = count
    var shares: [MakeupShare] = []
    for minute in terms.quarters where minute >= slot.minute && minute < session.end && left > 0 {
      let place = MakeupSlot(slot.day, minute)
      let room = min(free(place), left)
      // A bus that waits for an hour because others were first is no group booking.
      if room == 0 { return nil }
      shares.append(MakeupShare(slot: place, heads: room))
      left -= room
    }
    return left == 0 && !shares.isEmpty ? shares : nil
  }
}

/// How many of a group are shot in one quarter-hour.
public struct MakeupShare: Sendable, Hashable {
  public let slot: MakeupSlot
  public let heads: Int
}

/// Graduates of one institution who come by bus.
public struct MakeupGroup: Sendable, Hashable {
  public struct Person: Sendable, Hashable {
    /// The graduate's or the code's id.
    public var id: String
    public var institutionCode: String
    public var standing: MakeupStanding
    /// His own booking, if he has one.
    public var booked: MakeupSlot?

    public init(id: String, institutionCode: String, standing: MakeupStanding, booked: MakeupSlot? = nil) {
      self.id = id
      self.institutionCode = institutionCode
      self.standing = standing
      self.booked = booked
    }
  }

  public var institutionCode: String
  public var people: [Person]
  /// Who leads them, and can be called on the way.
  public var leader: String
  public var telephone: String

  public init(institutionCode: String, people: [Person], leader: String, telephone: String) {
    self.institutionCode = institutionCode
    self.people = people
    self.leader = leader
    self.telephone = telephone
  }

  /// Everybody may come, stands there once, is of the institution and has no place of his own.
  public func check() throws(MakeupRefusal) {
    let range = VerificationLimits.groupHeads
    guard range.contains(people.count) else { throw .groupSize(people.count) }
    guard !leader.trimmed.isEmpty else { throw .leaderMissing }
    do { _ = try Telephone.read(telephone) } catch { throw .telephone(error) }
    var seen: Set<String> = []
    for (index, person) in people.enumerated() {
      guard seen.insert(person.id).inserted else { throw .groupTwice(row: index + 1) }
      guard person.institutionCode.hasSameCodePoints(as: institutionCode) else { throw .otherInstitution(row: index + 1) }
      do { _ = try MakeupEntitlement(person.standing) } catch { throw .groupMember(row: index + 1, error.reason) }
      if let booked = person.booked { throw .groupBooked(row: index + 1, booked) }
    }
  }
}
