/// 证件号码: an identity number that has passed the rules of its kind, in its normal form (half-width, capital X, no spaces).
public struct IDNumber: Sendable, Hashable {
  public let kind: IDNumberKind
  /// The number as it is kept and printed.
  public let value: String

  /// Takes a number that was checked before (from our own storage); use `read` for anything from outside.
  public init(storedKind kind: IDNumberKind, value: String) {
    self.kind = kind
    self.value = value
  }

  /// Reads what somebody typed.
  ///
  /// Without a kind it is found from the form, resident when nothing else fits.
  /// - Parameters:
  ///   - text: as typed; full-width forms, spaces and brackets are tidied first.
  ///   - kind: what stands in the column 证件类型, nil when that is blank.
  ///   - today: no birth date may lie after it.
  /// - Returns: the number in its normal form.
  /// - Throws: the first rule that is broken, for GB 11643-1999 in the order length, characters, date, check digit.
  public static func read(
    _ text: String, kind: IDNumberKind? = nil, today: CalendarDay
  ) throws(IDNumberProblem) -> IDNumber {
    let tidy = normalised(text)
    guard !tidy.isEmpty else { throw .missing }
    let likely = likelyKind(of: tidy, written: kind)
    switch likely {
    case .resident, .residencePermit, .permanentResident:
      try checkNationalForm(tidy, kind: likely, today: today)
    default:
      guard hasForm(of: likely, tidy) else { throw .form(likely) }
    }
    return IDNumber(storedKind: likely, value: tidy)
  }

  /// Two numbers of one person give the same key: 15 places are upgraded to 18, a travel permit's renewal count is dropped.
  public var comparisonKey: String {
    switch kind {
    case .resident, .residencePermit, .permanentResident:
      return upgraded ?? value
    case .mainlandTravelPermit: return "hm:" + String(value.prefix(9))
    case .taiwanTravelPermit: return "tw:" + String(value.prefix(8))
    case .passport: return "pp:" + value
    case .officer: return "of:" + value
    case .other: return "ot:" + value
    }
  }

  public func isSamePerson(as other: IDNumber) -> Bool {
    comparisonKey.hasSameCodePoints(as: other.comparisonKey)
  }

  /// The 18-place form of a 15-digit number: 19 behind the sixth place, then the check digit; nil for all others.
  public var upgraded: String? {
    guard kind == .resident, value.utf8.count == 15, value.isAllDigits else { return nil }
    let body = value.prefix(6) + "19" + value.dropFirst(6)
    return String(body) + (Self.checkDigit(for: body.utf8) ?? "")
  }

  /// The region code (GB/T 2260) in front; nil for kinds without one.
  public var regionCode: String? {
    kind == .resident || kind == .residencePermit ? String(value.prefix(6)) : nil
  }

  public var birthDate: CalendarDay? {
    guard kind.followsNationalStandard else { return nil }
    return Self.birthDate(in: value.utf8)
  }

  /// Odd for men, even for women, in the last place of the running number (17th of 18, 15th of 15 places).
  public var sex: Sex? {
    guard kind.followsNationalStandard else { return nil }
    let bytes = Array(value.utf8)
    let place = bytes.count == 18 ? 16 : bytes.count == 15 ? 14 : -1
    guard place >= 0, bytes[0] < 0x3A, bytes[place] < 0x3A else { return nil }
    return bytes[place] % 2 == 1 ? .male : .female
  }

  /// 首3末4, the length kept: 「620***********0017」.
  public var masked: String { Self.masked(value) }

  /// Masks any number, well-formed or not: first 3 and last 4, of ten or fewer places first 1 and last 2, of four or fewer none.
  public static func masked(_ text: String) -> String {
    let characters = Array(text)
    let (front, back) = characters.count > 10 ? (3, 4) : characters.count > 4 ? (1, 2) : (0, 0)
    let stars = characters.count - front - back
    return String(characters.prefix(front)) + String(repeating: "*", count: stars) + String(characters.suffix(back))
  }

  /// Ages that raise no question for a graduate.
  public static let plausibleAges = 14...80

  /// What a person should look at.
  ///
  /// `acceptsExamples` silences the region for made-up numbers of region 99 (demonstrations, tests).
  public func warnings(writtenKind: IDNumberKind?, today: CalendarDay, acceptsExamples: Bool = false) -> [IDNumberWarning] {
    var warnings: [IDNumberWarning] = []
    if let writtenKind, writtenKind != kind { warnings.append(.kindDiffers(kind)) }
    if kind == .officer || kind == .other { warnings.append(.freeText) }
    if kind == .resident, value.utf8.count == 15 { warnings.append(.oldForm) }
    if kind == .resident, !hasKnownProvince, !(acceptsExamples && value.hasPrefix("99")) { warnings.append(.region) }
    if let birthDate, !Self.plausibleAges.contains(birthDate.age(on: today)) { warnings.append(.age) }
    return warnings
  }

  private var hasKnownProvince: Bool {
    var bytes = value.utf8.makeIterator()
    guard let tens = bytes.next(), let ones = bytes.next() else { return false }
    return Self.isProvince(Int(tens &- 0x30) * 10 + Int(ones &- 0x30))
  }

  /// First two digits of GB/T 2260.
  static func isProvince(_ code: Int) -> Bool {
    switch code {
    case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71, 81...83: true
    default: false
    }
  }
}
