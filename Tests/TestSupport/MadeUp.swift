import GraduatePhotos

/// Numbers that belong to nobody: region 990000 does not exist, the check digits are right.
public enum MadeUp {
  /// The n-th identity number, 0…200000; even ones are women's.
  public static func idNumber(_ number: Int) -> String {
    let sequence = 101 + (number / 2) * 2 % 898
    let digits = number.isMultiple(of: 2) ? sequence - 1 : sequence
    let (day, month) = (10 + number / 898 % 19, 1 + number / 898 / 19)
    let stem = "9900002003\(month < 10 ? "0" : "")\(month)\(day)\(String(digits))"
    return stem + checkDigit(of: stem)
  }

  /// GB 11643-1999, worked out here a second time so that tests do not lean on what they test.
  static func checkDigit(of stem: String) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    let sum = zip(stem.compactMap(\.wholeNumberValue), weights).reduce(0) { $0 + $1.0 * $1.1 }
    return String(Array("10X98765432")[sum % 11])
  }
}
