import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The branch's door: today's bookings by quarter-hour, the identity card, the queue number (A1, N4).
///
/// What is typed travels in forms only: names and numbers stay out of addresses.
struct MakeupDoorPage: Sendable {
  let call: Call
  let keeper: any DoorKeeper

  private var address: MakeupAddress { call.makeupAddress }
  private var campaignID: String { address.campaignID }

  func show() async throws -> Response { try await page(nil) }

  func find(_ form: SubmittedForm) async throws -> Response {
    let typed = form.trimmed("who")
    guard !typed.isEmpty else { return .redirect(toOwn: address.door) }
    do {
      let found = try await call.center.findAtMakeup(typed, campaignID: campaignID, by: keeper)
      var errors = FormErrors()
      if found.isEmpty { errors.add("没有找到。请扫码，或输入身份证号、学号；按姓名只找今天预约的", for: "who") }
      return try await page(found, errors)
    } catch let refusal as any Refusal { return try await refused(refusal) }
  }

  func admit(_ form: SubmittedForm) async throws -> Response {
    let person = form.trimmed("person")
    let word: DoorWord = form.trimmed("word") == "exception" ? .exception(form.trimmed("reason")) : .none
    do {
      let admission = try await call.center.admitToMakeup(
        person, campaignID: campaignID, cardSeen: !form.trimmed("card").isEmpty, saying: word, by: keeper)
      switch admission {
      case .admitted(let line, let turn, _):
        return .redirect(toOwn: "\(address.door)?queue=\(line.queueNumber)&turn=\(turn?.rawValue ?? "")")
      case .already(let line): return .redirect(toOwn: "\(address.door)?queue=\(line.queueNumber)")
      case .refused: return .redirect(toOwn: "\(address.door)?done=refused")
      }
    } catch MakeupRefusal.noCard {
      return try await again(person, MakeupRefusal.noCard, at: "card")
    } catch let refusal as CaptureRefusal where refusal == .noReason {
      return try await again(person, refusal, at: "reason")
    } catch let refusal as any Refusal { return try await refused(refusal) }
  }

  func withdraw(_ form: SubmittedForm) async throws -> Response {
    do {
      try await call.center.withdrawMakeupAdmission(form.trimmed("person"), campaignID: campaignID, by: keeper)
      return .redirect(toOwn: "\(address.door)?done=withdrawn")
    } catch let refusal as any Refusal { return try await refused(refusal) }
  }

  private func again(_ person: String, _ refusal: any Refusal, at field: String) async throws -> Response {
    let visitor = try await call.center.makeupVisitor(person, campaignID: campaignID, by: keeper)
    return try await page(visitor.map { [$0] }, FormErrors(refusal, for: field))
  }

  private func refused(_ refusal: any Refusal) async throws -> Response { try await page(nil, FormErrors(refusal)) }

  // MARK: The page

