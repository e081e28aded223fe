import GraduatePhotos
import Testing

@Suite("The registration slip (A4, A8, A9.1, A9.2)")
struct RegistrationSlipTests {
  private let context = SlipContext(registeredNames: ["兰州大学"], registeredCode: InstitutionCode(stored: "10730"))

  private func keys(_ slip: RegistrationSlip, _ context: SlipContext? = nil) -> [String] {
    slip.problems(context ?? self.context).filter { $0.severity == .error }.map(\.field.key)
  }

  @Test("A complete slip has no problem and holds nothing up")
  func complete() {
    #expect(Fixture.slip.problems(context).isEmpty)
    #expect(Fixture.slip.heldUp(context).isEmpty)
    #expect(Set(Fixture.slip.fields.map(\.key)).count == Fixture.slip.fields.count)
  }

  @Test("A9.1: an empty slip holds everything up")
  func empty() {
    #expect(RegistrationSlip().heldUp() == Set(HeldUp.allCases))
    #expect(
      keys(RegistrationSlip()) == [
        "institution-name", "institution-code", "address", "contact-name", "telephone", "head-counts", "points",
        "receiver-name",
        "receiver-telephone",
      ])
  }

  static let holdsUp: [(field: SlipField, held: Set<HeldUp>)] = [
    (.institutionName, [.processing, .burning]), (.institutionCode, [.processing, .burning]), (.address, [.mailing]),
    (.contactName, [.shooting, .mailing]), (.telephone, [.shooting, .mailing]), (.receiverName, [.mailing, .burning]),
    (.points, [.shooting]),
  ]

  @Test("A9.1: each hole holds up what depends on it", arguments: holdsUp)
  func holes(field: SlipField, held: Set<HeldUp>) {
    var slip = Fixture.slip
    switch field {
    case .institutionName: slip.institutionName = ""
    case .institutionCode: slip.institutionCode = ""
    case .address: slip.address = ""
    case .contactName: slip.contactName = ""
    case .telephone: slip.telephone = ""
    case .receiverName: slip.receiver.name = ""
    default: slip.points = []
    }
    #expect(slip.heldUp(context) == held)
    #expect(slip.problems(context).map(\.field) == [field])
  }

  @Test("A4(1): the full name as registered; a study center adds its own")
  func names() {
    var slip = Fixture.slip
    slip.institutionName = "兰大"
    #expect(keys(slip) == ["institution-name"])
    slip = Fixture.slip
    let center = SlipContext(registeredNames: ["兰州大学"], isStudyCenter: true)
    #expect(keys(slip, center) == ["study-center-name"])
    slip.studyCenterName = "天水函授站"
    #expect(keys(slip, center).isEmpty && slip.displayName == "兰州大学天水函授站")
    slip.studyCenterName = "兰州大学"
    #expect(keys(slip, center) == ["study-center-name"])
  }

  @Test("A4(2): the address needs a door number")
  func address() throws {
    var slip = Fixture.slip
    slip.address = "甘肃省兰州市城关区天水南路"
    let problem = try #require(slip.problem(of: .address, context))
    #expect(problem.sentence == "通讯地址：缺少门牌号，请写到门牌号，例如 甘肃省兰州市城关区天水南路222号（影响邮寄）")
    slip = Fixture.slip
    slip.receiver.address = "兰州市某路"
    #expect(keys(slip) == ["receiver-address"])
  }

  @Test("A4(3): area code asked for, mobile only as a second number")
  func telephone() {
    var slip = Fixture.slip
    slip.telephone = "8234567"
    #expect(slip.problem(of: .telephone)?.message == "缺少区号")
    slip.telephone = "13900000000"
    #expect(slip.problem(of: .telephone)?.message == "这里请填带区号的固定电话")
    slip.secondTelephone = "139"
    #expect(slip.problem(of: .secondTelephone)?.holdsUp == [])
    slip.secondTelephone = ""
    #expect(slip.problem(of: .secondTelephone) == nil)
  }

  @Test("A4(4): five digits, those that are registered")
  func code() {
    var slip = Fixture.slip
    slip.institutionCode = "10731"
    #expect(keys(slip) == ["institution-code"])
    slip.institutionCode = "1073"
    #expect(slip.problem(of: .institutionCode)?.message == "应为 5 位数字，现为 4 位")
  }

  @Test("A8: one leader and two different coordinators at each point, with telephones")
  func staff() {
    var slip = Fixture.slip
    slip.points[0].leader.telephone = ""
    slip.points[0].coordinators = [PointPerson(name: "赵老师", telephone: "13900000002")]
    #expect(
      keys(slip) == ["point-1-leader-telephone", "point-1-coordinator-2-name", "point-1-coordinator-2-telephone"])
    slip = Fixture.slip
    slip.points[0].coordinators[1] = slip.points[0].coordinators[0]
    #expect(keys(slip) == ["point-1-coordinator-2-name"])
    #expect(slip.heldUp(context) == [.shooting])
  }

  @Test("A9.2: what the room must have; wheelchair place and quiet corner only warn", arguments: VenueItem.allCases)
  func venue(item: VenueItem) throws {
    for answer in [false, nil] as [Bool?] {
      var slip = Fixture.slip
      slip.points[0].venue[item] = answer
      let problem = try #require(slip.problems(context).first)
      #expect(problem.field == .venue(0, item))
      #expect(problem.severity == (item.isRequired ? .error : .warning))
      #expect(slip.heldUp(context) == (item.isRequired ? [.shooting] : []))
      #expect(slip.points[0].venue.isComplete == !item.isRequired)
    }
  }

  @Test("Head counts by category: not filled in is not zero")
  func heads() {
    var slip = Fixture.slip
    slip.headCounts = HeadCounts()
    #expect(keys(slip) == ["head-counts"])
    slip.headCounts = HeadCounts(regular: 0, adult: 0, postgraduate: 0)
    #expect(keys(slip) == ["head-counts"])
    slip.headCounts[.adult] = -1
    #expect(keys(slip).contains("head-count-adult"))
    slip.headCounts[.adult] = 120
    #expect(keys(slip).isEmpty && slip.headCounts.total == 120)
  }
}
