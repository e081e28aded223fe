import GraduatePhotos

/// Why something at the door or in the day's plan cannot be done.
public enum CaptureRefusal: Refusal, Equatable {
  case visitUnknown
  case notToday(CalendarDay)
  case personUnknown
  /// Checked in at another visit already.
  case alreadyCame(CalendarDay, visit: Int)
  case notCheckedIn
  /// An exception needs a reason.
  case noReason
  case reasonTooLong(limit: Int)
  /// No photo is wanted of him.
  case neverShot(String)
  case turnUnknown
  case nothingToReplan
  case needsConsent(String)
  case noFreeHalfDay(String)

  public var code: String {
    switch self {
    case .visitUnknown: "capture.visit-unknown"
    case .notToday: "capture.not-today"
    case .personUnknown: "capture.person-unknown"
    case .alreadyCame: "capture.already-came"
    case .notCheckedIn: "capture.not-checked-in"
    case .noReason: "capture.no-reason"
    case .reasonTooLong: "capture.reason-too-long"
    case .neverShot: "capture.never-shot"
    case .turnUnknown: "capture.turn-unknown"
    case .nothingToReplan: "capture.nothing-to-replan"
    case .needsConsent: "capture.needs-consent"
    case .noFreeHalfDay: "capture.no-free-half-day"
    }
  }

  public var message: String {
    switch self {
    case .visitUnknown: "没有这一场，或不归您的小组"
    case .notToday(let day): "这一场在\(day.chinese)，不在今天"
    case .personUnknown: "学生名单里没有这个人"
    case .alreadyCame(let day, let visit): "已在\(day.chineseWithoutYear)第 \(visit) 场签到"
    case .notCheckedIn: "没有签到，或已经撤销"
    case .noReason: "破例拍摄要写原因"
    case .reasonTooLong(let limit): "原因最多 \(limit) 个字"
    case .neverShot(let reason): "已登记\(reason)，不用拍照"
    case .turnUnknown: "这一场没有这个班"
    case .nothingToReplan: "按现在的进度今天都能按时拍完，不用重排"
    case .needsConsent(let sentence): sentence
    case .noFreeHalfDay(let sentence): sentence
    }
  }

  public var hint: String {
    switch self {
    case .notToday: "签到只在拍摄当天"
    case .personUnknown: "请核对学号或姓名；名单上没有的人由学校先登记"
    case .alreadyCame: "一人只拍一次；要重拍请由摄影员处理"
    case .noReason: "原因当天报告省厅管理员"
    case .neverShot: "有误请由学校撤销学籍异动"
    case .needsConsent: "征得学校同意后勾选同意，再改"
    case .noFreeHalfDay: "请安排补拍，或由计划员另排日期"
    default: ""
    }
  }
}
