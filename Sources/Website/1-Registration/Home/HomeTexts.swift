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
    let head = "【登记提醒】\(plan.title)，以下院校\(behind(filter))："
    let due = overview.lastDay.map { "登记到\($0.chinese)为止，" } ?? ""
    let tail = "\(due)请尽快办理：\(address)"
    var names = ""
    var count = 0
    let lines = overview.lines.filter(\.isBehind)
    for line in lines {
      let next = (names.isEmpty ? "" : "、") + line.name
      guard head.count + names.count + next.count + tail.count + 12 <= CopyText.sizeLimitCharacters else { break }
      names += next
      count += 1
    }
    let rest = overview.behind > count ? "等 \(overview.behind) 家" : ""
    return head + names + rest + "。" + tail
  }

  private static func behind(_ filter: SlipFilter) -> String {
    switch filter {
    case .late: "综合信息采集登记单逾期未交"
    case .missing: "综合信息采集登记单还没有交"
    case .incomplete: "综合信息采集登记单还不完整"
    case .unsealed: "综合信息采集登记单已交、还没有用印"
    case .rosterMissing: "学生名单还没有导入"
    case .rosterErrors: "学生名单有错误行没有导入"
    case .all, .sealed: "登记或学生名单还没有办齐"
    }
  }
}
