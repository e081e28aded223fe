import Crypto

/// The printed code card (口令卡): 10 columns A–J by 8 rows, three digits a cell; asked for two cells at each sign-in.
///
/// The cells follow from the card's secret, so the card itself is nowhere stored. For people without a phone at work.
public enum CodeCard {
  public static let columns = 10
  public static let rows = 8

  /// The three digits of each cell, row by row.
  static func cells(secret: [UInt8]) -> [[String]] {
    (0..<rows).map { row in (0..<columns).map { cell(secret: secret, row: row, column: $0) } }
  }

  private static func cell(secret: [UInt8], row: Int, column: Int) -> String {
    let digest = Array(HMAC<SHA256>.authenticationCode(for: [UInt8(row), UInt8(column)], using: SymmetricKey(data: secret)))
    let number = (Int(digest[0]) << 16 | Int(digest[1]) << 8 | Int(digest[2])) % 1000
    return String(repeating: "0", count: 3 - String(number).count) + String(number)
  }

  /// The two cells asked for next: they follow from the card and how often it was used, so that neither reloading nor signing in
  /// again fishes for cells somebody has seen, and an answer is good once.
  static func challenge(secret: [UInt8], uses: Int64) -> [(row: Int, column: Int)] {
    let message = Array("challenge".utf8) + (0..<8).map { UInt8(truncatingIfNeeded: uses >> Int64(8 * $0)) }
    let digest = Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
    let first = (row: Int(digest[0]) % rows, column: Int(digest[1]) % columns)
    var second = (row: Int(digest[2]) % rows, column: Int(digest[3]) % columns)
    if second == first { second.column = (second.column + 1) % columns }
    return [first, second]
  }

  static func answer(secret: [UInt8], to challenge: [(row: Int, column: Int)]) -> String {
    challenge.map { cell(secret: secret, row: $0.row, column: $0.column) }.joined()
  }

  /// A cell's name as printed: column letter and row number, such as C7.
  static func name(_ cell: (row: Int, column: Int)) -> String {
    let letters = Array("ABCDEFGHIJ")
    return "\(letters[cell.column])\(cell.row + 1)"
  }
}
