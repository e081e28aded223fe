import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The door of today's visit: scan or type, see who it is and whether it is his turn, give the queue number.
///
/// What is typed travels in forms only: names and numbers stay out of addresses.
struct DoorPage: Sendable {
  let call: Call
  let keeper: any DoorKeeper

  private var campaignID: String { call.part("campaign") }
  private var visitAddress: String { "\(DayWords.today(campaignID))/\(call.part("visit"))" }
  private var address: String { "\(visitAddress)/door" }
  private var number: Int { Int(call.part("visit")) ?? 0 }
  /// Queue lines shown.
  private static let shownLines = 12

  func show() async throws -> Response {
    let last = call.query("queue")
    return try await page(notice: last.isEmpty ? .nothing : queueNotice(last), found: nil)
  }

  func find(_ form: SubmittedForm) async throws -> Response {
    let typed = form.trimmed("who")
    guard !typed.isEmpty else { return .redirect(toOwn: address) }
    do {
      var readings: CharacterTable?
      if let folder = ShippedFiles.found()?.characters.path { readings = await CharacterShelf.shared.table(in: folder) }
      let found = try await call.center.findAtDoor(
        typed, of: number, campaignID: campaignID, readings: readings, by: keeper)
      // A scan of somebody whose turn it is needs no second touch.
      if found.count == 1, let one = found.first, one.checkIn == nil, one.answer == .due {
        return try await take(one.person.id, .none)
      }
      return try await page(
        notice: found.isEmpty ? Notice(kind: .wrong, title: "没有找到", text: "请核对学号，或输入姓名、姓名首字母。").html : .nothing,
        found: found)
    } catch is MakeupRefusal { return branchDoor } catch let refusal as CaptureRefusal { return try await refused(refusal) }
  }

  /// The branch has a door of its own, where the identity card is looked at.
  private var branchDoor: Response { .redirect(toOwn: MakeupAddress(campaignID: campaignID).door) }

  func checkIn(_ form: SubmittedForm) async throws -> Response {
    let word: DoorWord =
      switch form.trimmed("word") {
      case "accepted": .accepted
      case "exception": .exception(form.trimmed("reason"))
      default: .none
      }
    do { return try await take(form.trimmed("person"), word) } catch is MakeupRefusal { return branchDoor } catch let refusal
      as CaptureRefusal
    {
      return try await refused(refusal, person: form.trimmed("person"))
    }
  }

  func withdraw(_ form: SubmittedForm) async throws -> Response {
    do {
      try await call.center.withdrawCheckIn(form.trimmed("person"), at: number, campaignID: campaignID, by: keeper)
      return .redirect(toOwn: "\(address)?done=withdrawn")
    } catch let refusal as CaptureRefusal { return try await refused(refusal) }
  }

  private func take(_ personID: String, _ word: DoorWord) async throws -> Response {
    switch try await call.center.checkIn(personID, at: number, campaignID: campaignID, saying: word, by: keeper) {
    case .checkedIn(let line), .already(let line): return .redirect(toOwn: "\(address)?queue=\(line.queueNumber)")
    case .asks, .refused:
      let person = try await call.center.doorPerson(personID, of: number, campaignID: campaignID, by: keeper)
      return try await page(notice: .nothing, found: [person])
    }
  }

  private func refused(_ refusal: CaptureRefusal, person: String = "") async throws -> Response {
    if refusal == .visitUnknown { throw HTTPError(.notFound) }
    let notice = ErrorSummary(errors: FormErrors(refusal)).html
    if case .notToday = refusal {
      let frame = try await call.frame(campaign: campaignID, here: .capture)
      return frame.page("签到", trail: DayWords.trail(campaignID)) { notice }.response(status: .unprocessableContent)
    }
    var found: [DoorPerson]?
    if !person.isEmpty {
      do {
        found = [try await call.center.doorPerson(person, of: number, campaignID: campaignID, by: keeper)]
      } catch is CaptureRefusal {}
    }
    return try await page(notice: notice, found: found, status: .unprocessableContent)
  }

  private func queueNotice(_ number: String) -> HTML {
    guard let queue = Int(number) else { return .nothing }
    return Tag.p(.class("queue-number"), .set(.role, "status")) {
      "排队号 "
      Tag.b(StationNumbers.queueText(queue))
    }
  }

