import Foundation
import Testing

@testable import Darkroom

@Suite struct FaceFinderTests {
  private func faces(in image: RGBImage) throws -> Int {
    try FaceFinder(models: PortraitFixtures.models).finding(in: image)?.faces.count ?? 0
  }

  @Test func oneFaceIsOne() throws {
    #expect(try faces(in: PortraitFixtures.image("ok-lon004")) == 1)
    #expect(try faces(in: PortraitFixtures.image("ok-can008f")) == 1)
  }

  @Test(arguments: ["two-faces-lon007-lon019", "two-faces-lon008-lon172"])
  func somebodyPeepingInIsSeen(_ name: String) throws {
    #expect(try faces(in: PortraitFixtures.image(name)) == 2)
  }

  @Test func wallsAreNotFaces() throws {
    #expect(try faces(in: PortraitFixtures.plain(100, 197, 255, width: 480, height: 640)) == 0)
    #expect(try faces(in: PortraitFixtures.plain(0, 0, 0, width: 3, height: 2_000)) == 0)
    #expect(try faces(in: PortraitFixtures.plain(9, 9, 9, width: 1, height: 1)) == 0)
  }

  /// A face enlarged by three is found at the same place, by three.
  @Test func sizeDoesNotMatter() throws {
    let image = try PortraitFixtures.image("ok-lon004")
    let large = RGBImage(
      width: 1_440, height: 1_920,
      bytes: image.sampled(
        CropTransform(PixelRect(x: 0, y: 0, width: 480, height: 640), columns: 1_440, rows: 1_920), columns: 1_440, rows: 1_920,
        outside: .edge
      ).map { UInt8($0.rounded()) })
    let small = try PortraitFixtures.sitter(in: image)
    let found = try PortraitFixtures.sitter(in: large).moved(scale: 1 / 3, by: PixelPoint(x: 0, y: 0))
    #expect(abs(found.faceWidth - small.faceWidth) < 3)
    #expect(abs(found.placement.eyesY - small.placement.eyesY) < 2)
    #expect(abs(found.placement.headTopY - small.placement.headTopY) < 4)
    #expect(abs(found.placement.centreX - small.placement.centreX) < 2)
  }

  @Test func placementIsThatOfAFace() throws {
    let placement = try PortraitFixtures.sitter(in: PortraitFixtures.image("ok-lon004")).placement
    #expect(placement.isUsable)
    // measured by hand and by another tool: eyes 245, top of the hair 72, width 213
    #expect(abs(placement.eyesY - 245) < 5 && abs(placement.headTopY - 72) < 5 && abs(placement.faceWidth - 213) < 5)
  }
}
