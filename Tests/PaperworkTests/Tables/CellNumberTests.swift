import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("numbers, formats and dates of spreadsheets")
struct CellNumberTests {
  private func cell(_ text: String) -> TableCell {
    var text = text
    return text.withUTF8 { CellNumber.cell($0) }
  }

  @Test(
    "numbers read as a person sees them, with a flag where digits are gone",
    arguments: [
      ("2003", "2003", false), ("-12", "-12", false), ("0012", "0012", false), ("2.50", "2.5", false),
      ("0.30000000000000004", "0.3", false),
      ("3.3333333333333335", "3.33333333333333", false), ("9.9999999999999999", "10", false), ("1E-3", "0.001", false),
      ("-1.5e-2", "-0.015", false), ("123456789012345", "123456789012345", false),
      ("990000200301010014", "990000200301010014", true),
      ("9.9000020030101E+17", "990000200301010000", true), ("2.61E+10", "26100000000", true), ("0.0", "0", false),
      (".5", "0.5", false), ("1e308", "1" + String(repeating: "0", count: 308), true),
    ])
  func numbers(_ source: String, _ text: String, _ isLost: Bool) {
    #expect(cell(source) == TableCell(text: text, origin: .number, lostDigits: isLost))
  }

  @Test("what is no number stays text", arguments: ["1.2.3", "1e999", "E5", "12a", "--1", "1e", "", "."])
  func notNumbers(_ source: String) {
    #expect(cell(source) == TableCell(text: source, origin: .text))
  }

  @Test("doubles of old workbooks")
  func doubles() {
    #expect(CellNumber.cell(26_100_000_001.0).text == "26100000001")
    #expect(
      CellNumber.cell(990_000_200_301_010_014.0) == TableCell(text: "990000200301010000", origin: .number, lostDigits: true))
    #expect(CellNumber.cell(0.1 + 0.2).text == "0.3")
    #expect(CellNumber.cell(.nan) == .blank)
  }

  @Test("a long number that a spreadsheet left as an exponent is seen in text files")
  func exponentForm() {
    #expect(CellNumber.isExponentForm("6.2E+17"))
    #expect(CellNumber.isExponentForm("2.61E+10"))
    for text in ["6.2E17", "E+17", "6.2E+", "甲E+17", "12", "1E+5A"] { #expect(!CellNumber.isExponentForm(text), "\(text)") }
  }

  @Test(
    "number formats",
    arguments: [
      ("yyyy-mm-dd", .date), ("yyyy\"年\"m\"月\"d\"日\"", .date), ("[$-804]yyyy/m/d;@", .date), ("h:mm AM/PM", .date),
      ("[h]:mm", .date),
      ("00000", .zeros(5)), ("00000000;-0", .zeros(8)), ("General", .general), ("0.00E+00", .general), ("#,##0.00", .general),
      ("\"day\"0", .general), ("[Red]0.00", .general), ("@", .general), ("0", .general), ("\\d0", .general),
    ] as [(String, NumberFormat)])
  func formats(_ code: String, _ format: NumberFormat) {
    #expect(NumberFormat(code: code) == format)
  }

  @Test(
    "serial days of the 1900 system, its false leap day, and the 1904 system",
    arguments: [
      (1.0, false, "19000101"), (59.0, false, "19000228"), (60.0, false, "19000229"), (61.0, false, "19000301"),
      (37_622.0, false, "20030101"),
      (37_622.5, false, "20030101 12:00:00"), (0.25, false, "06:00:00"), (36_160.0, true, "20030101"), (0.0, true, "19040101"),
      (37_622.999999, false, "20030102"), (2_958_465.0, false, "99991231"),
    ])
  func serialDates(_ serial: Double, _ is1904: Bool, _ text: String) {
    #expect(CellDate.text(serial: serial, is1904: is1904) == text)
  }

  @Test("what is no date is not made one")
  func noDates() {
    #expect(CellDate.text(serial: -1, is1904: false) == nil)
    #expect(CellDate.text(serial: 2_958_466, is1904: false) == nil)
    #expect(CellDate.text(iso: "2003-1-1") == nil)
    #expect(CellDate.text(iso: "2003-01-01T00:00:00.000") == "20030101")
    #expect(CellDate.text(iso: "2003-01-01T08:30:00Z") == "20030101 08:30:00")
  }
}
