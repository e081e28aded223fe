import GraduatePhotos
import Testing

@Suite("Promise 3: the ledger closes")
struct LedgerTests {
  private func place(_ classGroup: String, department: String = "文学院", code: String = "10730") -> LedgerPlace {
    LedgerPlace(
      institutionCode: code, institution: code == "10730" ? "兰州大学" : "某大学", category: .regular, department: department,
      classGroup: classGroup)
  }

  @Test("Promise 3: due = captured + missing + each kind of status change, in words too")
  func count() {
    let count = LedgerCount(
      due: 860, [.captured: 812, .missing(.notShot): 40, .missing(.retake): 4, .left(.suspension): 3, .left(.military): 1])
    #expect(count.isClosed && count.missing == 44 && count.left == 4)
    #expect(count.chinese == "应采 860 = 实采 812 + 漏拍 44 + 休学 3 + 入伍 1")
    var wrong = count
    wrong.due += 2
    #expect(!wrong.isClosed && wrong.difference == 2 && wrong.chinese.hasSuffix("，相差 2"))
    // Below zero and above it may not cancel out.
    #expect(!LedgerCount(due: 0, [.captured: 1, .missing(.notShot): -1]).isClosed)
    #expect(LedgerCount.zero.isClosed && LedgerCount(due: 0, [.captured: 0]) == .zero)
  }

  @Test("Promise 3: every kind of status change and every cause of a missing photo has its place, noun and next step")
  func posts() {
    #expect(LedgerPost.allCases.count == 1 + LedgerPost.MissingCause.allCases.count + StatusChange.Kind.allCases.count)
    #expect(Set(LedgerPost.allCases.map(\.chineseName)).count == LedgerPost.allCases.count)
    let plan = Fixture.plan2014
    for post in LedgerPost.allCases {
      let one = LedgerCount(due: 1, [post: 1])
      #expect(one.isClosed && one.occupied == [post])
      #expect(!post.nextStep(in: plan, today: Fixture.day(2014, 4, 1)).isEmpty)
    }
    let missing = LedgerPost.missing(.notShot)
    #expect(missing.nextStep(in: plan, today: Fixture.day(2013, 11, 1)).hasPrefix("按时间安排到场拍照；错过的，带身份证参加补拍"))
    #expect(missing.nextStep(in: plan, today: Fixture.day(2014, 4, 12)) == "带身份证参加补拍（2014年4月9日（周三）–4月12日（周六））")
    #expect(missing.nextStep(in: plan, today: Fixture.day(2014, 4, 13)).contains("逾期不再受理"))
  }

  @Test("Promise 3: two classes that are wrong by one each are named although their sum is right")
  func compensation() {
    let ledger = Ledger([
      LedgerEntry(place("1班"), LedgerCount(due: 30, [.captured: 29])),
      LedgerEntry(place("2班"), LedgerCount(due: 30, [.captured: 31])),
      LedgerEntry(place("3班"), LedgerCount(due: 30, [.captured: 30])),
    ])
    #expect(ledger.total.isClosed)
    #expect(ledger.openClasses.map(\.place.classGroup) == ["1班", "2班"])
    do {
      try ledger.close()
      Issue.record("it closed")
    } catch {
      #expect(error.message == "兰州大学　文学院　1班的人数对不上：应采 30 ≠ 实采 29 + 漏拍 0，相差 1；另有 1 个班级对不上")
      #expect(error.hint.contains("没有着落"))
    }
  }

  @Test("Promise 3: the sums of classes, departments, institutions and the province are the same", arguments: 1...5)
  func sums(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var due: [(person: String, place: LedgerPlace)] = []
    var posts: [(person: String, place: LedgerPlace, post: LedgerPost)] = []
    for person in 0..<400 {
      let at = place(
        "\(Int.random(in: 1...4, using: &random))班", department: ["文学院", "理学院"][Int.random(in: 0...1, using: &random)],
        code: ["10730", "10731"][Int.random(in: 0...1, using: &random)])
      due.append((String(person), at))
      posts.append((String(person), at, LedgerPost.allCases.randomElement(using: &random) ?? .captured))
    }
    let ledger = Ledger(due: due, posts: posts.shuffled(using: &random))
    try ledger.close()
    for level in Ledger.Level.allCases {
      let sum = ledger.lines(by: level).reduce(LedgerCount.zero) { $0 + $1.count }
      #expect(sum == ledger.total && sum.due == 400 && ledger.lines(by: level).allSatisfy(\.count.isClosed))
    }
    #expect(ledger.lines(by: .province).count == 1 && ledger.lines(by: .institution).count == 2)
    #expect((ledger + ledger).total.due == 800)
    let lost = Ledger(due: due, posts: Array(posts.dropLast()))
    #expect(lost.openClasses.map(\.place) == [posts[399].place])
    let twice = Ledger(due: due, posts: posts + [posts[7]])
    #expect(twice.openClasses.map(\.place) == [posts[7].place] && twice.total.difference == -1)
  }

  @Test("Promise 3: classes whose names only look equal stay two")
  func lookalikes() {
    let ledger = Ledger([
      LedgerEntry(place("\u{F900}班"), LedgerCount(due: 1, [.captured: 1])),
      LedgerEntry(place("\u{8C48}班"), LedgerCount(due: 2, [.captured: 2])),
    ])
    #expect(ledger.classes.count == 2 && ledger.lines(by: .department).count == 1)
    #expect(Ledger([]).total == .zero)
    #expect(!LedgerRefusal.empty.message.isEmpty && !LedgerRefusal.empty.hint.isEmpty)
  }
}
