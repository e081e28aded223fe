import GraduatePhotos
import Testing

@testable import Darkroom

@Suite("from a camera's picture to a portrait")
struct PortraitMakingTests {
  /// camera.jpg: where its face is, in its 750 × 900 pixels.
  private let face = FacePlacement(eyesY: 421, hairlineY: 245, headTopY: 110, chinY: 662, faceWidth: 290, centreX: 372)

  private func crop(_ picture: DecodedPicture, _ standard: PhotoStandard) throws -> PortraitCrop {
    guard case .crop(let crop) = standard.crop(face, width: picture.header.width, height: picture.header.height) else {
      throw DarkroomFault(doing: "crop")
    }
    return crop
  }

  @Test("a first look at 1/4 is decoded again where the portrait needs it: the same portrait comes")
  func finer() throws {
    let bytes = try pictureFixture("camera.jpg")
    let whole = try PictureReader.decode(bytes, DecodeWish(.scale(1)))
    let coarse = try PictureReader.decode(bytes, DecodeWish(.scale(4)))
    let standard = PhotoStandard.national2017
    let crop = try crop(whole, standard)
    #expect(crop.decodeScale == 1)
    let inCoarse = FacePlacement(
      eyesY: 421.0 / 4, hairlineY: 245.0 / 4, headTopY: 110.0 / 4, chinY: 662.0 / 4, faceWidth: 290.0 / 4, centreX: 372.0 / 4)
    #expect(coarse.original(inCoarse) == face)
    let made = try standard.makePortrait(from: bytes, decoded: coarse, crop: crop)
    #expect(made.image == whole.portrait(crop, width: 480, height: 640))
    guard case .cut(_, let quality, _, let size, let isReplaced) = made.origin else {
      Issue.record("not cut")
      return
    }
    #expect(quality >= 60 && size == .within && !isReplaced)
    let header = try PictureReader.header(of: made.bytes)
    #expect(header.isPortrait(of: standard) && !header.isPortrait(of: .identityCard))
  }

  @Test("a picture that is turned by EXIF gives the portrait of the upright one")
  func turned() throws {
    let bytes = try pictureFixture("camera.jpg")
    let picture = try PictureReader.decode(bytes)
    let standard = PhotoStandard.national2017
    let crop = try crop(picture, standard)
    let portrait = picture.portrait(crop, width: 480, height: 640)
    var open = standard
    open.fileBytes = .init()
    open.leastQuality = 100
    for orientation in [3, 6, 8] {
      let stored = try PortraitEncoder(open).encode(picture.image.stored(orientation: orientation)).bytes
      let tagged = JPEGSurgery.insert(0xE1, JPEGSurgery.exif(orientation: orientation), into: stored)
      let turned = try PictureReader.decode(tagged)
      #expect(turned.portrait(crop, width: 480, height: 640).distance(to: portrait) < 1)
      #expect(!turned.header.isPortrait(of: standard))
    }
  }

  @Test("the background is replaced only where a mask is given, and that is told")
  func background() throws {
    let bytes = try pictureFixture("camera.jpg")
    let picture = try PictureReader.decode(bytes)
    let standard = PhotoStandard.national2017
    let crop = try crop(picture, standard)
    let blue = try #require(standard.backgrounds.first)
    let made = try standard.makePortrait(from: bytes, decoded: picture, crop: crop, replacing: blue) { image in
      (0..<(image.width * image.height)).map { $0 / image.width < 20 ? 0 : 1 }
    }
    guard case .cut(_, _, _, _, let isReplaced) = made.origin else {
      Issue.record("not cut")
      return
    }
    #expect(isReplaced && made.image.pixel(5, 5) == [100, 197, 255])
    let plain = try standard.makePortrait(from: bytes, decoded: picture, crop: crop, replacing: blue)
    #expect(plain.image == picture.portrait(crop, width: 480, height: 640))
  }
}
