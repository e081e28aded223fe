import Foundation
import Testing

@testable import Darkroom

@Suite struct PhotoMeasuresTests {
  @Test func measuresSurviveJSONAndAreTheSameEveryTime() throws {
    let frame = try PortraitFixtures.frame("ok-can008f")
    let measures = PhotoMeasures(frame)
    #expect(measures == PhotoMeasures(frame))
    let copy = try JSONDecoder().decode(PhotoMeasures.self, from: JSONEncoder().encode(measures))
    #expect(copy == measures)
    let nobody = try JSONDecoder().decode(PhotoMeasures.self, from: JSONEncoder().encode(PhotoMeasures()))
    #expect(nobody.faces.faces.isEmpty && nobody.placement == nil)
  }

  /// A grey picture twice as bright on one side has one stop between its halves, whatever the face.
  @Test func stopsAreStops() throws {
    let portrait = try PortraitFixtures.frame("ok-lon004")
    let image = portrait.image
    let nose = portrait.face[FacePatches.Place.noseBridge.point]
    func light(_ isBright: (Int, Int) -> Bool) throws -> LightMeasure {
      // in light 0.5 and 0.25 of full, coded for sRGB
      let bytes = (0..<image.height).flatMap { y in
        (0..<image.width).flatMap { x in [UInt8](repeating: isBright(x, y) ? 188 : 137, count: 3) }
      }
      let frame = PortraitFrame(
        image: RGBImage(width: image.width, height: image.height, bytes: bytes), sitter: portrait.sitter)
      return try #require(PhotoMeasures(frame).light)
    }
    let fromLeft = try light { x, _ in Double(x) < nose.x }
    #expect(abs(fromLeft.leftOverRight - 1) < 0.02)
    let fromTop = try light { _, y in Double(y) < nose.y }
    #expect(abs(fromTop.topOverBottom - 1) < 0.02 && abs(fromTop.leftOverRight) < 0.02)
    #expect(fromTop.clipped == 0 && abs(fromTop.contrast - 51) < 1)
  }

  @Test func coloursAreThoseOfCIE() {
    let white = LabColour(red: 255, green: 255, blue: 255)
    #expect(abs(white.l - 100) < 0.01 && white.chroma < 0.02)
    // published values of sRGB's primaries
    let red = LabColour(red: 255, green: 0, blue: 0)
    #expect(abs(red.l - 53.24) < 0.02 && abs(red.a - 80.09) < 0.05 && abs(red.b - 67.20) < 0.05)
    #expect(abs(LabColour(red: 0, green: 0, blue: 255).l - 32.30) < 0.02)
    #expect(
      abs(LabColour(red: 119, green: 119, blue: 119).distance(to: LabColour(red: 120, green: 120, blue: 120)) - 0.39) < 0.02)
  }

  /// Pale and dark skin in the same studio: far apart in skin, near in the whites of the eyes.
  @Test func whitesOfEyesDoNotKnowTheSkin() throws {
    let pale = try #require(PhotoMeasures(PortraitFixtures.frame("ok-lon004")).light)
    let dark = try #require(PhotoMeasures(PortraitFixtures.frame("ok-lon137")).light)
    #expect(pale.skinLuma > 2 * dark.skinLuma)
    #expect(abs(pale.whiteOfEyes - dark.whiteOfEyes) < 30)
    #expect(pale.skinTypologyAngle > 40 && dark.skinTypologyAngle < -30)
  }

  @Test func backgroundIsReadBesideThePerson() throws {
    let background = try #require(PhotoMeasures(PortraitFixtures.frame("ok-lon004")).background)
    #expect(abs(background.red - 100) <= 1 && abs(background.green - 197) <= 1 && abs(background.blue - 255) <= 1)
    #expect(background.uneven < 0.02 && background.shadow < 0.02 && background.gradient < 1)
    #expect((background.clothesContrast ?? 0) > 30)
  }

  /// A person who fills the picture leaves no background to speak of.
  @Test func aPersonWithoutBackground() throws {
    let frame = try PortraitFixtures.frame("ok-lon004")
    let everywhere = PersonMask(
      values: [Float](repeating: 1, count: PersonMask.side * PersonMask.side), rect: frame.sitter.mask.rect)
    let filled = PortraitFrame(image: frame.image, sitter: Sitter(finding: frame.sitter.finding, mask: everywhere))
    let measures = PhotoMeasures(filled)
    #expect(measures.background == nil && measures.detail?.grain == nil)
    #expect(measures.placement?.headTopToTop == 0)
  }

  /// Faces at the very edge, small, or far outside must be measured without a trap.
  @Test(arguments: [(0.2, -50.0), (3, -700), (1, 400), (0.02, 0), (1, -5_000)])
  func oddPlacesDoNotTrap(_ scale: Double, _ shift: Double) throws {
    let frame = try PortraitFixtures.frame("ok-lon045")
    let moved = frame.sitter.moved(scale: scale, by: PixelPoint(x: shift, y: shift))
    let measures = PhotoMeasures(PortraitFrame(image: frame.image, sitter: moved))
    #expect(measures.placement != nil)
    #expect(measures.light?.clipped.isFinite == true && measures.detail?.blur.isFinite == true)
    // what is not finite could not be written as JSON
    #expect(throws: Never.self) { try JSONEncoder().encode(measures) }
  }
}
