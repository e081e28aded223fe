import Foundation

/// A colour of CIE 1976 L*a*b* under D65: lightness 0–100, a from green to red, b from blue to yellow.
struct LabColour: Sendable, Hashable {
  let l: Double
  let a: Double
  let b: Double

  /// From gamma-encoded sRGB, 0–255 each.
  init(red: Double, green: Double, blue: Double) {
    self.init(light: Self.linear(red / 255), Self.linear(green / 255), Self.linear(blue / 255))
  }

  /// From gamma-encoded sRGB of one pixel.
  init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.init(light: Self.light[Int(red)], Self.light[Int(green)], Self.light[Int(blue)])
  }

  /// Light of each gamma-encoded value: a power for every pixel would take most of the time.
  private static let light = (0...255).map { linear(Double($0) / 255) }

  private init(light r: Double, _ g: Double, _ bl: Double) {
    let x = Self.curve((0.4124564 * r + 0.3575761 * g + 0.1804375 * bl) / 0.95047)
    let y = Self.curve(0.2126729 * r + 0.7151522 * g + 0.0721750 * bl)
    let z = Self.curve((0.0193339 * r + 0.1191920 * g + 0.9503041 * bl) / 1.08883)
    l = 116 * y - 16
    a = 500 * (x - y)
    b = 200 * (y - z)
  }

  /// Distance of two colours (CIE 1976): about 2 is just seen.
  func distance(to other: LabColour) -> Double {
    ((l - other.l) * (l - other.l) + (a - other.a) * (a - other.a) + (b - other.b) * (b - other.b)).squareRoot()
  }

  /// Distance of hue and saturation alone.
  func chromaDistance(to other: LabColour) -> Double {
    ((a - other.a) * (a - other.a) + (b - other.b) * (b - other.b)).squareRoot()
  }

  var chroma: Double { (a * a + b * b).squareRoot() }

  /// Degrees from red (0) over yellow (90); meaningless without chroma.
  var hueDegrees: Double { atan2(b, a) * 180 / .pi }

  /// Individual typology angle of skin in degrees: above 55 very light, below −30 dark.
  var typologyAngle: Double { atan2(l - 50, b) * 180 / .pi }

  /// Light as it falls, 0–1, of a gamma-encoded value 0–1.
  static func linear(_ value: Double) -> Double {
    value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  private static func curve(_ value: Double) -> Double { value > 0.008856 ? cbrt(value) : 7.787 * value + 16 / 116 }
}
