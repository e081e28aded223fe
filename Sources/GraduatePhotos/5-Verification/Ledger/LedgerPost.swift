/// Where one graduate stands in the 应采实采对账: in exactly one place, with a reason and a next step (promise 3).
public enum LedgerPost: Sendable, Hashable {
  /// A photo of him is accepted, wherever it was shot.
  case captured
  /// Due, and without an accepted photo.
  case missing(MissingCause)
  /// 学籍异动: no photo is wanted.
  case left(StatusChange.Kind)

  /// Why a photo is missing.
  public enum MissingCause: String, Sendable, Hashable, CaseIterable, Codable {
    /// No shot of him: his class's turn is still to come, or he did not come to it.
    case notShot = "not-shot"
    /// Said not to come, with a way on (`Absence`).
    case absent
    /// Was shot, and no picture passed the photo check.
    case notAccepted = "not-accepted"
    /// The institution asked for another picture: closed eyes, expression (A6).
    case retake
    /// 不再拍: the institution says that no photo will come.
    case excused

    public var chineseName: String {
      switch self {
      case .notShot: "没有拍"
      case .absent: "登记不能到场"
      case .notAccepted: "照片未通过检测"
      case .retake: "照片问题待重拍"
      case .excused: "不再拍"
      }
    }
  }

  /// Every place, in the order of papers and pages.
  public static let allCases: [LedgerPost] =
    [.captured] + MissingCause.allCases.map { .missing($0) } + StatusChange.Kind.allCases.map { .left($0) }

  /// The noun of its number: 「漏拍（没有拍）」.
  public var chineseName: String {
    switch self {
    case .captured: "实采"
    case .missing(let cause): "漏拍（\(cause.chineseName)）"
    case .left(let kind): kind.chineseName
    }
  }

  /// What is to be done for those who stand here, judged by the campaign and the day (N4).
  public func nextStep(in plan: CampaignPlan, today: CalendarDay) -> String {
    switch self {
    case .captured: "核对照片和数据"
    case .left(let kind): Self.afterLeaving(kind)
    case .missing(.excused): "不用办理；改变主意的，请在补拍结束前登记"
    case .missing(.notShot) where plan.phases.contains { today <= $0.days.last }:
      "按时间安排到场拍照；错过的，\(Self.makeup(in: plan, today))"
    case .missing(let cause):
      cause == .absent ? "按登记的去向拍照；没有拍成的，\(Self.makeup(in: plan, today))" : Self.makeup(in: plan, today)
    }
  }

  private static func afterLeaving(_ kind: StatusChange.Kind) -> String {
    switch kind {
    case .deferral: "今年不拍，随实际毕业那一年采集；异动撤销的，请在学生名单里恢复"
    case .suspension, .military: "今年不拍，复学后随当年的毕业生采集；异动撤销的，请在学生名单里恢复"
    case .transfer: "由转入的院校采集；异动撤销的，请在学生名单里恢复"
    case .hasPhoto, .earlyGraduation: "不用再拍，用已有的照片注册"
    case .withdrawal, .expulsion: "不用拍照；异动撤销的，请在学生名单里恢复"
    case .death, .enteredByMistake: "不用办理"
    }
  }

  private static func makeup(in plan: CampaignPlan, _ today: CalendarDay) -> String {
    guard let days = plan.days(of: .makeup) else { return "请联系采集计划员" }
    if today > days.last { return "补拍已结束，逾期不再受理；确有特殊情况的，请联系省厅管理员" }
    return "带身份证参加补拍（\(days.chinese)）"
  }
}
