import Foundation
import GraduatePhotos
import Testing

@testable import Darkroom

@Suite("resampling")
struct ResamplingTests {
  private func image(_ width: Int, _ height: Int, _ colour: (Double, Double) -> (Double, Double, Double)) -> RGBImage {
    var bytes: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let (red, green, blue) = colour(Double(x) + 0.5, Double(y) + 0.5)
        bytes += [red, green, blue].map { UInt8(min(255, max(0, $0.rounded()))) }
      }
    }
    return RGBImage(width: width, height: height, bytes: bytes)
  }

  @Test("an even surface stays even, to the last bit, whatever the crop")
  func even() {
    let flat = image(200, 150) { _, _ in (100, 197, 255) }
    for rect in [
      PixelRect(x: 0, y: 0, width: 200, height: 150), PixelRect(x: 13.7, y: 9.1, width: 90.3, height: 120.4),
      PixelRect(x: -20, y: -20, width: 300, height: 300), PixelRect(x: 100, y: 100, width: 3, height: 2),
    ] {
      let out = flat.resampled(rect, width: 48, height: 64)
      #expect(out.width == 48 && out.height == 64)
      #expect(stride(from: 0, to: out.bytes.count, by: 3).allSatisfy { Array(out.bytes[$0..<($0 + 3)]) == [100, 197, 255] })
    }
  }

  @Test("the same pixels at scale 1, shifted ones at whole shifts")
  func identity() {
    let picture = image(60, 80) { x, y in (x * 4, y * 3, (x * y).truncatingRemainder(dividingBy: 255)) }
    #expect(picture.resampled(PixelRect(x: 0, y: 0, width: 60, height: 80), width: 60, height: 80) == picture)
    let shifted = picture.resampled(PixelRect(x: 7, y: 11, width: 40, height: 50), width: 40, height: 50)
    #expect(shifted.pixel(10, 20) == picture.pixel(17, 31))
  }

  @Test("sub-pixel places: a ramp reads what it is at the centre of each new pixel")
  func ramp() {
    let ramp = image(400, 300) { x, y in (x * 0.6, y * 0.8, 255 - x * 0.6) }
    let rect = PixelRect(x: 31.37, y: 22.81, width: 250.5, height: 200.25)
    let out = ramp.resampled(rect, width: 120, height: 96)
    for (x, y) in [(5, 5), (60, 48), (110, 90), (33, 71)] {
      let atX = rect.x + (Double(x) + 0.5) * rect.width / 120
      let atY = rect.y + (Double(y) + 0.5) * rect.height / 96
      #expect(abs(Double(out.pixel(x, y)[0]) - atX * 0.6) <= 1)
      #expect(abs(Double(out.pixel(x, y)[1]) - atY * 0.8) <= 1)
    }
  }

  @Test("antialiased: stripes too fine for the new size become their mean, coarse ones stay")
  func antialiased() {
    let fine = image(400, 400) { x, _ in x.truncatingRemainder(dividingBy: 2) < 1 ? (255, 255, 255) : (0, 0, 0) }
    let grey = fine.resampled(PixelRect(x: 0, y: 0, width: 400, height: 400), width: 100, height: 100)
    for x in 10..<90 { #expect(abs(Int(grey.pixel(x, 50)[0]) - 128) <= 3) }
    let coarse = image(400, 400) { x, _ in x.truncatingRemainder(dividingBy: 80) < 40 ? (230, 230, 230) : (20, 20, 20) }
    let kept = coarse.resampled(PixelRect(x: 0, y: 0, width: 400, height: 400), width: 100, height: 100)
    #expect(abs(Int(kept.pixel(5, 50)[0]) - 230) <= 2 && abs(Int(kept.pixel(15, 50)[0]) - 20) <= 2)
  }

  @Test("never mirrored, never turned")
  func sides() {
    let corners = image(90, 120) { x, y in (x < 45 ? 200 : 10, y < 60 ? 200 : 10, 0) }
    let out = corners.resampled(PixelRect(x: 0, y: 0, width: 90, height: 120), width: 30, height: 40)
    #expect(out.pixel(3, 3) == [200, 200, 0] && out.pixel(27, 3) == [10, 200, 0] && out.pixel(3, 37) == [200, 10, 0])
  }

  @Test("pictures smaller than the lobes")
  func tiny() {
    for (width, height) in [(1, 1), (2, 3), (5, 1)] {
      let picture = image(width, height) { _, _ in (40, 50, 60) }
      let out = picture.resampled(
        PixelRect(x: 0, y: 0, width: Double(width), height: Double(height)), width: 12, height: 16)
      #expect(Set(stride(from: 0, to: out.bytes.count, by: 3).map { out.bytes[$0] }) == [40])
    }
  }

  @Test("weights sum to one exactly and lie inside the image")
  func weights() {
    for (from, length, count, limit) in [(0.0, 100.0, 37, 100), (-5.5, 60, 100, 40), (3.25, 7, 640, 11), (90, 30, 9, 100)] {
      let taps = LanczosTaps(from: from, length: length, count: count, limit: limit)
      #expect(taps.taps % 2 == 0 && taps.first.count == count && taps.weights.count == count * taps.taps)
      for pixel in 0..<count {
        let own = taps.weights[(pixel * taps.taps)..<((pixel + 1) * taps.taps)]
        #expect(own.reduce(0) { $0 + Int($1) } == LanczosTaps.one)
        let first = Int(taps.first[pixel])
        #expect(first >= 0)
        for (tap, weight) in own.enumerated() where weight != 0 { #expect(first + tap < limit) }
      }
    }
  }

  @Test("a portrait cut from 1/2 looks as one cut from the whole")
  func scales() throws {
    let bytes = try pictureFixture("camera.jpg")
    let whole = try PictureReader.decode(bytes, DecodeWish(.scale(1)))
    let half = try PictureReader.decode(bytes, DecodeWish(.scale(2)))
    let source = PixelRect(x: 150.3, y: 90.7, width: 480, height: 640)
    let crop = PortraitCrop(scale: 0.25, source: source, measures: [], yielded: [])
    let fromWhole = whole.portrait(crop, width: 120, height: 160)
    let fromHalf = half.portrait(crop, width: 120, height: 160)
    #expect(fromWhole.distance(to: fromHalf) < 1.2)
    // The part alone is enough, at the scale the crop asks for.
    let part = try PictureReader.decode(bytes, crop.decodeWish)
    let quarter = try PictureReader.decode(bytes, DecodeWish(.scale(4)))
    #expect(part.scale == 4 && part.image.width < quarter.image.width)
    #expect(part.portrait(crop, width: 120, height: 160) == quarter.portrait(crop, width: 120, height: 160))
  }
}
