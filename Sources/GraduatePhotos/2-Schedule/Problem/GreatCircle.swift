/// Distances on the globe in plain arithmetic: the C library's sine differs in its last bit from machine to machine, and a plan has to
/// be the same everywhere for the same seed.
enum GreatCircle {
  /// Mean radius of the earth (IUGG).
  private static let radiusKilometers = 6_371.0

  /// Degrees in, kilometers out.
  static func kilometers(from: (latitude: Double, longitude: Double), to: (latitude: Double, longitude: Double)) -> Double {
    let (one, other) = (unit(from), unit(to))
    let chord =
      ((one.0 - other.0) * (one.0 - other.0) + (one.1 - other.1) * (one.1 - other.1)
      + (one.2 - other.2) * (one.2 - other.2)).squareRoot()
    return 2 * radiusKilometers * arcSine(min(1, chord / 2))
  }

  private static func unit(_ place: (latitude: Double, longitude: Double)) -> (Double, Double, Double) {
    let (up, around) = (place.latitude * .pi / 180, place.longitude * .pi / 180)
    let flat = cosine(up)
    return (flat * cosine(around), flat * sine(around), sine(up))
  }

  /// Taylor's series to the 25th power: exact to 1e-13 for angles within ±π.
  private static func sine(_ angle: Double) -> Double {
    var term = angle
    var sum = angle
    for power in stride(from: 2.0, through: 24, by: 2) {
      term *= -angle * angle / (power * (power + 1))
      sum += term
    }
    return sum
  }

  private static func cosine(_ angle: Double) -> Double { sine(.pi / 2 - abs(angle)) }

  /// Halves the angle until the series is short: asin x = 2 asin(x / √(2 + 2√(1 − x²))).
  private static func arcSine(_ value: Double) -> Double {
    var (value, factor) = (value, 1.0)
    while value > 0.1 {
      value /= (2 + 2 * (1 - value * value).squareRoot()).squareRoot()
      factor *= 2
    }
    let square = value * value
    return factor * value * (1 + square * (1.0 / 6 + square * (3.0 / 40 + square * (15.0 / 336 + square * (105.0 / 3_456)))))
  }
}
