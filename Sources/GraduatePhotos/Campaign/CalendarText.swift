extension CalendarDay {
  /// 「2026年4月9日（周四）」.
  public var chinese: String { "\(year)年\(chineseWithoutYear)" }
  /// 「4月9日（周四）」.
  public var chineseWithoutYear: String { "\(month)月\(day)日（\(weekday.chineseName)）" }
  /// `2026-04-09` (GB/T 7408, ISO 8601).
  public var iso: String { "\(year)-\(Self.twoDigits(month))-\(Self.twoDigits(day))" }
  /// `20260409`, the form of roster files (C8).
  public var compact: String { "\(year)\(Self.twoDigits(month))\(Self.twoDigits(day))" }

  /// Reads 20260630, 2026-06-30, 2026/6/30, 2026.6.30, 2026年6月30日, each also with a time of day behind it.
  ///
  /// Nil for anything else, months without a day included (`isMonthOnly` recognises those).
  public static func parse(_ text: String) -> CalendarDay? {
    var numbers: [Int] = []
    guard scan(text, into: &numbers) else { return nil }
    if numbers.count == 1, numbers[0] >= 1_0000_000 {
      let packed = numbers[0]
      guard packed <= 9999_9999 else { return nil }
      return CalendarDay(year: packed / 10_000, month: packed / 100 % 100, day: packed % 100)
    }
    guard numbers.count == 3 else { return nil }
    return CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2])
  }

  /// Reads what `parse` reads, and a spreadsheet's count of days (1 = 1900-01-01, with its wrong 29 February 1900).
  ///
  /// Counts are taken only from 20000 to 109574 (1954-10-03 to 2199-12-31): smaller ones are years or codes.
  public static func parse(spreadsheet text: String) -> CalendarDay? {
    if let day = parse(text) { return day }
    let whole = text.split(separator: ".", maxSplits: 1).first.map(String.init) ?? text
    guard whole.isAllDigits, let serial = Int(whole), (20_000...109_574).contains(serial) else { return nil }
    return CalendarDay(dayNumber: serial - 25_569)
  }

  /// True for 202606, 2026-06, 2026.6, 2026年6月: a month where a day is needed.
  public static func isMonthOnly(_ text: String) -> Bool {
    var numbers: [Int] = []
    guard scan(text, into: &numbers) else { return false }
    if numbers.count == 1 { return years.contains(numbers[0] / 100) && (1...12).contains(numbers[0] % 100) }
    return numbers.count == 2 && years.contains(numbers[0]) && (1...12).contains(numbers[1])
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Splits a date into its numbers; false when a character is met that no date has.
  private static func scan(_ text: String, into numbers: inout [Int]) -> Bool {
    var current = 0
    var digits = 0
    scanning: for scalar in text.unicodeScalars {
      let scalar = scalar.halfWidth
      if scalar.isASCIIDigit {
        digits += 1
        if digits > 8 { return false }
        current = current * 10 + Int(scalar.value - 0x30)
        continue
      }
      switch scalar {
      case "-", "/", ".", "年", "月", "日", "号", "–", "—":
        if digits == 0 { return false }
        numbers.append(current)
        (current, digits) = (0, 0)
      case " ", "T":
        // A time of day follows a whole date; blanks before it are nothing.
        if digits == 0 && numbers.isEmpty { continue }
        if digits > 0 && (numbers.count == 2 || (numbers.isEmpty && digits == 8)) { break scanning }
        if digits == 0 && numbers.count == 3 { break scanning }
      default: return false
      }
      if numbers.count > 3 { return false }
    }
    if digits > 0 { numbers.append(current) }
    return !numbers.isEmpty && numbers.count <= 3
  }
}

extension CalendarDay: Codable {
  /// As `2026-04-09`.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let day = CalendarDay.parse(text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a calendar day"))
    }
    self = day
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso)
  }
}
