import Foundation
import GraduatePhotos
import Testing

@testable import Darkroom

/// What a report says and shows.
@Suite struct PhotoReportTests {
  private func report(_ bytes: [UInt8], _ standard: PhotoStandard = .national2017) throws -> PhotoReport {
    try PhotoExaminer(models: PortraitFixtures.models).examine(bytes, by: standard)
  }

  @Test("The drawing marks eyes, head and mouth in the colour of their checks, with their numbers")
  func drawing() throws {
    let good = try #require(PhotoDrawing(try report(PortraitFixtures.bytes("ok-lon004")))).svg
    #expect(good.contains("viewBox=\"0 0 480 640\""))
    #expect(good.contains(">眼睛 247<") && good.contains(">脸宽 21") && !good.contains("class=\"fail\""))
    let closed = try #require(PhotoDrawing(try report(PortraitFixtures.bytes("eyes-closed-lon041")))).svg
    #expect(closed.components(separatedBy: "<polygon class=\"fail\"").count == 3)
    let two = try #require(PhotoDrawing(try report(PortraitFixtures.bytes("two-faces-lon007-lon019")))).svg
    #expect(two.contains("<rect class=\"fail\""))
    #expect(PhotoDrawing(try report(pictureFixture("scene.png"))) == nil)
  }

  @Test("The page escapes names and shows a picture also where there is no portrait")
  func page() throws {
    let bytes = try pictureFixture("scene.png")
    let entry = try PhotoReportPage.entry("<a&\"b\">.png", .judged(try report(bytes)), bytes: bytes)
    #expect(entry.contains("&lt;a&amp;&quot;b&quot;&gt;.png") && entry.contains("data:image/jpeg;base64,"))
    #expect(entry.contains("没有找到人脸"))
    let head = PhotoReportPage.head(.init(title: "照片检测报告", standard: .national2017, counts: ["fail": 2, "pass": 1]))
    #expect(head.contains("<b>3</b> 全部") && head.contains("<b>2</b> ✕ 不合格") && !head.contains("show-look\""))
  }

  @Test("A portrait whose background was replaced says so, and is looked at; one that is in order keeps its own")
  func replacedBackground() throws {
    // larger than the portrait, so that it is cut
    let bytes = try PortraitFixtures.image("ok-lon004").jpeg(quality: 95)
    var standard = PhotoStandard.national2017
    standard.widthPixels = 470
    standard.heightPixels = 626
    standard.allowsBackgroundReplacement = true
    let keeps = try !report(bytes, standard).isBackgroundReplaced
    #expect(keeps)
    standard.backgrounds = [PhotoStandard.Background("白", red: 255, green: 255, blue: 255)]
    let replaced = try report(bytes, standard)
    let isReplaced = replaced.isBackgroundReplaced
    #expect(isReplaced)
    #expect(replaced.findings.first { $0.check == "background-colour" }?.verdict == .pass)
    #expect(replaced.findings.first { $0.check == "background-replaced" }?.verdict == .look)
    standard.allowsBackgroundReplacement = false
    let plain = try report(bytes, standard).findings
    #expect(plain.first { $0.check == "background-colour" }?.verdict == .fail)
    let line = try PhotoLine(file: "a", standard: standard, outcome: .judged(replaced)).json()
    let isMarked = line.contains("\"backgroundReplaced\":true")
    #expect(isMarked)
  }

  @Test("The same picture is judged again under another standard")
  func otherStandard() throws {
    let bytes = try PortraitFixtures.bytes("ok-lon004")
    #expect(try report(bytes).verdict != .fail)
    let white = try report(bytes, .selfTaughtWhite)
    #expect(white.standard.id == "self-taught-white")
    #expect(white.findings.first { $0.check == "background-colour" }?.verdict == .fail)
    let card = try report(bytes, .identityCard)
    guard case .cut? = card.portrait?.origin else {
      Issue.record("an archive's portrait is cut anew for another size")
      return
    }
    #expect(card.portrait?.image.width == 358)
  }
}
