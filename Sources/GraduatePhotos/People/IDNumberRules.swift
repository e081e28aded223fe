/// The forms behind `IDNumber.read`; on bytes, because they run for every row of a roster.
extension IDNumber {
  /// Half-width, capital letters, without spaces, quotes and brackets; what stands in brackets behind a number is dropped.
  public static func normalised(_ text: String) -> String {
    if text.utf8.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) }) { return text }
    var result = String.UnicodeScalarView()
    var depth = 0
    var droppedDepth = 0
    for scalar in text.unicodeScalars where !scalar.isBlank {
      let scalar = scalar.halfWidth
      switch scalar {
      case "(", "[", "【", "〔", "{", "<":
        depth += 1
        if !result.isEmpty && droppedDepth == 0 { droppedDepth = depth }
      case ")", "]", "】", "〕", "}", ">":
        if depth == droppedDepth { droppedDepth = 0 }
        depth = max(0, depth - 1)
      case "'", "`", "\u{2018}", "\u{2019}", "\"": continue
      default:
        if droppedDepth > 0 { continue }
        result.append(scalar.value >= 0x61 && scalar.value <= 0x7A ? Unicode.Scalar(UInt8(scalar.value - 0x20)) : scalar)
      }
    }
    return String(result)
  }

  /// The check digit (GB 11643-1999, MOD 11-2) for the first 17 digits; nil unless there are 17 digits in front.
  public static func checkDigit(for digits: some Sequence<UInt8>) -> String? {
    var sum = 0
    var place = 0
    for byte in digits {
      if place == 17 { break }
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      sum += Int(byte - 0x30) * weights[place]
      place += 1
    }
    guard place == 17 else { return nil }
    return remainders[sum % 11]
  }

  private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  private static let remainders = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"]

  static func likelyKind(of tidy: String, written: IDNumberKind?) -> IDNumberKind {
    if let written, !written.followsNationalStandard { return written }
    let bytes = tidy.utf8
    if bytes.count == 18 {
      if tidy.hasPrefix("810000") || tidy.hasPrefix("820000") || tidy.hasPrefix("830000") { return .residencePermit }
      if bytes.first == 0x39, let province = Int(tidy.dropFirst().prefix(2)), isProvince(province) { return .permanentResident }
      return written ?? .resident
    }
    if bytes.count == 15, tidy.prefix(3).unicodeScalars.allSatisfy(\.isASCIILetter) { return .permanentResident }
    if let written { return written }
    let startsHM = tidy.hasPrefix("H") || tidy.hasPrefix("M")
    if startsHM, bytes.count == 9 || bytes.count == 11, String(tidy.dropFirst()).isAllDigits { return .mainlandTravelPermit }
    return .resident
  }

  static func hasForm(of kind: IDNumberKind, _ tidy: String) -> Bool {
    let count = tidy.unicodeScalars.count
    switch kind {
    case .mainlandTravelPermit:
      let lettered = tidy.hasPrefix("H") || tidy.hasPrefix("M")
      return lettered && (count == 9 || count == 11) && String(tidy.dropFirst()).isAllDigits
    case .taiwanTravelPermit: return (count == 8 || count == 10) && tidy.isAllDigits
    case .passport:
      return (5...20).contains(count) && tidy.unicodeScalars.allSatisfy { $0.isASCIIDigit || $0.isASCIILetter }
    default: return (2...30).contains(count) && tidy.unicodeScalars.contains(where: \.isASCIIDigit)
    }
  }

  static func checkNationalForm(
    _ tidy: String, kind: IDNumberKind, today: CalendarDay
  ) throws(IDNumberProblem) {
    let bytes = tidy.utf8
    let count = bytes.count
    if kind == .permanentResident && count == 15 {
      guard String(tidy.dropFirst(3)).isAllDigits, tidy.prefix(3).unicodeScalars.allSatisfy(\.isASCIILetter) else {
        throw .form(kind)
      }
      return
    }
    guard count == 18 || (count == 15 && kind == .resident) else { throw .length(found: tidy.unicodeScalars.count) }
    var position = 0
    for byte in bytes {
      position += 1
      if byte >= 0x30 && byte <= 0x39 { continue }
      if byte == 0x58 && position == 18 { continue }
      throw .character(character(at: position, of: tidy), position: position)
    }
    if kind == .residencePermit, !["810000", "820000", "830000"].contains(String(tidy.prefix(6))) { throw .region(kind) }
    guard let birthDate = birthDate(in: bytes) else { throw .birthDate }
    if birthDate > today { throw .birthDateInFuture }
    if count == 18, let expected = checkDigit(for: bytes), expected.utf8.first != bytes.last {
      throw .checkDigit(expected: expected)
    }
  }

  private static func character(at position: Int, of tidy: String) -> String {
    // Positions count bytes until the first odd one, and everything before it is ASCII: they are scalars too.
    tidy.unicodeScalars.dropFirst(position - 1).first.map(String.init) ?? ""
  }

  static func birthDate(in bytes: String.UTF8View) -> CalendarDay? {
    let isLong = bytes.count == 18
    guard isLong || bytes.count == 15 else { return nil }
    var numbers = (year: isLong ? 0 : 19, month: 0, day: 0)
    var place = 0
    for byte in bytes {
      place += 1
      if place <= 6 { continue }
      if place > (isLong ? 14 : 12) { break }
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      let digit = Int(byte - 0x30)
      switch place - (isLong ? 6 : 4) {
      case ...4: numbers.year = numbers.year * 10 + digit
      case 5, 6: numbers.month = numbers.month * 10 + digit
      default: numbers.day = numbers.day * 10 + digit
      }
    }
    return CalendarDay(year: numbers.year, month: numbers.month, day: numbers.day)
  }
}
