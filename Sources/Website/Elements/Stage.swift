/// The nine stages of the notice, in its order; the numbers are the folders' and the people's.
enum Stage: Int, Sendable, CaseIterable {
  case registration = 1
  case schedule, capture, photoCheck, delivery, verification, proofing, settlement, filing

  var label: String {
    switch self {
    case .registration: "登记与学生名单"
    case .schedule: "时间安排"
    case .capture: "拍摄"
    case .photoCheck: "照片检测"
    case .delivery: "照片返回"
    case .verification: "核对与勘误"
    case .proofing: "学生校对"
    case .settlement: "费用结算"
    case .filing: "报盘"
    }
  }
}

/// A stage that this person may enter, and what waits there for him.
struct StageEntry: Sendable {
  var stage: Stage
  var address: String
  /// How many things wait on this person; 0 shows nothing.
  var waiting = 0
}
