import GraduatePhotos
import Testing

@Suite("A5: missing letters")
struct MissingLetterTests {
  private func letter(_ people: [MissingLetter.Person], regime: Regime = .roster) -> MissingLetter {
    MissingLetter(
      regime: regime, delivery: "GP-2014-10730-1", people: people, contactName: "张老师", address: "甘肃省兰州市城关区天水南路222号",
      telephone: "0931-1234567")
  }

  private let two = [
    MissingLetter.Person(id: "a", name: "李婷", idNumber: Fixture.idNumber(1)),
    MissingLetter.Person(id: "b", name: "王𬭎", idNumber: Fixture.idNumber(3)),
  ]

  @Test("A5: sent when names, numbers, contact, address and telephone are there and the seal is on just this letter")
  func sending() throws {
    let standings: [String: MissingLetter.Standing] = ["a": .missing, "b": .missing]
    try letter(two).checkSending(standings: standings, hash: "h1", sealedHash: "h1")
    #expect(throws: MissingLetterRefusal.unsealed) {
      try letter(two).checkSending(standings: standings, hash: "h1", sealedHash: nil)
    }
    #expect(throws: MissingLetterRefusal.changedSinceSeal) {
      try letter(two).checkSending(standings: standings, hash: "h2", sealedHash: "h1")
    }
    #expect(MissingLetterRefusal.unsealed.hint.contains("没有校章总部不受理"))
  }

  @Test("A5: what is not complete says all that is missing, in the order of the form")
  func incomplete() {
    var bare = letter([])
    (bare.delivery, bare.contactName, bare.address, bare.telephone) = ("", " ", "天水南路", "8234567")
    #expect(
      bare.problems(standings: [:]) == [
        .noDelivery, .nobody, .contactMissing, .address(.doorNumberMissing), .telephone(.areaCodeMissing),
      ])
    let people = [two[0], .init(id: "b", name: "", idNumber: ""), two[0], .init(id: "c", name: "赵", idNumber: "1"), two[1]]
    let problems = letter(people).problems(standings: ["a": .delivered, "b": .asked(number: "LP-1"), "c": .left(.military)])
    #expect(
      problems == [
        .delivered(row: 1), .nameMissing(row: 2), .idNumberMissing(row: 2), .asked(row: 2, number: "LP-1"), .twice(row: 3),
        .delivered(row: 3), .left(row: 4, .military), .twice(row: 5), .asked(row: 5, number: "LP-1"),
      ])
    #expect(letter([two[0]]).problems(standings: [:]) == [.unknown(row: 1)])
    #expect(problems.allSatisfy { !$0.message.isEmpty && !$0.hint.isEmpty && $0.code.hasPrefix("missing.") })
    let crowd = (0...5_000).map { MissingLetter.Person(id: String($0), name: "李婷", idNumber: "x") }
    #expect(letter(crowd).problems(standings: [:]).first == .tooMany(5_001))
  }

  @Test("A5: in code mode only codes")
  func codeMode() {
    let good = MissingLetter.Person(id: "a", name: "K7QM-1137", idNumber: "")
    #expect(letter([good], regime: .code).problems(standings: ["a": .missing]).isEmpty)
    for person in [two[0], .init(id: "a", name: "李婷", idNumber: ""), .init(id: "a", name: Fixture.idNumber(1), idNumber: "")] {
      #expect(letter([person], regime: .code).problems(standings: ["a": .missing]) == [.personalData(row: 1)])
    }
    let blank = MissingLetter.Person(id: "a", name: "", idNumber: "")
    #expect(letter([blank], regime: .code).problems(standings: ["a": .missing]) == [.codeMissing(row: 1)])
  }

  @Test("A5: each person is answered once: found, make-up or excused, with a reason")
  func answers() {
    let plan = Fixture.plan2014
    func refused(
      _ answer: MissingAnswer, after earlier: MissingAnswer? = nil, on today: CalendarDay = Fixture.day(2014, 4, 12)
    ) -> MissingAnswerRefusal? {
      do {
        try answer.check(after: earlier, shots: ["12-0007"], in: plan, today: today)
        return nil
      } catch { return error }
    }
    let found = MissingAnswer.found(serial: "12-0007", .otherPerson)
    #expect(refused(found) == nil && found.chinese == "找到（归错）：拍摄序号 12-0007，在别人名下")
    #expect(refused(.found(serial: "12-0008", .nobody)) == .serialUnknown("12-0008"))
    #expect(refused(.found(serial: " ", .nobody)) == .serialMissing)
    #expect(refused(.makeup) == nil)
    let over = refused(.makeup, on: Fixture.day(2014, 4, 13))
    #expect(over?.message == "补拍（2014年4月9日（周三）–4月12日（周六））已经结束，逾期不再受理" && over?.hint.contains("省厅管理员") == true)
    #expect(refused(.excused(.other, remark: "")) == .reasonMissing)
    #expect(refused(.excused(.declines, remark: "")) == nil)
    #expect(refused(.excused(.other, remark: Fixture.idNumber(1))) == .numberInReason)
    #expect(refused(.excused(.other, remark: String(repeating: "字", count: 201))) == .reasonTooLong)
    #expect(refused(.makeup, after: found) == .answered("找到（归错）"))
    #expect(MissingAnswer.excused(.other, remark: "出国").chinese == "不再拍：其他（出国）")
    #expect(!MissingAnswer.isComplete(two, answers: ["a": .makeup]))
    #expect(MissingAnswer.isComplete(two, answers: ["a": .makeup, "b": found]))
  }
}
