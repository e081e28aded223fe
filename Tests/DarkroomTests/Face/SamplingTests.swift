import Foundation
import Testing

@testable import Darkroom

@Suite struct SamplingTests {
  /// Red rises across, green down, blue is constant.
  private func ramp(_ width: Int, _ height: Int) -> RGBImage {
    RGBImage(
      width: width, height: height,
      bytes: (0..<height).flatMap { y in (0..<width).flatMap { x in [UInt8(2 * x), UInt8(3 * y), 77] } })
  }

  @Test(arguments: [2, 3, 5]) func boxesAreMeans(_ factor: Int) {
    let image = ramp(61, 47)
    let small = image.boxShrunk(columns: 7..<60, rows: 5..<46, factor: factor)
    #expect(small.width == 53 / factor && small.height == 41 / factor)
    for y in 0..<small.height {
      for x in 0..<small.width {
        for channel in 0..<3 {
          var sum = 0
          for dy in 0..<factor {
            for dx in 0..<factor {
              sum += Int(image.bytes[((5 + y * factor + dy) * 61 + 7 + x * factor + dx) * 3 + channel])
            }
          }
          let mean = Int((Double(sum) / Double(factor * factor) + 0.5).rounded(.down))
          #expect(Int(small.bytes[(y * small.width + x) * 3 + channel]) == mean)
        }
      }
    }
  }

  @Test func cropsReadARampExactly() {
    let image = ramp(100, 60)
    let crop = CropTransform(center: PixelPoint(x: 50, y: 30), width: 30, height: 20, radians: 0.3, columns: 24, rows: 16)
    let values = image.sampled(crop, columns: 24, rows: 16)
    for row in 0..<16 {
      for column in 0..<24 {
        let point = crop.point(Double(column) + 0.5, Double(row) + 0.5)
        // the value of a pixel stands at its centre
        #expect(abs(Double(values[(row * 24 + column) * 3]) - 2 * (point.x - 0.5)) < 0.01)
        #expect(abs(Double(values[(row * 24 + column) * 3 + 1]) - 3 * (point.y - 0.5)) < 0.01)
      }
    }
  }

  @Test func coarseCropsAreMeansToo() {
    let image = ramp(120, 80)
    let crop = CropTransform(PixelRect(x: 0, y: 0, width: 120, height: 80), columns: 24, rows: 16)
    let values = image.sampled(crop, columns: 24, rows: 16, scale: 2, offset: -1)
    for row in 1..<15 {
      for column in 1..<23 {
        let x = 5 * (Double(column) + 0.5)
        #expect(abs(Double(values[(row * 24 + column) * 3]) - (2 * 2 * (x - 0.5) - 1)) < 2.1)
      }
    }
  }

  @Test func outsideIsBlackOrTheEdge() {
    let image = PortraitFixtures.plain(200, 100, 50, width: 10, height: 10)
    let crop = CropTransform(PixelRect(x: -1_000, y: -1_000, width: 10, height: 10), columns: 4, rows: 4)
    #expect(image.sampled(crop, columns: 4, rows: 4).allSatisfy { $0 == 0 })
    #expect(image.sampled(crop, columns: 4, rows: 4, outside: .edge).prefix(3) == [200, 100, 50])
    let far = CropTransform(PixelRect(x: -1e12, y: 1e12, width: 1e6, height: 1e6), columns: 4, rows: 4)
    #expect(image.sampled(far, columns: 4, rows: 4).allSatisfy { $0 == 0 })
  }

  @Test func regionsHoldThePixelsWhoseCentresTheyCover() {
    let square = [(2.0, 1.0), (6, 1), (6, 4), (2, 4)].map { PixelPoint(x: $0.0, y: $0.1) }
    let region = Region(polygon: square, width: 10, height: 10)
    #expect(region.count == 12)
    #expect(region.runs.map(\.columns) == [2..<6, 2..<6, 2..<6])
    #expect(Region(polygon: square, width: 4, height: 2).count == 2)
    #expect(Region(polygon: square.map { PixelPoint(x: $0.x - 100, y: $0.y) }, width: 10, height: 10).count == 0)
    #expect(region.without(PixelPoint(x: 4, y: 2.5), radius: 0.6).count < 12)
  }
}