  private func page(_ found: [MakeupVisitor]?, _ errors: FormErrors = FormErrors()) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .capture)
    let day: MakeupDoorDay
    do { day = try await call.center.makeupDoor(campaignID: campaignID, by: keeper) } catch CaptureRefusal.visitUnknown {
      throw HTTPError(.notFound)
    } catch let refusal as any Refusal {
      return frame.page("补拍签到", trail: DayWords.trail(campaignID)) {
        Notice(kind: .look, title: refusal.message, text: refusal.hint).html
      }.response(status: .ok)
    }
    let visit = "\(DayWords.today(campaignID))/\(day.visit)"
    return frame.page("补拍签到", lead: lead(day), trail: DayWords.trail(campaignID)) {
      CampaignWords.done(call, ["withdrawn": "已撤销签到，排队号不再使用。", "refused": "已劝回，记下来了。"])
      queueNotice
      ErrorSummary(errors: errors).html
      closed(day)
      finder(errors)
      for visitor in found ?? [] { visitorCard(visitor, errors) }
      queue(day)
      booked(day)
      Button.row { Button.link("拍摄页和破例记录", to: visit, .quiet) }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func lead(_ day: MakeupDoorDay) -> String {
    "\(day.day.chinese)，\(day.terms.hours)。今天预约 \(day.booked.count) 人，排队 \(day.queue.count) 人，已拍 \(day.shot) 人。"
  }

  @HTMLBuilder private var queueNotice: HTML {
    if let queue = Int(call.query("queue")) {
      Tag.p(.class("queue-number"), .set(.role, "status")) {
        "排队号 "
        Tag.b(StationNumbers.queueText(queue))
      }
      if let turn = MakeupDoor.Turn(rawValue: call.query("turn")), turn != .booked {
        Notice(kind: .look, title: turn.chineseName).html
      }
    }
  }

  @HTMLBuilder private func closed(_ day: MakeupDoorDay) -> HTML {
    if day.now >= day.terms.deadline {
      let refusal = MakeupRefusal.closed(day.terms.deadline)
      Notice(kind: .wrong, title: refusal.message, text: refusal.hint).html
    } else if day.now.minute >= day.terms.closing {
      Notice(kind: .look, title: "今天的补拍已经关门", text: "关门前已取号的继续拍完。").html
    }
  }

  private func finder(_ errors: FormErrors) -> HTML {
    Tag.form(.class("form door"), .set(.method, "post"), .action(address.door)) {
      CSRF.field(call.csrf)
      Tag.label("扫码，或输入身份证号、学号、预约人姓名", .set(.for, "field-who"))
      Tag.div(.class("row")) {
        Tag.input(
          .set(.type, "text"), .set(.name, "who"), .set(.id, "field-who"), .set(.autocomplete, "off"), .flag(.autofocus),
          .set(.maxlength, "2048"), .aria("invalid", errors["who"] == nil ? nil : "true"))
        Button.submit("查找")
      }
      if let error = errors["who"] { Tag.p(error, .class("field-error")) }
    }
  }

  private func visitorCard(_ visitor: MakeupVisitor, _ errors: FormErrors) -> HTML {
    let person = visitor.person
    return card(person.label) {
      Tag.p("\(visitor.institution)，\(person.group.title)\(person.studentNumber.isEmpty ? "" : "，学号 \(person.studentNumber)")")
      if let entitlement = person.entitlement {
        Tag.p {
          MakeupWords.ground(person)
          " "
          MakeupWords.fee(entitlement).html
        }
      }
      Tag.p(person.booked.map { "预约 \($0.slot.chinese)" } ?? "没有预约")
      if let line = visitor.checkIn {
        Mark.right("已取号，排队号 \(StationNumbers.queueText(line.queueNumber))").html
      } else {
        answer(visitor, errors)
      }
    }
  }

  @HTMLBuilder private func answer(_ visitor: MakeupVisitor, _ errors: FormErrors) -> HTML {
    switch visitor.answer {
    case .due, .outOfTurn: admitForm(visitor, errors)
    case .refused(let why, let wayOn):
      Mark.wrong(why.chinese).html
      Tag.p(wayOn.chinese + "。")
      if why.mayBeExcepted {
        Tag.details(.flag(.open, if: errors["reason"] != nil || errors["card"] != nil)) {
          Tag.summary("现场负责人同意破例拍摄")
          admitForm(visitor, errors, isException: true)
        }
      }
      Button.act(
        "劝回，记下来", at: "\(address.door)/admit", csrf: call.csrf, fields: [("person", visitor.id), ("card", "on")])
    }
  }

  private func admitForm(_ visitor: MakeupVisitor, _ errors: FormErrors, isException: Bool = false) -> HTML {
    Tag.form(.class("form"), .set(.method, "post"), .action("\(address.door)/admit"), .flag(.novalidate)) {
      CSRF.field(call.csrf, and: [("person", visitor.id), ("word", isException ? "exception" : "")])
      FormField("card", "已看身份证，是本人", .checkbox).html(error: errors["card"])
      if isException {
        FormField(
          "reason", "原因", hint: "当天报告省厅管理员；不要写证件号", lengthLimit: CaptureLimits.reasonCharacters
        ).html(error: errors["reason"])
      }
      Button.row { Button.submit(isException ? "破例拍摄，给排队号" : "给排队号", isException ? .quiet : .primary) }
    }
  }

  private func queue(_ day: MakeupDoorDay) -> HTML {
    DataTable(
      caption: "正在排队", columns: [.text("排队号"), .text("学生"), .text("学校、班级", wide: true), .text("预约"), .text("")],
      rows: day.queue.map { visitor in
        [
          .text(visitor.checkIn.map { StationNumbers.queueText($0.queueNumber) } ?? "—"), .text(name(visitor)),
          .text("\(visitor.institution) \(visitor.person.group.title)"),
          .text(visitor.person.booked?.slot.chinese ?? "没有预约"),
          .html(Button.act("撤销", at: "\(address.door)/withdraw", csrf: call.csrf, fields: [("person", visitor.id)])),
        ]
      }, emptyText: "还没有人排队。"
    ).html
  }

  private func booked(_ day: MakeupDoorDay) -> HTML {
    DataTable(
      caption: "今天的预约", columns: [.text("时段"), .text("学生"), .text("学校、班级", wide: true), .text("原因", wide: true), .text("情况")],
      rows: day.booked.map { visitor in
        [
          .text(visitor.person.booked.map { MinuteSpan.clock($0.slot.minute) } ?? ""), .html(nameForm(visitor)),
          .text("\(visitor.institution) \(visitor.person.group.title)"), .text(MakeupWords.ground(visitor.person)),
          .mark(state(visitor)),
        ]
      }, emptyText: "今天没有人预约。没有预约的也可以拍，排在预约的同学之后。"
    ).html
  }

  private func name(_ visitor: MakeupVisitor) -> String { visitor.person.label }

  /// A click on the name is as good as a scan: the slip is what finds him.
  private func nameForm(_ visitor: MakeupVisitor) -> HTML {
    guard visitor.checkIn == nil, !visitor.isShot else { return .text(name(visitor)) }
    return Button.act(
      "查找 \(name(visitor))", at: address.door, csrf: call.csrf, fields: [("who", QueueSlip.text(of: visitor.id))])
  }

  private func state(_ visitor: MakeupVisitor) -> Mark {
    if visitor.isShot { return .right("已拍") }
    if visitor.checkIn != nil { return .look("排队中") }
    return visitor.person.entitlement == nil ? .wait("不用拍了") : .wait("没有到")
  }
}
