import GraduatePhotos
import Testing

/// N4: what may be said about a person, and when a class is done.
@Suite struct VerdictRuleTests {
  @Test("A5, A6: missing is for who has no picture; the others but data judge one")
  func possible() {
    #expect(PersonVerdict.Verdict.possible(hasPicture: true) == [.right, .photo, .data, .person])
    #expect(PersonVerdict.Verdict.possible(hasPicture: false) == [.missing, .data])
    #expect(PersonVerdict.Verdict.missing.contradiction(hasPicture: true) == .missingThoughThere)
    #expect(PersonVerdict.Verdict.right.contradiction(hasPicture: false) == .pictureNotThere)
    #expect(PersonVerdict.Verdict.allCases.map(\.key) == ["1", "2", "3", "4", "5"])
    #expect(PersonVerdict.Verdict.allCases.map(\.chineseName) == ["正确", "缺照片", "照片问题", "数据错误", "不是本人"])
  }

  @Test("N4: a verdict does not contradict itself or the picture")
  func contradictions() {
    var verdict = PersonVerdict(id: "p", classID: "", verdicts: [.photo], photoFaults: [.eyes], look: .large, at: 0)
    #expect(verdict.contradiction(hasPicture: true) == nil && verdict.contradiction(hasPicture: false) == .pictureNotThere)
    verdict.verdicts = [.right]
    #expect(verdict.contradiction(hasPicture: true) == .detailWithoutVerdict)
    verdict.photoFaults = []
    verdict.partner = PersonVerdict.Partner(id: "p", number: "1")
    verdict.verdicts = [.person]
    #expect(verdict.contradiction(hasPicture: true) == .partnerIsSelf)
    #expect(
      !VerdictLimits.isText("a\u{202E}b") && VerdictLimits.isText("李\u{20BB7}") && !VerdictLimits.isText("一二", scalars: 1))
  }

  @Test("N4: a class is signed off when everybody has a verdict and each finding a claim that is open or settled")
  func signOff() {
    let right = CheckedStanding(verdicts: [.right])
    func found(_ claim: ClaimStanding?) -> CheckedStanding {
      CheckedStanding(verdicts: [.photo], claims: claim.map { [.photo: $0] } ?? [:])
    }
    #expect(SignOffObstacle([]) == .nobody)
    #expect(SignOffObstacle([right, CheckedStanding(verdicts: nil)]) == .open(1))
    #expect(SignOffObstacle([right, found(.open), found(.settled)]) == nil)
    #expect(SignOffObstacle([right, found(.withdrawn), found(nil)]) == .withoutClaim(2))
    let both = CheckedStanding(verdicts: [.photo, .data], claims: [.photo: .open])
    #expect(SignOffObstacle([both]) == .withoutClaim(1))
    let sum = ClassTally(people: 3, pictures: 2, right: 1, found: 1) + ClassTally(people: 1, pictures: 1, right: 1, found: 0)
    #expect(sum == ClassTally(people: 4, pictures: 3, right: 2, found: 1) && sum.open == 1 && sum.judged == 3)
  }
}
