import Testing

@testable import GraduatePhotos

/// A1, A9.3: who is let in at the door of a visit, and where the others go.
@Suite struct DoorRuleTests {
  private let day = CalendarDay(dayNumber: 20_000)
  private let key = TurnKey(category: .regular, department: "信息学院", classGroup: "计科2班")

  private func rule(makeupAfter days: Int? = 100) -> DoorRule {
    DoorRule(
      visit: 7, day: day, point: 1,
      makeup: days.map { CalendarDays(day.adding(days: $0), through: day.adding(days: $0 + 3)) }, makeupPlace: "采集单位")
  }

  private func person(_ standing: DuePerson.Standing = .due) -> DuePerson {
    DuePerson(id: "p1", name: "李婷", studentNumber: "001", placeID: "here", turn: key, standing: standing)
  }

  /// 10:05–10:30: called at 10:00.
  private func turn(_ visit: Int = 7, after days: Int = 0, point: Int = 1) -> DoorTurn {
    DoorTurn(visit: visit, day: day.adding(days: days), point: point, span: MinuteSpan(605, 630))
  }

  @Test("A9.3: in turn from twenty minutes before the call until the class is over")
  func inTurn() {
    let rule = rule()
    #expect(rule.answer(person(), turns: [turn()], now: 579, isOpen: false) == .outOfTurn(.early(call: 600)))
    #expect(rule.answer(person(), turns: [turn()], now: 580, isOpen: false) == .due)
    #expect(rule.answer(person(), turns: [turn()], now: 629, isOpen: false) == .due)
    #expect(rule.answer(person(), turns: [turn()], now: 630, isOpen: false) == .outOfTurn(.late(until: 630)))
    // the crew is behind: nobody loses his turn for it
    #expect(rule.answer(person(), turns: [turn()], now: 700, isOpen: true) == .due)
  }

  @Test("A9.3: the same day at another point, or not expected: the crew decides")
  func sameDay() {
    #expect(rule().answer(person(), turns: [turn(8, point: 2)], now: 600, isOpen: false) == .outOfTurn(.otherPoint(2)))
    #expect(
      rule().answer(person(.absent("实习")), turns: [turn()], now: 600, isOpen: false) == .outOfTurn(.notExpected("实习")))
  }

  @Test("A1: no visit of his: refused, with the next possibility")
  func otherDay() {
    #expect(
      rule().answer(person(), turns: [turn(9, after: 3)], now: 600, isOpen: false)
        == .refused(.otherDay, .visit(day: day.adding(days: 3), minutes: 600, place: "")))
    let makeup = CalendarDays(day.adding(days: 100), through: day.adding(days: 103))
    #expect(
      rule().answer(person(), turns: [turn(3, after: -1)], now: 600, isOpen: false)
        == .refused(.otherDay, .makeup(makeup, place: "采集单位")))
    #expect(rule().answer(person(), turns: [], now: 600, isOpen: false) == .refused(.noVisit, .makeup(makeup, place: "采集单位")))
    #expect(rule(makeupAfter: -10).answer(person(), turns: [], now: 600, isOpen: false) == .refused(.noVisit, .none))
    #expect(DoorAnswer.refused(.noVisit, .none).chinese.contains("逾期不再受理"))
    #expect(DoorAnswer.refused(.otherDay, .makeup(makeup, place: "采集单位")).chinese.contains("带身份证到采集单位补拍"))
  }

  @Test("A1: another place's student is sent there, although a class of the same name is at this door")
  func otherPlace() {
    let there = DoorTurn(visit: 9, day: day, point: 1, span: MinuteSpan(700, 720), elsewhere: "别的大学")
    let answer = rule().answer(person(), turns: [there], now: 600, isOpen: false)
    #expect(answer == .refused(.otherPlace("别的大学"), .visit(day: day, minutes: 690, place: "别的大学")))
    #expect(answer.chinese.hasPrefix("不是这里的学生，是别的大学的。请在") && answer.chinese.hasSuffix("11:30 随班到别的大学拍"))
    // over there it is over: the make-up
    let late = rule().answer(person(), turns: [there], now: 730, isOpen: false)
    guard case .refused(.otherPlace, .makeup) = late else {
      Issue.record("\(late)")
      return
    }
  }

  @Test("Of whom no photo is wanted nobody makes an exception")
  func left() {
    let answer = rule().answer(person(.left("休学")), turns: [turn()], now: 600, isOpen: true)
    #expect(answer == .refused(.left("休学"), .none) && answer.chinese == "已登记休学，不用拍照")
    #expect(!DoorRefusal.left("休学").mayBeExcepted && DoorRefusal.otherDay.mayBeExcepted)
  }

  @Test("Found by slip, mark, number, name, initials; a whole number is nobody's beginning")
  func found() {
    let people = [
      DuePerson(id: "a", name: "李婷", studentNumber: "1001", placeID: "here", turn: key, initials: ["lt"], marks: ["ff01"]),
      DuePerson(id: "b", name: "李婷婷", studentNumber: "10012", placeID: "here", turn: key, initials: ["ltt"]),
      DuePerson(id: "c", name: "单雄信", studentNumber: "2001", placeID: "here", turn: key, initials: ["sxx", "dxx"]),
    ]
    let book = DoorBook(people)
    func ids(_ text: String, _ marks: [String] = []) -> [String] { book.find(text, marks: marks).map(\.id) }
    #expect(ids("1001") == ["a"] && ids("100") == ["a", "b"])
    #expect(ids("李婷") == ["a", "b"] && ids("LT") == ["a", "b"] && ids("dx") == ["c"])
    #expect(ids("anything", ["ff01"]) == ["a"] && ids("  ").isEmpty && ids("王").isEmpty)
    #expect(ids(QueueSlip.text(of: "b")) == ["b"] && ids("biying1：B") == ["b"] && ids(QueueSlip.text(of: "nobody")).isEmpty)
  }
}
