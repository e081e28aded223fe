/// Numbers of a visit that several stations give without seeing each other: each station counts in a range of its own.
///
/// The center's own door has range 0. No number of a visit is given twice, so nothing needs to be agreed when the network is gone.
public enum StationNumbers {
  /// Numbers in a range: more than any station gives in a day.
  public static let span = 10_000
  /// Ranges of a visit, 0 … 26: one letter each.
  public static let mostStations = 26

  /// The first number of a station's range; ranges of stations begin at 1.
  public static func first(of range: Int) -> Int { range * span + 1 }

  public static func range(of number: Int) -> Int { number / span }

  /// A queue number as it is called out: 「12」 at the center's door, 「A12」 at the first station, 「B12」 at the second.
  public static func queueText(_ number: Int) -> String {
    let range = range(of: number)
    guard range > 0, range <= mostStations, let letter = UnicodeScalar(UInt8(64 + range)) as UnicodeScalar? else {
      return String(number)
    }
    return "\(Character(letter))\(number % span)"
  }

  /// A shot serial as it is printed and spoken: four digits, five from the first station on (「10132」).
  public static func serialText(_ number: Int) -> String { ShiftFinding.digits(number) }
}
