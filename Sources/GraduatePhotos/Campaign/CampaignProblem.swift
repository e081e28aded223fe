/// Which field of the campaign's form a problem belongs to.
public enum CampaignField: Sendable, Hashable {
  case province, provinceCode, graduatingClass, makeupPlace, feePerHead, reprintPrice, photoStandard, studentsPerHour
  case window(CampaignWindow.Kind)
  case office(Office.Kind)
  case officeName(Office.Kind), officeAddress(Office.Kind), officePostcode(Office.Kind)
  /// What the campaign changes about a column of its rosters.
  case rosterColumn(RosterColumn)
  case captions
  case officeContact(Office.Kind), officeTelephone(Office.Kind), officeEmail(Office.Kind)

  /// Stable key for forms, such as `window-makeup` or `office-agency-telephone`.
  public var key: String {
    switch self {
    case .province: "province"
    case .provinceCode: "province-code"
    case .graduatingClass: "graduating-class"
    case .makeupPlace: "makeup-place"
    case .feePerHead: "fee-per-head"
    case .reprintPrice: "reprint-price"
    case .photoStandard: "photo-standard"
    case .studentsPerHour: "students-per-hour"
    case .window(let kind): "window-\(kind.rawValue)"
    case .office(let kind): "office-\(kind.rawValue)"
    case .rosterColumn(let column): "roster-column-\(column.code)"
    case .captions: "captions"
    case .officeName(let kind): "office-\(kind.rawValue)-name"
    case .officeAddress(let kind): "office-\(kind.rawValue)-address"
    case .officePostcode(let kind): "office-\(kind.rawValue)-postcode"
    case .officeContact(let kind): "office-\(kind.rawValue)-contact"
    case .officeTelephone(let kind): "office-\(kind.rawValue)-telephone"
    case .officeEmail(let kind): "office-\(kind.rawValue)-email"
    }
  }
}

/// One thing to put right in a campaign's settings.
public struct CampaignProblem: Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable, Codable {
    /// The campaign cannot be opened with it.
    case error
    case warning
  }

  public let field: CampaignField
  public let severity: Severity
  public let message: String

  public init(field: CampaignField, severity: Severity = .error, message: String) {
    self.field = field
    self.severity = severity
    self.message = message
  }
}
