import GraduatePhotos
import Testing

@testable import Darkroom

@Suite("portraits as files")
struct PortraitEncoderTests {
  private func portrait() throws -> RGBImage {
    let picture = try PictureReader.decode(pictureFixture("camera.jpg"), DecodeWish(.scale(1)))
    let crop = PortraitCrop(
      scale: 480.0 / 640, source: PixelRect(x: 55, y: 40, width: 640, height: 640 / 0.75), measures: [], yielded: [])
    return picture.portrait(crop, width: 480, height: 640)
  }

  private func standard(_ bytes: PhotoStandard.Bounds, leastQuality: Int? = 60, isHard: Bool = false) -> PhotoStandard {
    var standard = PhotoStandard.national2017
    standard.fileBytes = bytes
    standard.leastQuality = leastQuality
    standard.isFileSizeHard = isHard
    return standard
  }

  private func noise(_ width: Int, _ height: Int) -> RGBImage {
    var chance = FaceChance(seed: 5)
    return RGBImage(
      width: width, height: height,
      bytes: (0..<(width * height * 3)).map { _ in UInt8(truncatingIfNeeded: chance.next() >> 20) })
  }

  @Test("480 × 640, 20–40 KB, 300 dpi, quality at least 60, baseline, no EXIF: as the standard says")
  func national() throws {
    let file = try PortraitEncoder(.national2017).encode(portrait())
    #expect(file.size == .within && (20_000...40_000).contains(file.bytes.count) && file.quality >= 60)
    let header = try PictureReader.header(of: file.bytes)
    #expect(header.width == 480 && header.height == 640 && header.bitsPerPixel == 24 && header.colour == .rgb)
    #expect(header.dotsPerInch == .init(x: 300, y: 300))
    #expect(header.quality == file.quality && header.subsampling == file.subsampling && !header.isProgressive)
    #expect(header.colourSpace == .unnamed && header.orientation == 1)
    #expect(JPEGSurgery.place(of: 0xE1, in: file.bytes) == nil && JPEGSurgery.place(of: 0xE0, in: file.bytes) == 2)
    // JFIF: unit 1 is dots per inch.
    #expect(Array(file.bytes[6..<18]) == Array("JFIF\0".utf8) + [1, 1, 1, 0x01, 0x2C, 0x01, 0x2C])
    #expect(try PictureReader.decode(file.bytes).image.distance(to: portrait()) < 3)
  }

  @Test("the same picture gives the same bytes")
  func deterministic() throws {
    let image = try portrait()
    #expect(try PortraitEncoder(.national2017).encode(image) == PortraitEncoder(.national2017).encode(image))
  }

  @Test("every range that can be met is met, at the best quality of its highest eighth")
  func ranges() throws {
    let image = try portrait()
    let smallest = try PortraitEncoder(standard(.init(most: 5_000))).encode(image)
    #expect(smallest.size == .tooLarge && smallest.quality == 60 && smallest.subsampling == "4:2:0")
    for most in stride(from: smallest.bytes.count, through: 120_000, by: 5_000) {
      let file = try PortraitEncoder(standard(.init(least: most / 2, most: most))).encode(image)
      #expect(file.size == .within, "\(most): \(file.bytes.count) at \(file.quality)")
      #expect(file.quality >= 60 && file.bytes.count <= most)
      let isBest = file.bytes.count >= most - most / 8 || file.quality >= 90
      #expect(isBest, "\(most): \(file.bytes.count) at \(file.quality)")
    }
    let large = try PortraitEncoder(standard(.init(least: 130_000, most: nil))).encode(image)
    #expect(
      large.bytes.count >= 130_000 && large.quality > 95 && large.subsampling == "4:4:4",
      "\(large.bytes.count) \(large.quality)")
  }

  @Test("too much in it even at the least quality: said, with the file of the least quality")
  func tooLarge() throws {
    let file = try PortraitEncoder(.national2017).encode(noise(480, 640))
    #expect(file.size == .tooLarge && file.quality == 60 && file.subsampling == "4:2:0" && file.bytes.count > 40_000)
  }

  @Test("too little in it even at 100: said")
  func tooSmall() throws {
    let flat = RGBImage(width: 480, height: 640, bytes: [UInt8](repeating: 200, count: 480 * 640 * 3))
    let file = try PortraitEncoder(.national2017).encode(flat)
    #expect(file.size == .tooSmall && file.quality == 100 && file.subsampling == "4:4:4")
  }

  @Test("no range at all: the useful quality; a standard without a quality: at least 60")
  func open() throws {
    let file = try PortraitEncoder(standard(.init(), leastQuality: nil)).encode(portrait())
    #expect(file.size == .within && file.quality == 95 && file.subsampling == "4:4:4")
  }

  @Test("350 dpi and another size for identity cards")
  func identityCard() throws {
    let image = try portrait().resampled(PixelRect(x: 0, y: 0, width: 480, height: 591), width: 358, height: 441)
    let file = try PortraitEncoder(.identityCard).encode(image)
    let header = try PictureReader.header(of: file.bytes)
    #expect(header.width == 358 && header.dotsPerInch == .init(x: 350, y: 350))
    #expect(file.quality >= 70 && (14_000...20_000).contains(file.bytes.count))
  }
}
