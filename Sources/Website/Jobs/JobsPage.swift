import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Site {
  /// What is done after a commit: the queue, and the messages that leave.
  static let jobRoutes: [Route] = [
    .get("/jobs", .campaignKeepers) { call, keeper in try await JobsPage(call: call, keeper: keeper).show() },
    .post("/jobs/{job}/retry", .campaignKeepers) { call, keeper, _ in
      try await call.center.retryJob(call.part("job"), by: keeper)
      return .redirect(toOwn: "/jobs?done=retried")
    },
    .get("/outbox", .campaignKeepers) { call, keeper in
      try await OutboxListPage(call: call, keeper: keeper, campaignID: nil).show()
    },
    .post("/outbox/{message}/again", .campaignKeepers) { call, keeper, _ in
      try await OutboxListPage(call: call, keeper: keeper, campaignID: nil).sendAgain()
    },
    .get("/campaigns/{campaign}/outbox", .campaignKeepers) { call, keeper in
      try await OutboxListPage(call: call, keeper: keeper, campaignID: call.part("campaign")).show()
    },
    .post("/campaigns/{campaign}/outbox/{message}/again", .campaignKeepers) { call, keeper, _ in
      try await OutboxListPage(call: call, keeper: keeper, campaignID: call.part("campaign")).sendAgain()
    },
  ]
}

/// The queue at a glance, and what was set aside for a person.
struct JobsPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  func show() async throws -> Response {
    let overview = try await call.center.jobOverview(for: keeper)
    let aside = try await call.center.jobsSetAside(for: keeper)
    let now = try await call.center.now()
    let frame = try await call.frame()
    return frame.page("后台任务", lead: lead(overview, now)) {
      if call.query("done") == "retried" { Notice(kind: .right, title: "已放回队列", text: "一般几秒内就会重新执行，请稍后刷新本页看结果。").html }
      card {
        FlowNumbers(entries: [
          .init(noun: "等候执行", count: overview.waiting - overview.leased), .init(noun: "正在执行", count: overview.leased),
          .init(noun: "已搁置", count: overview.setAside),
        ]).html
      }
      table(aside).html
      card("这里是什么") {
        Tag.p("发邮件、发消息这类事在您点过按钮之后由系统在后台办。办不成会自动再试，前后约八小时；仍然不成就搁置在这里，等人看过原因再重新执行。")
        Tag.ul(.class("links")) { Tag.li { Tag.a("关于个人账号的邮件", .href("/outbox")) } }
      }
    }.response(status: .ok)
  }

  private func lead(_ overview: JobOverview, _ now: Int64) -> String {
    if overview.setAside > 0 { return "\(overview.setAside) 项多次失败，已搁置：请看原因，处理后重新执行。" }
    guard let due = overview.oldestDueAt, now - due > Self.slowMilliseconds else { return "没有要处理的任务。" }
    return "没有搁置的任务；最早的一项从\(Moment.text(due))等到现在，请联系系统管理员查看服务是否正常。"
  }

  /// From when on a waiting job is worth a word.
  private static let slowMilliseconds: Int64 = 600_000

  private func table(_ aside: [JobSetAside]) -> DataTable {
    let paging = Paging(page: call.pageNumber, rowCount: aside.count)
    return DataTable(
      caption: "已搁置的任务", columns: [.text("时间"), .text("任务"), .text("原因"), .text("办理")],
      rows: aside.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { job in
        [
          .text(Moment.text(job.setAsideAt)), .html(what(job)), .text(job.reason),
          .html(Button.act("重新执行", at: "/jobs/\(job.id)/retry", csrf: call.csrf)),
        ]
      }, emptyText: "没有搁置的任务。", address: "/jobs", paging: paging)
  }

  private func what(_ job: JobSetAside) -> HTML {
    fragment {
      job.chineseKind
      if !job.subject.isEmpty { Tag.small(.class("under")) { job.subject } }
    }
  }
}

/// The messages of a campaign, or those of the center about people's own accounts; what did not leave can be sent again.
struct OutboxListPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper
  let campaignID: String?

  private var address: String { campaignID.map { "/campaigns/\($0)/outbox" } ?? "/outbox" }

  func show() async throws -> Response {
    let frame = try await call.frame(campaign: campaignID)
    let page = try await call.center.outbox(campaignID: campaignID, page: call.pageNumber, for: keeper)
    return frame.page(
      campaignID == nil ? "关于个人账号的邮件" : "邮件和消息", lead: lead(page),
      trail: campaignID == nil ? [.init(label: "后台任务", address: "/jobs")] : []
    ) {
      if call.query("done") == "again" { Notice(kind: .right, title: "已放回队列，马上再发一次").html }
      table(page).html
      card("没有收到？") {
        Tag.p("邮件发出后由对方的邮箱接收，请提醒对方看一看垃圾邮件。通知同时显示在对方的页面上，不会因为邮件没有发出而丢失；也可以把通知的文字复制到群里。")
      }
    }.response(status: .ok)
  }

  private func lead(_ page: OutboxPage) -> String {
    page.notSent > 0 ? "\(page.notSent) 封没有发出，共 \(page.total) 封。" : "共 \(page.total) 封，没有发送失败的。"
  }

  private func table(_ page: OutboxPage) -> DataTable {
    DataTable(
      caption: "邮件和消息", columns: [.text("时间"), .text("标题"), .text("发给"), .text("状态"), .text("办理")],
      rows: page.messages.map { line in
        [
          .text(Moment.text(line.writtenAt)), .text(line.subject), .text(recipient(line)), .html(state(line)),
          .html(line.outcome == nil || line.outcome == .sent ? .nothing : again(line)),
        ]
      }, emptyText: "还没有发过邮件。提醒院校、收到盖章页时，系统会发邮件给学籍管理员。", address: address,
      paging: Paging(page: call.pageNumber, rowCount: page.total))
  }

  private func recipient(_ line: OutboxLine) -> String {
    line.channel == .webhook ? line.channel.chineseName : line.maskedRecipient
  }

  private func state(_ line: OutboxLine) -> HTML {
    let mark: Mark =
      switch line.outcome {
      case nil: .wait(line.chineseState)
      case .sent: .right(MessageOutcome.sent.chineseName)
      case .refused, .givenUp: .wrong(line.outcome?.chineseName ?? "")
      }
    return fragment {
      mark.html
      if !line.reason.isEmpty { Tag.small(.class("under")) { line.reason } }
    }
  }

  private func again(_ line: OutboxLine) -> HTML {
    Button.act("再发一次", at: "\(address)/\(line.id)/again", csrf: call.csrf)
  }

  func sendAgain() async throws -> Response {
    try await call.center.sendAgain(messageID: call.part("message"), by: keeper)
    return .redirect(toOwn: address + "?done=again")
  }
}
