import Glibc
import GraduatePhotos

/// Puts another colour behind the person.
///
/// Off unless a campaign allows it, and always marked in the report.
///
/// The person's own pixels are not touched. At the rim a pixel is a mixture `a·person + (1 − a)·background`: in linear light,
/// `(1 − a)` of the old background is taken out and the same share of the new one put in, so that hair keeps its detail and no
/// halo of the old colour stays. The old background is known where the mask is surely background and spread from there.
public struct BackgroundReplacement: Sendable {
  /// Below this share of person a pixel tells the old background's colour.
  private static let surelyBackground: Float = 0.05
  /// Up to this share, what is left of the old background's grain and shadow is faded out: the new one is uniform.
  private static let fadesOut: Float = 0.15
  /// Beyond this share a pixel is the person's alone.
  private static let surelyPerson: Float = 0.995

  public let background: PhotoStandard.Background

  public init(_ background: PhotoStandard.Background) { self.background = background }

  /// `alpha` holds the share of person, 0…1, row by row, one for each pixel of the image.
  public func replace(in image: RGBImage, alpha: [Float]) -> RGBImage {
    precondition(alpha.count == image.width * image.height, "the mask has a value for each pixel")
    let shares = alpha.map { $0.isFinite ? min(1, max(0, $0)) : 1 }
    guard let old = SpreadColour(image, weights: shares.map { $0 < Self.surelyBackground ? 1 : 0 }) else { return image }
    let new = [background.red, background.green, background.blue].map { UInt8(clamping: $0) }
    let newLight = new.map { LinearLight.values[Int($0)] }
    var result = image
    for pixel in shares.indices {
      let share = shares[pixel]
      if share >= Self.surelyPerson { continue }
      let fade = Self.smooth(share / Self.fadesOut)
      for channel in 0..<3 {
        let seen = LinearLight.values[Int(image.bytes[pixel * 3 + channel])]
        let mixed = seen + (1 - share) * (newLight[channel] - old.values[pixel * 3 + channel])
        result.bytes[pixel * 3 + channel] = LinearLight.coded(newLight[channel] + fade * (mixed - newLight[channel]))
      }
    }
    return result
  }

  /// 0 at 0, 1 from 1 on, level at both ends.
  private static func smooth(_ value: Float) -> Float {
    let limited = min(1, max(0, value))
    return limited * limited * (3 - 2 * limited)
  }
}

/// sRGB values and the light they stand for (IEC 61966-2-1).
enum LinearLight {
  /// 0…1 for each coded value.
  static let values: [Float] = (0...255).map { coded in
    let value = Double(coded) / 255
    return Float(value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4))
  }

  static func coded(_ light: Float) -> UInt8 {
    let limited = min(1, max(0, light))
    let value = limited <= 0.003_130_8 ? limited * 12.92 : 1.055 * powf(limited, 1 / 2.4) - 0.055
    return UInt8((value * 255).rounded())
  }
}

/// Colours known in some places and spread over the whole image: averaged from scale to scale, then filled in from the coarsest.
private struct SpreadColour {
  /// Linear light, three a pixel.
  let values: [Float]

  /// Nil when no place is known.
  ///
  /// Weights are 0 or 1, one a pixel.
  init?(_ image: RGBImage, weights: [Float]) {
    guard weights.contains(1) else { return nil }
    var level = Level(width: image.width, height: image.height)
    for pixel in weights.indices where weights[pixel] > 0 {
      level.weights[pixel] = 1
      for channel in 0..<3 { level.values[pixel * 3 + channel] = LinearLight.values[Int(image.bytes[pixel * 3 + channel])] }
    }
    var levels = [level]
    while let last = levels.last, last.width > 1 || last.height > 1 { levels.append(last.halved()) }
    var filled = levels.removeLast()
    while let finer = levels.popLast() { filled = finer.filled(from: filled) }
    values = filled.values
  }

  private struct Level {
    let width: Int
    let height: Int
    var weights: [Float]
    var values: [Float]

    init(width: Int, height: Int) {
      self.width = width
      self.height = height
      weights = [Float](repeating: 0, count: width * height)
      values = [Float](repeating: 0, count: width * height * 3)
    }

    /// Means of known pixels, two by two.
    func halved() -> Level {
      var half = Level(width: (width + 1) / 2, height: (height + 1) / 2)
      for y in 0..<height {
        for x in 0..<width where weights[y * width + x] > 0 {
          let to = y / 2 * half.width + x / 2
          half.weights[to] += weights[y * width + x]
          for channel in 0..<3 {
            half.values[to * 3 + channel] += weights[y * width + x] * values[(y * width + x) * 3 + channel]
          }
        }
      }
      for pixel in half.weights.indices where half.weights[pixel] > 0 {
        for channel in 0..<3 { half.values[pixel * 3 + channel] /= half.weights[pixel] }
        half.weights[pixel] = min(1, half.weights[pixel])
      }
      return half
    }

    /// Unknown pixels from the coarser level, bilinearly.
    func filled(from coarse: Level) -> Level {
      var result = self
      for y in 0..<height {
        for x in 0..<width where weights[y * width + x] == 0 {
          let colour = coarse.mean(x: (Float(x) + 0.5) / 2 - 0.5, y: (Float(y) + 0.5) / 2 - 0.5)
          for channel in 0..<3 { result.values[(y * width + x) * 3 + channel] = colour[channel] }
        }
      }
      return result
    }

    private func mean(x: Float, y: Float) -> SIMD4<Float> {
      let left = max(0, min(width - 1, Int(x.rounded(.down))))
      let top = max(0, min(height - 1, Int(y.rounded(.down))))
      let right = min(width - 1, left + 1)
      let bottom = min(height - 1, top + 1)
      let partX = min(1, max(0, x - Float(left)))
      let partY = min(1, max(0, y - Float(top)))
      let above = at(left, top) * (1 - partX) + at(right, top) * partX
      let below = at(left, bottom) * (1 - partX) + at(right, bottom) * partX
      return above * (1 - partY) + below * partY
    }

    private func at(_ x: Int, _ y: Int) -> SIMD4<Float> {
      let pixel = (y * width + x) * 3
      return SIMD4(values[pixel], values[pixel + 1], values[pixel + 2], 0)
    }
  }
}
