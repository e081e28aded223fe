import Foundation
import Testing

@testable import Paperwork

@Suite("a stamped page comes back")
struct ScannedPageTests {
  static let code = "BY1:7K2MQ9XA4FTR8WZC3N5D"

  @Test(.enabled(if: Stationery.hasPDFReader))
  func photographedAskewStampedBlurredAndCompressed() throws {
    let page = try Stationery.rendered(PaperFixtures.slip(points: 6).pdf(PaperFixtures.identity()))
    let scale = Double(page.height) / Page.height
    let stamped = Stationery.stamped(page, centerX: 167 * scale, centerY: 220 * scale, radius: 21 * scale)
    let photo = Stationery.blurred(Stationery.photographed(stamped, degrees: 3, taper: 0.06, shadow: 0.4))
    let jpeg = try Stationery.jpeg(photo, quality: 60)
    #expect(try ScannedPage.read(jpeg, patience: .seconds(600)) { _ in true }.codes == [Self.code])
  }

  @Test func turnedByAnyAngle() throws {
    let page = try Stationery.page(with: Self.code, modulePixels: 6, margin: 80)
    for degrees in stride(from: 0.0, to: 360, by: 40) {
      let photo = Stationery.photographed(page, degrees: degrees, taper: 0, shadow: 0.2)
      let jpeg = try Stationery.jpeg(photo, quality: 75)
      let read = try? ScannedPage.read(jpeg, patience: .seconds(600)) { _ in true }
      #expect(read?.codes == [Self.code], "\(degrees)°")
    }
  }

  @Test(.enabled(if: Stationery.hasPDFReader))
  func evenWithTheStampOverTheCode() throws {
    let page = try Stationery.rendered(SealedPaper(title: "函", sections: [.init(blocks: [])]).pdf(PaperFixtures.identity()))
    let scale = Double(page.height) / Page.height
    let covered = Stationery.stamped(page, centerX: 180 * scale, centerY: 267 * scale, radius: 21 * scale)
    let jpeg = try Stationery.jpeg(covered, quality: 70)
    #expect(try ScannedPage.read(jpeg, patience: .seconds(600)) { _ in true }.codes == [Self.code])
  }

  @Test(.enabled(if: Stationery.hasPDFReader))
  func aPDFOfThreePagesIsReadPageByPage() throws {
    let pdf = try SealedPaper(title: "函", sections: [.init(blocks: [.pageBreak, .pageBreak])]).pdf(PaperFixtures.identity())
    let page = try ScannedPage.read(pdf)
    #expect(page == ScannedPage(codes: [Self.code], pages: 3))
  }

  @Test(arguments: 1...8)
  func everyOrientationOfACamera(orientation: Int) throws {
    let upright = try Stationery.page(with: Self.code)
    // store the picture the way a camera with this orientation does: undo it, then say so in EXIF
    let inverse = [1, 2, 3, 4, 5, 8, 7, 6][orientation - 1]
    let jpeg = try Stationery.jpeg(Upright.turned(upright, orientation: inverse), quality: 90)
    let exif: [UInt8] =
      [0xFF, 0xE1, 0, 34] + Array("Exif\0\0MM\0*".utf8) + [
        0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0,
      ]
      + [0, 0, 0, 0]
    let bytes = Array(jpeg[0..<2]) + exif + Array(jpeg[2...])
    #expect(try #require(JPEGHeader(bytes)).orientation == orientation)
    #expect(try JPEGPage.decode(bytes).width == upright.width)
    #expect(try ScannedPage.read(bytes).codes == [Self.code])
  }

  @Test func aGreyScanAndALargePhoto() throws {
    let page = try Stationery.page(with: Self.code, modulePixels: 6)
    #expect(try ScannedPage.read(Stationery.jpeg(page, quality: 80, isGrey: true)).codes == [Self.code])
    #expect(JPEGPage.scale(longest: 9_000) == 4)
    #expect(JPEGPage.scale(longest: 4_000) == 8)
    #expect(JPEGPage.scale(longest: 18_720) == 1)
  }

  @Test func aStrangersPosterDoesNotHideOurCode() throws {
    let ours = try Stationery.page(with: Self.code, modulePixels: 3, margin: 30)
    let theirs = try Stationery.page(with: "https://example.cn/poster", modulePixels: 3, margin: 30)
    let height = max(ours.height, theirs.height)
    var both = RGBPicture(
      width: ours.width + theirs.width, height: height,
      bytes: [UInt8](repeating: 255, count: (ours.width + theirs.width) * height * 3))
    for (part, offset) in [(theirs, 0), (ours, theirs.width)] {
      for y in 0..<part.height {
        let to = (y * both.width + offset) * 3
        both.bytes.replaceSubrange(
          to..<(to + part.width * 3), with: part.bytes[(y * part.width * 3)..<((y + 1) * part.width * 3)])
      }
    }
    let page = try ScannedPage.read(Stationery.jpeg(both, quality: 90)) { $0.hasPrefix("BY1:") }
    #expect(Set(page.codes) == [Self.code, "https://example.cn/poster"])
  }
}
