import GraduatePhotos
import Testing

@Suite("A7: errata")
struct ErratumTests {
  private let rules = ErratumRules(regime: .roster, today: Fixture.today)

  private func correct(
    _ corrections: [ErratumRules.Correction], of entry: RosterEntry = Fixture.entry(1), taken: Set<RosterColumn> = []
  ) throws(ErratumRefusal) -> ErratumRules.Corrected {
    try rules.correct(corrections, of: entry, in: Fixture.context, taken: taken)
  }

  private func refusal(
    _ corrections: [ErratumRules.Correction], of entry: RosterEntry = Fixture.entry(1), taken: Set<RosterColumn> = []
  ) -> ErratumRefusal? {
    do {
      _ = try correct(corrections, of: entry, taken: taken)
      return nil
    } catch {
      return error
    }
  }

  @Test("A7: a name is put right code point for code point, and only that field changes")
  func name() throws {
    let entry = Fixture.entry(1, name: "李\u{F9E4}")
    let corrected = try correct([.init(.name, old: "李\u{F9E4}", new: " 李𬭎𠮷 ")], of: entry)
    #expect(corrected.changes == [FieldChange(column: .name, old: "李\u{F9E4}", new: "李𬭎𠮷")])
    #expect(ChangeSet.differences(from: entry, to: corrected.entry).map(\.column) == [.name])
    // 理 and its compatibility double look alike and are equal to Swift; to a name they are not.
    let same = try correct([.init(.name, old: "李\u{F9E4}", new: "李\u{7406}")], of: entry)
    #expect(same.changes.first?.new.unicodeScalars.last?.value == 0x7406)
    #expect(refusal([.init(.name, old: "李\u{7406}", new: "李婷")], of: entry) == .oldDiffers(.name, isEmpty: false))
    #expect(refusal([.init(.name, old: "李\u{F9E4}", new: "李\u{F9E4}")], of: entry) == .same(.name))
  }

  @Test("A7: the new value passes the roster's rules: check digit, width, words, dates")
  func values() throws {
    let old = Fixture.idNumber(1)
    let wrong = String(old.dropLast()) + (old.hasSuffix("X") ? "0" : "X")
    guard case .value(let problem) = refusal([.init(.idNumber, old: old, new: wrong)]) else { throw Missing() }
    #expect(problem.reason == "id-number.check-digit" && problem.column == .idNumber)
    let refused = refusal([.init(.idNumber, old: old, new: wrong)])
    #expect(refused?.message.hasPrefix("「身份证号」") == true && refused?.message.contains(wrong) == false)
    let fits = String(repeating: "系", count: 20)
    #expect(try correct([.init(.department, old: "文学院", new: fits)]).changes.count == 1)
    #expect(refusal([.init(.department, old: "文学院", new: fits + "系")])?.code == "erratum.new-value")
    #expect(refusal([.init(.name, old: "李婷", new: "李1婷")])?.code == "erratum.new-value")
    #expect(refusal([.init(.name, old: "李婷", new: "李??")]) == .stillLacksCharacters)
    #expect(refusal([.init(.expectedGraduation, old: "", new: "20260631")])?.code == "erratum.new-value")
    #expect(try correct([.init(.classGroup, old: "汉文1班", new: "")]).changes.first?.new == "")
    #expect(refusal([.init(.name, old: "李婷", new: "　")]) == .newMissing(.name))
  }

  @Test("A7: sex and identity number that are both wrong are put right at once, not one by one")
  func together() throws {
    let (old, new) = (Fixture.idNumber(1), Fixture.idNumber(2))
    let number = ErratumRules.Correction(.idNumber, old: old.lowercased(), new: new)
    guard case .record(let problem) = refusal([number]) else { throw Missing() }
    #expect(problem.column == .sex && problem.reason == RosterReason.sexDiffers)
    let both = try correct([number, .init(.sex, old: "男", new: "女")])
    #expect(both.changes.map(\.column) == [.sex, .idNumber] && both.entry.sex == .female)
  }

