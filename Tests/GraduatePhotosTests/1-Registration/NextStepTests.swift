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
        "slip", "slip-seal", "roster", "absences", "schedule", "phase1", "phase2", "makeup", "disc", "data-check",
        "verification",
        "proofing", "fee",
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
    facts.slipSeal = .printed
    let list = steps(facts, on: Fixture.day(2013, 9, 18))
    // The stamp is the institution's to bring, by any of the three ways: it does not wait on the leader alone.
    #expect(list["slip-seal"]?.state == .now)
    #expect(list["slip-seal"]?.detail == "已打印，还没有用印：上传盖章页、把原件传真或寄给采集单位，或由主管领导登录确认")
    #expect(steps(facts, on: Fixture.day(2013, 10, 16))["slip-seal"]?.state == .late)
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
    #expect(list["institution-code"]?.state == .waiting(on: "省厅管理员") && list["institution-code"]?.due == nil)
    facts.proposedCode = "14999"
    #expect(steps(facts, on: Fixture.day(2013, 12, 1))["institution-code"]?.detail == "已报 14999，等省厅核定")
    #expect(list["codes"]?.state == .done && list["codes"]?.detail == "已上传 5500 个采集码 / 应拍 5500 人")
    facts.registered = nil
    #expect(steps(facts, on: Fixture.day(2013, 10, 1))["codes"]?.state == .now)
    #expect(steps(facts, on: Fixture.day(2013, 12, 1))["codes"]?.state == .late)
    #expect(list["study-centers"]?.state == .done && list["study-centers"]?.detail == "2 个外省站点请联系当地采集单位")
    #expect(list["roster"] == nil && list["absences"] == nil)
  }

  @Test("A school where nobody is absent is done once it says so, and not before")
  func absences() {
    var facts = allDone
    #expect(steps(facts, on: Fixture.day(2013, 10, 16))["absences"]?.state == .done)
    facts.absencesAreConfirmed = false
    #expect(steps(facts, on: Fixture.day(2013, 10, 1))["absences"]?.detail == "还没有登记不能到场的学生；登记完请确认「已核对」")
    facts.absences = 12
    let late = steps(facts, on: Fixture.day(2013, 10, 16))["absences"]
    #expect(late?.state == .late && late?.detail == "已登记 12 人不能到场；登记完请确认「已核对」")
  }

  @Test("A5, A10: disc and fee are on the list before their time, and say so")
  func laterOn() {
    let early = steps(allDone, on: Fixture.day(2013, 9, 18))
    #expect(early["disc"]?.state == .later && early["disc"]?.stage == .delivery)
    #expect(early["disc"]?.detail == "还没到时间；有缺的照片加盖公章报总部")
    #expect(early["fee"]?.state == .later && early["fee"]?.stage == .settlement)
    let shot = steps(allDone, on: Fixture.day(2014, 5, 1))
    #expect(shot["disc"]?.state == .waiting(on: "总部寄送光盘") && shot["fee"]?.state == .waiting(on: "采集单位结算单"))
  }
}
