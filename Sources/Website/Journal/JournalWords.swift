import GraduatePhotos
import Workflow

/// The journal's lines in Chinese.
enum JournalWords {
  /// What was done, by `JournalEntry.action`; an action that is not here is shown as it is stored.
  static let actions: [String: String] = [
    "account.invited": "邀请账号", "account.closed": "停用账号", "account.handed-over": "交接账号",
    "sign-in.password-set": "设置密码", "sign-in.second-factor-set": "设置第二道验证",
    "sign-in.second-factor-reset": "重设第二道验证", "sign-in.recovery-codes-made": "换一套恢复码",
    "sign-in.recovery-code-used": "用恢复码代替验证码", "sign-in.password": "密码正确，待第二道验证", "sign-in.done": "登录",
    "sign-in.second-factor-blocked": "第二道验证错误过多", "sign-in.everywhere-out": "所有地方退出",
    "campaign.opened": "开始年度采集", "campaign.changed": "修改采集设置", "public-text.written": "编写公开页面",
    "public-text.published": "公布公开页面", "photo-standard.changed": "修改照片规范",
    "holidays.changed": "修改放假安排", "institution.added": "添加院校", "institution.changed": "修改院校", "institution.named": "登记院校名称",
    "institution.invited": "邀请院校参加", "institution.withdrawn": "院校退出本次采集",
    "institution.code-proposed": "报来院校代码", "institution.code-declined": "院校代码没有核定", "absences.confirmed": "确认已核对不能到场的学生",
    "study-center.added": "添加站点",
    "study-center.changed": "修改站点", "study-center.handed-over": "站点移交外省", "study-center.taken-back": "收回移交的站点",
    "study-center.removed": "移除站点", "slip.submitted": "交登记单", "paper.printed": "打印登记单", "paper.sealed": "用印",
    "document.received": "收到文件", "roster.uploaded": "上传学生名单", "roster.upload-dropped": "放弃上传的名单",
    "roster.imported": "导入学生名单", "roster.rolled-back": "撤回导入", "roster.exported": "导出学生名单", "class.opened": "查看班级完整信息",
    "graduate.changed": "修改毕业生信息", "absence.recorded": "登记不能到场", "absence.withdrawn": "撤销不能到场",
    "special-case.approved": "批准特殊情况", "special-case.withdrawn": "撤销特殊情况", "status-change.recorded": "登记学籍异动",
    "status-change.withdrawn": "撤销学籍异动", "notice.sent": "发送通知", "keys.rotated": "更换密钥", "job.set-aside": "后台任务搁置",
    "job.retried": "重新执行后台任务", "message.ended": "邮件或消息发送完毕",
    "backup.made": "备份",
    "crew.added": "添加拍摄小组", "crew.changed": "修改拍摄小组", "crew.dismissed": "解散拍摄小组",
    "tour-settings.changed": "修改路程和期限", "visit-conditions.set": "提出拍摄要求", "visit.agreed": "记下电话约定",
    "visit.agreement-dropped": "取消电话约定", "tour-draft.made": "新建时间安排方案", "tour-draft.changed": "修改时间安排方案",
    "visit.locked": "锁定场次", "visit.unlocked": "解锁场次", "schedule.published": "公布时间安排", "visit.answered": "回复拍摄日期",
    "crew.accounts-set": "指定小组的账号", "check-in.made": "签到", "check-in.withdrawn": "撤销签到", "check-in.refused": "到场未拍",
    "visit.class-called": "提前叫班", "visit.replanned": "重排当天",
    "station.enrolled": "登记工作站", "station.revoked": "停用工作站", "visit-file.made": "场次带到工作站",
    "shot.taken": "拍摄", "shot.bound": "照片换人", "shot.chosen": "选定照片", "shot.set-aside": "弃用照片",
    "shot.overruled": "照片检测人工放行", "spare-person.made": "名单外拍摄", "spare-person.given": "名单外照片归给本人",
    "spare-person.declined": "不要名单外照片", "spare-person.reopened": "撤回名单外照片的处理", "person.excused": "登记当天不拍",
    "visit.signed": "现场签字",
    "visit.closed": "结束一天", "visit.noted": "现场记录", "packet.to-review": "数据包待核实", "portrait.looked-at": "看过照片，等第二人",
    "portrait.released": "照片放行", "portrait.returned": "照片退回重拍", "portrait.return-undone": "撤销照片退回",
    "portrait.withdrawn": "撤回照片放行", "packet.accepted": "数据包核实后采用",
    "packet.refused": "数据包核实后不用", "packet.imported": "从 U 盘导入数据包", "packet.gap-given-up": "不再等缺少的数据包",
    "references.uploaded": "上传入学照片", "delivery.made": "交付照片", "delivery.fetched": "下载交付", "delivery.built": "重做交付的文件",
    "delivery.password-shown": "查看交付的密码", "delivery.dispatched": "登记寄送", "delivery.received": "确认收到交付",
    "delivery.reminded": "提醒确认收到",
    "result-file.taken": "收下核对结果文件", "verdict.given": "核对照片", "verdict.taken-back": "撤销核对结论", "claim.opened": "登记问题",
    "claim.ended": "了结问题登记", "class-check.handed-in": "交班级核对结果", "class-check.reopened": "重新打开已用印的班级",
    "makeup-settings.changed": "修改补拍安排", "makeup.booked": "预约补拍", "makeup.moved": "改约补拍", "makeup.given-back": "取消补拍预约",
    "makeup.group-booked": "预约补拍专车", "makeup.group-dropped": "取消补拍专车", "makeup.admitted": "补拍到场，已看身份证",
    "makeup.list-printed": "打印补拍情况表",
    "erratum.proposed": "登记勘误", "erratum.withdrawn": "撤销勘误", "erratum.accepted": "采纳勘误", "erratum.declined": "不采纳勘误",
    "errata.handed-in": "生成勘误表", "errata.registered": "登记送来的勘误表", "errata.exported": "下载勘误表", "correction.made": "更正数据",
    "missing-letter.handed-in": "生成漏拍名单（函）", "missing-letter.sent": "发出漏拍名单（函）", "missing.answered": "答复漏拍",
    "missing.answer-withdrawn": "撤销漏拍的答复",
    "ledger.handed-in": "交应采实采对账", "reprint.ordered": "加洗下单", "reprint.made": "生成加洗的文件", "reprint.printed": "加洗已冲印",
    "reprint.handed-over": "加洗已交", "reprint.cancelled": "取消加洗", "correction.packed": "制作更正数据包",
    "proof.slips-printed": "打印校对码条", "proof.code-reset": "重置校对码", "graduate.signed-in": "毕业生登录",
    "graduate.password-set": "毕业生设置密码", "proof.answered": "学生校对答复", "proof.settled": "处理校对有误",
    "proof.granted": "批准校对延长或代为校对", "proof.grant-withdrawn": "撤销校对的批准", "proof.proxy-opened": "打开代为校对的页面",
    "proof.evidence-opened": "查看校对的证明照片",
    "national-status.imported": "导入学信网校对状态",
    "correction.mailed": "发送更正数据邮件", "correction.mail-ended": "更正数据邮件有了结果", "correction.fetched": "下载更正数据包",
    "correction.password-shown": "查看更正数据包的密码",
    "fees.issued": "出具缴费对账单", "fees.adjusted": "调整费用", "fee-payment.recorded": "登记缴费", "fee-payment.cancelled": "作废缴费",
    "fee-payment.receipt-printed": "打印收据", "fee-exemption.proposed": "提出免收", "fee-exemption.granted": "登记免收",
    "fee-exemption.accepted": "同意免收", "fee-exemption.declined": "不同意免收", "fee-exemption.withdrawn": "撤销免收",
    "class-taking.recorded": "登记班级收费", "class-taking.cancelled": "作废班级收费", "invoices.exported": "下载开票申请",
    "filing.made": "生成报盘数据包", "filing.fetched": "下载报盘数据包", "filing.password-shown": "查看报盘数据包的密码",
    "filing.sent": "登记报送", "filing.sent-cancelled": "作废报送记录",
    "erase.proposed": "提出按保存期限抹除", "erase.confirmed": "确认抹除", "erase.withdrawn": "撤回抹除", "erase.done": "完成抹除",
  ]

