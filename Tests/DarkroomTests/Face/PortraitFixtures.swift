import CTurboJPEG
import Foundation
import GraduatePhotos
import Testing

@testable import Darkroom

/// The portraits in Tests/Fixtures/Photos, decoded without the darkroom's own reader, and the models, opened once.
enum PortraitFixtures {
  struct Unreadable: Error { let name: String }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/Photos")
  private static let opened = Result { try FaceModels(ModelPlaces.search()) }

  static var models: FaceModels { get throws { try opened.get() } }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: "\(name).jpg")))
  }

  static func image(_ name: String) throws -> RGBImage {
    let bytes = try bytes(name)
    guard let decoder = tjInitDecompress() else { throw Unreadable(name: name) }
    defer { tjDestroy(decoder) }
    var (width, height, subsampling, space) = (Int32(0), Int32(0), Int32(0), Int32(0))
    guard tjDecompressHeader3(decoder, bytes, UInt(bytes.count), &width, &height, &subsampling, &space) == 0 else {
      throw Unreadable(name: name)
    }
    var pixels = [UInt8](repeating: 0, count: Int(width) * Int(height) * 3)
    let status = tjDecompress2(
      decoder, bytes, UInt(bytes.count), &pixels, width, 0, height, Int32(TJPF_RGB.rawValue), TJFLAG_ACCURATEDCT)
    guard status == 0 else { throw Unreadable(name: name) }
    return RGBImage(width: Int(width), height: Int(height), bytes: pixels)
  }

  static func sitter(in image: RGBImage) throws -> Sitter { try #require(try models.sitter(in: image)) }

  static func frame(_ name: String) throws -> PortraitFrame {
    let image = try image(name)
    return PortraitFrame(image: image, sitter: try sitter(in: image))
  }

  static func header(_ name: String, quality: Int = 90) throws -> PictureHeader {
    PictureHeader(
      format: .jpeg, fileBytes: try bytes(name).count, width: 480, height: 640, orientation: 1, dotsPerInch: nil, colour: .rgb,
      colourSpace: .unnamed, bitsPerPixel: 24, quality: quality, subsampling: "4:2:0", isProgressive: false)
  }

  /// A portrait as it came, under the standard of 2017.
  static func photo(_ name: String, standard: PhotoStandard = .national2017) throws -> JudgedPhoto {
    JudgedPhoto(
      header: try header(name), measures: PhotoMeasures(try frame(name)), standard: standard, origin: .asItCame)
  }

  /// One good portrait, measured once.
  static var good: JudgedPhoto { get throws { try measured.get() } }
  private static let measured = Result { try photo("ok-lon004") }

  static func plain(_ red: UInt8, _ green: UInt8, _ blue: UInt8, width: Int, height: Int) -> RGBImage {
    RGBImage(width: width, height: height, bytes: (0..<width * height).flatMap { _ in [red, green, blue] })
  }
}
