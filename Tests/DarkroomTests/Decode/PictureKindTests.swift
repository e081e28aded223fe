import Foundation
import GraduatePhotos
import Testing

@testable import Darkroom

@Suite("reading every kind of picture")
struct PictureKindTests {
  private func scene() throws -> RGBImage { try PictureReader.decode(pictureFixture("scene.png")).image }

  @Test(
    "JPEG kinds show the same scene",
    arguments: [
      ("baseline-420.jpg", "4:2:0", 90, false), ("baseline-422.jpg", "4:2:2", 75, false),
      ("baseline-444.jpg", "4:4:4", 95, false),
      ("progressive.jpg", "4:2:0", 90, true), ("restarts.jpg", "4:2:0", 90, false), ("stored-rgb.jpg", "4:4:4", 90, false),
      ("components-apart.jpg", "4:2:0", 90, true), ("quality-30.jpg", "4:2:0", 30, false),
    ])
  func jpeg(_ name: String, _ subsampling: String, _ quality: Int, _ isProgressive: Bool) throws {
    let picture = try PictureReader.decode(pictureFixture(name))
    let header = picture.header
    #expect(header.format == .jpeg && header.width == 98 && header.height == 74 && header.orientation == 1)
    #expect(header.colour == .rgb && header.bitsPerPixel == 24)
    #expect(header.subsampling == subsampling)
    #expect(header.quality == quality)
    #expect(header.isProgressive == isProgressive)
    #expect(picture.scale == 1 && picture.origin == PixelPoint(x: 0, y: 0) && picture.colourReading == .asStored)
    #expect(picture.image.distance(to: try scene()) < (quality < 50 ? 9 : 4))
  }

