import GraduatePhotos
import Testing

@Suite("A1, A6, N4: the make-up")
struct MakeupTests {
  private let terms =
    MakeupTerms(plan: Fixture.plan2014)
    ?? MakeupTerms(
      days: CalendarDays(Fixture.today, through: Fixture.today), studentsPerHour: 1, place: "")
  private let before = DayMinute(Fixture.day(2014, 4, 1), 600)

  private let missed = MakeupStanding.missing(wasShot: false)

  private func at(_ day: Int, _ minute: Int) -> DayMinute { DayMinute(Fixture.day(2014, 4, day), minute) }

  private func booking(_ book: MakeupBook, _ slot: MakeupSlot, now: DayMinute) -> MakeupRefusal? {
    var book = book
    do {
      try book.book(slot, for: missed, now: now)
      return nil
    } catch { return error }
  }

  @Test("A6: closed eyes are always free; who never was shot pays like all others; nobody pays twice")
  func grounds() throws {
    #expect(try MakeupEntitlement(.missing(wasShot: false)).ground == .missed)
    #expect(try !MakeupEntitlement(.missing(wasShot: false)).isFree)
    #expect(try MakeupEntitlement(.missing(wasShot: true)).isFree)
    let claim = try MakeupEntitlement(.claimed(.eyesOrExpression))
    #expect(claim.ground == .eyesOrExpression && claim.isFree)
    #expect(MakeupGround.eyesOrExpression.isFree(wasShot: false) && !MakeupGround.other.isFree(wasShot: false))
    #expect(throws: MakeupRefusal.captured) { try MakeupEntitlement(.captured) }
    #expect(throws: MakeupRefusal.left(.transfer)) { try MakeupEntitlement(.left(.transfer)) }
    #expect(throws: MakeupRefusal.unknown) { try MakeupEntitlement(.unknown) }
  }

  @Test("A1, A9.3: quarter-hours of every day of the window hold the pace, an odd one too")
  func capacity() {
    #expect(terms.quarters.first == 570 && terms.quarters.last == 1005 && terms.quarters.count == 8 + 10)
    #expect(MakeupBook(terms).slots.count == 4 * 18)
    #expect([570, 585, 600, 615].map { terms.capacity(at: $0) } == [25, 25, 25, 25])
    var odd = terms
    odd.studentsPerHour = 90
    #expect([600, 615, 630, 645].reduce(0) { $0 + odd.capacity(at: $1) } == 90)
    odd.crews = 2
    #expect([570, 585, 600, 615].reduce(0) { $0 + odd.capacity(at: $1) } == 180)
    odd.studentsPerHour = 0
    #expect(MakeupBook(odd).free(at(9, 570)) == 0)
    odd.sessions = [MinuteSpan(575, 600)]
    #expect(odd.quarters == [585])
  }

  @Test("A1: one person books a quarter-hour, moves, and is told the next one when it is full")
  func person() throws {
    var book = MakeupBook(terms)
    for _ in 0..<25 { try book.book(at(9, 570), for: missed, now: before) }
    #expect(book.free(at(9, 570)) == 0)
    #expect(booking(book, at(9, 570), now: before) == .slotFull(at(9, 570), next: at(9, 585)))
    try book.book(at(9, 585), for: missed, insteadOf: at(9, 570), now: before)
    #expect(book.free(at(9, 570)) == 1 && book.free(at(9, 585)) == 24)
    // Moving inside a full quarter-hour takes the place that it gives back.
    try book.book(at(9, 570), for: missed, now: before)
    try book.book(at(9, 570), for: missed, insteadOf: at(9, 570), now: before)
    #expect(book.free(at(9, 570)) == 0)
    #expect(throws: MakeupRefusal.captured) { try book.book(at(10, 570), for: .captured, now: before) }
    #expect(try book.book(at(10, 570), for: .claimed(.eyesOrExpression), now: before).isFree)
    #expect(booking(book, at(8, 570), now: before)?.code == "makeup.no-such-slot")
    #expect(booking(book, at(9, 575), now: before)?.code == "makeup.no-such-slot")
    #expect(booking(book, at(9, 700), now: before)?.code == "makeup.no-such-slot")
    #expect(booking(book, at(9, 600), now: at(9, 600)) == .slotPassed(at(9, 600)))
    #expect(booking(book, at(9, 600), now: at(9, 599)) == nil)
  }

