import GraduatePhotos
import Testing

@Suite("Telephones, addresses, student numbers (A4)")
struct ContactTests {
  private func telephone(_ text: String) -> Result<Telephone, TelephoneProblem> {
    Result { () throws(TelephoneProblem) in try Telephone.read(text) }
  }

  @Test(
    "A4: landlines with area code in every usual writing",
    arguments: [
      ("0931-1234567", "0931-1234567"), ("(0931)1234567", "0931-1234567"), ("（０９３１）１２３４５６７", "0931-1234567"),
      ("09311234567", "0931-1234567"),
      ("0931 123 4567", "0931-1234567"), ("+86 931 1234567", "0931-1234567"), ("+86-10-12345678", "010-12345678"),
      ("010-12345678", "010-12345678"), ("0931-1234567转801", "0931-1234567-801"), ("0931-1234567-801", "0931-1234567-801"),
    ])
  func landlines(text: String, normal: String) {
    #expect(telephone(text).map(\.value) == .success(normal))
  }

  @Test("A4: what is wrong with a telephone is said")
  func telephoneProblems() {
    #expect(telephone("1234567") == .failure(.mobileForm))
    #expect(telephone("8234567") == .failure(.areaCodeMissing))
    #expect(telephone("82345678") == .failure(.areaCodeMissing))
    #expect(telephone("") == .failure(.missing))
    #expect(telephone("0931-12345") == .failure(.length))
    #expect(telephone("0931-0234567") == .failure(.length))
    #expect(telephone("1390000000") == .failure(.mobileForm))
    #expect(telephone("12000000000") == .failure(.mobileForm))
    #expect(telephone("0931-一二三") == .failure(.character("一")))
    #expect(TelephoneProblem.areaCodeMissing.message == "缺少区号")
  }

  @Test("A4: the first telephone is a landline, a mobile number may be the second")
  func mobile() throws {
    #expect(try Telephone.read("+86 139 0000 0000").value == "13900000000")
    #expect(try Telephone.readMobile("13900000000").kind == .mobile)
    #expect(throws: TelephoneProblem.landlineWanted) { try Telephone.readLandline("13900000000") }
    #expect(throws: TelephoneProblem.mobileWanted) { try Telephone.readMobile("0931-1234567") }
  }

  @Test(
    "A4: an address with a door number",
    arguments: ["甘肃省兰州市城关区天水南路222号", "兰州市安宁区安宁西路８８号", "天水南路二百二十二号", "酒泉路12弄3幢", "东岗西路12A号", "雁滩路5-1号", "和平镇教学楼三0二室"])
  func goodAddresses(text: String) throws {
    #expect(try ChinesePostalAddress.read(" \(text)\n").value == text)
  }

  @Test("A4: an address without one, and what else may be wrong")
  func badAddresses() {
    #expect(throws: AddressProblem.doorNumberMissing) { try ChinesePostalAddress.read("甘肃省兰州市城关区天水南路") }
    #expect(throws: AddressProblem.doorNumberMissing) { try ChinesePostalAddress.read("兰州市天水南路号称最长的222街") }
    #expect(throws: AddressProblem.missing) { try ChinesePostalAddress.read("  ") }
    #expect(throws: AddressProblem.tooShort) { try ChinesePostalAddress.read("222号") }
    #expect(throws: AddressProblem.tooLong) { try ChinesePostalAddress.read(String(repeating: "路", count: 99) + "1号") }
    #expect(AddressProblem.doorNumberMissing.hint.contains("门牌号"))
  }

  @Test("Student numbers keep zeros and letters, lose spaces and full width")
  func studentNumbers() throws {
    #expect(try StudentNumber.read(" ００１２ ３４a ").value == "001234a")
    #expect(throws: StudentNumberProblem.character("号", position: 3)) { try StudentNumber.read("12号") }
    #expect(throws: StudentNumberProblem.length(found: 21)) { try StudentNumber.read(String(repeating: "1", count: 21)) }
    #expect(throws: StudentNumberProblem.missing) { try StudentNumber.read("\u{3000}") }
  }

  @Test("性别 in words and codes")
  func sexes() {
    #expect(Sex(text: "男") == .male && Sex(text: " 女 ") == .female && Sex(text: "２") == .female && Sex(text: "1") == .male)
    #expect(Sex(text: "male") == nil && Sex(text: "") == nil && Sex(text: "男女") == nil)
  }
}