  @Test("A7: what may not be corrected says where it is put right")
  func fields() {
    #expect(refusal([.init(.institutionName, old: "兰州大学", new: "兰州老大学")]) == .field(.institutionName, .institution))
    #expect(refusal([.init(.plannedSerial, old: "1", new: "2")]) == .field(.plannedSerial, .serial))
    #expect(refusal([.init(.remark, old: "", new: "x")]) == .field(.remark, .remark))
    #expect(refusal([]) == .nothingToCorrect)
    #expect(refusal([.init(.name, old: "李婷", new: "李停"), .init(.name, old: "李婷", new: "李亭")]) == .sameFieldTwice(.name))
    #expect(
      refusal([.init(.studentNumber, old: "2022000001", new: "2022000009")], taken: [.studentNumber])
        == .numberTaken(.studentNumber))
    #expect(refusal([.init(.studentNumber, old: "", new: "2022000009")]) == .oldDiffers(.studentNumber, isEmpty: true))
    for column in RosterColumn.allCases where column.identifiesPersons {
      #expect(column.errataObstacle(in: .code) != nil, "\(column)")
    }
    #expect(RosterColumn.allCases.filter { $0.errataObstacle(in: .code) == nil } == [.category, .department, .classGroup])
  }

  @Test("A7: who says so, when, and by what")
  func origin() throws {
    func refused(
      _ evidence: ErratumEvidence, _ field: RosterColumn = .name, _ kind: Erratum.Kind = .wrongData, handler: String = "张老师",
      day: CalendarDay = Fixture.today
    ) -> ErratumRefusal? {
      let erratum = Erratum(
        graduate: "g", kind: kind, field: field, old: "李婷", new: "李停", evidence: evidence, handler: handler, day: day)
      do {
        try ErratumRules(plan: Fixture.plan2014, today: Fixture.day(2014, 4, 30)).checkOrigin(of: erratum)
        return nil
      } catch { return error }
    }
    let day = Fixture.day(2014, 4, 30)
    #expect(refused(.init(.identityCard), day: day) == nil)
    #expect(refused(.init(.ownWord), day: day) == .evidenceKind(.ownWord, .name, .wrongData))
    #expect(refused(.init(.ownWord), .department, day: day) == nil)
    #expect(refused(.init(.identityCard), .plannedSerial, .shifted, day: day)?.code == "erratum.evidence-kind")
    #expect(refused(.init(.siteRecord), .plannedSerial, .shifted, day: day) == nil)
    #expect(
      refused(.init(.sealedForm), day: day) == nil && refused(.init(.sealedForm), .plannedSerial, .shifted, day: day) == nil)
    #expect(refused(.init(.other, " "), day: day) == .evidenceMissing)
    #expect(refused(.init(.other, "公安证明"), day: day) == nil)
    #expect(refused(.init(.household, "见 \(Fixture.idNumber(1))"), day: day) == .numberInEvidence)
    #expect(refused(.init(.household, String(repeating: "字", count: 201)), day: day)?.code == "erratum.text-too-long")
    #expect(refused(.init(.household), handler: "　", day: day) == .handlerMissing)
    #expect(refused(.init(.household), day: Fixture.day(2014, 5, 1)) == .dayInFuture(Fixture.day(2014, 5, 1)))
    #expect(refused(.init(.household), day: Fixture.day(2013, 9, 17))?.code == "erratum.day-too-early")
    #expect(ErratumEvidence(.decision, "校学〔2026〕12号").chinese == "学校文件（校学〔2026〕12号）")
  }

  @Test("A7: errata are taken from the first shooting day until verification and data check are over")
  func window() {
    func refused(_ day: CalendarDay) -> ErratumRefusal? {
      do {
        try ErratumRules(plan: Fixture.plan2014, today: day).checkWindow()
        return nil
      } catch { return error }
    }
    #expect(refused(Fixture.day(2013, 9, 17)) == .notYet(Fixture.day(2013, 9, 18)))
    #expect(refused(Fixture.day(2013, 9, 18)) == nil && refused(Fixture.day(2014, 5, 9)) == nil)
    #expect(refused(Fixture.day(2014, 5, 10)) == .closed(Fixture.day(2014, 5, 9)))
    #expect(refused(Fixture.day(2014, 5, 10))?.message == "勘误已于 2014年5月9日（周五） 截止，逾期不再受理")
  }

  @Test("A7: every refusal has a code of its own, a message and a way on")
  func refusals() {
    let problem = RosterProblem(
      severity: .error, column: .name, place: RosterPlace(row: 1), reason: "r", message: "错", remedy: "改")
    let all: [ErratumRefusal] = [
      .notYet(Fixture.today), .closed(Fixture.today), .nothingToCorrect, .nothingToDecide, .field(.remark, .remark),
      .sameFieldTwice(.name), .oldDiffers(.name, isEmpty: true), .newMissing(.name), .same(.name), .value(problem),
      .record(problem), .stillLacksCharacters, .numberTaken(.idNumber), .handlerMissing, .dayInFuture(Fixture.today),
      .dayTooEarly(Fixture.today, first: Fixture.today), .evidenceMissing, .evidenceKind(.ownWord, .name, .wrongData),
      .numberInEvidence, .textTooLong("依据", limit: 1), .sameGraduateTwice, .serialWantedTwice("1"),
      .partnerMissing(serial: "1"),
      .reasonMissing, .unsealed, .withdrawn, .decided(.accepted), .changedMeanwhile,
    ]
    #expect(Set(all.map(\.code)).count == all.count)
    #expect(all.allSatisfy { !$0.message.isEmpty && !$0.hint.isEmpty })
    for obstacle in ErrataObstacle.allCases { #expect(!ErratumRefusal.field(.name, obstacle).hint.isEmpty) }
  }

  private struct Missing: Error {}
}

