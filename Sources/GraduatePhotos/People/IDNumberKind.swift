/// 证件类型 of a graduate (domain.md 3.1–3.2).
public enum IDNumberKind: String, Sendable, Hashable, CaseIterable, Codable {
  /// 居民身份证, GB 11643-1999, or its 15-digit form of GB 11643-1989.
  case resident
  /// 港澳台居民居住证: 18 places, region 810000, 820000 or 830000.
  case residencePermit = "residence-permit"
  /// 外国人永久居留身份证: 18 places starting with 9, or the old 3 letters + 12 digits.
  case permanentResident = "permanent-resident"
  /// 港澳居民来往内地通行证: H or M, 8 digits, and often 2 digits that count the renewals.
  case mainlandTravelPermit = "mainland-travel-permit"
  /// 台湾居民来往大陆通行证 (台胞证): 8 digits, older ones 10.
  case taiwanTravelPermit = "taiwan-travel-permit"
  case passport
  /// 军官证: free text, always looked at by a person.
  case officer
  case other

  public var chineseName: String {
    switch self {
    case .resident: "居民身份证"
    case .residencePermit: "港澳台居民居住证"
    case .permanentResident: "外国人永久居留身份证"
    case .mainlandTravelPermit: "港澳居民来往内地通行证"
    case .taiwanTravelPermit: "台湾居民来往大陆通行证"
    case .passport: "护照"
    case .officer: "军官证"
    case .other: "其他证件"
    }
  }

  /// Reads the Chinese name or the code a roster writes (01 or 1 resident, 6, 7, 8, 9, A, Z after the schools' code table).
  public init?(text: String) {
    switch text.compactHalfWidth.uppercased() {
    case "居民身份证", "身份证", "二代身份证", "中华人民共和国居民身份证", "01", "1": self = .resident
    case "港澳台居民居住证", "港澳居民居住证", "台湾居民居住证", "居住证": self = .residencePermit
    case "外国人永久居留身份证", "外国人永久居留证", "外国人永久居留", "境外永久居住证", "永久居留身份证", "9":
      self = .permanentResident
    case "港澳居民来往内地通行证", "港澳通行证", "回乡证", "港澳居民通行证", "香港特区护照/身份证明", "6", "7": self = .mainlandTravelPermit
    case "台湾居民来往大陆通行证", "台胞证", "8": self = .taiwanTravelPermit
    case "护照", "外国护照", "中国护照", "A": self = .passport
    case "军官证", "士兵证", "军人证", "文职干部证", "武警警官证": self = .officer
    case "其他", "其他证件", "其它", "Z": self = .other
    default: return nil
    }
  }

  /// True for the kinds whose 18 places follow GB 11643-1999, birth date and check digit included.
  public var followsNationalStandard: Bool {
    self == .resident || self == .residencePermit || self == .permanentResident
  }
}
