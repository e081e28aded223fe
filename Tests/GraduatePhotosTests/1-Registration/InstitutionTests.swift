import GraduatePhotos
import Testing

@Suite("Institutions and study centers (A2, A4, N7)")
struct InstitutionTests {
  private func code(_ text: String) -> Result<InstitutionCode, InstitutionCodeProblem> {
    Result { () throws(InstitutionCodeProblem) in try InstitutionCode.read(text) }
  }

  @Test("A4(4): five digits, any; the ten-digit identifier is recognised")
  func codes() {
    #expect(code("10730").map(\.value) == .success("10730"))
    #expect(code(" １０７３０ ").map(\.value) == .success("10730"))
    #expect(code("99999").map(\.value) == .success("99999"))
    #expect(code("4162010730") == .failure(.longIdentifier(code: "10730")))
    #expect(code("1073") == .failure(.length(found: 4)))
    #expect(code("1073O") == .failure(.notDigits))
    #expect(code("") == .failure(.missing) && code("00000") == .failure(.missing))
  }

  @Test("A2: provisional codes fill the column and cannot be taken for real ones")
  func provisional() throws {
    let code = try #require(InstitutionCode.provisional(7))
    #expect(code.value == "临007" && code.isProvisional)
    #expect(GB18030.byteCount(of: code.value) == RosterColumn.institutionCode.width)
    #expect(try InstitutionCode.read("临００７") == code)
    #expect(self.code("临7") == .failure(.provisionalForm) && self.code("临000") == .failure(.provisionalForm))
    #expect(InstitutionCode.provisional(0) == nil && InstitutionCode.provisional(1000) == nil)
    #expect(try !InstitutionCode.read("10730").isProvisional)
  }

  @Test("Names have years while codes stay (domain.md 2.5)")
  func names() {
    let institution = Institution(
      code: InstitutionCode(stored: "10735"),
      names: [InstitutionName("甘肃中医学院", toYear: 2014), InstitutionName("甘肃中医药大学", fromYear: 2015)], kind: .university)
    #expect(institution.name(in: 2014) == "甘肃中医学院" && institution.name(in: 2015) == "甘肃中医药大学")
    #expect(institution.currentName == "甘肃中医药大学" && institution.nameProblems().isEmpty)
    var wrong = institution
    wrong.names[0].toYear = 2015
    #expect(wrong.nameProblems() == ["「甘肃中医学院」与「甘肃中医药大学」的年份重叠"])
    wrong.names[1].toYear = 2010
    #expect(wrong.nameProblems().count == 2)
    wrong.names = []
    #expect(wrong.nameProblems() == ["没有填写院校名称"] && wrong.name(in: 2014).isEmpty)
    #expect(Institution.Kind(text: "普通本科(民办)") == .university && Institution.Kind(text: "中学") == nil)
  }

  @Test("A4(1): a study center is written parent first, then its own name")
  func displayName() {
    let center = StudyCenter(
      parentCode: InstitutionCode(stored: "10730"), parentName: "兰州大学", ownName: "天水函授站", province: "甘肃省")
    #expect(center.displayName == "兰州大学天水函授站")
    var full = center
    full.ownName = "兰州大学天水函授站"
    #expect(full.displayName == "兰州大学天水函授站")
    #expect(center.problems().isEmpty)
    full.ownName = "兰州大学"
    #expect(full.problems().count == 1)
    full.province = ""
    full.parentName = ""
    #expect(full.problems().count == 2)
  }

  @Test("N7: a center in another province is handed over")
  func handedOver() {
    var center = StudyCenter(
      parentCode: InstitutionCode(stored: "10730"), parentName: "兰州大学", ownName: "西宁函授站", province: "青海省")
    #expect(center.isHandedOver(campaignProvince: "甘肃省"))
    center.province = "甘肃"
    #expect(!center.isHandedOver(campaignProvince: "甘肃省"))
    center.province = "内蒙古"
    #expect(!center.isHandedOver(campaignProvince: "内蒙古自治区") && center.isHandedOver(campaignProvince: "甘肃省"))
  }
}
