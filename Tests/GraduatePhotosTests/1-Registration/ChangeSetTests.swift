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
