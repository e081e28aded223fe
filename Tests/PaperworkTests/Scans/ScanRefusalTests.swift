import Foundation
import Testing

@testable import Paperwork

@Suite("what cannot be read is refused in words")
struct ScanRefusalTests {
  static func refusal(_ bytes: [UInt8]) -> ScanRefusal? {
    do {
      _ = try ScannedPage.read(bytes)
      return nil
    } catch { return error as? ScanRefusal }
  }

  @Test func otherFilesSayWhatToDo() throws {
    func box(_ brand: String) -> [UInt8] { [0, 0, 0, 24] + Array("ftyp\(brand)".utf8) }
    #expect(Self.refusal([]) == .empty)
    #expect(Self.refusal(Array("hello, world".utf8)) == .notAnImage)
    #expect(Self.refusal([0xFF]) == .notAnImage)
    #expect(Self.refusal(box("heic")) == .otherFormat("HEIC"))
    #expect(Self.refusal(box("avif")) == .otherFormat("AVIF"))
    #expect(Self.refusal(box("isom")) == .notAnImage)
    #expect(Self.refusal(Array("RIFF....WEBPVP8 ".utf8)) == .otherFormat("WebP"))
    #expect(Self.refusal(Array("GIF89a".utf8)) == .otherFormat("GIF"))
    #expect(Self.refusal([0x49, 0x49, 0x2A, 0]) == .otherFormat("TIFF"))
    #expect(Self.refusal([UInt8](repeating: 0, count: ScanLimits.bytes + 1)) == .tooManyBytes(ScanLimits.bytes + 1))
    for refusal in [ScanRefusal.otherFormat("HEIC"), .noCode(1), .notAnImage, .encryptedPDF] { #expect(!refusal.hint.isEmpty) }
  }

  @Test func aForgedSizeIsRefusedBeforeMemoryIsTaken() throws {
    var jpeg = try Stationery.jpeg(Stationery.page(with: "A", modulePixels: 2, margin: 8), quality: 80)
    let frame = try #require(jpeg.indices.dropLast().first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
    jpeg.replaceSubrange((frame + 5)..<(frame + 9), with: [0xFD, 0xE8, 0xFD, 0xE8])
    #expect(Self.refusal(jpeg) == .tooManyPixels(65_000, 65_000))
    jpeg.replaceSubrange((frame + 5)..<(frame + 9), with: [0x13, 0x88, 0x17, 0x70])
    jpeg[frame + 1] = 0xC2
    #expect(Self.refusal(jpeg) == .tooManyPixels(6_000, 5_000))

    var png = try QRCode.matrix("A").png(pixelsPerModule: 2)
    png.replaceSubrange(16..<24, with: [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF])
    #expect(Self.refusal(png) == .tooManyPixels(65_535, 65_535))
  }

  @Test func aCutOffPictureIsDamaged() throws {
    let jpeg = try Stationery.jpeg(Stationery.page(with: "A"), quality: 80)
    // a decoder would fill the missing half with grey and only warn
    #expect(Self.refusal(Array(jpeg.prefix(jpeg.count / 2))) == .damaged("JPG"))
    #expect(Self.refusal(Array(jpeg.prefix(30))) == .damaged("JPG"))
    let png = try QRCode.matrix("A").png()
    #expect(Self.refusal(Array(png.prefix(png.count - 20))) == .damaged("PNG"))
    #expect(Self.refusal(Array(png.prefix(20))) == .damaged("PNG"))
  }

  @Test func aPageWithoutACodeIsNotAMistakeOfTheFile() throws {
    let blank = RGBPicture(width: 300, height: 400, bytes: [UInt8](repeating: 240, count: 360_000))
    #expect(Self.refusal(try Stationery.jpeg(blank, quality: 80)) == .noCode(1))
  }

  @Test(.enabled(if: Stationery.hasPDFReader))
  func brokenAndEncryptedPDFs() throws {
    #expect(Self.refusal(Array("%PDF-1.4\nnothing".utf8)) == .damaged("PDF"))
    #expect(Self.refusal(Self.encrypted) == .encryptedPDF)
  }

  /// A one-page PDF whose trailer asks for a password (RC4, 40 bits, keys of noise).
  static let encrypted: [UInt8] = {
    let noise = String(repeating: "a1", count: 32)
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
      "<< /Filter /Standard /V 1 /R 2 /O <\(noise)> /U <\(noise)> /P -4 >>",
    ]
    var text = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 5\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    text += "trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<01> <01>] >>\nstartxref\n\(start)\n%%EOF\n"
    return Array(text.utf8)
  }()
}
