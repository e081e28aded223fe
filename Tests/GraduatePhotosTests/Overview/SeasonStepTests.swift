import GraduatePhotos
import Testing

@Suite("N2: the way from due to filed, and what is counted of it")
struct SeasonStepTests {
  private let day: Int64 = 86_400_000

  @Test("N2: somebody stands at the last step before which nothing is left out, since the last of them was done")
  func standing() {
    #expect(SeasonStep.standing([:]) == (.due, 0))
    #expect(SeasonStep.standing([.due: 5, .shot: 9]) == (.shot, 9))
    // Delivered before the class was signed off, and proofed in between: the sign-off is waited for.
    let early: [SeasonStep: Int64] = [.due: 1, .shot: 2, .accepted: 3, .delivered: 4, .proofed: 6]
    #expect(SeasonStep.standing(early) == (.delivered, 4))
    // Once it is there, he stands at proofed, since then.
    #expect(SeasonStep.standing(early.merging([.verified: 8]) { $1 }) == (.proofed, 8))
    // Filed is the end, also of who never answered.
    #expect(SeasonStep.standing([.due: 1, .filed: 7]) == (.filed, 7))
    // A step that is not there is no step to wait for.
    let code = SeasonStep.steps(in: plan(.code, .here))
    #expect(code == [.due, .shot, .accepted, .delivered, .proofed])
    #expect(SeasonStep.standing(early, in: code) == (.proofed, 6))
    #expect(SeasonStep.steps(in: plan(.code, .nationalSite)).last == .delivered)
    #expect(SeasonStep.steps(in: plan(.roster, .here)) == SeasonStep.allCases)
  }

  @Test("N2: tallies of several places are one tally; the mean and the longest wait in words")
  func tallies() {
    var tally = WaitingTally()
    #expect(tally.mean(now: 9) == nil && tally.chinese(now: 9).isEmpty)
    tally.add(since: 0)
    tally.add(since: 2 * day)
    var other = WaitingTally()
    other.add(since: day)
    tally += other
    #expect(tally.heads == 3 && tally.oldest == 0 && tally.mean(now: 4 * day) == 3 * day)
    #expect(tally.chinese(now: 4 * day) == "平均 3 天，最久 4 天")
    tally += WaitingTally()
    #expect(tally.heads == 3)
    // A clock that was put back makes no negative wait.
    #expect(tally.mean(now: -day) == 0 && tally.longest(now: -day) == 0)
  }

  @Test("Promise 3: what is counted of classes adds up to the institution's, and is the ledger")
  func counts() {
    var left = SeasonCount()
    left.standing[.due, default: WaitingTally()].add(since: 1)
    left.standing[.filed, default: WaitingTally()].add(since: 2)
    left.captured = 1
    left.missing = [.notShot: 1]
    left.left = [.military: 2]
    left.proofs = [.noPortrait: 1, .confirmed: 1]
    var right = SeasonCount()
    right.standing[.due, default: WaitingTally()].add(since: 3)
    right.missing = [.absent: 1]
    right.proofs = [.unanswered: 1]
    let sum = left + right
    #expect(sum.due == 3 && sum.registered == 5 && sum.missingHeads == 2 && sum.leftHeads == 2)
    #expect(sum.reached(.due) == 3 && sum.reached(.shot) == 1 && sum.reached(.filed) == 1)
    #expect(sum.waiting(at: .due).heads == 2 && sum.reached(.filed, in: [.due, .shot]) == 0)
    #expect(sum.ledger.isClosed && sum.ledger.chinese == "应采 5 = 实采 1 + 漏拍 2 + 入伍 2")
    #expect(sum.proofed(at: .here) == (done: 1, wrong: 0, open: 1))
    // On the national site whoever has a portrait and stands on no list as checked is open.
    #expect(sum.proofed(at: .nationalSite) == (done: 0, wrong: 0, open: 2))
    var season = InstitutionSeason()
    season.cases = [.photo: [.toCome: tally(1, 5)]]
    season.pace = ["20131008": 3]
    season.returned = ["闭眼": 1]
    var other = InstitutionSeason()
    other.cases = [.photo: [.toCome: tally(4)], .erratum: [.toSeal: tally(2)]]
    other.pace = ["20131008": 2, "20131009": 1]
    season += other
    #expect(season.open(.photo).heads == 3 && season.open(.photo).oldest == 1 && season.open(at: .toSeal).heads == 1)
    #expect(season.pace == ["20131008": 5, "20131009": 1])
  }

  @Test("Parts of a whole: never all of what is not whole, never nothing of what is something")
  func percent() {
    #expect(Percent.text(0, of: 0) == "—" && Percent.text(0, of: 5) == "0%" && Percent.text(5, of: 5) == "100%")
    #expect(Percent.text(129_999, of: 130_000) == "99.9%" && Percent.text(1, of: 130_000) == "0.1%")
    #expect(Percent.text(1, of: 3) == "33.3%" && Percent.text(1, of: 2) == "50%")
  }

  private func tally(_ times: Int64...) -> WaitingTally {
    times.reduce(into: WaitingTally()) { $0.add(since: $1) }
  }

  private func plan(_ regime: Regime, _ place: ProofingPlace) -> CampaignPlan {
    CampaignPlan(
      province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014), regime: regime, proofingPlace: place)
  }
}
