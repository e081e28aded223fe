import GraduatePhotos
import Testing

@Suite("N5: one answer a round")
struct ProofBookTests {
  private let first = ProofVersion(portrait: "a", data: 1)
  private let repaired = ProofVersion(portrait: "b", data: 1)

  private func refusal(_ book: ProofBook, _ seen: ProofVersion, _ round: Int, _ present: ProofVersion?) -> ProofRefusal? {
    do {
      try book.check(seen: seen, round: round, present: present)
      return nil
    } catch { return error }
  }

  @Test("N5, promise 4: the first round waits for a portrait; one answer ends it, right or wrong")
  func once() {
    #expect(ProofBook().standing(nil) == .noPortrait)
    #expect(refusal(ProofBook(), first, 1, nil) == .noPortrait)
    #expect(ProofBook().standing(first) == .open(round: 1))
    #expect(refusal(ProofBook(), first, 1, first) == nil)
    let right = ProofBook([.init(round: 1, version: first, isRight: true)])
    #expect(right.standing(first) == .confirmed(round: 1))
    #expect(refusal(right, first, 1, first) == .answered(isRight: true))
    #expect(refusal(right, first, 2, first) == .stale)
    let wrong = ProofBook([.init(round: 1, version: first, isRight: false)])
    #expect(wrong.standing(first) == .disputed(round: 1))
    #expect(refusal(wrong, first, 1, first) == .answered(isRight: false))
  }

  @Test("N5, promise 4: the next round opens when portrait or a filed field changed, and takes one answer to the new version")
  func again() {
    let book = ProofBook([.init(round: 1, version: first, isRight: false)])
    #expect(book.standing(repaired) == .open(round: 2))
    #expect(refusal(book, first, 1, repaired) == .stale)
    #expect(refusal(book, first, 2, repaired) == .stale)
    #expect(refusal(book, repaired, 1, repaired) == .stale)
    #expect(refusal(book, repaired, 2, repaired) == nil)
    let data = ProofVersion(portrait: "a", data: 2)
    #expect(ProofBook([.init(round: 1, version: first, isRight: true)]).standing(data) == .open(round: 2))
    // The newest round decides, in whatever order the rows come; what goes back to it stands as it was answered.
    let two = ProofBook([.init(round: 2, version: repaired, isRight: true), .init(round: 1, version: first, isRight: false)])
    #expect(two.standing(repaired) == .confirmed(round: 2))
    #expect(two.standing(first) == .open(round: 3))
    #expect(two.standing(nil) == .noPortrait)
    #expect(two.standing(first).group == .again && ProofBook().standing(first).group == .unanswered)
  }

  @Test("N5: before the window not yet, after it refused with the way on; what an officer granted goes longer, never shorter")
  func window() {
    let days = CalendarDays(Fixture.day(2014, 4, 20), through: Fixture.day(2014, 5, 10))
    let terms = ProofTerms(place: .here, days: days)
    func said(_ terms: ProofTerms, _ now: Int64, _ extended: CalendarDay? = nil) -> ProofRefusal? {
      do {
        try terms.check(now: now, extended: extended)
        return nil
      } catch { return error }
    }
    #expect(said(terms, days.first.startMilliseconds - 1) == .notYet(days, isRehearsal: false))
    #expect(said(terms, days.first.startMilliseconds) == nil)
    #expect(said(terms, days.last.endMilliseconds - 1) == nil)
    #expect(said(terms, days.last.endMilliseconds) == .closed(days.last, isRehearsal: false))
    let later = Fixture.day(2014, 5, 12)
    #expect(said(terms, days.last.endMilliseconds, later) == nil)
    #expect(said(terms, later.endMilliseconds, later) == .closed(later, isRehearsal: false))
    #expect(said(terms, days.last.endMilliseconds - 1, Fixture.day(2014, 4, 21)) == nil)
    // What was put right for somebody who answered in time is confirmed whenever it is ready.
    #expect(throws: Never.self) { try terms.check(now: days.last.endMilliseconds, hasAnswered: true) }
    #expect(throws: ProofRefusal.notYet(days, isRehearsal: false)) {
      try terms.check(now: days.first.startMilliseconds - 1, hasAnswered: true)
    }
    #expect(said(ProofTerms(place: .here, days: nil), 0) == .notSet)
    let rehearsal = ProofTerms(plan: Fixture.plan2014)
    #expect(rehearsal.isRehearsal && rehearsal.chineseName == "预校对" && terms.chineseName == "校对")
    #expect(ProofRefusal.closed(days.last, isRehearsal: true).message.hasPrefix("预校对"))
  }

  @Test("N5, promise 6: only what is filed makes another version, and a character of the same look does")
  func filed() {
    var values: [RosterColumn: String] = [.name: "李\u{90CE}", .studentNumber: "2022", .remark: "班长", .classGroup: "1班"]
    let before = FiledFields.canonical { values[$0] ?? "" }
    values[.remark] = "学委"
    values[.classGroup] = "2班"
    #expect(FiledFields.canonical { values[$0] ?? "" }.hasSameCodePoints(as: before))
    values[.name] = "李\u{F92C}"
    #expect(!FiledFields.canonical { values[$0] ?? "" }.hasSameCodePoints(as: before))
    // No value can pretend to be two.
    let one = FiledFields.canonical { $0 == .name ? "a\nXB 1 男" : "" }
    let two = FiledFields.canonical { [.name: "a", .sex: "男"][$0] ?? "" }
    #expect(!one.hasSameCodePoints(as: two))
  }
}
