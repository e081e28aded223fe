import Testing

@testable import GraduatePhotos

/// The living day: how late, who is next, who will not be finished.
@Suite struct VisitProgressTests {
  private func key(_ number: Int) -> TurnKey {
    TurnKey(category: .regular, department: "信息学院", classGroup: "计科\(number)班")
  }

  /// Three classes of 50 from 08:30 on, half an hour each.
  private func progress(_ came: [Int: Int], at now: Int) -> VisitProgress {
    VisitProgress(
      turns: (1...3).map { (key($0), 50, MinuteSpan(480 + $0 * 30, 510 + $0 * 30)) }, sessions: Crew.usualSessions,
      headsPerHour: 100, came: Dictionary(uniqueKeysWithValues: came.map { (key($0), $1) }), now: now)
  }

  @Test("Before the first class everything is ahead; twenty minutes before the call its door opens")
  func before() {
    #expect(progress([:], at: 480).turns.map(\.state) == [.ahead, .ahead, .ahead])
    #expect(progress([:], at: 490).turns.map(\.state) == [.open, .ahead, .ahead])
    #expect(progress([:], at: 480).outlook.behindMinutes == 0)
  }

  @Test("Who does not come is not waited for once a later class is under way")
  func noShows() {
    let waiting = progress([1: 48], at: 545)
    #expect(waiting.turns.map(\.state) == [.open, .open, .ahead])
    let going = progress([1: 48, 2: 5], at: 545)
    #expect(going.turns.map(\.state) == [.closed, .open, .ahead])
    #expect(going.turns[0].expected == nil && going.turns[1].expected != nil)
    #expect(going.openTurns == [key(2)])
    // two of the first class are missing: they count as neither late nor ahead
    #expect(going.outlook.ahead.map(\.heads) == [45, 50])
    #expect(going.came == 53 && going.heads == 150)
  }

  @Test("A crew that is behind says by how much; classes beyond its working hours are named")
  func late() {
    let late = progress([1: 50, 2: 20], at: 590)
    #expect(late.outlook.behindMinutes == 80 - 42)
    #expect(late.outlook.chinese.hasPrefix("晚 38 分钟"))
    let hopeless = progress([1: 50, 2: 20], at: 1_000)
    #expect(hopeless.outlook.unfinished.map(\.group) == ["2"])
    #expect(hopeless.outlook.chinese.contains("计科3班拍不完"))
  }

  @Test("A crew that is ahead may call the next class")
  func early() {
    let early = progress([1: 50, 2: 50], at: 550)
    #expect(early.outlook.behindMinutes == -20 && early.outlook.callEarly?.group == "2")
  }

  @Test("All came: the day is over")
  func done() {
    let done = progress([1: 50, 2: 50, 3: 50], at: 590)
    #expect(done.turns.allSatisfy { $0.state == .closed } && done.outlook.ahead.isEmpty && done.outlook.lastEnd == nil)
  }
}
