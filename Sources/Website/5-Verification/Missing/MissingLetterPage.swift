import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A 漏拍名单（函）: its people with the head office's answers, its paper, its seal, and sending it.
struct MissingLetterPage: Sendable {
  let call: Call
  let reader: any PaperReader

  private var address: MissingAddress { call.missingAddress }
  private var id: String { call.part("letter") }
  private var page: String { address.letter(id) }

  func show(errors: FormErrors = FormErrors(), typed: SubmittedForm? = nil) async throws -> Response {
    let record = try await record()
    let now = try await call.center.now()
    let frame = try await call.frame(campaign: record.campaignID, here: .verification)
    let next = try await next(record, errors, typed)
    return frame.page(
      "漏拍名单（函）",
      lead: "第 \(record.version) 版，\(record.people.count) 人，对照交付 \(record.delivery)。\(record.clock.chinese(now: now))。",
      trail: reader is any ErrataOfficeReader
        ? [.init(label: "漏拍名单", address: address.desk)] : [.init(label: "漏拍名单", address: address.home)]
    ) {
      CampaignWords.done(
        call,
        ["handed-in": "漏拍名单（函）已生成。还差用印。", "sealed": "用印完成。请发给总部。", "sent": "已发给总部，等答复。"])
      next
      contact(record)
      MissingAnswers(people: record.people, address: page, page: call.pageNumber, now: now).html
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func record() async throws -> MissingLetterRecord {
    let record = try await orNotFound { try await call.center.missingLetter(id, for: reader) }
    guard record.campaignID == address.campaignID else { throw HTTPError(.notFound) }
    return record
  }

  private func next(_ record: MissingLetterRecord, _ errors: FormErrors, _ typed: SubmittedForm?) async throws -> HTML {
    if let seal = record.seal {
      return fragment {
        if record.sentAt == nil, reader is Liaison {
          nowCard("发给总部") {
            ErrorSummary(errors: errors).html
            Tag.p("已用印。发出以后由总部逐人答复：找到（归错）、补拍或不再拍。")
            Button.act("发给总部：\(record.people.count) 人", at: page + "/send", csrf: call.csrf, .primary)
          }
        }
        card("第 \(record.version) 版已用印") {
          SealFacts(seal: seal).html
          steps(record).paperButton(.quiet)
        }
      }
    }
    guard record.isCurrent else {
      return nowCard("还不能用印") {
        Tag.p("生成以后名单里有人有了变化。" + (reader is Liaison ? "请重新生成漏拍名单（函）。" : "请学籍管理员重新生成后再用印。"))
        if !(reader is any ErrataOfficeReader) { Button.row { Button.link("回到漏拍名单", to: address.home) } }
      }
    }
    let ways = steps(record, errors, typed)
    let seal: HTML =
      switch reader {
      case is SealingLeader: try await ways.secondFactor(meaning: "用印等于在纸质漏拍名单（函）上盖章：您对内容负责，用印后不能撤回。")
      case is Clerk: ways.received()
      case is Liaison:
        ways.stampedPage(
          message: "【漏拍名单（函）待用印】漏拍 \(record.people.count) 人。请您核对并用印：" + call.center.publicAddress + page)
      default: .nothing
      }
    return fragment {
      seal
      if reader is Liaison { Button.row { Button.link("改联系人、地址、电话", to: address.home, .quiet) } }
    }
  }

  private func steps(
    _ record: MissingLetterRecord, _ errors: FormErrors = FormErrors(), _ typed: SubmittedForm? = nil
  ) -> SealSteps {
    SealSteps(call: call, address: page, paper: "漏拍名单（函）", version: record.version, errors: errors, typed: typed)
  }

  private func contact(_ record: MissingLetterRecord) -> HTML {
    var list = DescriptionList()
    list.add("联系人", record.contact.name)
    list.add("电话", record.contact.telephone)
    list.add("通讯地址", record.contact.address)
    let html = list.html
    return card("联系方式") { html }
  }

  func paper() async throws -> Response {
    _ = try await record()
    do {
      let printed = try await call.center.printMissingLetter(id, by: reader)
      return Download.response(bytes: printed.pdf, fileName: printed.fileName, contentType: "application/pdf")
    } catch SealRefusal.nothingHandedIn { return .redirect(toOwn: page) }
  }
}

extension MissingLetterPage: SealActs {
  var sealedAddress: String { page }
  func checkReach() async throws { _ = try await record() }
  func again(_ errors: FormErrors, _ typed: SubmittedForm?) async throws -> Response {
    try await show(errors: errors, typed: typed)
  }

  func takePage(_ form: SubmittedForm, by liaison: Liaison) async throws -> Response {
    try await seal(byPage: form) { _ = try await call.center.sealMissingLetter(id, byPage: $0, by: liaison) }
  }

  func takeAnswer(_ form: SubmittedForm, by leader: SealingLeader) async throws -> Response {
    try await seal(byAnswer: form) {
      _ = try await call.center.sealMissingLetter(id, version: $0, answer: $1, token: call.token, by: leader)
    }
  }

  func takeReceived(_ form: SubmittedForm, by clerk: Clerk) async throws -> Response {
    try await seal(received: form, done: "sent") {
      _ = try await call.center.sealMissingLetter(id, version: $0, received: $1, by: clerk)
    }
  }

  func send(by liaison: Liaison) async throws -> Response {
    try await settle(nil, done: "sent") { try await call.center.sendMissingLetter(id, by: liaison) }
  }
}

/// People of a letter with what the head office answered, and how long each waits.
struct MissingAnswers: Sendable {
  let people: [MissingLetterRecord.Line]
  let address: String
  let page: Int
  let now: Int64

  var html: HTML {
    let paging = Paging(page: page, rowCount: people.count)
    return DataTable(
      caption: "名单和答复",
      columns: [.text("班级", wide: true), .text("学号", wide: true), .text("姓名"), .text("答复"), .text("等待")],
      rows: people.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { person in
        [
          .text(person.group.title), .text(person.studentNumber), .text(person.name), .html(Self.answer(person)),
          .text(person.clock.chinese(now: now)),
        ]
      }, emptyText: "名单里没有人。", address: address, paging: paging
    ).html
  }

  static func answer(_ person: MissingLetterRecord.Line) -> HTML {
    guard let answer = person.answer else { return Mark.wait("没有答复").html }
    return fragment {
      Mark.right(answer.chinese).html
      if person.hasPortrait { Tag.small("照片已补上") }
    }
  }
}
