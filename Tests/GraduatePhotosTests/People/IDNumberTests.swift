import GraduatePhotos
import Testing

@Suite("Identity numbers (domain.md 3.1–3.3)")
struct IDNumberTests {
  private func read(_ text: String, _ kind: IDNumberKind? = nil) throws -> IDNumber {
    try IDNumber.read(text, kind: kind, today: Fixture.today)
  }

  private func problem(_ text: String, _ kind: IDNumberKind? = nil) -> IDNumberProblem? {
    do {
      _ = try IDNumber.read(text, kind: kind, today: Fixture.today)
      return nil
    } catch { return error }
  }

  @Test(
    "GB 11643: the standard's own examples are read",
    arguments: [("34052419800101001X", Sex.male), ("11010519491231002X", .female), ("440524188001010014", nil)])
  func standardExamples(text: String, sex: Sex?) throws {
    // The last one is of 1880, before the years a calendar day has.
    if sex == nil {
      #expect(problem(text) == .birthDate)
      #expect(IDNumber.checkDigit(for: text.utf8) == "4")
    } else {
      let number = try read(text)
      #expect(number.kind == .resident)
      #expect(number.sex == sex)
      #expect(number.value == text)
    }
  }

  @Test("GB 11643: a wrong check digit is refused and the right one said")
  func wrongCheckDigit() {
    #expect(problem("340524198001010011") == .checkDigit(expected: "X"))
    #expect(problem("340524198001010011")?.message == "校验位应为 X")
    #expect(problem("11010519491231002X") == nil)
    #expect(problem("110105194912310021") == .checkDigit(expected: "X"))
  }

  @Test("GB 11643: any single wrong digit and any swap of neighbours is found", arguments: 1...40)
  func singleErrors(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let born = Fixture.day(1990, 1, 1).adding(days: Int.random(in: 0..<5000, using: &random))
    let good = Fixture.idNumber(Int.random(in: 0..<1000, using: &random), born: born)
    #expect(try read(good).value == good)
    let digits = Array(good)
    let place = Int.random(in: 0..<17, using: &random)
    var wrong = digits
    let other = "0123456789".filter { $0 != digits[place] }.randomElement(using: &random) ?? "0"
    wrong[place] = other
    #expect(problem(String(wrong)) != nil)
    for index in 0..<16 where digits[index] != digits[index + 1] {
      var swapped = digits
      swapped.swapAt(index, index + 1)
      #expect(problem(String(swapped)) != nil, "places \(index + 1) and \(index + 2)")
    }
  }

  @Test(
    "3.3: full-width digits, spaces, brackets and a small x are tidied",
    arguments: [
      "３４０５２４１９８００１０１００１Ｘ", " 340524 19800101 001x ", "（34052419800101001X）", "34052419800101001x(新)", "'34052419800101001X",
      "\u{FEFF}34052419800101001X\u{200B}",
    ])
  func tidying(text: String) throws {
    #expect(try read(text).value == "34052419800101001X")
  }

  @Test("Every reason is named precisely")
  func reasons() {
    #expect(problem("  ") == .missing)
    #expect(problem("3405241980010100") == .length(found: 16))
    #expect(problem("34052419800101O01X") == .character("O", position: 15))
    #expect(problem("X4052419800101001X") == .character("X", position: 1))
    #expect(problem("34052419800230001X") == .birthDate)
    #expect(problem(Fixture.idNumber(1, born: Fixture.day(2026, 3, 3))) == .birthDateInFuture)
    #expect(problem(Fixture.idNumber(1, born: Fixture.day(2026, 3, 2))) == nil)
    #expect(problem("3405241980010100１")?.message == "应为 18 位（旧号 15 位），现为 17 位")
  }

  @Test("No message quotes the number or the birth date")
  func noPersonalData() {
    let all: [IDNumberProblem] = [
      .missing, .length(found: 3), .character("O", position: 2), .birthDate, .birthDateInFuture, .checkDigit(expected: "X"),
      .region(.residencePermit), .form(.passport), .unknownKind("证"),
    ]
    for problem in all {
      #expect(!problem.message.contains("19800101"))
      #expect(problem.code.hasPrefix("id-number."))
      #expect(!problem.hint.isEmpty)
    }
    #expect(Set(all.map(\.code)).count == all.count)
  }