  /// What it was done to.
  static let records: [String: String] = [
    "account": "账号", "campaign": "年度采集", "photo-standard": "照片规范", "holiday-year": "放假安排", "institution": "院校",
    "study-center": "站点", "slip": "登记单", "document": "文件", "roster-upload": "待确认名单", "roster-import": "名单导入",
    "class": "班级", "graduate": "毕业生", "notice": "通知", "message": "邮件或消息", "job": "后台任务", "roster": "学生名单",
    "keys": "密钥", "backup": "备份", "crew": "拍摄小组", "tour-settings": "路程和期限", "visit-conditions": "拍摄要求",
    "agreed-visit": "电话约定", "tour-draft": "方案", "schedule": "时间安排", "visit-answer": "拍摄日期的回复",
    "check-in": "签到", "door-refusal": "到场未拍", "visit": "场次", "station": "工作站", "visit-file": "场次文件", "shot": "照片",
    "spare-person": "名单外人员", "happening": "现场记录", "packet": "数据包", "packet-import": "数据包导入",
    "reference-upload": "入学照片", "portrait": "放行的照片", "delivery": "交付",
    "claim": "问题登记", "class-check": "班级照片核对单",
    "erratum": "勘误", "errata": "勘误表", "correction": "更正数据", "missing-letter": "漏拍名单（函）",
    "makeup-settings": "补拍安排", "makeup-booking": "补拍预约", "makeup-group": "补拍专车", "makeup-list": "补拍情况表",
    "ledger": "应采实采对账表", "reprint": "加洗单", "public-text": "公开页面",
    "proof": "校对", "proof-grant": "校对的批准", "proof-evidence": "校对的证明照片", "national-import": "学信网校对状态",
    "fees": "缴费对账单", "fee-adjustment": "费用调整", "fee-payment": "缴费", "fee-exemption": "免收", "class-taking": "班级收费",
    "invoice-list": "开票申请", "erase": "按保存期限抹除", "filing": "报盘",
  ]

