import GraduatePhotos
import Testing

@Suite("Status changes, absences, special cases (promise 3, A1)")
struct StatusAndAbsenceTests {
  @Test("学籍异动 needs a day and a document, but for entries made by mistake")
  func statusChanges() {
    for kind in StatusChange.Kind.allCases {
      let bare = StatusChange(kind: kind, day: Fixture.today, document: " ")
      #expect(bare.problem(today: Fixture.today) == (kind.needsDocument ? .statusChangeWithoutDocument(kind) : nil))
      let full = StatusChange(kind: kind, day: Fixture.today, document: "校学〔2026〕12号")
      #expect(full.problem(today: Fixture.today) == nil)
      #expect(StatusChange.Kind(text: kind.chineseName) == kind)
    }
    let far = StatusChange(kind: .deferral, day: Fixture.day(2028, 1, 1), document: "文")
    #expect(far.problem(today: Fixture.today) == .statusChangeDay(Fixture.day(2028, 1, 1)))
    #expect(StatusChange.Kind(text: "应征入伍") == .military && StatusChange.Kind(text: "失踪") == nil)
  }

  @Test("A1: the way on of somebody who cannot come leads to a photo")
  func absences() {
    let plan = Fixture.plan2014
    func problem(_ wayOn: Absence.WayOn, on today: CalendarDay = Fixture.day(2013, 11, 1)) -> AbsenceProblem? {
      Absence(reason: .internship, wayOn: wayOn).problem(in: plan, today: today)
    }
    #expect(problem(.returns(Fixture.day(2014, 3, 10))) == nil)
    #expect(problem(.returns(Fixture.day(2013, 10, 31))) == .returnPassed(Fixture.day(2013, 10, 31)))
    let tooLate = problem(.returns(Fixture.day(2014, 4, 13)))
    #expect(tooLate == .returnTooLate(Fixture.day(2014, 4, 13), last: Fixture.day(2014, 4, 12)))
    #expect(problem(.makeup) == nil)
    #expect(problem(.makeup, on: Fixture.day(2014, 4, 13))?.code == "absence.makeup-passed")
    #expect(problem(.otherBranch(province: "青海省")) == nil)
    #expect(problem(.otherBranch(province: "甘肃")) == .sameProvince("甘肃"))
    #expect(problem(.otherBranch(province: "")) == .provinceMissing)
    var without = plan
    without.windows.removeAll { $0.kind == .makeup }
    #expect(Absence(reason: .abroad, wayOn: .makeup).problem(in: without, today: Fixture.day(2013, 11, 1)) == .noMakeup)
    #expect(Absence.WayOn.otherBranch(province: "青海省").chineseName == "到青海省采集单位散拍")
  }

  @Test("A special case turns named checks into a look; the photographer sees no ground and no diagnosis")
  func specialCases() {
    var special = SpecialCase(ground: .religious, checks: [.headwear, .ears], instruction: "头巾请保留，露出面部")
    #expect(special.problem() == nil)
    #expect(special.forPhotographer == "头巾请保留，露出面部")
    #expect(!special.forPhotographer.contains(special.ground.chineseName))
    special.checks.insert(.mouth)
    #expect(special.problem() == "宗教或民族习俗不能免去「闭嘴」的检测")
    special = SpecialCase(ground: .medical, checks: [.eyesOpen], instruction: "患白化病，请避免强光")
    #expect(special.problem() == "说明里写了「病」；请只写怎么拍，不写病情")
    special.instruction = "请避免强光"
    special.needsWheelchairPlace = true
    #expect(special.problem() == nil && special.forPhotographer == "请避免强光；请准备轮椅位置")
    #expect(SpecialCase(ground: .disability, checks: []).problem() != nil)
    #expect(SpecialCase(ground: .disability, checks: [], needsQuietCorner: true).problem() == nil)
    special.instruction = String(repeating: "慢", count: 61)
    #expect(special.problem()?.contains("60") == true)
  }

  @Test("Refusals have different codes, a message and a way on")
  func refusals() {
    let all: [RegistrationRefusal] = [
      .noHeader, .missingColumns([.name, .idNumber]), .tooManyRows(limit: 300_000), .tooManyColumns(limit: 256),
      .emptyRoster, .nothingToImport(refusedRows: 3),
      .personalDataInCodeMode("第 1 列"), .importedMeanwhile(by: "张老师"), .openQuestions(2), .goneWithoutStatusChange(1),
      .statusChangeWithoutDocument(.transfer), .statusChangeDay(Fixture.today), .studyCenterHandedOver(province: "青海省"),
    ]
    #expect(Set(all.map(\.code)).count == all.count)
    for refusal in all {
      #expect(!refusal.message.isEmpty && !refusal.hint.isEmpty)
      #expect(refusal.code.allSatisfy { $0.isLowercase || $0 == "-" || $0 == "." })
    }
    #expect(all[1].message == "缺少「姓名」、「身份证号」列")
  }
}
