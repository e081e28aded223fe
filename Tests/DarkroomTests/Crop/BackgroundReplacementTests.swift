import GraduatePhotos
import Testing

@testable import Darkroom

@Suite("replacing the background")
struct BackgroundReplacementTests {
  private static let white = PhotoStandard.Background("白", red: 255, green: 255, blue: 255)
  private static let blue = PhotoStandard.Background("浅蓝", red: 100, green: 197, blue: 255)

  /// A dark disc on a grey, slightly uneven ground, mixed in linear light at its rim; and its mask.
  private func scene(_ ground: (Int, Int) -> Float, person: Float) -> (image: RGBImage, alpha: [Float]) {
    var bytes: [UInt8] = []
    var alpha: [Float] = []
    for y in 0..<80 {
      for x in 0..<80 {
        let away = ((Float(x) - 40) * (Float(x) - 40) + (Float(y) - 40) * (Float(y) - 40)).squareRoot()
        let share = min(1, max(0, (26 - away) / 6))
        alpha.append(share)
        let light = share * person + (1 - share) * ground(x, y)
        bytes += [UInt8](repeating: LinearLight.coded(light), count: 3)
      }
    }
    return (RGBImage(width: 80, height: 80, bytes: bytes), alpha)
  }

  @Test("the ground becomes the new colour exactly, the person stays to the bit")
  func plain() {
    let (image, alpha) = scene({ x, y in 0.5 + Float(x + y) / 1_600 }, person: 0.02)
    let out = BackgroundReplacement(Self.blue).replace(in: image, alpha: alpha)
    #expect(out.pixel(2, 2) == [100, 197, 255] && out.pixel(77, 40) == [100, 197, 255])
    for pixel in alpha.indices where alpha[pixel] == 1 {
      if Array(out.bytes[(pixel * 3)..<(pixel * 3 + 3)]) != Array(image.bytes[(pixel * 3)..<(pixel * 3 + 3)]) {
        Issue.record("pixel \(pixel) of the person changed")
      }
    }
  }

  @Test("the rim is what it would have been before the new ground: no halo of the old")
  func rim() {
    let (image, alpha) = scene({ x, _ in 0.25 + Float(x) / 800 }, person: 0.03)
    let (wanted, _) = scene({ _, _ in 1 }, person: 0.03)
    let out = BackgroundReplacement(Self.white).replace(in: image, alpha: alpha)
    var worst = 0
    for pixel in alpha.indices where alpha[pixel] > 0.2 {
      worst = max(worst, abs(Int(out.bytes[pixel * 3]) - Int(wanted.bytes[pixel * 3])))
    }
    #expect(worst <= 6)
  }

  @Test("all person, or a mask of no numbers: nothing changes")
  func nothing() {
    let (image, alpha) = scene({ _, _ in 0.5 }, person: 0.02)
    #expect(BackgroundReplacement(Self.white).replace(in: image, alpha: alpha.map { _ in 1 }) == image)
    #expect(BackgroundReplacement(Self.white).replace(in: image, alpha: alpha.map { _ in .nan }) == image)
  }
}
