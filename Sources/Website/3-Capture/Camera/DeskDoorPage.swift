import GraduatePhotos
import HTTPTypes
import Hummingbird
import Station
import Workflow

/// The door at a station: scan or type, see who it is, whether it is his turn and whether he was shot, give the queue number.
struct DeskDoorPage: Sendable {
  let call: DeskCall

  private static let shownLines = 12

  func show() async throws -> Response {
    let queue = Int(call.query("queue"))
    let notice =
      queue.map { number in
        Tag.p(.class("queue-number"), .set(.role, "status")) {
          "排队号 "
          Tag.b(StationNumbers.queueText(number))
        }
      } ?? .nothing
    return await page(notice: notice, found: nil, status: .ok)
  }

  func find(_ form: SubmittedForm) async throws -> Response {
    let typed = form.trimmed("who")
    guard !typed.isEmpty else { return .redirect(toOwn: call.address("/door")) }
    let found = await call.desk.find(typed)
    if found.count == 1, let one = found.first, one.queue == nil, one.answer == .due, one.standing == .notCome {
      return try await take(one.id, .none)
    }
    let nobody = Notice(kind: .wrong, title: "没有找到", text: "请核对学号，或输入姓名、姓名首字母。名单上确实没有的人，在下面办备用卡。").html
    return await page(notice: found.isEmpty ? nobody : .nothing, found: found, status: .ok)
  }

  func checkIn(_ form: SubmittedForm) async throws -> Response {
    let word: DeskWord =
      switch form.trimmed("word") {
      case "accepted": .accepted
      case "exception": .exception(form.trimmed("reason"))
      default: .none
      }
    return try await refusing(form.trimmed("person")) { try await take(form.trimmed("person"), word) }
  }

  func withdraw(_ form: SubmittedForm) async throws -> Response {
    try await refusing("") {
      try await call.desk.withdraw(form.trimmed("person"), by: call.member)
      return .redirect(toOwn: call.address("/door"))
    }
  }

  func excuse(_ form: SubmittedForm) async throws -> Response {
    try await refusing(form.trimmed("person")) {
      try await call.desk.excuse(form.trimmed("person"), because: form.trimmed("reason"), by: call.member)
      return .redirect(toOwn: call.address("/door"))
    }
  }

  func spare(_ form: SubmittedForm) async throws -> Response {
    try await refusing("") {
      let turns = call.desk.plan.turns
      let turn = Int(form.trimmed("turn")).flatMap { turns.indices.contains($0) ? turns[$0].key : nil }
      guard let turn = turn ?? turns.first?.key else { throw VisitDeskRefusal.visitUnknown }
      let person = try await call.desk.addSpare(
        name: form.trimmed("name"), number: form.trimmed("number"), turn: turn, note: form.trimmed("note"), by: call.member)
      return try await take(person.id, .none)
    }
  }

  private func take(_ id: String, _ word: DeskWord) async throws -> Response {
    switch try await call.desk.checkIn(id, saying: word, by: call.member) {
    case .checkedIn(let queue), .already(let queue): return .redirect(toOwn: call.address("/door?queue=\(queue)"))
    case .asks, .refused:
      return await page(notice: .nothing, found: [try await call.desk.deskPerson(id)], status: .ok)
    }
  }

  private func refusing(_ person: String, _ work: () async throws -> Response) async throws -> Response {
    do { return try await work() } catch let refusal as VisitDeskRefusal {
      var found: [DeskPerson]?
      if !person.isEmpty { found = (try? await call.desk.deskPerson(person)).map { [$0] } }
      return await page(
        notice: ErrorSummary(errors: FormErrors(refusal)).html, found: found, status: .unprocessableContent)
    }
  }

  private func page(notice: HTML, found: [DeskPerson]?, status: HTTPResponse.Status) async -> Response {
    let view = await call.desk.view
    let open = view.progress.turns.filter { $0.state == .open }.map(\.key.classGroup)
    let now = open.isEmpty ? "现在没有班级在拍" : "现在是\(open.joined(separator: "、"))"
    return call.frame.page(
      "签到", lead: "\(now)。已签到 \(view.progress.came) / 应拍 \(view.progress.heads)。",
      trail: [.init(label: "拍摄", address: call.address("/camera"))]
    ) {
      notice
      finder
      for person in found ?? [] { DeskPersonCard(call: call, found: person).html }
      queueTable(view)
      spareCard
    }.response(status: status)
  }

  private var finder: HTML {
    Tag.form(.class("form door"), .set(.method, "post"), .action(call.address("/door"))) {
      CSRF.field(call.csrf)
      Tag.label("扫码，或输入学号、姓名、姓名首字母", .set(.for, "field-who"))
      Tag.div(.class("row")) {
        Tag.input(
          .set(.type, "text"), .set(.name, "who"), .set(.id, "field-who"), .set(.autocomplete, "off"), .flag(.autofocus),
          .set(.maxlength, "2048"))
        Button.submit("查找")
      }
    }
  }

  private func queueTable(_ view: DeskView) -> HTML {
    DataTable(
      caption: "排队（\(view.queue.count) 人）",
      columns: [.text("排队号"), .text("姓名"), .text("班级", wide: true), .text("签到"), .text("")],
      rows: view.queue.prefix(Self.shownLines).map { waiting in
        let person = view.names[waiting.deed.person]
        return [
          .text(StationNumbers.queueText(waiting.deed.queue)), .text(person?.name ?? ""),
          .html(DayWords.cell(waiting.deed.turn)),
          .text(Moment.clock(waiting.at)),
          .html(
            Button.act(
              "撤销签到", at: call.address("/door/withdraw"), csrf: call.csrf, fields: [("person", waiting.deed.person)])),
        ]
      }, emptyText: "没有人在排队。扫码或查找后签到。"
    ).html
  }

