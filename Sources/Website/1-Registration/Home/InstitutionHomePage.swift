import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// An institution's home (N2): what is to be done, in the notice's order, with dates; what is late and what waits on whom.
struct InstitutionHomePage: Sendable {
  let call: Call
  let reader: any PaperReader

  private var base: String { "/campaigns/\(call.part("campaign"))" }

  func show(_ home: InstitutionHome, in frame: Frame) async throws -> Response {
    let notices = home.unreadNotices > 0 ? try await call.center.notices(for: reader).notices.filter { !$0.isRead } : []
    return frame.page("登记与学生名单", lead: "\(home.name)（\(home.code)）") {
      now(home)
      unread(Array(notices.prefix(3)), count: home.unreadNotices)
      card("全部步骤", aside: Tag.span("今天 \(home.today.chinese)", .class("soft"))) {
        ToDoList(entries: home.steps.map { entry($0, home) }, emptyText: "没有要办的事").html
      }
      if home.slips.count > 1 { slips(home) }
      texts(home)
      card("常用") { Tag.ul(.class("links")) { for link in links { Tag.li { Tag.a(link.label, .href(link.address)) } } } }
    }.response(status: .ok)
  }

  // MARK: - What comes next

  private func now(_ home: InstitutionHome) -> HTML {
    let open = home.steps.filter { $0.stage == .registration && waitsHere($0.state) }
    guard let first = open.first else {
      return nowCard("现在没有要办的事") { Tag.p(resting(home)) }
    }
    let late = open.count { $0.state == .late }
    return nowCard(late > 0 ? "有 \(late) 件事已经逾期" : "现在要办 \(open.count) 件事") {
      Tag.p(sentence(first, home.today))
      if let address = address(of: first, home) { Button.row { Button.link(first.title, to: address) } }
    }
  }

  private func waitsHere(_ state: NextStep.State) -> Bool {
    switch state {
    case .now, .late: true
    default: false
    }
  }

  private func sentence(_ step: NextStep, _ today: CalendarDay) -> String {
    let detail = step.detail.isEmpty ? "" : "：\(step.detail)"
    guard let due = step.due else { return "\(step.title)\(detail)。" }
    return step.state == .late
      ? "\(step.title)\(detail)。应在\(due.chinese)前办完，请尽快补办。" : "\(step.title)\(detail)。请在\(due.chinese)前办完。"
  }

  private func resting(_ home: InstitutionHome) -> String {
    let waiting = home.steps.first { if case .waiting = $0.state { true } else { false } }
    if let waiting, case .waiting(let whom) = waiting.state { return "\(waiting.title)：等待\(whom)。" }
    guard let next = home.steps.first(where: { $0.state == .later }) else { return "各项都已办完。" }
    return "下一件：\(next.title)" + (next.detail.isEmpty ? "。" : "（\(next.detail)）。")
  }

  // MARK: - The list

  private func entry(_ step: NextStep, _ home: InstitutionHome) -> ToDoList.Entry {
    let isDated = step.stage != .registration
    return ToDoList.Entry(
      mark: mark(step.state), title: step.title, address: address(of: step, home),
      remark: step.detail.isEmpty ? nil : step.detail,
      due: isDated ? nil : step.due.map { "\($0.chineseWithoutYear)前" }, isLate: step.state == .late)
  }

  private func mark(_ state: NextStep.State) -> Mark {
    switch state {
    case .done: .right(state.chineseName)
    case .now: .look(state.chineseName)
    case .late: .wrong(state.chineseName)
    case .waiting, .later, .over: .wait(state.chineseName)
    }
  }

  /// Where a step is done; nil for what is done elsewhere or not yet.
  private func address(of step: NextStep, _ home: InstitutionHome) -> String? {
    let slip = home.slips.first
    switch step.key {
    case "slip": return slipAddress(slip)
    case "slip-seal":
      guard let slip, slip.isRegistered else { return nil }
      return slipAddress(slip).map { slip.progress == .sealed ? $0 : $0 + "/seal" }
    case "study-centers": return home.slips.count > 1 ? "#centers" : reader is any SlipKeeper ? base + "/centers" : nil
    case "institution-code": return reader is Liaison ? base + "/institution-code" : base + "/contacts"
    case "roster", "codes": return base + "/roster"
    case "absences": return base + "/roster/absences"
    default: return nil
    }
  }

  private func slipAddress(_ line: SlipOverviewLine?) -> String? {
    guard let line else { return nil }
    if let slipID = line.slipID { return "\(base)/slips/\(slipID)" }
    return reader is any SlipKeeper ? base + "/slip" + (line.studyCenterID.map { "?center=\($0)" } ?? "") : nil
  }

  // MARK: - Slips, notices, texts, links

  private func slips(_ home: InstitutionHome) -> HTML {
    Tag.section(.id("centers")) {
      DataTable(
        caption: "本校和函授站的登记单", columns: [.text("名称"), .text("状态"), .number("应拍人数"), .text("影响", wide: true)],
        rows: home.slips.map { line in
          [
            slipAddress(line).map { .link(line.name, to: $0) } ?? .text(line.name), .mark(line.mark), .number(line.heads),
            .text(line.heldUp.map(\.chineseName).joined(separator: "、")),
          ]
        }, emptyText: "没有登记单"
      ).html
    }
  }

  private func unread(_ notices: [NoticeLine], count: Int) -> HTML {
    guard !notices.isEmpty else { return .nothing }
    return card("\(count) 条未读通知", aside: Tag.a("全部通知", .href("/notices"))) {
      for notice in notices { NoticeItem(notice: notice, call: call).html }
    }
  }

  private func texts(_ home: InstitutionHome) -> HTML {
    card("发到群里的文字") {
      CopyText(
        title: "给各院系、辅导员", text: HomeTexts.departments(home, address: call.center.publicAddress + base + "/registration")
      ).html
      if let text = HomeTexts.leader(home, address: call.center.publicAddress + base + "/slip"), !(reader is SealingLeader) {
        CopyText(title: "给主管领导", text: text).html
      }
    }
  }

  private var links: [(label: String, address: String)] {
    var links: [(label: String, address: String)] = [("登记单", base + "/slip"), ("学生名单", base + "/roster")]
    if reader is Liaison {
      links += [
        ("函授站、校外学习中心", base + "/centers"), ("人员与邀请", "/accounts"), ("操作日志", base + "/journal"),
      ]
    }
    return links + [("通知", "/notices"), ("联系方式", base + "/contacts")]
  }
}

extension SlipOverviewLine {
  var mark: Mark {
    if isLate { return .wrong("逾期未交") }
    return switch progress {
    case .untouched: .wait(progress.chineseName)
    case .draft: .look(progress.chineseName)
    case .submitted: .look(isIncomplete ? "已交，不完整" : progress.chineseName)
    case .sealed: isIncomplete ? .look("已用印，不完整") : .right(progress.chineseName)
    }
  }

  var rosterMark: Mark {
    switch roster {
    case .withParent: .wait(roster.chineseName)
    case .notUploaded: rosterIsLate ? .wrong("逾期未交") : .wait(roster.chineseName)
    case .errorsOpen: .look(roster.chineseName)
    case .confirmed: .right(roster.chineseName)
    }
  }
}