  @Test("15 places are upgraded for comparison and are the same person")
  func upgrade() throws {
    let old = try read("340524800101001")
    let new = try read("34052419800101001X")
    #expect(old.upgraded == "34052419800101001X")
    #expect(old.isSamePerson(as: new))
    #expect(old.comparisonKey == new.comparisonKey)
    #expect(old.sex == .male && old.birthDate == Fixture.day(1980, 1, 1))
    #expect(new.upgraded == nil)
    #expect(old.warnings(writtenKind: nil, today: Fixture.today) == [.oldForm])
    #expect(problem("340524801301001") == .birthDate)
  }

  @Test("首3末4 keeps the length; short numbers show less")
  func masking() throws {
    #expect(IDNumber.masked("620102200301010017") == "620***********0017")
    #expect(IDNumber.masked("340524800101001") == "340********1001")
    #expect(IDNumber.masked("12345678") == "1*****78")
    #expect(IDNumber.masked("1234") == "****")
    #expect(IDNumber.masked("") == "")
    #expect(try read("34052419800101001X").masked == "340***********001X")
  }

  @Test("3.2: residence permits of 810000, 820000 and 830000", arguments: ["810000", "820000", "830000"])
  func residencePermits(region: String) throws {
    let number = Fixture.idNumber(2, region: region)
    #expect(try read(number).kind == .residencePermit)
    let written = try read(number, .resident)
    #expect(written.kind == .residencePermit)
    #expect(written.warnings(writtenKind: .resident, today: Fixture.today) == [.kindDiffers(.residencePermit)])
    #expect(problem(Fixture.idNumber(2, region: "340524"), .residencePermit) == .region(.residencePermit))
  }

  @Test("3.2: permanent residents, new form beginning with 9 and old form of 3 letters")
  func permanentResidents() throws {
    let new = Fixture.idNumber(3, region: "962840")
    #expect(try read(new).kind == .permanentResident)
    #expect(try read(new).sex == .male)
    #expect(try read("CHN110012345678").kind == .permanentResident)
    #expect(try read("CHN110012345678").sex == nil)
    #expect(problem("CHNX10012345678", .permanentResident) == .form(.permanentResident))
    // Region 99 is no province: made-up numbers stay resident.
    #expect(try read(Fixture.idNumber(3)).kind == .resident)
  }

  @Test("3.2: travel permits, passports and officers' cards")
  func otherKinds() throws {
    #expect(try read("h12345678(02)").value == "H12345678")
    #expect(try read("H12345678").isSamePerson(as: read("H1234567802")))
    #expect(try !read("H12345678").isSamePerson(as: read("M12345678")))
    #expect(problem("H1234567", .mainlandTravelPermit) == .form(.mainlandTravelPermit))
    #expect(try read("12345678", .taiwanTravelPermit).kind == .taiwanTravelPermit)
    #expect(problem("1234567", .taiwanTravelPermit) == .form(.taiwanTravelPermit))
    #expect(try read("ea1234567", .passport).value == "EA1234567")
    #expect(problem("E123", .passport) == .form(.passport))
    #expect(problem("E12345-67", .passport) == .form(.passport))
    let officer = try read("军字第1234567号", .officer)
    #expect(officer.warnings(writtenKind: .officer, today: Fixture.today) == [.freeText])
    // The same digits as a passport and as a permit are two people.
    #expect(try !read("12345678", .taiwanTravelPermit).isSamePerson(as: read("12345678", .passport)))
  }

  @Test("Region and age are only pointed out")
  func warnings() throws {
    let strange = try read(Fixture.idNumber(1, region: "770000"))
    #expect(strange.warnings(writtenKind: nil, today: Fixture.today) == [.region])
    let example = try read(Fixture.idNumber(1))
    #expect(example.warnings(writtenKind: .resident, today: Fixture.today) == [.region])
    #expect(example.warnings(writtenKind: .resident, today: Fixture.today, acceptsExamples: true).isEmpty)
    let child = try read(Fixture.idNumber(1, born: Fixture.day(2015, 1, 1), region: "620102"))
    #expect(child.warnings(writtenKind: nil, today: Fixture.today) == [.age])
  }

  @Test("证件类型 is read from names and codes")
  func kinds() {
    #expect(IDNumberKind(text: "居民身份证") == .resident)
    #expect(IDNumberKind(text: "０１") == .resident)
    #expect(IDNumberKind(text: "a") == .passport)
    #expect(IDNumberKind(text: "台胞证") == .taiwanTravelPermit)
    #expect(IDNumberKind(text: "学生证") == nil)
    for kind in IDNumberKind.allCases { #expect(IDNumberKind(text: kind.chineseName) == kind) }
  }
}