  @Test("grey pictures become grey pixels of three channels")
  func grey() throws {
    let jpeg = try PictureReader.decode(pictureFixture("grey.jpg"))
    let png = try PictureReader.decode(pictureFixture("grey.png"))
    #expect(jpeg.header.colour == .grey && png.header.colour == .grey)
    #expect(jpeg.header.bitsPerPixel == 8 && jpeg.header.subsampling == nil)
    #expect(jpeg.image.distance(to: png.image) < 2)
    for (x, y) in [(3, 5), (60, 40), (97, 73)] { #expect(Set(png.image.pixel(x, y)).count == 1) }
  }

  @Test(
    "CMYK and YCCK: inverted where Adobe wrote them, plain where not", arguments: ["cmyk-adobe", "ycck-adobe", "cmyk-plain"])
  func inks(_ name: String) throws {
    let picture = try PictureReader.decode(pictureFixture("\(name).jpg"))
    #expect(picture.header.colour == .cmyk && picture.header.bitsPerPixel == 32)
    #expect(picture.colourReading == .plainCMYK)
    #expect(picture.image.distance(to: try scene()) < 5)
  }

  @Test("a CMYK profile is used: its weak inks are lighter than the plain formula's")
  func inkProfile() throws {
    let picture = try PictureReader.decode(pictureFixture("cmyk-profile.jpg"))
    #expect(picture.colourReading == .converted)
    let plain = try scene()
    // The red triangle: magenta and yellow of 80 % leave more light in green and blue.
    #expect(picture.image.pixel(75, 60)[1] > plain.pixel(75, 60)[1] + 20)
  }

  @Test("a wide gamut is brought to sRGB: colours grow stronger, greys stay", arguments: ["wide-gamut.jpg", "wide-gamut.png"])
  func wideGamut(_ name: String) throws {
    let picture = try PictureReader.decode(pictureFixture(name))
    #expect(picture.header.colourSpace == .profile && picture.colourReading == .converted)
    let plain = try scene()
    let red = picture.image.pixel(75, 60)
    #expect(Int(red[0]) > Int(plain.pixel(75, 60)[0]) + 15 && red[1] <= plain.pixel(75, 60)[1])
    #expect(abs(Int(picture.image.pixel(5, 71)[1]) - Int(plain.pixel(5, 71)[1])) < 6)
  }

  @Test("converted as Little CMS converts it (relative colorimetric), to the step")
  func littleCMS() throws {
    let image = try PictureReader.decode(pictureFixture("wide-gamut.png")).image
    let wanted: [(Int, Int, [Int])] = [
      (75, 60, [222, 24, 36]), (30, 25, [242, 174, 142]), (80, 15, [18, 35, 123]), (5, 71, [250, 250, 250]),
      (50, 40, [139, 135, 144]), (90, 5, [199, 189, 144]),
    ]
    for (x, y, colour) in wanted {
      for channel in 0..<3 { #expect(abs(Int(image.pixel(x, y)[channel]) - colour[channel]) <= 1, "\(x), \(y)") }
    }
  }

  @Test("Adobe RGB that a camera only announces in EXIF is converted as the embedded profile is")
  func announcedAdobeRGB() throws {
    func entry(_ tag: Int, _ kind: Int, _ value: [UInt8]) -> [UInt8] {
      [UInt8(tag >> 8), UInt8(tag & 255), 0, UInt8(kind), 0, 0, 0, UInt8(kind == 2 ? 4 : 1)] + value
    }
    let end: [UInt8] = [0, 0, 0, 0]
    var tiff: [UInt8] = Array("MM".utf8) + [0, 42, 0, 0, 0, 8]
    tiff += [0, 1] + entry(0x8769, 4, [0, 0, 0, 26]) + end
    tiff += [0, 2] + entry(0xA001, 3, [0xFF, 0xFF, 0, 0]) + entry(0xA005, 4, [0, 0, 0, 56]) + end
    tiff += [0, 1] + entry(0x0001, 2, Array("R03\0".utf8)) + end
    let jpeg = JPEGSurgery.insert(0xE1, Array("Exif\0\0".utf8) + tiff, into: try pictureFixture("baseline-444.jpg"))
    let picture = try PictureReader.decode(jpeg)
    #expect(picture.header.colourSpace == .adobeRGB && picture.colourReading == .converted)
    #expect(picture.image.distance(to: try PictureReader.decode(pictureFixture("wide-gamut.jpg")).image) < 3)
  }

  @Test("an sRGB profile changes no pixel")
  func srgbProfile() throws {
    let with = try PictureReader.decode(pictureFixture("srgb-profile.jpg"))
    let without = try PictureReader.decode(pictureFixture("baseline-420.jpg"))
    #expect(with.header.colourSpace == .profile && with.colourReading == .asStored)
    #expect(with.image == without.image)
  }

  @Test("a grey profile moves greys")
  func greyProfile() throws {
    let with = try PictureReader.decode(pictureFixture("grey-gamma18.jpg"))
    let without = try PictureReader.decode(pictureFixture("grey.jpg"))
    #expect(with.colourReading == .converted)
    // Gamma 1.8 says that the same number means more light.
    #expect(with.image.pixel(50, 40)[0] > without.image.pixel(50, 40)[0])
  }

  @Test("a broken or unfitting profile is passed over, and the picture says so")
  func brokenProfile() throws {
    let plain = try pictureFixture("baseline-420.jpg")
    let noise = JPEGSurgery.insert(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1] + [UInt8](repeating: 7, count: 300), into: plain)
    let missing = JPEGSurgery.insert(
      0xE2, Array("ICC_PROFILE\0".utf8) + [1, 2] + [UInt8](repeating: 7, count: 300), into: plain)
    let grey = try pictureFixture("grey-gamma18.jpg")
    let at = try #require(JPEGSurgery.place(of: 0xE2, in: grey))
    let greyBody = Array(grey[(at + 4)..<(at + 2 + Int(grey[at + 2]) << 8 + Int(grey[at + 3]))])
    let unfitting = JPEGSurgery.insert(0xE2, greyBody, into: plain)
    for bytes in [noise, missing, unfitting] {
      let picture = try PictureReader.decode(bytes)
      #expect(picture.header.colourSpace == .profile && picture.colourReading == .brokenProfile)
      #expect(picture.image == (try PictureReader.decode(plain).image))
    }
  }

  @Test("PNG kinds", arguments: [("interlaced", 0.01), ("opaque-alpha", 0.01), ("palette", 6)])
  func png(_ name: String, _ distance: Double) throws {
    let picture = try PictureReader.decode(pictureFixture("\(name).png"))
    #expect(picture.header.format == .png && picture.header.quality == nil)
    #expect(picture.image.distance(to: try scene()) <= distance)
  }

  @Test("a PNG of one bit is black and white")
  func oneBit() throws {
    let picture = try PictureReader.decode(pictureFixture("one-bit.png"))
    #expect(picture.header.bitsPerPixel == 1)
    #expect(Set(picture.image.bytes) == [0, 255])
  }

  @Test("density: JFIF, PNG, and none")
  func density() throws {
    func dots(_ name: String) throws -> PictureHeader.Density? {
      try PictureReader.header(of: pictureFixture(name)).dotsPerInch
    }
    #expect(try dots("baseline-420.jpg") == .init(x: 300, y: 300))
    #expect(try dots("exif-6.png") == .init(x: 300, y: 300))
    #expect(try dots("progressive.jpg") == nil)
  }
}
