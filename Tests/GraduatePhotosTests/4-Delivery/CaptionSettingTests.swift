import Foundation
import GraduatePhotos
import Testing

@Suite("A3: what stands under a photo is the campaign's setting")
struct CaptionSettingTests {
  private static let person = RosterCaption(
    institution: "某大学", name: "王芳", studentNumber: "0012", idNumber: "990000200301010017", shotSerial: "12-0007")

  @Test("A3: the usual setting prints all five data of the notice")
  func usual() {
    let setting = CaptionSetting.standard
    #expect(Set(setting.rosterRows.joined()) == Set(RosterCaptionField.allCases))
    #expect(Set(CaptionSetting.dense.rosterRows.joined()) == Set(RosterCaptionField.allCases))
    #expect(setting.problems(in: .roster).isEmpty && setting.problems(in: .code).isEmpty)
    let shown = Self.person.rows(setting).map { $0.map(\.text) }
    #expect(shown == [["某大学"], ["王芳", "序号 12-0007"], ["学号 0012"], ["身份证号 990000200301010017"]])
  }

  @Test("A3: fields come in the order that was set, blank ones leave no row")
  func order() {
    let setting = CaptionSetting(rosterRows: [[.shotSerial], [.idNumber, .name]], showsLabels: false)
    #expect(Self.person.rows(setting).map { $0.map(\.text) } == [["12-0007"], ["990000200301010017", "王芳"]])
    var unshot = Self.person
    unshot.shotSerial = ""
    #expect(unshot.rows(setting).map { $0.map(\.text) } == [["990000200301010017", "王芳"]])
  }

  @Test("A3: a setting that cannot print says what to put right")
  func problems() {
    #expect(CaptionSetting(rosterRows: []).problems(in: .roster).contains(.empty))
    #expect(CaptionSetting(rosterRows: [[.name], [.name]]).problems(in: .roster).contains(.twice))
    #expect(CaptionSetting(rosterRows: [[.name, .studentNumber, .idNumber]]).problems(in: .roster).contains(.rowLength))
    #expect(CaptionSetting(rosterRows: [[.name], []]).problems(in: .roster).contains(.rowLength))
    #expect(CaptionSetting(rosterRows: [[.institution]]).problems(in: .roster).contains(.namesNobody))
    let short = CaptionSetting(rosterRows: [[.name], [.studentNumber], [.shotSerial]]).problems(in: .roster)
    #expect(short == [.lacks([.institution, .idNumber])])
    #expect(short.allSatisfy { !$0.isError && $0.message.contains("学校名称、身份证号") })
    #expect(CaptionSetting(codeRows: []).problems(in: .code) == [.empty])
    #expect(CaptionSetting(codeRows: []).problems(in: .roster).isEmpty)
  }

  @Test("A3: a setting is kept as JSON, and an older one means the usual")
  func json() throws {
    let setting = CaptionSetting(rosterRows: [[.name, .shotSerial]], codeRows: [[.code]], showsLabels: false)
    #expect(try JSONDecoder().decode(CaptionSetting.self, from: JSONEncoder().encode(setting)) == setting)
    #expect(try JSONDecoder().decode(CaptionSetting.self, from: Data("{}".utf8)) == .standard)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(CaptionSetting.self, from: Data(#"{"codeRows":[["name"]]}"#.utf8))
    }
  }
}

@Suite("A3: in code mode a caption has no place for a person")
struct CodeCaptionTests {
  @Test("A3: a code caption holds a code and a serial, and nothing else can be set")
  func fields() throws {
    let caption = try CodeCaption(code: "K7QM-1137", shotSerial: "12-0007")
    #expect(Mirror(reflecting: caption).children.compactMap(\.label) == ["code", "shotSerial"])
    #expect(CodeCaptionField.allCases == [.code, .shotSerial])
    #expect(caption.rows(.standard).map { $0.map(\.text) } == [["编号 K7QM-1137"], ["序号 12-0007"]])
    #expect(caption.mention == "编号 K7QM-1137")
  }

  @Test(
    "A3: a name or an identity number is no code",
    arguments: [
      "", "王芳", "Wang Fang", "99000020030101001X", "99000020030101001x", "990000-20030101-0017", "990000030101001",
      "买买提·吐尔逊", "a@b", "１２３", String(repeating: "A", count: 33),
    ])
  func names(text: String) {
    #expect(throws: CaptionRefusal.notACode) { try CodeCaption(code: text, shotSerial: "1") }
    if !text.isEmpty { #expect(throws: CaptionRefusal.notACode) { try CodeCaption(code: "A1", shotSerial: text) } }
  }

  @Test("A3: a refusal does not repeat what it refused")
  func silence() {
    #expect(!CaptionRefusal.notACode.message.contains("王"))
    #expect(throws: Never.self) { try CodeCaption(code: "2014107310000123", shotSerial: "") }
    #expect(throws: Never.self) { try CodeCaption(code: "201410731000012345", shotSerial: "") }
  }
}

@Suite("A3: further prints are ordered by person, size and count")
struct ReprintOrderTests {
  @Test("A3: two wishes of one person for one size are one line")
  func merging() throws {
    let order = try ReprintOrder([
      .init("b", .oneInch, copies: 8), .init("a", .twoInch, copies: 4), .init("b", .oneInch, copies: 2),
    ])
    #expect(order.lines == [.init("b", .oneInch, copies: 10), .init("a", .twoInch, copies: 4)])
    #expect(order.photos() == 14 && order.photos(of: .oneInch) == 10 && order.photos(of: .certificate) == 0)
  }

  @Test("A3: none, too few and too many are refused")
  func limits() {
    #expect(throws: ReprintRefusal.empty) { try ReprintOrder<String>([]) }
    #expect(throws: ReprintRefusal.copies(0)) { try ReprintOrder([.init("a", .oneInch, copies: 0)]) }
    #expect(throws: ReprintRefusal.copies(97)) {
      try ReprintOrder([.init("a", .oneInch, copies: 96), .init("a", .oneInch, copies: 1)])
    }
    #expect(throws: ReprintRefusal.tooMany(20_064)) {
      try ReprintOrder((0..<209).map { .init($0, .oneInch, copies: 96) })
    }
  }
}
