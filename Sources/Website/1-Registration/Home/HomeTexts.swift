import GraduatePhotos
import Workflow

/// Texts for QQ and WeChat groups; under 300 characters, no personal data.
enum HomeTexts {
  /// What the departments pass on to their classes.
  static func departments(_ home: InstitutionHome, address: String) -> String {
    "【毕业生图像信息采集】\(home.name)：" + campaign(home.plan) + "请通知学生按学校安排的时间地点到场，不到场不单独拍摄。"
  }

  /// The days that everybody has to know.
  static func campaign(_ plan: CampaignPlan) -> String {
    var text = plan.phases.map { "\($0.kind.chineseName) \($0.days.chinese)" }.joined(separator: "；")
    if !text.isEmpty { text += "。" }
    if let makeup = plan.days(of: .makeup) {
      text += "漏拍的学生 \(makeup.chinese) 带身份证到\(plan.makeupPlace.isEmpty ? "采集单位" : plan.makeupPlace)补拍，逾期不再受理。"
    }
    return text
  }

  /// Asks the leader for the seal; nil when nothing waits for it.
  static func leader(_ home: InstitutionHome, address: String) -> String? {
    guard let slip = home.slips.first, slip.progress == .submitted, let version = slip.version else { return nil }
    return "【登记单待用印】\(slip.name)的综合信息采集登记单（第 \(version) 版，应拍 \(slip.heads) 人）请您核对并用印：\(address)"
  }

  /// Names those who are behind, as many as fit.
  static func reminder(_ overview: SlipOverview, filter: SlipFilter, plan: CampaignPlan, address: String) -> String {
    let head = "【登记提醒】\(plan.title)，以下院校综合信息采集登记单\(behind(filter))："
    let due = overview.lastDay.map { "登记到\($0.chinese)为止，" } ?? ""
    let tail = "\(due)请尽快办理：\(address)"
    var names = ""
    var count = 0
    let lines = overview.lines.filter { $0.progress != .sealed || $0.isIncomplete }
    for line in lines {
      let next = (names.isEmpty ? "" : "、") + line.name
      guard head.count + names.count + next.count + tail.count + 12 <= CopyText.sizeLimitCharacters else { break }
      names += next
      count += 1
    }
    let behind = overview.behind(filter)
    let rest = behind > count ? "等 \(behind) 家" : ""
    return head + names + rest + "。" + tail
  }

  private static func behind(_ filter: SlipFilter) -> String {
    switch filter {
    case .late: "逾期未交"
    case .missing: "还没有交"
    case .incomplete: "还不完整"
    case .unsealed: "已交、还没有用印"
    case .all, .sealed: "还没有办齐"
    }
  }
}

extension SlipOverview {
  /// How many of what a filter takes are not done: not handed in, not sealed, or not complete.
  func behind(_ filter: SlipFilter) -> Int {
    let open = lines.count { $0.progress != .sealed || $0.isIncomplete }
    // Beyond this page the sealed ones are counted as done, though some may be incomplete.
    return filter == .all ? max(open, (counts[.all] ?? 0) - (counts[.sealed] ?? 0)) : filter == .sealed ? open : found
  }
}