  @Test("N4: the deadline is the end of the last day's last session; after it a refusal that says so, and the way on")
  func deadline() {
    let book = MakeupBook(terms)
    #expect(terms.deadline == at(12, 1020))
    #expect(booking(book, at(12, 1005), now: at(12, 1004)) == nil)
    let late = booking(book, at(12, 1005), now: at(12, 1020))
    #expect(late == .closed(at(12, 1020)))
    #expect(late?.message == "补拍已于 4月12日（周六）17:00 结束，逾期不再受理")
    #expect(late?.hint.contains("省厅管理员") == true && late?.mayBeExcepted == true)
  }

  private func group(_ count: Int, code: String = "10730") -> MakeupGroup {
    MakeupGroup(
      institutionCode: "10730",
      people: (0..<count).map { .init(id: String($0), institutionCode: code, standing: .missing(wasShot: false)) },
      leader: "王老师",
      telephone: "13900000000")
  }

  @Test("A1: a bus takes quarter-hours in a row of one half-day")
  func bus() throws {
    var book = MakeupBook(terms)
    for _ in 0..<5 { try book.book(at(9, 600), for: missed, now: before) }
    let shares = try book.book(group: group(60), from: at(9, 585), now: before)
    #expect(shares.map(\.heads) == [25, 20, 15] && shares.map(\.slot.minute) == [585, 600, 615])
    #expect(book.free(at(9, 600)) == 0 && book.free(at(9, 615)) == 10)
    do {
      _ = try book.book(group: group(60), from: at(9, 660), now: before)
      Issue.record("it went past noon")
    } catch {
      #expect(error == .groupDoesNotFit(60, at(9, 660), next: at(9, 870)) && error.hint.contains("4月9日（周三）14:30"))
    }
    #expect(book.free(at(9, 660)) == 25)
    #expect(book.next(after: before, heads: 251) == nil)
    #expect(book.next(after: before, heads: 250) == at(9, 870))
  }

  @Test("A1: a group is of one institution, and each of it may come")
  func groupRules() {
    func refused(_ group: MakeupGroup) -> MakeupRefusal? {
      do {
        try group.check()
        return nil
      } catch { return error }
    }
    #expect(refused(group(2)) == nil)
    #expect(refused(group(1)) == .groupSize(1) && refused(group(301)) == .groupSize(301))
    #expect(refused(group(3, code: "10731")) == .otherInstitution(row: 1))
    var other = group(3)
    other.people[1].standing = .captured
    #expect(refused(other) == .groupMember(row: 2, .captured) && refused(other)?.message == "第 2 人已有合格的照片，学校也没有登记问题")
    other.people[1] = other.people[0]
    #expect(refused(other) == .groupTwice(row: 2))
    other.people[1] = .init(id: "x", institutionCode: "10730", standing: .missing(wasShot: true), booked: at(9, 570))
    #expect(refused(other) == .groupBooked(row: 2, at(9, 570)))
    other.leader = ""
    #expect(refused(other) == .leaderMissing)
    other = group(2)
    other.telephone = "12"
    #expect(refused(other)?.code == "makeup.telephone")
  }

  private func answer(
    _ now: DayMinute, booked: MakeupSlot? = nil, drawn: DayMinute? = nil, card: Bool = true,
    standing: MakeupStanding = .missing(wasShot: false)
  ) -> MakeupDoor.Answer {
    MakeupDoor(terms).answer(.init(standing: standing, hasShownCard: card, booked: booked, numberDrawn: drawn), now: now)
  }