  static func action(_ entry: JournalEntry) -> String {
    switch (entry.action, entry.recordKind) {
    case ("paper.printed", "graduate"): "开散拍证明"
    case ("paper.printed", "class-check"): "打印班级照片核对单"
    case ("paper.printed", "errata"): "打印勘误表"
    case ("paper.printed", "missing-letter"): "打印漏拍名单（函）"
    case ("class.opened", "institution"): "查看勘误或漏拍名单的完整内容"
    case ("paper.printed", "ledger"): "打印应采实采对账表"
    case ("paper.printed", "fees"): "打印缴费对账单"
    case ("account.invited", _) where entry.details["again"] == "yes": "重发邀请"
    case ("message.ended", _) where entry.details["again"] == "yes": "再发一次邮件或消息"
    case ("message.ended", _) where entry.details["outcome"] != "sent": "邮件或消息没有发出"
    default: actions[entry.action] ?? entry.action
    }
  }

  static func record(_ kind: String) -> String { records[kind] ?? kind }

  /// 「学籍管理员 王某某」; those who are no people bear the name of what they are.
  static func who(_ entry: JournalEntry) -> String {
    switch entry.role {
    case "machine": "系统管理员（本机命令）"
    case "center": "系统自动"
    default:
      [Role(rawValue: entry.role)?.chineseName ?? entry.role, entry.actorName ?? ""].filter { !$0.isEmpty }.joined(
        separator: " ")
    }
  }

  /// The numbers worth reading: version, heads, paper number, way of the seal.
  static func remark(_ entry: JournalEntry) -> String {
    var parts: [String] = []
    if let version = entry.details["version"] { parts.append("第 \(version) 版") }
    if let number = entry.details["number"] { parts.append("编号 \(number)") }
    if let heads = entry.details["heads"] { parts.append("\(heads) 人") }
    if entry.details["late"] == "yes" { parts.append("逾期") }
    if let method = entry.details["method"].flatMap(SealMethod.init(rawValue:)) { parts.append(method.chineseName) }
    let held = (entry.details["holds-up"] ?? "").split(separator: " ").compactMap { HeldUp(rawValue: String($0))?.chineseName }
    if !held.isEmpty { parts.append("影响\(held.joined(separator: "、"))") }
    return parts.joined(separator: "，")
  }

  /// The page of a record, as far as the reader has one; nil for kinds without.
  ///
  /// - isKeeper: the reader keeps the campaign (officer), not one institution's part of it.
  /// - campaignID: nil in the center's own journal.
  static func address(_ entry: JournalEntry, campaignID: String?, isKeeper: Bool) -> String? {
    switch entry.recordKind {
    case "account": return isKeeper ? "/accounts/\(entry.recordID)" : nil
    case "job": return isKeeper ? "/jobs" : nil
    case "photo-standard": return isKeeper ? "/photo-standards/\(entry.recordID)" : nil
    case "holiday-year": return isKeeper ? "/holidays/\(entry.recordID)" : nil
    default: break
    }
    guard let campaignID else { return nil }
    let base = "/campaigns/\(campaignID)"
    switch entry.recordKind {
    case "message": return isKeeper ? base + "/outbox" : nil
    case "roster": return base + "/roster"
    case "slip": return SlipAddress(campaignID: campaignID, slipID: entry.recordID).page
    case "delivery": return isKeeper ? nil : "\(base)/deliveries/\(entry.recordID)"
    case "ledger": return base + "/ledger"
    case "fees": return base + "/fees"
    case "fee-adjustment", "fee-payment", "fee-exemption", "class-taking":
      return entry.details["institution"].map { FeeAddress(campaignID: campaignID).institution($0) }
    case "correction": return isKeeper || entry.action == "correction.made" ? nil : "\(base)/corrections/\(entry.recordID)"
    case "reprint": return isKeeper ? nil : "\(base)/reprints/\(entry.recordID)"
    case "class-check": return isKeeper ? nil : ClassCheckAddress(campaignID: campaignID).check(entry.recordID)
    case "errata": return ErrataAddress(campaignID: campaignID).form(entry.recordID)
    case "missing-letter": return MissingAddress(campaignID: campaignID).letter(entry.recordID)
    case "document": return "/documents/\(entry.recordID)"
    case "graduate": return "\(base)/roster/graduates/\(entry.recordID)"
    case "roster-import", "roster-upload": return isKeeper ? nil : base + "/roster"
    case "campaign": return isKeeper ? base + "/settings" : nil
    case "public-text": return isKeeper ? "\(base)/public/\(entry.recordID)" : nil
    case "institution": return isKeeper ? "\(base)/institutions/\(entry.recordID)" : nil
    case "study-center": return isKeeper ? "\(base)/centers/\(entry.recordID)" : base + "/centers"
    default: return nil
    }
  }
}
