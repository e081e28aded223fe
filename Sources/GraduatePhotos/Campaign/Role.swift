/// Who signs in, as design.md lists it; the class monitor (班长) and the public need no account.
public enum Role: String, Sendable, Hashable, CaseIterable, Codable {
  case officer
  case planner
  case photographer
  case clerk
  case liaison
  case sealingLeader = "sealing-leader"
  case departmentSecretary = "department-secretary"
  case counselor
  case studyCenterLiaison = "study-center-liaison"
  case graduate

  public var chineseName: String {
    switch self {
    case .officer: "省厅管理员"
    case .planner: "采集计划员"
    case .photographer: "摄影员"
    case .clerk: "总部制作员"
    case .liaison: "学籍管理员"
    case .sealingLeader: "主管领导"
    case .departmentSecretary: "院系秘书"
    case .counselor: "辅导员"
    case .studyCenterLiaison: "函授站联系人"
    case .graduate: "毕业生"
    }
  }

  /// How far the role sees.
  public var reach: RoleReach {
    switch self {
    case .officer: .province
    case .planner, .photographer: .agency
    case .clerk: .headOffice
    case .liaison, .sealingLeader: .institution
    case .departmentSecretary: .department
    case .counselor: .classGroups
    case .studyCenterLiaison: .studyCenter
    case .graduate: .oneself
    }
  }

  /// Staff sign in with a second factor; a counselor comes by an expiring link, a graduate by his own page.
  public var needsSecondFactor: Bool { self != .graduate && self != .counselor }
}

/// The part of a campaign a role may see.
public enum RoleReach: String, Sendable, Hashable, CaseIterable, Codable {
  case province
  case agency
  case headOffice = "head-office"
  case institution
  case department
  case classGroups = "class-groups"
  case studyCenter = "study-center"
  case oneself

  public var chineseName: String {
    switch self {
    case .province: "全省"
    case .agency: "采集单位"
    case .headOffice: "总部"
    case .institution: "本校"
    case .department: "本院系"
    case .classGroups: "所带班级"
    case .studyCenter: "本站点"
    case .oneself: "本人"
    }
  }
}
