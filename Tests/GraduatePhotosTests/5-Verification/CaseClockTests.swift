import GraduatePhotos
import Testing

@Suite("N4, A5, A7: how long a case waits, and on whom")
struct CaseClockTests {
  private let day: Int64 = 86_400_000
  private let start = Fixture.day(2014, 4, 14).startMilliseconds

  private func at(_ days: Double) -> Int64 { start + Int64(days * Double(day)) }

  @Test("A7: time is counted on whom each step waits; a settled case waits no more")
  func steps() {
    let clock = CaseClock([
      .init(.toDecide, at: at(2)), .init(.toSeal, at: at(0)), .init(.toConfirm, at: at(5)), .init(.settled, at: at(6)),
    ])
    #expect(clock.waited(on: .institution, now: at(9)) == 3 * day && clock.waited(on: .headOffice, now: at(9)) == 3 * day)
    #expect(clock.waited(on: .branch, now: at(9)) == 0 && clock.waitsOn == nil && clock.waiting(now: at(9)) == 0)
    #expect(clock.chinese(now: at(9)) == "已了结")
    let open = CaseClock([.init(.toSeal, at: at(0)), .init(.toDecide, at: at(0.9))])
    #expect(open.waitsOn == .headOffice && open.waiting(now: at(4)) == Int64(3.1 * Double(day)))
    #expect(open.chinese(now: at(0.95)) == "等总部处理，今天开始" && open.chinese(now: at(1)) == "等总部处理，已等 1 天")
    // A clock that was put back makes no negative wait.
    #expect(open.waiting(now: at(0)) == 0 && open.waited(on: .headOffice, now: at(0)) == 0)
    #expect(CaseClock([]).chinese(now: 0).isEmpty && CaseClock([]).step == nil)
  }

  @Test("A5: medians by party and by institution; open cases count with what they waited so far")
  func medians() throws {
    #expect(CaseMedians.median([]) == nil && CaseMedians.median([5]) == 5)
    #expect(CaseMedians.median([4, 1, 9]) == 4 && CaseMedians.median([1, 4, 9, 8]) == 6)
    func answered(after days: Double) -> CaseClock { CaseClock([.init(.toDecide, at: at(0)), .init(.settled, at: at(days))]) }
    let silent = CaseClock([.init(.toDecide, at: at(0))])
    let medians = CaseMedians([answered(after: 1), silent, silent], now: at(10))
    let line = try #require(medians[.headOffice])
    #expect(
      line.medianMilliseconds == 10 * day && line.cases == 3 && line.open == 2 && line.longestOpenMilliseconds == 10 * day)
    #expect(medians.lines.map(\.party) == [.headOffice] && medians[.graduate] == nil)
    let by = CaseMedians.by(
      [("10730", answered(after: 1)), ("10731", answered(after: 3)), ("10730", answered(after: 2))], now: at(10))
    #expect(by["10730"]?[.headOffice]?.medianMilliseconds == day * 3 / 2 && by["10731"]?[.headOffice]?.cases == 1)
    #expect(CaseMedians.chineseDuration(day * 5 / 2) == "2.5 天" && CaseMedians.chineseDuration(day * 2) == "2 天")
    #expect(CaseMedians.chineseDuration(day - 1) == "23 小时" && CaseMedians.chineseDuration(-5) == "0 小时")
  }

  @Test("Every step has words, and only the last waits on nobody")
  func words() {
    #expect(CaseStep.allCases.filter { $0.waitsOn == nil } == [.settled])
    #expect(Set(CaseStep.allCases.map(\.chineseName)).count == CaseStep.allCases.count)
    #expect(Set(CaseStep.allCases.compactMap(\.waitsOn)) == Set(WaitingParty.allCases))
    #expect(Set(WaitingParty.allCases.map(\.chineseName)).count == 4)
  }
}
