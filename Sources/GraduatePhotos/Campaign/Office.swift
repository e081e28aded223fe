/// An office of the notice with its contact (A12): what the contacts page, slips and letters print.
public struct Office: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
    case educationDepartment = "education-department"
    case agency
    case headOffice = "head-office"
    /// The agency's branch in another province, for study centers there (N7) and for those away from home.
    case otherAgency = "other-agency"

    public var chineseName: String {
      switch self {
      case .educationDepartment: "省教育厅"
      case .agency: "采集单位"
      case .headOffice: "总部"
      case .otherAgency: "外省采集单位"
      }
    }
  }

  public var kind: Kind
  public var name: String
  public var address: String
  /// Six digits or empty.
  public var postcode: String
  public var contactName: String
  public var telephone: String
  public var secondTelephone: String
  /// May be empty.
  public var email: String
  public var fax: String

  public init(
    kind: Kind, name: String = "", address: String = "", postcode: String = "", contactName: String = "",
    telephone: String = "", secondTelephone: String = "", email: String = "", fax: String = ""
  ) {
    self.kind = kind
    self.name = name
    self.address = address
    self.postcode = postcode
    self.contactName = contactName
    self.telephone = telephone
    self.secondTelephone = secondTelephone
    self.email = email
    self.fax = fax
  }

  /// What is missing or wrong, in the order of the form.
  public func problems() -> [CampaignProblem] {
    var problems: [CampaignProblem] = []
    let who = kind.chineseName
    func report(_ field: CampaignField, _ message: String, _ severity: CampaignProblem.Severity = .error) {
      problems.append(CampaignProblem(field: field, severity: severity, message: who + message))
    }
    if name.trimmed.isEmpty { report(.officeName(kind), "没有填写名称") }
    do {
      _ = try ChinesePostalAddress.read(address)
    } catch {
      // Letters and discs go to these two by post; the department's address is only printed.
      report(.officeAddress(kind), "的地址：\(error.message)，\(error.hint)", kind == .educationDepartment ? .warning : .error)
    }
    if !postcode.isEmpty, !(postcode.isAllDigits && postcode.utf8.count == 6) {
      report(.officePostcode(kind), "的邮编应为 6 位数字")
    }
    if contactName.trimmed.isEmpty { report(.officeContact(kind), "没有填写联系人") }
    do {
      _ = try Telephone.read(telephone)
    } catch {
      report(.officeTelephone(kind), "的电话：\(error.message)，\(error.hint)")
    }
    if !email.isEmpty, !Self.looksLikeEmail(email) { report(.officeEmail(kind), "的电子邮箱写法不对") }
    return problems
  }

  /// One @ with something on both sides and a dot behind it; more cannot be known without writing to it.
  static func looksLikeEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !text.contains(" ") else { return false }
    return !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".")
  }
}
