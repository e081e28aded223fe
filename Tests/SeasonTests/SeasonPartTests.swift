import Foundation
import Testing

@testable import Season

@Suite struct SeasonPartTests {
  @Test("The authenticator gives the digits of RFC 6238, appendix B")
  func digits() throws {
    let phone = try #require(Authenticator(base32: "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"))
    #expect(phone.digits(at: 59_000) == "287082")
    #expect(phone.digits(at: 1_111_111_109_000) == "081804")
    #expect(phone.digits(at: 2_000_000_000_000) == "279037")
    #expect(Authenticator(base32: "0189") == nil)
  }

  @Test("A form is read as a browser would send it: chosen, ticked, typed, hidden; buttons only when pressed")
  func form() throws {
    let html = """
      <main><form method="post" action="/a/b?x=1&amp;y=2" enctype="multipart/form-data"><input type="hidden" name="csrf" value="t&quot;k">
      <input type="text" name="name" value="张&amp;三"><input type="checkbox" name="box" value="1" checked><input type="checkbox"
      name="box" value="2"><input type="radio" name="way" value="post"><input type="radio" name="way" value="net" checked>
      <select name="city"><option value="">请选择</option><option value="62" selected>甘肃</option></select><textarea name="note">两行
      字</textarea><button type="submit" name="act" value="go">去</button></form><form action="/find"><input name="q"></form></main>
      """
    let forms = PageReader.forms(of: html.replacing("\n      name", with: " name"))
    let form = try #require(forms.first)
    #expect(forms.count == 2 && form.isPost && form.isMultipart && form.address == "/a/b?x=1&y=2")
    #expect(form["csrf"] == "t\"k" && form["name"] == "张&三" && form["way"] == "net" && form["city"] == "62")
    #expect(form.fields.filter { $0.name == "box" }.map(\.value) == ["1"])
    #expect(form["act"] == nil && form.offers["act"]?.map(\.value) == ["go"])
    #expect(form.choice("city", saying: "甘肃") == "62")
    #expect(form["note"]?.hasPrefix("两行") == true)
  }

  @Test("A picture keeps its mark wherever its bytes turn up, and stays a picture")
  func mark() {
    let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xDB, 0x00, 0x02, 0xFF, 0xD9]
    let marked = MarkedPicture.marked(jpeg, with: "17-2")
    #expect(MarkedPicture.mark(of: marked) == "17-2")
    #expect(MarkedPicture.mark(of: jpeg) == nil)
    #expect(Array(marked.prefix(2)) == [0xFF, 0xD8] && Array(marked.suffix(6)) == Array(jpeg.suffix(6)))
  }

  @Test("The driven time goes forward for everybody who has the file, and never back")
  func clock() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "season-clock-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let driver = try #require(RehearsalClock(making: path))
    #expect(RehearsalClock(making: path) == nil, "a clock that is there is not made again")
    let reader = try #require(RehearsalClock(reading: path))
    let spring: Int64 = 1_772_409_600_000
    driver.begin(at: spring)
    #expect(reader.now >= spring)
    driver.advance(to: spring + 86_400_000)
    #expect(reader.now >= spring + 86_400_000)
    driver.advance(to: spring)
    #expect(reader.now >= spring + 86_400_000)
    #expect(RehearsalClock(reading: "/") == nil)
  }

  @Test("One seed, one season; each person has one mishap at most; numbers have valid check digits in an unused range")
  func truth() {
    let order = SeasonOrder(
      institutions: 5, graduates: 1_000, seed: 7, photosPath: "", faults: Set(SeasonMishap.allCases), isFast: true, folder: "",
      program: "")
    let (one, other) = (
      SeasonTruth(order, faces: 57, closing: [3, 9, 20]), SeasonTruth(order, faces: 57, closing: [3, 9, 20])
    )
    #expect(one.graduates.map(\.name) == other.graduates.map(\.name))
    #expect(one.graduates.count == 1_000 && Set(one.graduates.map(\.idNumber)).count == 1_000)
    #expect(Set(one.graduates.map(\.studentNumber)).count == 1_000)
    for graduate in one.graduates {
      let mishaps = [
        graduate.fate != .comes, graduate.rosterFault != nil, graduate.wrongName != nil && !graduate.disputes,
        graduate.closesEyes,
        graduate.swappedWith != nil, graduate.isShifted, graduate.disputes,
      ]
      #expect(mishaps.count { $0 } <= 1)
      #expect(
        graduate.idNumber.hasPrefix("990000")
          && graduate.idNumber.hasSuffix(MadeUpNames.checkDigit(of: String(graduate.idNumber.prefix(17)))))
      if graduate.closesEyes { #expect([3, 9, 20].contains(graduate.face)) }
    }
    for mishap in [\SeasonGraduate.isShifted, \.disputes, \.closesEyes] {
      #expect(one.graduates.contains { $0[keyPath: mishap] })
    }
    let other7 = SeasonTruth(
      SeasonOrder(
        institutions: 5, graduates: 1_000, seed: 8, photosPath: "", faults: [], isFast: true, folder: "", program: ""),
      faces: 57, closing: [])
    #expect(other7.graduates.allSatisfy { $0.fate == .comes && $0.rosterFault == nil })
  }
}
