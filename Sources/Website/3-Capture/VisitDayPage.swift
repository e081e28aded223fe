import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// How one visit goes on: who came, who is next, who did not come, and what to do about being late.
struct VisitDayPage: Sendable {
  let call: Call
  let watcher: any DayWatcher

  private var campaignID: String { call.part("campaign") }
  private var address: String { "\(DayWords.today(campaignID))/\(call.part("visit"))" }

  func show() async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .capture)
    let visit = try await stored()
    let missing: [MissingClass]
    if let reader = watcher as? any MissingReader {
      missing = try await call.center.missing(at: visit.record.number, campaignID: campaignID, by: reader)
    } else {
      missing = []
    }
    let isToday = visit.record.day == CalendarDay(milliseconds: try await call.center.now())
    let keeps = watcher is any DayKeeper && isToday
    let isAhead = visit.record.day >= CalendarDay(milliseconds: try await call.center.now())
    let notes = try await call.center.doorNotes(of: visit.record.number, campaignID: campaignID, by: watcher)
    return frame.page(
      visit.place.name,
      lead: "\(visit.record.day.chinese) \(visit.record.span.chinese)，\(visit.crewName)，第 \(visit.record.point) 拍摄点",
      trail: DayWords.trail(campaignID)
    ) {
      CampaignWords.done(
        call,
        ["called": "已通知提前叫班。", "replanned": "已按现在的进度重排，新的一版时间安排已公布，学校收到了通知。"])
      Tag.div(
        .class("stack"), .data("live", isToday ? "\(address)/live" : nil), .data("every", isToday ? "5" : nil)
      ) {
        nowCard(sentence(visit, isToday)) {
          if isToday, !visit.isMakeup { Tag.p(visit.progress.outlook.chinese, .data("value", "outlook")) }
          if keeps { acts(visit) }
          if watcher is Photographer, isAhead {
            Button.row { Button.link("带到工作站", to: "\(address)/take", .quiet) }
          }
        }
        numbers(visit)
        if !visit.isMakeup { classTable(visit, keeps) }
      }
      missingCard(missing, visit, isToday)
      notesTable(notes)
    }.response(status: .ok)
  }

  /// What live.js asks for.
  func live() async throws -> Response {
    let visit = try await stored()
    var values = [
      "came": String(visit.progress.came), "others": String(visit.outOfTurn + visit.exceptions),
      "refused": String(visit.refused), "outlook": visit.progress.outlook.chinese,
    ]
    for (at, turn) in visit.progress.turns.enumerated() {
      values["expected-\(at)"] = turn.expected?.chinese ?? "—"
      values.merge(DayWords.liveValues(turn.came, turn.heads, key: String(at))) { _, new in new }
    }
    return .live(values)
  }

  private func stored() async throws -> LivingVisit {
    guard let number = Int(call.part("visit")) else { throw HTTPError(.notFound) }
    do { return try await call.center.livingVisit(number, campaignID: campaignID, by: watcher) } catch CaptureRefusal
      .visitUnknown
    { throw HTTPError(.notFound) }
  }

  private func sentence(_ visit: LivingVisit, _ isToday: Bool) -> String {
    let progress = visit.progress
    if visit.isMakeup { return "补拍，按预约时间和排队号拍" }
    guard isToday else { return "已到 \(progress.came) / 应拍 \(progress.heads)" }
    if progress.turns.allSatisfy({ $0.state == .closed }) { return "各班都拍完了" }
    guard let next = progress.turns.first(where: { $0.state != .closed }) else { return "各班都拍完了" }
    return next.state == .open
      ? "正在拍：\(next.key.classGroup)，已到 \(next.came) / \(next.heads)"
      : "下一个班：\(next.key.classGroup)，\(MinuteSpan.clock(MinuteSpan.quarter(before: next.span.start))) 叫号"
  }

  private func acts(_ visit: LivingVisit) -> HTML {
    let outlook = visit.progress.outlook
    return Button.row {
      if watcher is any DoorKeeper { Button.link("打开签到", to: "\(address)/door") }
      if watcher is Photographer, call.site.desks != nil {
        Button.act("打开拍摄页", at: "\(address)/desk", csrf: call.csrf, fields: [])
      }
      if !outlook.unfinished.isEmpty || outlook.behindMinutes >= DayWords.lateMinutes {
        Button.link("按现在的进度重排", to: "\(address)/replan", .quiet)
      }
    }
  }

  private func numbers(_ visit: LivingVisit) -> HTML {
    if visit.isMakeup {
      return FlowNumbers(entries: [
        .init(noun: "没有预约或不按预约时间的", count: visit.outOfTurn), .init(noun: "破例拍摄的", count: visit.exceptions),
        .init(noun: "劝回的", count: visit.refused, key: "refused"),
      ]).html
    }
    return FlowNumbers(entries: [
      .init(noun: "已签到", count: visit.progress.came, of: visit.progress.heads, key: "came"),
      .init(noun: "应拍", count: visit.progress.heads),
      .init(noun: "不按时段拍的", count: visit.outOfTurn + visit.exceptions, key: "others"),
      .init(noun: "劝回的", count: visit.refused, key: "refused"),
    ]).html
  }

  private func classTable(_ visit: LivingVisit, _ keeps: Bool) -> HTML {
    let early = visit.progress.outlook.callEarly.flatMap { turn in Int(turn.group) }
    return DataTable(
      caption: "各班",
      columns: [.text("班级"), .text("原定"), .text("估计", wide: true), .text("已到"), .text("情况")] + (keeps ? [.text("")] : []),
      rows: visit.progress.turns.enumerated().map { at, turn in
        var cells: [DataTable.Cell] = [
          .html(DayWords.cell(turn.key)), .text(turn.span.chinese),
          .html(Tag.span(turn.expected?.chinese ?? "—", .data("value", "expected-\(at)"))),
          .html(DayWords.liveBar(turn.came, turn.heads, key: String(at))), .mark(DayWords.mark(turn)),
        ]
        if keeps { cells.append(.html(callCell(turn, visit, isEarly: early == at))) }
        return cells
      }, emptyText: "这一场还没有班级。"
    ).html
  }

  private func callCell(_ turn: VisitProgress.Turn, _ visit: LivingVisit, isEarly: Bool) -> HTML {
    if visit.called.contains(turn.key) { return .text("已提前叫") }
    guard isEarly, turn.state != .closed, turn.came == 0 else { return .nothing }
    return Button.act(
      "提前叫这个班", at: "\(address)/call", csrf: call.csrf,
      fields: [
        ("category", turn.key.category.rawValue), ("department", turn.key.department), ("class", turn.key.classGroup),
      ])
  }

  private func notesTable(_ notes: [DoorNote]) -> HTML {
    guard !notes.isEmpty else { return .nothing }
    return DataTable(
      caption: "不按时段拍的和劝回的",
      columns: [.text("时间"), .text("情况"), .text("排队号"), .text("班级", wide: true), .text("原因")],
      rows: notes.prefix(CaptureLimits.listedPeople).map { note in
        [
          .text(Moment.text(note.at)), .mark(DayWords.mark(note.kind)),
          .text(note.queueNumber.map(StationNumbers.queueText) ?? "—"),
          .text(note.turn.map(DayWords.name) ?? "—"), .text(note.why),
        ]
      }, emptyText: ""
    ).html
  }

  private func missingCard(_ missing: [MissingClass], _ visit: LivingVisit, _ isToday: Bool) -> HTML {
    let total = missing.reduce(0) { $0 + $1.people.count }
    guard total > 0 else { return .nothing }
    return card("\(isToday ? "今天谁没拍" : "这一场谁没拍")（\(total) 人）", id: "missing") {
      Tag.ul { for line in missing { Tag.li(line.chinese) } }
      for text in Self.texts(missing, visit, isToday) { CopyText(title: text.title, text: text.text).html }
    }
  }

  /// One text a class, ready to paste; each under the limit, however many names.
  static func texts(_ missing: [MissingClass], _ visit: LivingVisit, _ isToday: Bool) -> [(title: String, text: String)] {
    missing.map { line in
      let names = line.people.map { $0.name.isEmpty ? "" : $0.name }.filter { !$0.isEmpty }
      let head = "【\(visit.record.day.chineseWithoutYear)毕业照】\(line.turn.classGroup)还没拍："
      let tail = isToday ? "请马上到拍摄点，或带身份证参加补拍。" : "请带身份证参加补拍。"
      let text =
        names.isEmpty
        ? "\(head)\(line.people.count) 人。\(tail)"
        : CopyText.list("", head: head, items: names, total: names.count, noun: "人", tail: tail).text
      return ("发到\(line.turn.classGroup)群", text)
    }
  }
}
