import GraduatePhotos
import Testing

@testable import Darkroom

@Suite("upright pictures")
struct OrientationTests {
  /// A picture that no turn or mirror maps onto itself, of a size that no scale divides.
  private static let upright: RGBImage = {
    let width = 45
    let height = 61
    var bytes = [UInt8](repeating: 0, count: width * height * 3)
    for y in 0..<height {
      for x in 0..<width {
        let at = (y * width + x) * 3
        bytes[at] = UInt8(20 + x * 4)
        bytes[at + 1] = UInt8(10 + y * 3)
        bytes[at + 2] = x < 15 && y < 20 ? 250 : 40
      }
    }
    return RGBImage(width: width, height: height, bytes: bytes)
  }()

  private func jpeg(_ image: RGBImage, orientation: Int, isLittle: Bool = false) throws -> [UInt8] {
    let standard = PhotoStandard(
      id: "plain", name: "无", leastQuality: 100, backgrounds: [], source: "无")
    let plain = try PortraitEncoder(standard).encode(image).bytes
    return JPEGSurgery.insert(0xE1, JPEGSurgery.exif(orientation: orientation, isLittle: isLittle), into: plain)
  }

  @Test("EXIF orientations 1–8 all give the upright picture", arguments: 1...8)
  func orientation(_ orientation: Int) throws {
    let bytes = try jpeg(
      Self.upright.stored(orientation: orientation), orientation: orientation, isLittle: orientation % 2 == 0)
    let picture = try PictureReader.decode(bytes)
    #expect(picture.header.orientation == orientation)
    #expect(picture.header.width == 45 && picture.header.height == 61)
    #expect(picture.image.distance(to: Self.upright) < 1.5)
  }

  @Test("the same at 1/2 and 1/4: points of the decoded picture lie where they lie in the original", arguments: 1...8)
  func scaled(_ orientation: Int) throws {
    let bytes = try jpeg(Self.upright.stored(orientation: orientation), orientation: orientation)
    for scale in [2, 4] {
      let picture = try PictureReader.decode(bytes, DecodeWish(.scale(scale)))
      #expect(picture.scale == scale)
      // Red grows by 4 for each pixel to the right, green by 3 for each pixel down: colours tell the place.
      for (x, y) in [(6, 7), (8, 12)] {
        let at = picture.original(PixelPoint(x: Double(x) + 0.5, y: Double(y) + 0.5))
        let colour = picture.image.pixel(x, y)
        #expect(abs(Double(colour[0]) - (20 + (at.x - 0.5) * 4)) < 4, "1/\(scale) x")
        #expect(abs(Double(colour[1]) - (10 + (at.y - 0.5) * 3)) < 4, "1/\(scale) y")
      }
      #expect(picture.decoded(picture.original(PixelPoint(x: 3.25, y: 4.5))) == PixelPoint(x: 3.25, y: 4.5))
    }
  }

  @Test("a part is the same as that part of the whole", arguments: 1...8)
  func part(_ orientation: Int) throws {
    let bytes = try jpeg(Self.upright.stored(orientation: orientation), orientation: orientation)
    for scale in [1, 2] {
      let whole = try PictureReader.decode(bytes, DecodeWish(.scale(scale)))
      let wish = DecodeWish(.scale(scale), part: PixelRect(x: 11.3, y: 20.2, width: 17, height: 22.5))
      let part = try PictureReader.decode(bytes, wish)
      #expect(part.origin.x <= 11.3 && part.origin.x > 11.3 - Double(scale) - 1)
      let far = part.original(PixelPoint(x: Double(part.image.width), y: Double(part.image.height)))
      #expect(far.x >= 28.3 && far.y >= 42.7)
      #expect(part.image.width < whole.image.width && part.image.height < whole.image.height)
      for y in 0..<part.image.height {
        for x in 0..<part.image.width {
          let at = whole.decoded(part.original(PixelPoint(x: Double(x) + 0.5, y: Double(y) + 0.5)))
          if whole.image.pixel(Int(at.x), Int(at.y)) != part.image.pixel(x, y) { Issue.record("\(scale) \(x) \(y)") }
        }
      }
    }
  }

  @Test("parts outside the picture, empty or of no number still give a pixel")
  func strangeParts() throws {
    let bytes = try jpeg(Self.upright, orientation: 1)
    for part in [
      PixelRect(x: -1e9, y: 500, width: 10, height: 10), PixelRect(x: .nan, y: 0, width: .infinity, height: -4),
      PixelRect(x: 44.9, y: 60.9, width: 0, height: 0),
    ] {
      let picture = try PictureReader.decode(bytes, DecodeWish(.scale(1), part: part))
      #expect(picture.image.width >= 1 && picture.image.height >= 1)
    }
  }

  @Test("PNG: the eXIf chunk turns, scales are means")
  func png() throws {
    let turned = try PictureReader.decode(pictureFixture("exif-6.png"))
    let plain = try PictureReader.decode(pictureFixture("scene.png"))
    #expect(turned.header.orientation == 6 && turned.image == plain.image)
    let half = try PictureReader.decode(pictureFixture("scene.png"), DecodeWish(.scale(2)))
    #expect(half.image.width == 49 && half.image.height == 37)
    let sum = [(20, 30), (21, 30), (20, 31), (21, 31)].reduce(0) { $0 + Int(plain.image.pixel($1.0, $1.1)[0]) }
    #expect(abs(Int(half.image.pixel(10, 15)[0]) * 4 - sum) <= 2)
    let quarter = try PictureReader.decode(pictureFixture("exif-6.png"), DecodeWish(.scale(4)))
    #expect(quarter.image.width == 25 && quarter.image.height == 19)
  }

  @Test("orientations out of range count as none", arguments: [0, 9, 65_535])
  func strangeOrientation(_ orientation: Int) throws {
    #expect(try PictureReader.header(of: jpeg(Self.upright, orientation: orientation)).orientation == 1)
  }

  @Test("the first look of a camera's picture: 24 megapixels at 1/4, 12 at 1/2, small ones whole")
  func firstLook() {
    func scale(_ width: Int, _ height: Int) -> Int { DecodeWish.firstLook.scale(width: width, height: height) }
    #expect(scale(6_000, 4_000) == 4)
    #expect(scale(5_472, 3_648) == 4)
    #expect(scale(4_000, 3_000) == 2)
    #expect(scale(1_350, 1_800) == 1)
    #expect(scale(480, 640) == 1)
    #expect(scale(11_648, 8_736) == 8)
  }

  @Test("a narrow face is decoded finer, but never beyond the pixels there are, nor beyond the memory")
  func finer() {
    #expect(DecodeWish.finerScale(faceWidth: 260, at: 4) == nil)
    #expect(DecodeWish.finerScale(faceWidth: 130, at: 4) == 2)
    #expect(DecodeWish.finerScale(faceWidth: 40, at: 8) == 1)
    #expect(DecodeWish.finerScale(faceWidth: 100, at: 1) == nil)
    #expect(DecodeWish(.scale(1)).scale(width: 10_000, height: 10_000) == 2)
    let part = DecodeWish(.scale(1), part: PixelRect(x: 0, y: 0, width: 3_000, height: 4_000))
    #expect(part.scale(width: 10_000, height: 10_000) == 1)
  }
}
