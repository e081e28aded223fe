import GraduatePhotos
import Testing

@Suite("Importing again is a change set")
struct ChangeSetTests {
  private func registered(_ entries: [RosterEntry], shots: Set<Int> = []) -> [RegisteredEntry] {
    entries.enumerated().map { RegisteredEntry(key: "k\($0)", entry: $1, hasShots: shots.contains($0)) }
  }

  @Test("The same roster changes nothing")
  func same() {
    let entries = (1...50).map { Fixture.entry($0) }
    let changes = ChangeSet(from: registered(entries), to: entries.reversed())
    #expect(changes.isEmpty && changes.unchanged.count == 50)
    #expect(changes.chineseSummary == "新增 0 人，修改 0 人，减少 0 人，不变 50 人")
  }

  @Test("Added, changed field by field, gone")
  func basics() throws {
    let old = registered((1...3).map { Fixture.entry($0) }, shots: [2])
    var changed = Fixture.entry(2)
    changed.major = "历史学"
    changed.classGroup = "历史1班"
    let changes = ChangeSet(from: old, to: [Fixture.entry(1), changed, Fixture.entry(9, name: "王伟")])
    #expect(changes.added == [2] && changes.unchanged.count == 1)
    let change = try #require(changes.changed.first)
    #expect(change.match == .studentNumber)
    #expect(
      change.fields == [
        ChangeSet.differences(from: Fixture.entry(2), to: changed)[0],
        ChangeSet.differences(from: Fixture.entry(2), to: changed)[1],
      ])
    #expect(change.fields.map(\.column) == [.major, .classGroup] && change.fields.map(\.new) == ["历史学", "历史1班"])
    #expect(changes.gone == [ChangeSet.Gone(old: 2, mustStay: true)], "who has shots is never dropped")
  }

  @Test("A new student number is matched by identity number, a corrected identity number by student number")
  func crossMatches() {
    let old = registered([Fixture.entry(1), Fixture.entry(2)])
    var corrected = Fixture.entry(2)
    corrected.idNumber = IDNumber(storedKind: .resident, value: Fixture.idNumber(4))
    let changes = ChangeSet(from: old, to: [Fixture.entry(1, studentNumber: "N1"), corrected])
    #expect(changes.changed.map(\.match) == [.idNumber, .studentNumber])
    #expect(changes.added.isEmpty && changes.gone.isEmpty)
    #expect(Set(changes.changed.flatMap { $0.fields.map(\.column) }) == [.studentNumber, .idNumber])
  }

  @Test("A 15-place number that becomes its 18-place form is the same person")
  func upgradedNumber() throws {
    var old = Fixture.entry(1, studentNumber: "A")
    old.idNumber = try IDNumber.read("340524800101001", today: Fixture.today)
    var new = Fixture.entry(1, studentNumber: "B")
    new.idNumber = try IDNumber.read("34052419800101001X", today: Fixture.today)
    let changes = ChangeSet(from: registered([old]), to: [new])
    #expect(changes.changed.count == 1 && changes.gone.isEmpty)
  }

  @Test("A student number given to somebody else is no change of the person")
  func reusedNumber() {
    let old = registered([Fixture.entry(1, name: "李婷")])
    let other = Fixture.entry(2, name: "王伟", studentNumber: old[0].entry.studentNumber, born: Fixture.day(2004, 5, 5))
    let changes = ChangeSet(from: old, to: [other])
    #expect(changes.changed.isEmpty && changes.added == [0] && changes.gone.map(\.old) == [0])
  }

  @Test("同一人？: number and identity number changed together, name, sex and class did not")
  func question() throws {
    let old = registered([Fixture.entry(1), Fixture.entry(2)], shots: [0])
    let both = Fixture.entry(3, studentNumber: "N9", born: Fixture.day(2003, 1, 2))
    let new = [both, Fixture.entry(2)]
    let changes = ChangeSet(from: old, to: new)
    let question = try #require(changes.possiblySamePerson.first)
    #expect(question == ChangeSet.Question(old: 0, new: 0))
    #expect(changes.added.isEmpty && changes.gone.isEmpty && !changes.isEmpty)
    let yes = changes.answering([question: true], from: old, to: new)
    #expect(yes.changed.map(\.match) == [.answered] && yes.possiblySamePerson.isEmpty)
    let no = changes.answering([question: false], from: old, to: new)
    #expect(no.added == [0] && no.gone == [ChangeSet.Gone(old: 0, mustStay: true)])
    #expect(changes.answering([:], from: old, to: new).possiblySamePerson.count == 1)
    // Another name, another sex or another class raises no question.
    let stranger = Fixture.entry(3, name: "王伟", studentNumber: "N9")
    #expect(ChangeSet(from: old, to: [stranger, Fixture.entry(2)]).possiblySamePerson.isEmpty)
  }

  @Test("Namesakes of one class are asked about once each")
  func namesakes() {
    let old = registered([Fixture.entry(1), Fixture.entry(3)])
    let new = [
      Fixture.entry(5, studentNumber: "a"), Fixture.entry(7, studentNumber: "b"), Fixture.entry(9, studentNumber: "c"),
    ]
    let changes = ChangeSet(from: old, to: new)
    #expect(changes.possiblySamePerson.count == 2 && changes.added.count == 1 && changes.gone.isEmpty)
    #expect(Set(changes.possiblySamePerson.map(\.old)).count == 2)
  }

  @Test("专升本: two records of one person are two pairs")
  func severalRecords() {
    let entries = [
      Fixture.entry(1, studentNumber: "A", level: .associate), Fixture.entry(1, studentNumber: "B", level: .upgradedBachelor),
    ]
    var renumbered = entries
    renumbered[0].studentNumber = "A2"
    renumbered[1].studentNumber = "B2"
    let changes = ChangeSet(from: registered(entries), to: renumbered.reversed())
    #expect(changes.changed.count == 2)
    for change in changes.changed { #expect(change.fields.map(\.column) == [.studentNumber]) }
  }

  @Test("Who left with a status change is not gone again, and comes back openly")
  func statusChanges() {
    var old = registered([Fixture.entry(1), Fixture.entry(2)])
    old[1].statusChange = StatusChange(kind: .suspension, day: Fixture.today, document: "校学〔2026〕12号")
    let without = ChangeSet(from: old, to: [Fixture.entry(1)])
    #expect(without.isEmpty && without.alreadyLeft == [1])
    let back = ChangeSet(from: old, to: [Fixture.entry(1), Fixture.entry(2)])
    #expect(back.returned == [1] && !back.isEmpty)
  }

  @Test("A row with an error holds its record: it stays, and nobody is asked about it")
  func held() {
    let old = registered((1...5).map { Fixture.entry($0, studentNumber: "A\($0)") })
    let refused = [
      RefusedRow(place: RosterPlace(row: 2), studentNumber: "A2"),
      RefusedRow(place: RosterPlace(row: 3), idKey: old[2].entry.idNumber.comparisonKey, name: "不论"),
    ]
    // A namesake of the third in his class: he would be asked about, were he not held.
    let stranger = Fixture.entry(11, studentNumber: "B1")
    let changes = ChangeSet(from: old, to: [old[0].entry, old[4].entry, stranger], refused: refused)
    #expect(changes.held == [1, 2])
    #expect(changes.possiblySamePerson.isEmpty && changes.gone.map(\.old) == [3], "an even serial is a woman's")
    #expect(changes.chineseSummary.hasSuffix("有错误，保持原样 2 人"))
    let nameOnly = ChangeSet(from: old, to: [], refused: [RefusedRow(place: RosterPlace(row: 2), name: "李婷")])
    #expect(nameOnly.held.count == 5, "a row without numbers holds all who bear its name")
    // Who is refused under a number he left long ago is not held.
    var left = old
    left[1].statusChange = StatusChange(kind: .transfer, day: Fixture.today, document: "校学〔2026〕12号")
    #expect(ChangeSet(from: left, to: [], refused: refused).alreadyLeft == [1])
  }

  @Test("A9.3: a file by department or category says nothing of the others", arguments: RosterScope.allCases)
  func scope(scope: RosterScope) {
    let old = registered([
      Fixture.entry(1), Fixture.entry(2), Fixture.entry(3, department: "数学学院"), Fixture.entry(4, category: .adult),
    ])
    let new = [Fixture.entry(1)]
    let changes = ChangeSet(from: old, to: new, coverage: RosterCoverage(scope, of: RosterExtent(new)))
    let gone: [Int] =
      switch scope {
      case .whole: [1, 2, 3]
      case .categories: [1, 2]
      case .departments: [1]
      case .additions: []
      }
    #expect(changes.gone.map(\.old) == gone)
    #expect(changes.outside.count == 3 - gone.count)
    // Somebody who moved into the file's department is a change all the same.
    var moved = old[2].entry
    moved.department = "文学院"
    let move = ChangeSet(from: old, to: new + [moved], coverage: RosterCoverage(.departments, of: RosterExtent(new)))
    #expect(move.changed.map(\.old) == [2])
  }

  @Test("What a file stands for is proposed from what it lacks")
  func proposal() {
    let all = RosterExtent([Fixture.entry(1), Fixture.entry(2, department: "数学学院"), Fixture.entry(3, category: .adult)])
    func proposed(_ entries: [RosterEntry]) -> RosterScope { .proposed(file: RosterExtent(entries), registered: all) }
    #expect(proposed([Fixture.entry(1), Fixture.entry(2, department: "数学学院"), Fixture.entry(3, category: .adult)]) == .whole)
    #expect(proposed([Fixture.entry(1), Fixture.entry(2, department: "数学学院")]) == .categories)
    #expect(proposed([Fixture.entry(1), Fixture.entry(3, category: .adult)]) == .departments)
    #expect(proposed([Fixture.entry(1)]) == .departments)
    #expect(RosterScope.proposed(file: RosterExtent(), registered: RosterExtent()) == .whole)
    let center = RosterCoverage(.whole, of: RosterExtent(), centersApart: ["天水函授站"])
    var away = Fixture.entry(1)
    away.studyCenterName = "天水函授站"
    #expect(!center.covers(away) && center.covers(Fixture.entry(1)))
  }

  @Test("同一人？: one number and birth date, but another name and another identity number, is asked about")
  func sameNumberOtherName() throws {
    let old = registered([Fixture.entry(1, name: "李婷", studentNumber: "A1")])
    let new = [Fixture.entry(3, name: "王伟", studentNumber: "A1")]
    let changes = ChangeSet(from: old, to: new)
    let question = try #require(changes.possiblySamePerson.first)
    #expect(changes.changed.isEmpty && changes.added.isEmpty && changes.gone.isEmpty)
    #expect(changes.answering([question: true], from: old, to: new).changed.count == 1)
    let apart = ChangeSet(from: old, to: new, coverage: RosterCoverage(.additions, of: RosterExtent(new)))
    #expect(apart.answering([question: false], from: old, to: new).outside == [0])
  }

  @Test("A student number that stays with somebody the file leaves alone is taken")
  func numbersTaken() {
    let old = registered([Fixture.entry(1, studentNumber: "A1"), Fixture.entry(2, studentNumber: "A2")])
    let new = [Fixture.entry(5, name: "王伟", studentNumber: "A1", born: Fixture.day(2004, 5, 5))]
    let additions = ChangeSet(from: old, to: new, coverage: RosterCoverage(.additions, of: RosterExtent(new)))
    #expect(additions.numbersTaken(in: old, by: new).map(\.old) == [0])
    #expect(ChangeSet(from: old, to: new).numbersTaken(in: old, by: new).isEmpty, "who is gone gives his number up")
  }

  @Test("A change of code point is a change, though Swift calls the strings equal")
  func codePoints() {
    let old = registered([Fixture.entry(1, name: "王\u{F900}")])
    let changes = ChangeSet(from: old, to: [Fixture.entry(1, name: "王\u{8C48}")])
    #expect(changes.changed.first?.fields.map(\.column) == [.name])
  }

  @Test(
    "Applying a change set to the old roster gives the new one, and every record is in exactly one place", arguments: 1...60)
  func applying(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 0...40, using: &random)
    let old = registered((0..<count).map { randomEntry($0, &random) })
    var new = old.map(\.entry).filter { _ in Int.random(in: 0..<6, using: &random) > 0 }
    for index in new.indices where Int.random(in: 0..<3, using: &random) == 0 { mutate(&new[index], index, &random) }
    new += (0..<Int.random(in: 0...10, using: &random)).map { randomEntry(500 + $0, &random) }
    new.shuffle(using: &random)

    var changes = ChangeSet(from: old, to: new)
    let answers = Dictionary(uniqueKeysWithValues: changes.possiblySamePerson.map { ($0, Bool.random(using: &random)) })
    changes = changes.answering(answers, from: old, to: new)
    #expect(changes.possiblySamePerson.isEmpty)

    var result: [Int: [RosterColumn: String]] = [:]
    for pair in changes.unchanged { result[pair.new] = texts(old[pair.old].entry) }
    for change in changes.changed {
      var texts = texts(old[change.old].entry)
      for field in change.fields {
        #expect(texts[field.column] == field.old && field.old != field.new)
        texts[field.column] = field.new
      }
      result[change.new] = texts
    }
    for index in changes.added { result[index] = texts(new[index]) }
    #expect(result.count == new.count)
    for index in new.indices { #expect(result[index] == texts(new[index])) }
    let oldPlaces = changes.unchanged.map(\.old) + changes.changed.map(\.old) + changes.gone.map(\.old)
    #expect(oldPlaces.sorted() == Array(old.indices))
  }

  private func texts(_ entry: RosterEntry) -> [RosterColumn: String] {
    Dictionary(uniqueKeysWithValues: RosterColumn.allCases.map { ($0, entry[$0]) })
  }

  private func randomEntry(_ serial: Int, _ random: inout SeededGenerator) -> RosterEntry {
    // Few names, classes and numbers, so that they collide.
    Fixture.entry(
      serial, name: Fixture.surnames[Int.random(in: 0..<3, using: &random)] + "婷",
      studentNumber: Int.random(in: 0..<8, using: &random) == 0 ? "7" : nil,
      level: Bool.random(using: &random) ? .bachelor : .associate, classGroup: "\(Int.random(in: 0..<2, using: &random))班")
  }

  private func mutate(_ entry: inout RosterEntry, _ index: Int, _ random: inout SeededGenerator) {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: entry.major = "历史学"
    case 1: entry.studentNumber = "N\(index)"
    case 2: entry.idNumber = IDNumber(storedKind: .resident, value: Fixture.idNumber(700 + index * 2 + entry.sex.rawValue % 2))
    case 3:
      entry.studentNumber = "M\(index)"
      entry.idNumber = IDNumber(storedKind: .resident, value: Fixture.idNumber(800 + index * 2 + entry.sex.rawValue % 2))
    default: entry.extras[.ethnicity] = "回族"
    }
  }
}
