/// One cell of a table that came from outside (DBF, XLS, XLSX, CSV), before any rule has looked at it.
public struct TableCell: Sendable, Hashable {
  /// What kind of value the file held; a number where text belongs is how leading zeros and last digits get lost.
  public enum Origin: UInt8, Sendable {
    case blank, text, number, date, logical
  }

  /// The value as a person reads it: numbers without exponent where they are exact, dates as `YYYYMMDD`, blanks as "".
  public var text: String
  public var origin: Origin
  /// True when the file kept a number of more than 15 digits: its last digits are gone for good (6.2E+17).
  public var lostDigits: Bool

  public static let blank = TableCell(text: "", origin: .blank)

  public init(text: String, origin: Origin = .text, lostDigits: Bool = false) {
    self.text = text
    self.origin = origin
    self.lostDigits = lostDigits
  }
}
