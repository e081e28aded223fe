import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

@Suite("A3: prints in code mode show nothing personal", .enabled(if: PDFTools.hasText))
struct CodeModePrintTests {
  private static func group(_ count: Int) throws -> CaptionedClass<CodeCaption> {
    CaptionedClass(
      heading: CaptionFixtures.heading,
      people: try (0..<count).map { index in
        CaptionedPhoto(
          id: "g\(index)", caption: try CodeCaption(code: "K7QM\(1_000 + index)", shotSerial: "12-\(1_000 + index)"),
          picture: index == 4 ? .missing(.retake) : .portrait(CaptionFixtures.portraits[index]))
      })
  }

  @Test("A3: a sheet holds codes and serials, and no other word under its photos")
  func sheet() throws {
    let print = try CaptionedSheets(classes: [Self.group(7)]).pdf(createdAt: 0)
    let words = Set(try PDFTools.words(print.bytes).map(\.text))
    let codes = (0..<7).flatMap { ["K7QM\(1_000 + $0)", "12-\(1_000 + $0)"] }
    let head = ["兰州示范理工大学", "机电工程学院", "机械设计2010级1班", "共", "7", "人", "第", "1", "页", "交付编号", "JF-2014-10731-03"]
    let frame = ["等待重拍", "请按补拍时间到场"]
    #expect(words.subtracting(codes + head + frame + ["编号", "序号"]).isEmpty)
    #expect(words.isSuperset(of: codes))
  }

  @Test("A3: check sheets ask for code and serial only")
  func checkSheet() throws {
    let text = try PDFTools.pages(OfficeCheckSheets(classes: [Self.group(3)]).pdf(createdAt: 0).bytes).joined()
    for word in ["姓名", "学号", "身份证号"] { #expect(!text.contains(word)) }
    #expect(text.contains("内部编号") && text.contains("拍摄序号") && text.contains("K7QM1002"))
  }

  @Test("A3: the rows of roster mode are ignored")
  func setting() throws {
    let setting = CaptionSetting(rosterRows: [], codeRows: [[.shotSerial]], showsLabels: false)
    let text = try PDFTools.pages(CaptionedSheets(classes: [Self.group(2)], setting: setting).pdf(createdAt: 0).bytes).joined()
    #expect(text.contains("12-1001") && !text.contains("K7QM"))
  }
}
