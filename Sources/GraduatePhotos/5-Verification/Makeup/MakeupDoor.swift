/// Whether somebody at the branch's door is shot (A1, N4, promise 9): within the days, with the identity card, and after closing whoever
/// holds a queue number.
public struct MakeupDoor: Sendable, Hashable {
  public var terms: MakeupTerms

  public init(_ terms: MakeupTerms) { self.terms = terms }

  /// Who stands there.
  public struct Visitor: Sendable, Hashable {
    public var standing: MakeupStanding
    /// Identity card, or its temporary one, was seen.
    public var hasShownCard: Bool
    public var booked: MakeupSlot?
    /// When the queue number was drawn; nil for who holds none.
    public var numberDrawn: DayMinute?

    public init(standing: MakeupStanding, hasShownCard: Bool, booked: MakeupSlot? = nil, numberDrawn: DayMinute? = nil) {
      self.standing = standing
      self.hasShownCard = hasShownCard
      self.booked = booked
      self.numberDrawn = numberDrawn
    }
  }

  public enum Answer: Sendable, Hashable {
    /// Is shot; a booked one in his quarter-hour goes before those without.
    case served(MakeupEntitlement, Turn)
    case refused(MakeupRefusal)
  }

  public enum Turn: String, Sendable, Hashable, CaseIterable {
    case booked
    /// Booked for another quarter-hour or day: behind those whose turn it is.
    case otherTime = "other-time"
    /// Without a booking: the notice asks for none.
    case walkIn = "walk-in"
    /// After closing, with a number drawn before.
    case afterClosing = "after-closing"

    public var chineseName: String {
      switch self {
      case .booked: "按预约"
      case .otherTime: "预约在别的时间，排在预约的同学之后"
      case .walkIn: "没有预约，排在预约的同学之后"
      case .afterClosing: "关门前已取号，继续拍"
      }
    }
  }

  /// Somebody may come this many minutes before his quarter-hour.
  public static let earlyMinutes = 20

  public func answer(_ visitor: Visitor, now: DayMinute) -> Answer {
    let entitlement: MakeupEntitlement
    do { entitlement = try MakeupEntitlement(visitor.standing) } catch { return .refused(error) }
    let isOpen = terms.days.contains(now.day) && now.minute >= terms.opening - Self.earlyMinutes && now.minute < terms.closing
    let holdsNumber = visitor.numberDrawn.map { isGood($0, at: now) } ?? false
    guard isOpen || holdsNumber else { return .refused(closedRefusal(now)) }
    guard visitor.hasShownCard else { return .refused(.noCard) }
    guard isOpen else { return .served(entitlement, .afterClosing) }
    guard let booked = visitor.booked else { return .served(entitlement, .walkIn) }
    let isHisTime =
      booked.day == now.day && now.minute >= booked.minute - Self.earlyMinutes
      && now.minute < booked.minute + MakeupTerms.slotMinutes + Self.lateMinutes
    return .served(entitlement, isHisTime ? .booked : .otherTime)
  }

  /// A booking is kept so long after its quarter-hour.
  public static let lateMinutes = 15

  /// Drawn the same day before closing, and after the doors were opened; the queue may go on past midnight.
  private func isGood(_ drawn: DayMinute, at now: DayMinute) -> Bool {
    let goesOn =
      now.day == drawn.day || (now.day == drawn.day.adding(days: 1) && now.minute < terms.opening - Self.earlyMinutes)
    return terms.days.contains(drawn.day) && goesOn && drawn <= now && drawn.minute < terms.closing
  }

  private func closedRefusal(_ now: DayMinute) -> MakeupRefusal {
    if now.day < terms.days.first { return .notYet(terms.days, place: terms.place) }
    if now >= terms.deadline { return .closed(terms.deadline) }
    let isEarly = now.minute < terms.opening
    return .outsideHours(next: DayMinute(isEarly ? now.day : now.day.adding(days: 1), terms.opening))
  }
}

extension MakeupRefusal {
  /// The on-site lead may take the case all the same, with a reason that the officer reads the same day (promise 9).
  public var mayBeExcepted: Bool {
    switch self {
    case .closed, .notYet, .outsideHours, .captured, .waiting, .slotFull: true
    default: false
    }
  }
}