  private func page(
    notice: HTML, found: [DoorPerson]?, status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .capture)
    let visit: LivingVisit
    let queue: [QueueLine]
    do {
      visit = try await call.center.livingVisit(number, campaignID: campaignID, by: keeper)
      queue = try await call.center.queue(of: number, campaignID: campaignID, limit: Self.shownLines, by: keeper)
    } catch CaptureRefusal.visitUnknown { throw HTTPError(.notFound) } catch let refusal as CaptureRefusal {
      return frame.page("签到", trail: DayWords.trail(campaignID)) {
        ErrorSummary(errors: FormErrors(refusal)).html
      }.response(status: .unprocessableContent)
    }
    if visit.isMakeup { return branchDoor }
    let trail = DayWords.trail(campaignID) + [.init(label: visit.place.name, address: visitAddress)]
    return frame.page("签到", lead: lead(visit), trail: trail) {
      CampaignWords.done(call, ["withdrawn": "已撤销签到，排队号不再使用。"])
      notice
      finder
      for person in found ?? [] { personCard(person) }
      queueTable(queue)
    }.response(status: status)
  }

  private func lead(_ visit: LivingVisit) -> String {
    let open = visit.progress.turns.filter { $0.state == .open }.map(\.key.classGroup)
    let now = open.isEmpty ? "现在没有班级在拍" : "现在是\(open.joined(separator: "、"))"
    return "\(now)。已签到 \(visit.progress.came) / 应拍 \(visit.progress.heads)。"
  }

  private var finder: HTML {
    Tag.form(.class("form door"), .set(.method, "post"), .action(address)) {
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

  private func personCard(_ found: DoorPerson) -> HTML {
    let person = found.person
    return card(person.name.isEmpty ? "采集码" : person.name) {
      if let elsewhere = found.elsewhere { Tag.p { Tag.strong(elsewhere) } }
      Tag.p("\(DayWords.name(person.turn))\(person.studentNumber.isEmpty ? "" : "，学号 \(person.studentNumber)")")
      for instruction in person.instructions { Notice(kind: .look, title: "注意", text: instruction).html }
      if let line = found.checkIn {
        Mark.right("已签到，排队号 \(StationNumbers.queueText(line.queueNumber))").html
      } else {
        answer(found)
      }
    }
  }

  @HTMLBuilder private func answer(_ found: DoorPerson) -> HTML {
    switch found.answer {
    case .due:
      Mark.right("轮到了").html
      actForm(found, word: "", verb: "签到")
    case .outOfTurn(let why):
      Mark.look(why.chinese).html
      Tag.p("可以按现场情况照拍，会记下不按时段。", .class("soft"))
      actForm(found, word: "accepted", verb: "照拍，给排队号")
    case .refused(let why, let wayOn):
      Mark.wrong(why.chinese).html
      if why.mayBeExcepted {
        Tag.p(wayOn.chinese + "。")
        Tag.details {
          Tag.summary("现场负责人同意破例拍摄")
          Tag.form(.class("form"), .set(.method, "post"), .action("\(address)/check-in")) {
            CSRF.field(call.csrf)
            hidden("person", found.id)
            hidden("word", "exception")
            FormField(
              "reason", "原因", hint: "当天报告省厅管理员；不要写证件号", lengthLimit: CaptureLimits.reasonCharacters
            ).html(error: nil)
            Button.row { Button.submit("破例拍摄，给排队号", .quiet) }
          }
        }
      }
      actForm(found, word: "", verb: "劝回，记下来", look: .quiet)
    }
  }

  private func actForm(_ found: DoorPerson, word: String, verb: String, look: Button.Look = .primary) -> HTML {
    Button.act(
      verb, at: "\(address)/check-in", csrf: call.csrf, look, fields: [("person", found.id), ("word", word)])
  }

  private func hidden(_ name: String, _ value: String) -> HTML {
    Tag.input(.set(.type, "hidden"), .set(.name, name), .set(.value, value))
  }

  private func queueTable(_ queue: [QueueLine]) -> HTML {
    DataTable(
      caption: "最近签到", columns: [.text("排队号"), .text("姓名"), .text("班级", wide: true), .text("学号", wide: true), .text("")],
      rows: queue.map { line in
        [
          .text(StationNumbers.queueText(line.checkIn.queueNumber)), .text(line.person.name.isEmpty ? "采集码" : line.person.name),
          .text(line.person.turn.classGroup), .text(line.person.studentNumber),
          .html(
            Button.act("撤销", at: "\(address)/withdraw", csrf: call.csrf, fields: [("person", line.person.id)])),
        ]
      }, emptyText: "还没有人签到。"
    ).html
  }
}
