import Foundation
import GraduatePhotos
import Storage

extension Transaction {
  /// The journal's lines about one graduate, newest first, at most 200, with the values that were sealed under his own key.
  ///
  /// - `showsGrounds`: the reader approves special cases; nobody else learns why there is one.
  func journalEntries(of id: String, showsGrounds: Bool) throws -> [GraduateRecord.JournalEntry] {
    // That there is a special case, and who approved it, is told to nobody else either.
    let hidden = showsGrounds ? "" : "AND l.action NOT IN ('special-case.approved', 'special-case.withdrawn')"
    return try rows(
      """
      SELECT l.id, l.written_at, l.action, l.actor_role, l.details, l.sealed, a.name
      FROM journal_line l LEFT JOIN account a ON a.id = l.actor_id
      WHERE l.graduate_id = ? \(hidden) ORDER BY l.written_at DESC, l.id DESC LIMIT 200
      """, [.text(id)]
    ).map { row in
      let name = try row.optionalText("name") ?? "本机操作员"
      let role = Role(rawValue: try row.text("actor_role"))?.chineseName ?? ""
      let action = try row.text("action")
      let details = try JSONDecoder().decode([String: String].self, from: Data(row.text("details").utf8))
      let plain = try row.optionalBlob("sealed").flatMap { try openForGraduate(id, $0, as: row.text("id")) }
      let personal = try plain.map { try JSONDecoder().decode([String: String].self, from: Data($0)) } ?? [:]
      return GraduateRecord.JournalEntry(
        at: try row.integer("written_at"), by: role.isEmpty ? name : "\(name)（\(role)）",
        what: JournaledValues.action(action, details),
        values: JournaledValues.words(details, personal, showsGrounds: showsGrounds))
    }
  }
}

/// What a journal line about a graduate says, in Chinese.
enum JournaledValues {
  static func action(_ action: String, _ details: [String: String]) -> String {
    switch JournalLine.Action(rawValue: action) {
    case .graduateChanged: "修改了一项信息"
    case .absenceRecorded: "登记不能到场"
    case .absenceWithdrawn: "撤销不能到场"
    case .specialCaseApproved: "批准特殊情况"
    case .specialCaseWithdrawn: "撤销特殊情况"
    case .statusChanged: "登记学籍异动"
    case .statusChangeWithdrawn: "撤销学籍异动"
    case .paperPrinted: "打印散拍证明"
    case .verdictGiven: "核对照片"
    case .verdictTakenBack: "撤销核对结论"
    case .claimOpened: "登记问题"
    case .claimEnded: "了结问题登记"
    case .portraitLookedAt: "看过照片，等第二人"
    case .portraitReleased: "照片放行"
    case .portraitReturned: "照片退回重拍"
    case .portraitReturnUndone: "撤销照片退回"
    case .portraitWithdrawn: "撤回照片放行"
    case .erratumProposed: "登记勘误"
    case .erratumWithdrawn: "撤销勘误"
    case .erratumAccepted: "采纳勘误"
    case .erratumDeclined: "不采纳勘误"
    case .missingAnswered: "答复漏拍"
    case .missingAnswerWithdrawn: "撤销漏拍的答复"
    case .graduateSignedIn: "本人登录"
    case .graduatePasswordSet: "本人设置密码"
    case .proofCodeReset: "重置校对码"
    case .proofAnswered: details["proxy"] == "yes" ? "代为校对" : details["right"] == "yes" ? "校对：正确" : "校对：有误"
    case .proofSettled: details["outcome"] == "taken" ? "受理校对有误" : "答复校对有误"
    case .proofGranted: details["grant"] == "proxy" ? "批准代为校对" : "延长校对时间"
    case .proofGrantWithdrawn: "撤销校对的批准"
    case .proofProxyOpened: "打开代为校对的页面"
    case .proofEvidenceOpened: "查看校对的证明照片"
    case .classOpened: "打开本班名单（含证件号码）"
    case .proofSlipsPrinted: "打印本班的校对码条"
    case .checkedIn: "到场签到"
    case .checkInWithdrawn: "撤销签到"
    case .walkInRefused: "到场未拍，已说明原因"
    case .makeupBooked: "预约补拍"
    case .makeupMoved: "改约补拍"
    case .makeupGivenBack: "取消补拍预约"
    case .makeupGroupBooked: "预约补拍专车"
    case .makeupAdmitted: "补拍到场，已看身份证"
    case .exemptionProposed: "提出免收"
    case .exemptionGranted, .exemptionAccepted: "同意免收"
    case .exemptionDeclined: "不同意免收"
    case .exemptionWithdrawn: "撤销免收"
    default: "其他记录"
    }
  }

  /// - `details`: what every reader of the journal sees.
  /// - `personal`: what was sealed under the graduate's key.
  static func words(_ details: [String: String], _ personal: [String: String], showsGrounds: Bool) -> [String] {
    var words: [String] = []
    if let before = personal["before"], let after = personal["after"] {
      let column = RosterColumn.allCases.first { $0.code == details["column"] }
      words.append("\(column?.chineseName ?? "内容")：\(shown(before, in: column)) → \(shown(after, in: column))")
    }
    if let kind = details["kind"].flatMap(StatusChange.Kind.init(rawValue:)) {
      let day = details["day"].flatMap { CalendarDay.parse($0) }?.chinese ?? ""
      words.append(["异动：\(kind.chineseName)", day].filter { !$0.isEmpty }.joined(separator: "，"))
    }
    if let document = personal["document"], !document.isEmpty { words.append("依据的文件：\(document)") }
    if let reason = personal["reason"].flatMap(Absence.Reason.init(rawValue:)) { words.append("原因：\(reason.chineseName)") }
    guard showsGrounds else { return words }
    if let ground = personal["ground"].flatMap(SpecialCase.Ground.init(rawValue:)) { words.append("原因：\(ground.chineseName)") }
    if let instruction = personal["instruction"], !instruction.isEmpty { words.append("拍摄要求：\(instruction)") }
    return words
  }

  private static func shown(_ value: String, in column: RosterColumn?) -> String {
    if value.isEmpty { return "（空）" }
    return column == .idNumber || column == .examineeNumber ? IDNumber.masked(value) : value
  }
}
