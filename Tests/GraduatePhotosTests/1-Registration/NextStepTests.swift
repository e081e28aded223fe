import GraduatePhotos
import Testing

@Suite("An institution's to-do list (N2, N3)")
struct NextStepTests {
  private let plan = Fixture.plan2014

  private func steps(_ facts: RegistrationFacts, on today: CalendarDay) -> [String: NextStep] {
    Dictionary(uniqueKeysWithValues: NextStep.list(for: facts, in: plan, today: today).map { ($0.key, $0) })
  }

  private var allDone: RegistrationFacts {
    RegistrationFacts(
      slipErrors: 0, slipIsHandedIn: true, slipSeal: .sealed, registered: 5500, expectedHeads: 5500, rosterIsConfirmed: true,
      absencesAreConfirmed: true)
  }

  @Test("N2: the notice's order, stage by stage, with due days")
  func order() {
    let list = NextStep.list(for: RegistrationFacts(), in: plan, today: Fixture.day(2013, 9, 17))
    #expect(
      list.map(\.key) == [
        "slip", "slip-seal", "roster", "absences", "schedule", "phase1", "phase2", "makeup", "data-check", "verification",
        "proofing",
      ])
    #expect(list.map(\.stage) == list.map(\.stage).sorted())
    #expect(list.first?.due == Fixture.day(2013, 10, 15) && list.allSatisfy { $0.state == .later })
  }

  @Test("N2: now within the window, late after it, done when done")
  func states() {
    let now = steps(RegistrationFacts(slipErrors: 3, slipHoldsUp: [.mailing]), on: Fixture.day(2013, 10, 15))
    #expect(now["slip"]?.state == .now && now["slip"]?.detail == "还有 3 处没有填好，影响邮寄")
    #expect(now["slip-seal"]?.state == .later && now["roster"]?.state == .now && now["absences"]?.state == .later)
    let late = steps(RegistrationFacts(slipErrors: 3), on: Fixture.day(2013, 10, 16))
    #expect(late["slip"]?.state == .late && late["slip-seal"]?.state == .late && late["roster"]?.state == .late)
    let done = steps(allDone, on: Fixture.day(2013, 10, 16))
    for key in ["slip", "slip-seal", "roster", "absences"] { #expect(done[key]?.state == .done) }
    #expect(done["phase1"]?.state == .now && done["phase2"]?.state == .later)
    #expect(steps(allDone, on: Fixture.day(2014, 4, 10))["phase1"]?.state == .over)
    #expect(steps(allDone, on: Fixture.day(2014, 4, 10))["makeup"]?.state == .now)
  }

  @Test("N2: what waits on whom is said")
  func waiting() {
    var facts = allDone
    facts.slipSeal = .waiting
    let list = steps(facts, on: Fixture.day(2013, 9, 18))
    #expect(list["slip-seal"]?.state == .waiting(on: "主管领导") && list["slip-seal"]?.state.chineseName == "等待主管领导")
    #expect(steps(allDone, on: Fixture.day(2013, 9, 17))["schedule"]?.state == .waiting(on: "采集计划员"))
  }

  @Test("Refused rows and missing characters keep the roster open and are counted")
  func roster() {
    var facts = allDone
    facts.refusedRows = 2
    facts.namesLackingCharacters = 1
    let step = steps(facts, on: Fixture.day(2013, 9, 20))["roster"]
    #expect(step?.state == .now && step?.detail == "已导入 5500 人 / 应拍 5500 人；2 行有错误没有导入；1 人姓名待补字")
  }

  @Test("A2, N7: provisional codes and study centers have lines of their own; code mode has no roster")
  func special() {
    var facts = allDone
    facts.isProvisionalCode = true
    facts.studyCentersHandedOver = 2
    facts.regime = .code
    let list = steps(facts, on: Fixture.day(2013, 12, 1))
    #expect(list["institution-code"]?.state == .now && list["institution-code"]?.due == nil)
    #expect(list["study-centers"]?.state == .done && list["study-centers"]?.detail == "2 个外省站点请联系当地采集单位")
    #expect(list["roster"] == nil && list["absences"] == nil)
  }
}
