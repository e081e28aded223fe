import GraduatePhotos
import Testing

@testable import Darkroom

/// Checks of the file, and of where the face stands under other standards.
@Suite struct FileCheckTests {
  private func finding(
    _ check: some PhotoCheck, origin: JudgedPhoto.Origin = .asItCame, standard: PhotoStandard = .national2017,
    _ change: (inout PictureHeader) -> Void = { _ in }
  ) throws -> Finding {
    var header = PictureHeader(
      format: .jpeg, fileBytes: 30_000, width: 480, height: 640, orientation: 1, dotsPerInch: nil, colour: .rgb,
      colourSpace: .unnamed, bitsPerPixel: 24, quality: 85, subsampling: "4:2:0", isProgressive: false)
    change(&header)
    return check.finding(
      of: JudgedPhoto(header: header, measures: PhotoMeasures(), standard: standard, origin: origin))
  }

  @Test func qualityBelowTheStandardFailsAsItCame() throws {
    #expect(try finding(CompressionQuality()) { $0.quality = 60 }.verdict == .pass)
    #expect(try finding(CompressionQuality()) { $0.quality = 59 }.verdict == .fail)
    #expect(try finding(CompressionQuality(), origin: .cut) { $0.quality = 59 }.verdict == .look)
    #expect(try finding(CompressionQuality(), standard: .national2002) { $0.quality = 59 }.verdict == .look)
    #expect(try finding(CompressionQuality()) { $0.quality = nil }.verdict == .pass)
  }

  @Test func sizesAreHardOrUsual() throws {
    #expect(try finding(FileSize()) { $0.fileBytes = 45_000 }.verdict == .pass)
    #expect(try finding(FileSize()) { $0.fileBytes = 90_000 }.verdict == .look)
    #expect(try finding(FileSize(), standard: .identityCard) { $0.fileBytes = 21_000 }.verdict == .fail)
    #expect(try finding(FileSize(), origin: .cut) { $0.fileBytes = 9_000_000 }.verdict == .pass)
  }

  @Test func resolutionAndColourModeAreReadFromTheFile() throws {
    #expect(try finding(Resolution()).verdict == .pass)
    #expect(try finding(Resolution()) { $0.dotsPerInch = .init(x: 300, y: 300) }.verdict == .pass)
    #expect(try finding(Resolution()) { $0.dotsPerInch = .init(x: 72, y: 72) }.verdict == .look)
    #expect(try finding(ColourMode()) { $0.colour = .grey }.verdict == .fail)
    #expect(try finding(ColourMode(), origin: .cut) { $0.colour = .cmyk }.verdict == .pass)
  }

  @Test func whatCannotBeCutSaysWhy() throws {
    let finding = try finding(PixelSize(), origin: .uncut(["人脸太小", "头顶离上边太近"]))
    #expect(finding.verdict == .fail)
    #expect(finding.message == "裁不出 480×640 像素的照片：人脸太小；头顶离上边太近")
    #expect(try self.finding(PixelSize(), origin: .cut).verdict == .pass)
  }

  @Test func limitsHaveTwoSteps() {
    let limits = CheckLimits(failBelow: 1, lookBelow: 2, lookAbove: 4, failAbove: 5)
    #expect([0.9, 1, 1.9, 2, 4, 4.1, 5, 5.1].map(limits.verdict) == [.fail, .look, .look, .pass, .pass, .look, .look, .fail])
    let open = CheckLimits(.init(least: 207), uncertain: 3, width: 358)
    #expect(open.verdict(10_000) == .pass && open.verdict(206) == .look && open.verdict(204) == .fail)
  }
}
