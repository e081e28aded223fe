import GraduatePhotos
import Testing

/// A11: who may be filed, and what is said beside him.
@Suite("A11: the pre-flight check of filing") struct FilingRuleTests {
  private func profile() throws -> FilingProfile { try #require(FilingProfile.builtIn.first) }

  private func person(_ change: (inout FilingCandidate) -> Void = { _ in }) -> FilingCandidate {
    var person = FilingCandidate(
      id: "g",
      values: [
        .institutionCode: "10730", .institutionName: "示例大学", .studentNumber: "20101001", .name: "张䶮", .sex: "女",
        .idNumber: "990000200301100017", .level: "本科",
      ], photoName: "990000200301100017", hasPortrait: true, proof: .confirmed)
    change(&person)
    return person
  }

  private func holds(
    _ person: FilingCandidate, national: Bool = false, open: Bool = false, taken: Bool = false
  ) throws -> [FilingHold] {
    FilingRule(profile: try profile(), isNational: national, isProofingOpen: open).findings(person, isNameTaken: taken).map(
      \.hold)
  }

  @Test("Whoever's loop is closed and who confirmed it is filed; each thing in the way is named")
  func reasons() throws {
    #expect(try holds(person()) == [])
    #expect(
      try holds(
        person {
          $0.hasPortrait = false; $0.proof = .noPortrait
        }) == [.noPortrait])
    #expect(try holds(person { $0.claimOpen = true }) == [.claimOpen])
    #expect(try holds(person { $0.erratumOpen = true }) == [.erratumOpen])
    #expect(try holds(person { $0.classSealed = false }) == [.classUnsealed])
    #expect(try holds(person { $0.nameLacksCharacters = true }) == [.nameIncomplete])
    let provisional = FilingRule(profile: try profile(), isNational: false, isProofingOpen: false, isCodeProvisional: true)
    #expect(provisional.findings(person(), isNameTaken: false).map(\.hold) == [.codeProvisional])
    #expect(try holds(person(), taken: true) == [.nameTaken])
    #expect(try holds(person { $0.photoName = "" }) == [.nameTaken])
    #expect(
      try holds(
        person {
          $0.claimOpen = true; $0.classSealed = false
        }) == [.claimOpen, .classUnsealed])
  }

  @Test("Promise 4: while somebody may still answer he is waited for; afterwards he is filed with the remark that he did not")
  func proofing() throws {
    let silent = person { $0.proof = .unanswered }
    #expect(try holds(silent, open: true) == [.unanswered])
    #expect(try holds(silent) == [])
    let late = person {
      $0.proof = .unanswered
      $0.hasMoreTime = true
    }
    #expect(try holds(late) == [.unanswered])
    #expect(try holds(person { $0.proof = .again }, open: true) == [.unanswered])
    #expect(try holds(person { $0.proof = .disputed }) == [.disputed])
    #expect(
      try holds(
        person {
          $0.proof = .disputed; $0.disputeSettled = true
        }) == [])
    let rule = FilingRule(profile: try profile(), isNational: false, isProofingOpen: false)
    #expect(rule.confirmation(of: silent) == .never && rule.confirmation(of: person()) == .confirmed)
    #expect(rule.confirmation(of: person { $0.proof = .again }) == .notAgain)
    #expect(rule.confirmation(of: person { $0.proof = .disputed }) == .declined)
  }

  @Test("N5: where the one chance is the national site's, its status counts and a rehearsal does not")
  func national() throws {
    #expect(try holds(person { $0.national = .checked }, national: true, open: true) == [])
    #expect(try holds(person { $0.national = .error }, national: true) == [.disputed])
    #expect(try holds(person(), national: true, open: true) == [.unanswered])
    let rule = FilingRule(profile: try profile(), isNational: true, isProofingOpen: false)
    #expect(rule.confirmation(of: person { $0.national = .checked }) == .national)
    #expect(rule.confirmation(of: person()) == .never)
  }

  @Test("A required field that is empty, one that is too wide, one that no file can hold: with the column")
  func fields() throws {
    let rule = FilingRule(profile: try profile(), isNational: false, isProofingOpen: false)
    #expect(
      rule.findings(person { $0.values[.name] = "" }, isNameTaken: false) == [.init(hold: .fieldMissing, column: "姓名")])
    #expect(
      rule.findings(person { $0.values[.idNumber] = "P1234567890123456789" }, isNameTaken: false)
        == [.init(hold: .fieldWide, column: "身份证号")])
    #expect(
      rule.findings(person { $0.values[.name] = "张\u{07}" }, isNameTaken: false)
        == [.init(hold: .fieldUnwritable, column: "姓名")])
    // 25 Han characters are 50 bytes: what the registration asks for at least.
    #expect(try holds(person { $0.values[.name] = String(repeating: "䶮", count: 25) }) == [])
    #expect(try holds(person { $0.values[.name] = String(repeating: "䶮", count: 26) }) == [.fieldWide])
  }

  @Test("Layouts are files: those that come with the program are without fault, and each fault of another is named")
  func profiles() throws {
    #expect(FilingProfile.builtIn.map(\.id) == ["registration", "students"])
    for profile in FilingProfile.builtIn { #expect(profile.problems() == [], "\(profile.id)") }
    #expect(FilingProfile.builtIn("students")?.columns.count == 18)
    var broken = try profile()
    broken.columns = [
      .init(field: "xm", title: "姓名", width: 0, value: "NAME", required: true),
      .init(field: "A", title: "一", width: 2, value: "", required: true),
      .init(field: "A", title: "二", width: 2, value: "", required: false),
    ]
    #expect(broken.problems().count == 5)
  }
}