  private var spareCard: HTML {
    let isCode = call.desk.plan.regime == .code
    return Tag.details(.class("card")) {
      Tag.summary("名单上没有的人：办备用卡")
      Tag.p("备用卡的照片由学校决定是谁的、要不要。", .class("soft"))
      Tag.form(.class("form"), .set(.method, "post"), .action(call.address("/door/spare"))) {
        CSRF.field(call.csrf)
        if !isCode {
          FormField("name", "姓名", lengthLimit: 50).html(error: nil)
          FormField("number", "学号或身份证号", isRequired: false, lengthLimit: 40).html(error: nil)
        }
        FormField(
          "turn", "班级",
          .select(
            call.desk.plan.turns.enumerated().map {
              .init(value: String($0.offset), label: DayWords.name($0.element.key), remark: nil)
            })
        ).html(error: nil)
        FormField("note", "说明", isRequired: false, lengthLimit: 100).html(error: nil)
        Button.submit("办备用卡并签到")
      }
    }
  }

  /// A slip to hold: the queue number, and a QR that the scanner at the camera reads.
  func slip() async throws -> Response {
    let person: DeskPerson
    do { person = try await call.desk.deskPerson(call.part("person")) } catch is VisitDeskRefusal { throw HTTPError(.notFound) }
    let shot = await call.desk.view.log.keptShot(of: person.id)
    return Document(title: "排队小票", bodyClass: "slip-page") {
      Tag.main(.class("queue-slip")) {
        Tag.p(call.desk.plan.place)
        if let queue = person.queue { Tag.p { Tag.strong("排队号 \(StationNumbers.queueText(queue))") } }
        Tag.p("\(person.person.name) \(person.person.turn.classGroup)")
        if let picture = try? QRPicture(QueueSlip.text(of: person.id)) { QRImage.svg(picture, label: "扫码用的二维码") }
        if let shot { Tag.p("拍摄序号 \(StationNumbers.serialText(shot.serial))") }
      }
    }.response(status: .ok)
  }
}

/// What the door says to somebody, and what the crew may do.
struct DeskPersonCard: Sendable {
  let call: DeskCall
  let found: DeskPerson

  var html: HTML {
    let person = found.person
    return card(person.name.isEmpty ? "采集码" : person.name) {
      if found.isSpare { Mark.look("备用卡，等学校决定").html }
      Tag.p("\(DayWords.name(person.turn))\(person.studentNumber.isEmpty ? "" : "，学号 \(person.studentNumber)")")
      for instruction in person.instructions { Notice(kind: .look, title: "注意", text: instruction).html }
      standing
      acts
      Button.row { Button.link("打印小票", to: call.address("/door/slip/\(person.id)"), .quiet) }
    }
  }

  @HTMLBuilder private var standing: HTML {
    switch found.standing {
    case .shot: Mark.right("已拍").html
    case .seated: Mark.look("正在拍").html
    case .waiting(let queue): Mark.right("已签到，排队号 \(StationNumbers.queueText(queue))").html
    case .toRetake: Mark.wrong("拍过，没有可用的照片").html
    case .excused(let reason): Mark.wait("今天不拍：\(reason)").html
    case .notCome: HTML.nothing
    }
  }

  @HTMLBuilder private var acts: HTML {
    switch found.standing {
    case .shot, .toRetake:
      Tag.p("要重拍：在拍摄页直接扫码，不用再排队。", .class("soft"))
    case .seated, .waiting: HTML.nothing
    case .notCome, .excused:
      switch found.answer {
      case .due: form("签到", word: "", reason: false)
      case .outOfTurn(let why):
        Notice(kind: .look, title: why.chinese).html
        form("同意拍，签到", word: "accepted", reason: false)
      case .refused(let why, let wayOn):
        Notice(kind: .wrong, title: why.chinese, text: wayOn.chinese).html
        if why.mayBeExcepted { form("破例拍摄，签到", word: "exception", reason: true) }
      }
      excuse
    }
  }

  private func form(_ verb: String, word: String, reason: Bool) -> HTML {
    Tag.form(.class("form"), .set(.method, "post"), .action(call.address("/door/check-in"))) {
      CSRF.field(call.csrf)
      Tag.input(.set(.type, "hidden"), .set(.name, "person"), .set(.value, found.id))
      Tag.input(.set(.type, "hidden"), .set(.name, "word"), .set(.value, word))
      if reason { FormField("reason", "原因（当天报告省厅管理员）", lengthLimit: 100).html(error: nil) }
      Button.row { Button.submit(verb) }
    }
  }

  private var excuse: HTML {
    Tag.details {
      Tag.summary("今天不拍")
      Tag.form(.class("form"), .set(.method, "post"), .action(call.address("/door/excuse"))) {
        CSRF.field(call.csrf)
        Tag.input(.set(.type, "hidden"), .set(.name, "person"), .set(.value, found.id))
        FormField("reason", "原因", lengthLimit: 100).html(error: nil)
        Button.submit("记下今天不拍", .quiet)
      }
    }
  }
}
