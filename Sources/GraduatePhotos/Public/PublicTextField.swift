/// 可填项: `{{补拍日期}}` in a public text stands for the campaign's own value, so that a changed setting changes the page.
///
/// The raw value is what people type; it stands in kept texts, so a case is never renamed.
public enum PublicTextField: String, Sendable, Hashable, CaseIterable {
  case title = "采集名称"
  case province = "省份"
  case graduatingClass = "届"
  case registrationDays = "登记日期"
  case shootingDays = "拍摄日期"
  case makeupDays = "补拍日期"
  case makeupPlace = "补拍地点"
  case fee = "收费"
  case verificationDays = "核对时间"
  case proofingDays = "校对时间"
  case proofingPlace = "校对方式"
  case department = "省教育厅"
  case departmentTelephone = "省教育厅电话"
  case agency = "采集单位"
  case agencyContact = "联系人"
  case agencyTelephone = "联系电话"
  case agencyAddress = "联系地址"
  case headOffice = "总部"
  case headOfficeTelephone = "总部电话"

  /// As it is typed: 「{{补拍日期}}」.
  public var typed: String { "{{\(rawValue)}}" }

  /// What stands for it now; a sentence's word also where the campaign says nothing yet.
  public func value(in plan: CampaignPlan) -> String {
    switch self {
    case .title: plan.title
    case .province: plan.province
    case .graduatingClass: plan.graduatingClass.chineseName
    case .registrationDays: Self.days(plan, .registration)
    case .shootingDays: plan.phases.isEmpty ? Self.later : plan.phases.map(\.days.chinese).joined(separator: "；")
    case .makeupDays: Self.days(plan, .makeup)
    case .makeupPlace: plan.makeupPlace.isEmpty ? Self.later : plan.makeupPlace
    case .fee: plan.feePerHead == .zero ? "不收费" : "每人 \(plan.feePerHead.chineseShort)"
    case .verificationDays: Self.days(plan, .verification)
    case .proofingDays: Self.days(plan, .proofing)
    case .proofingPlace: plan.proofingPlace.chineseName
    case .department: Self.office(plan, .educationDepartment, \.name)
    case .departmentTelephone: Self.office(plan, .educationDepartment, \.telephone)
    case .agency: Self.office(plan, .agency, \.name)
    case .agencyContact: Self.office(plan, .agency, \.contactName)
    case .agencyTelephone: Self.office(plan, .agency, \.telephone)
    case .agencyAddress: Self.office(plan, .agency, \.address)
    case .headOffice: Self.office(plan, .headOffice, \.name)
    case .headOfficeTelephone: Self.office(plan, .headOffice, \.telephone)
    }
  }

  private static let later = "另行通知"

  private static func days(_ plan: CampaignPlan, _ kind: CampaignWindow.Kind) -> String {
    plan.days(of: kind)?.chinese ?? later
  }

  /// An office without a name is called by its kind.
  private static func office(_ plan: CampaignPlan, _ kind: Office.Kind, _ part: KeyPath<Office, String>) -> String {
    let text = plan.office(kind)?[keyPath: part].trimmed ?? ""
    guard text.isEmpty else { return text }
    return part == \Office.name ? kind.chineseName : "另行公布"
  }
}

extension Fen {
  /// 「20 元」, 「20.50 元」: without the noughts that nobody says.
  public var chineseShort: String { count % 100 == 0 ? "\(count / 100) 元" : chinese }
}