@Suite("A7: the head office's decision")
struct ErratumDecisionTests {
  private func refused(
    _ decision: ErratumDecision, _ standings: [ErratumDecision.Standing] = [.sealed], isCurrent: Bool = true
  ) -> ErratumRefusal? {
    do {
      try decision.check(on: standings, isCurrent: isCurrent)
      return nil
    } catch { return error }
  }

  @Test("A7: accepted only with a seal, once, on the newest data, and both sides of a shift alike")
  func accepting() {
    let accept = ErratumDecision(.accepted)
    #expect(refused(accept) == nil && refused(accept, [.sealed, .sealed]) == nil)
    #expect(refused(accept, [.sealed, .unsealed]) == .unsealed)
    #expect(refused(accept, [.sealed, .decided(.accepted)]) == .decided(.accepted))
    #expect(refused(accept, [.withdrawn]) == .withdrawn && refused(accept, []) == .nothingToDecide)
    #expect(refused(accept, isCurrent: false) == .changedMeanwhile)
    #expect(accept.chinese(of: .wrongData) == "已采纳，照片照常可用，更正后的数据会发给学校")
    #expect(accept.chinese(of: .shifted) == "已采纳，照片已改归本人，重新放行后随下一次交付")
  }

  @Test("A7: declined with a reason that the school reads; without the seal it may be sent back")
  func declining() {
    for reason in ErratumDecision.DeclineReason.allCases where reason != .other {
      #expect(refused(ErratumDecision(.declined(reason)), isCurrent: false) == nil && !reason.nextStep.isEmpty)
    }
    #expect(refused(ErratumDecision(.declined(.other))) == .reasonMissing)
    #expect(refused(ErratumDecision(.declined(.other), remark: "传真缺页")) == nil)
    #expect(refused(ErratumDecision(.declined(.evidence)), [.unsealed]) == .unsealed)
    #expect(refused(ErratumDecision(.declined(.notSealed)), [.unsealed]) == nil)
    #expect(refused(ErratumDecision(.declined(.evidence), remark: "号码 \(Fixture.idNumber(1))")) == .numberInEvidence)
    let declined = ErratumDecision(.declined(.evidence), remark: "复印件看不清")
    #expect(declined.chinese(of: .wrongData) == "未采纳：依据不足（复印件看不清）。请补充依据后重新提交")
  }
}

@Suite("A7: shifted data (错位)")
struct ShiftErrataTests {
  private let held = ["甲": "0012", "乙": "0013", "丙": "0014"]