  private func turn(_ answer: MakeupDoor.Answer) -> MakeupDoor.Turn? {
    if case .served(_, let turn) = answer { turn } else { nil }
  }

  @Test("A1: at the door the identity card is seen, bookings go first, and who has none is shot too")
  func door() {
    #expect(turn(answer(at(9, 580), booked: at(9, 585))) == .booked)
    #expect(turn(answer(at(9, 564), booked: at(9, 585))) == .otherTime)
    #expect(
      turn(answer(at(9, 614), booked: at(9, 585))) == .booked && turn(answer(at(9, 615), booked: at(9, 585))) == .otherTime)
    #expect(turn(answer(at(10, 585), booked: at(9, 585))) == .otherTime)
    #expect(turn(answer(at(12, 1019))) == .walkIn)
    #expect(answer(at(9, 600), card: false) == .refused(.noCard))
    #expect(answer(at(9, 600), standing: .left(.death)) == .refused(.left(.death)))
    #expect(answer(at(8, 600)) == .refused(.notYet(terms.days, place: terms.place)))
    #expect(answer(at(9, 1020)) == .refused(.outsideHours(next: at(10, 570))))
    #expect(answer(at(9, 500)) == .refused(.outsideHours(next: at(9, 570))))
    for turn in [MakeupDoor.Turn.booked, .otherTime, .walkIn, .afterClosing] { #expect(!turn.chineseName.isEmpty) }
  }

  @Test("N4, promise 9: who holds a queue number at closing is still shot, also past midnight; nobody else is")
  func queueNumber() {
    #expect(turn(answer(at(12, 1020), drawn: at(12, 1019))) == .afterClosing)
    #expect(turn(answer(at(12, 1300), drawn: at(12, 700))) == .afterClosing)
    #expect(turn(answer(at(13, 10), drawn: at(12, 1019))) == .afterClosing)
    #expect(answer(at(12, 1021), drawn: at(12, 1020)) == .refused(.closed(at(12, 1020))))
    #expect(answer(at(12, 1020)) == .refused(.closed(at(12, 1020))))
    #expect(answer(at(14, 600), drawn: at(12, 1019)) == .refused(.closed(at(12, 1020))))
    // The number of another day, or of the future, is none.
    #expect(answer(at(12, 1020), drawn: at(11, 600)) == .refused(.closed(at(12, 1020))))
    #expect(answer(at(12, 1020), drawn: at(12, 1030)) == .refused(.closed(at(12, 1020))))
    #expect(answer(at(12, 1020), drawn: at(12, 1019), card: false) == .refused(.noCard))
    #expect(!MakeupRefusal.noCard.mayBeExcepted && !MakeupRefusal.left(.death).mayBeExcepted)
  }

  @Test("A moment in China from milliseconds UTC")
  func moments() {
    let day = Fixture.day(2014, 4, 12)
    #expect(DayMinute(milliseconds: day.startMilliseconds + 1020 * 60_000) == DayMinute(day, 1020))
    #expect(DayMinute(milliseconds: day.endMilliseconds - 1) == DayMinute(day, 1439))
    #expect(DayMinute(day, 555).chinese == "4月12日（周六）09:15")
  }

  @Test("N4: refusals have different codes, a message and a way on")
  func refusals() {
    let slot = at(9, 570)
    let all: [MakeupRefusal] = [
      .closed(slot), .notYet(terms.days, place: ""), .outsideHours(next: slot), .noCard, .captured, .left(.death), .unknown,
      .noSuchSlot(terms.days), .slotPassed(slot), .slotFull(slot, next: nil), .groupSize(1),
      .groupDoesNotFit(9, slot, next: nil),
      .groupTwice(row: 1), .groupMember(row: 1, .unknown), .groupBooked(row: 1, slot), .otherInstitution(row: 1),
      .leaderMissing,
      .telephone(.missing),
    ]
    #expect(Set(all.map(\.code)).count == all.count && all.allSatisfy { !$0.message.isEmpty && !$0.hint.isEmpty })
  }
}
