import GraduatePhotos

/// A small deterministic generator (SplitMix64): property tests find the same cases every day.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Made-up people and papers; identity numbers are of region 990000, which does not exist.
enum Fixture {
  static let today = day(2026, 3, 2)

  static func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDay {
    guard let result = CalendarDay(year: year, month: month, day: day) else { fatalError("no such day in a fixture") }
    return result
  }

  /// An 18-place number with the right check digit: odd serials are men's, even ones women's.
  static func idNumber(_ serial: Int, born: CalendarDay = day(2003, 1, 1), region: String = "990000") -> String {
    let body = region + born.compact + String(String(1000 + serial % 1000).dropFirst())
    return body + (IDNumber.checkDigit(for: body.utf8) ?? "?")
  }

  static let surnames = ["李", "王", "张", "马", "妥", "欧阳", "司马", "陈", "杨", "赵"]
  static let givenNames = ["婷", "伟", "芳", "建国", "秀英", "雪", "晓东", "海燕", "子涵", "一诺", "㛃", "𬭎"]

  static func entry(
    _ serial: Int, name: String = "李婷", studentNumber: String? = nil, level: StudyLevel? = .bachelor,
    category: GraduatePhotos.Category = .regular, department: String = "文学院", major: String = "汉语言文学",
    classGroup: String = "汉文1班",
    born: CalendarDay = day(2003, 1, 1)
  ) -> RosterEntry {
    RosterEntry(
      institutionCode: "10730", institutionName: "兰州大学", category: category, department: department, major: major,
      classGroup: classGroup, studentNumber: studentNumber ?? String(2_022_000_000 + serial),
      name: PersonName(stored: name), sex: serial % 2 == 1 ? .male : .female,
      idNumber: IDNumber(storedKind: .resident, value: idNumber(serial, born: born)), level: level)
  }

  static var context: RosterContext {
    RosterContext(
      graduatingClass: GraduatingClass(year: 2026), today: today, institutionCode: "10730",
      institutionNames: ["兰州大学", "兰州老大学"], province: "甘肃省", acceptsExampleNumbers: true)
  }

  static let header = [
    "学校代码", "学校名称", "站点名称", "类别", "院系", "专业", "班级", "学号", "姓名", "性别", "证件类型", "身份证号", "层次", "学制", "预计毕业日期", "拍摄序号", "备注",
  ]

  /// The 17 cells of a good row; single ones can be changed.
  static func row(_ serial: Int = 1, at number: Int = 2, _ changes: [RosterColumn: TableCell] = [:]) -> RosterRow {
    var texts: [RosterColumn: TableCell] = [
      .institutionCode: "10730", .institutionName: "兰州大学", .category: "普通", .department: "文学院", .major: "汉语言文学",
      .classGroup: "汉文1班", .studentNumber: TableCell(text: String(2_022_000_000 + serial)), .name: "李婷",
      .sex: TableCell(text: serial % 2 == 1 ? "男" : "女"), .idNumber: TableCell(text: idNumber(serial)), .level: "本科",
      .studyLength: "4", .expectedGraduation: "20260630",
    ]
    texts.merge(changes) { $1 }
    return RosterRow(place: RosterPlace(row: number), cells: RosterColumn.template.map { texts[$0] ?? .blank })
  }

  static var checker: RosterChecker {
    RosterChecker(context: context, mapping: ColumnMatching.match(header: header).mapping)
  }

  static func office(_ kind: Office.Kind) -> Office {
    Office(
      kind: kind, name: kind.chineseName, address: "甘肃省兰州市城关区天水南路222号", postcode: "730000", contactName: "张老师",
      telephone: "0931-1234567")
  }

  /// The dates of the 2013 notice.
  static var plan2014: CampaignPlan {
    CampaignPlan(
      province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014),
      offices: [office(.educationDepartment), office(.agency), office(.headOffice)],
      windows: [
        CampaignWindow(.registration, CalendarDays(day(2013, 9, 18), through: day(2013, 10, 15))),
        CampaignWindow(.phase1, CalendarDays(day(2013, 9, 18), through: day(2013, 12, 31))),
        CampaignWindow(.phase2, CalendarDays(day(2014, 3, 1), through: day(2014, 4, 8))),
        CampaignWindow(.makeup, CalendarDays(day(2014, 4, 9), through: day(2014, 4, 12))),
        CampaignWindow(.dataCheck, CalendarDays(day(2014, 4, 21), through: day(2014, 4, 30))),
        CampaignWindow(.verification, CalendarDays(day(2014, 4, 14), through: day(2014, 5, 9))),
        CampaignWindow(.proofing, CalendarDays(day(2014, 5, 1), through: day(2014, 6, 15))),
      ],
      makeupPlace: "甘肃分社，兰州市城关区天水南路222号", feePerHead: .yuan(20), photoStandard: "2002")
  }

  static var slip: RegistrationSlip {
    let person = PointPerson(name: "王主任", telephone: "13900000000")
    let other = PointPerson(name: "赵老师", telephone: "0931-7654321")
    let third = PointPerson(name: "钱老师", telephone: "0931-7654322")
    let point = ShootingPoint(
      name: "城关校区体育馆", address: "城关校区体育馆一层", leader: person, coordinators: [other, third],
      venue: VenueCheckList(confirmed: Set(VenueItem.allCases)))
    return RegistrationSlip(
      institutionName: "兰州大学", institutionCode: "10730", address: "甘肃省兰州市城关区天水南路222号", postcode: "730000",
      contactName: "张老师", telephone: "0931-1234567", secondTelephone: "13900000001",
      headCounts: HeadCounts(regular: 4200, adult: 0, postgraduate: 1300), points: [point],
      receiver: PostalReceiver(name: "张老师", telephone: "0931-1234567"))
  }
}

extension TableCell: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self.init(text: value) }
}