  private func refused(_ rows: [ShiftErrata.Row], free: Set<String> = []) -> ErratumRefusal? {
    do {
      _ = try ShiftErrata(rows, held: held, free: free)
      return nil
    } catch { return error }
  }

  @Test("A7: a pair changes places; one row alone is refused with the serial that lacks its other side")
  func pair() throws {
    let rows = [ShiftErrata.Row("甲", old: "0012", new: "0013"), .init("乙", old: "0013", new: "0012")]
    let shift = try ShiftErrata(rows, held: held)
    #expect(shift.isPair && shift.serialsLeft.isEmpty && shift.peopleLeft.isEmpty)
    #expect(refused([rows[0]]) == .partnerMissing(serial: "0013"))
    #expect(refused([rows[0]])?.message == "拍摄序号 0013 现在是别人的照片，表里没有填这个人")
    #expect(refused([]) == .nothingToCorrect)
  }

  @Test("A7: a ring and a run; who has no photo afterwards and whose nobody's photo is are told")
  func runs() throws {
    let ring = [
      ShiftErrata.Row("甲", old: "0012", new: "0013"), .init("乙", old: "0013", new: "0014"),
      .init("丙", old: "0014", new: "0012"),
    ]
    #expect(try ShiftErrata(ring, held: held).peopleLeft.isEmpty)
    let run = [ring[0], ring[1], ShiftErrata.Row("丙", old: "0014", new: "")]
    let shift = try ShiftErrata(run, held: held)
    #expect(shift.serialsLeft == ["0012"] && shift.peopleLeft == ["丙"] && !shift.isPair)
    // A photo that is nobody's may be taken by who has none.
    #expect(try ShiftErrata([.init("丁", old: "", new: "0099")], held: held, free: ["0099"]).serialsLeft.isEmpty)
    #expect(refused([.init("丁", old: "", new: "0099")]) == .partnerMissing(serial: "0099"))
  }

  @Test("A7: rows that contradict each other or the center are refused")
  func contradictions() {
    let first = ShiftErrata.Row("甲", old: "0012", new: "0013")
    #expect(refused([first, .init("甲", old: "0012", new: "0014")]) == .sameGraduateTwice)
    #expect(refused([first, .init("丙", old: "0014", new: "0013")]) == .serialWantedTwice("0013"))
    #expect(refused([.init("甲", old: "0013", new: "0012")]) == .oldDiffers(.plannedSerial, isEmpty: false))
    #expect(refused([.init("甲", old: "", new: "0013")]) == .oldDiffers(.plannedSerial, isEmpty: true))
    #expect(refused([.init("甲", old: "0012", new: "0012")]) == .same(.plannedSerial))
  }

  @Test("A7: shifts of one form are told apart, whatever the order of their rows")
  func groups() {
    let rows = [
      ShiftErrata.Row("甲", old: "1", new: "2"), .init("丙", old: "7", new: "8"), .init("乙", old: "2", new: "1"),
      .init("丁", old: "8", new: "7"), .init("戊", old: "", new: "20"),
    ]
    #expect(ShiftErrata.groups(of: rows).map { $0.map(\.graduate) } == [["甲", "乙"], ["丙", "丁"], ["戊"]])
    #expect(ShiftErrata.groups(of: []).isEmpty)
  }

  @Test("A7: no photo is lost and none has two people, whatever a form says", arguments: 1...6)
  func permutations(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let count = Int.random(in: 1...7, using: &random)
      let serials = (0..<count).map { String(100 + $0) }
      let held = Dictionary(uniqueKeysWithValues: serials.enumerated().map { (String($0.offset), $0.element) })
      let rows = serials.indices.map {
        ShiftErrata.Row(
          String($0), old: serials[$0], new: Bool.random(using: &random) ? serials.randomElement(using: &random) ?? "" : "")
      }
      guard let shift = try? ShiftErrata(rows, held: held) else { continue }
      let after = shift.rows.map(\.new).filter { !$0.isEmpty } + shift.serialsLeft
      #expect(Set(after).count == after.count && Set(after) == Set(serials))
    }
  }
}
