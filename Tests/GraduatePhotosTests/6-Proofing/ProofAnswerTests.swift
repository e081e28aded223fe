import GraduatePhotos
import Testing

@Suite("N5: what a graduate may say")
struct ProofAnswerTests {
  private func refusal(_ complaint: ProofComplaint) -> ProofRefusal? {
    do {
      try complaint.check()
      return nil
    } catch { return error }
  }

  private func field(_ column: RosterColumn, _ old: String, _ new: String) -> ProofComplaint {
    ProofComplaint(corrections: [.init(column: column, old: old, new: new)])
  }

  @Test("N5: not me, the photo is bad, a field is wrong: each becomes the finding the institution knows")
  func findings() {
    #expect(ProofComplaint(isSomebodyElse: true).verdicts == [.person])
    let bad = ProofComplaint(photoFaults: [.background, .eyes, .eyes])
    #expect(bad.photoFaults == [.eyes, .background] && bad.verdicts == [.photo])
    var both = field(.name, "李停", "李婷")
    both.isSomebodyElse = true
    #expect(both.verdicts == [.data, .person] && refusal(both) == nil)
    #expect(ProofAnswer.wrong(both).chinese == "有误：不是我的照片；姓名应为“李婷”")
    #expect(ProofAnswer.right.chinese == "正确" && ProofAnswer.right.isRight)
    // An identity number is said to be wrong without being repeated.
    #expect(!field(.idNumber, "1", Fixture.idNumber(1)).chinese.contains(Fixture.idNumber(1)))
  }

  @Test("N5: what contradicts itself, says nothing or is not the graduate's to correct is refused")
  func refusals() {
    #expect(refusal(ProofComplaint(words: "不对")) == .nothingWrong)
    #expect(refusal(ProofComplaint(isSomebodyElse: true, photoFaults: [.eyes])) == .contradicts)
    #expect(refusal(field(.institutionName, "甲", "乙")) == .notCorrectable(.institutionName))
    #expect(refusal(field(.classGroup, "1班", "2班")) == .notCorrectable(.classGroup))
    #expect(refusal(field(.name, "李婷", "李婷")) == .sameValue(.name))
    #expect(refusal(field(.name, "李婷", "  ")) == .valueMissing(.name))
    #expect(refusal(field(.name, "李\u{90CE}", "李\u{F92C}")) == nil)
    #expect(refusal(field(.name, "李婷", Fixture.idNumber(1))) == .numberInWords)
    #expect(refusal(field(.idNumber, "1", Fixture.idNumber(1))) == nil)
    #expect(refusal(field(.name, "李婷", "李\u{202E}婷")) == .textTooLong(limit: VerdictLimits.textScalars))
    var twice = field(.name, "李停", "李婷")
    twice.corrections += twice.corrections
    #expect(refusal(twice) == .fieldTwice(.name))
    var words = ProofComplaint(photoFaults: [.eyes], words: "我的号码是\(Fixture.idNumber(1))")
    #expect(refusal(words) == .numberInWords)
    words.words = String(repeating: "长", count: VerdictLimits.noteScalars + 1)
    #expect(refusal(words) == .textTooLong(limit: VerdictLimits.noteScalars))
  }

  @Test("N5: not liking a picture is no answer, and what is possible is said")
  func wishes() {
    let days = CalendarDays(Fixture.day(2014, 4, 9), through: Fixture.day(2014, 4, 12))
    #expect(ProofWish.dislike.advice(makeup: days).contains(days.chinese))
    #expect(ProofWish.dislike.advice(makeup: nil).contains("不能重拍"))
    #expect(ProofWish.changing.advice(makeup: days).contains("先不要答复"))
  }

  @Test(
    "N5: the national site's words are read as they are downloaded, and none is guessed",
    arguments: [
      ("已校对", NationalProofStatus.checked), (" 校对 正确", .checked), ("未校对", .unchecked), ("校对有误", .error), ("（）", nil), ("", nil),
      ("校对", nil), ("不知道", nil),
    ] as [(String, NationalProofStatus?)])
  func national(text: String, expected: NationalProofStatus?) {
    #expect(NationalProofStatus(text: text) == expected)
  }
}
