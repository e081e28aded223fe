import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A 《勘误表》: its rows, its paper, and the seal in the way that is the reader's.
struct ErrataSealPage: Sendable {
  let call: Call
  let reader: any PaperReader

  private var address: ErrataAddress { call.errataAddress }
  private var id: String { call.part("form") }
  private var page: String { address.form(id) }

  static func handIn(_ call: Call, by liaison: Liaison) async throws -> Response {
    let address = call.errataAddress
    do {
      let id = try await call.center.handInErrataForm(campaignID: address.campaignID, by: liaison)
      return .redirect(toOwn: address.form(id) + "?done=handed-in")
    } catch let refusal as ErrataDeskRefusal {
      return try await ErrataListPage(call: call, reader: liaison).show(refused: refusal)
    }
  }

  func show(errors: FormErrors = FormErrors(), typed: SubmittedForm? = nil) async throws -> Response {
    let record = try await record()
    let frame = try await call.frame(campaign: record.campaignID, here: .verification)
    let next = try await next(record, errors, typed)
    let now = try await call.center.now()
    return frame.page(
      "《勘误表》", lead: "第 \(record.version) 版，共 \(record.lines.count) 条。", trail: trail(record)
    ) {
      CampaignWords.done(
        call, ["handed-in": "《勘误表》已生成。还差用印：打印盖章后上传，或者请主管领导直接确认。", "sealed": "用印完成，等总部处理。"])
      next
      table(record, now)
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func trail(_ record: ErrataFormRecord) -> [Frame.Crumb] {
    guard reader is any ErrataOfficeReader else { return ErrataWords.trail(address) }
    return [.init(label: "勘误", address: address.screen(record.institutionID))]
  }

  private func record() async throws -> ErrataFormRecord {
    let record = try await orNotFound { try await call.center.errataForm(id, for: reader) }
    guard record.campaignID == address.campaignID else { throw HTTPError(.notFound) }
    return record
  }

  private func next(_ record: ErrataFormRecord, _ errors: FormErrors, _ typed: SubmittedForm?) async throws -> HTML {
    let book = Button.link("下载 XLSX", to: page + "/book", .quiet)
    if let seal = record.seal {
      return card("第 \(record.version) 版已用印") {
        if let received = record.received {
          Tag.p(
            "总部于\(received.day.chinese)收到\(received.way.chineseName)送来的纸质表"
              + (received.number.isEmpty ? "。" : "，编号 \(received.number)。"))
        }
        SealFacts(seal: seal).html
        Button.row {
          steps(record).paperButton(.quiet)
          book
        }
      }
    }
    guard record.isCurrent else {
      return nowCard("还不能用印") {
        Tag.p("生成以后有勘误撤销了或已经处理。" + (reader is Liaison ? "请重新生成《勘误表》。" : "请学籍管理员重新生成后再用印。"))
        if reader is Liaison {
          Button.act("重新生成《勘误表》", at: address.home + "/hand-in", csrf: call.csrf, .primary)
        }
      }
    }
    let ways = steps(record, errors, typed)
    let seal: HTML =
      switch reader {
      case is SealingLeader: try await ways.secondFactor(meaning: "用印等于在纸质《勘误表》上盖章：您对内容负责，用印后不能撤回。")
      case is Clerk: ways.received()
      case is Liaison:
        ways.stampedPage(message: "【《勘误表》待用印】勘误 \(record.lines.count) 条。请您核对并用印：" + call.center.publicAddress + page)
      default: .nothing
      }
    return fragment {
      seal
      Button.row { book }
    }
  }

  private func steps(
    _ record: ErrataFormRecord, _ errors: FormErrors = FormErrors(), _ typed: SubmittedForm? = nil
  ) -> SealSteps {
    SealSteps(call: call, address: page, paper: "《勘误表》", version: record.version, errors: errors, typed: typed)
  }

  private func table(_ record: ErrataFormRecord, _ now: Int64) -> HTML {
    let paging = Paging(page: call.pageNumber, rowCount: record.lines.count)
    return DataTable(
      caption: "《勘误表》的内容",
      columns: [
        .text("拍摄序号", wide: true), .text("学生"), .text("更正"), .text("类型", wide: true), .text("经手人", wide: true),
        .text("日期", wide: true), .text("状态"),
      ],
      rows: record.lines.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { line in
        func shown(_ text: String) -> String {
          [.idNumber, .examineeNumber].contains(line.field) ? IDNumber.masked(text) : text
        }
        return [
          .text(line.serial), .text(ErrataWords.who(name: line.name, number: line.studentNumber)),
          .html(
            fragment {
              "\(line.field.chineseName)："
              ErrataWords.change(shown(line.old), shown(line.new))
            }), .text(line.kind.chineseName), .text(line.handler), .text(line.day.iso),
          .html(
            fragment {
              ErrataWords.mark(line).html
              Tag.small(line.decision?.chinese(of: line.kind) ?? line.clock.chinese(now: now))
            }),
        ]
      }, emptyText: "没有勘误。", address: page, paging: paging
    ).html
  }

  func paper() async throws -> Response {
    _ = try await record()
    do {
      let printed = try await call.center.printErrataForm(id, by: reader)
      return Download.response(bytes: printed.pdf, fileName: printed.fileName, contentType: "application/pdf")
    } catch SealRefusal.nothingHandedIn { return .redirect(toOwn: page) }
  }

  func book() async throws -> Response {
    _ = try await record()
    return try await .file(call.center.errataFormBook(id, by: reader))
  }
}

extension ErrataSealPage: SealActs {
  var sealedAddress: String { page }
  func checkReach() async throws { _ = try await record() }
  func again(_ errors: FormErrors, _ typed: SubmittedForm?) async throws -> Response {
    try await show(errors: errors, typed: typed)
  }

  func takePage(_ form: SubmittedForm, by liaison: Liaison) async throws -> Response {
    try await seal(byPage: form) { _ = try await call.center.sealErrataForm(id, byPage: $0, by: liaison) }
  }

  func takeAnswer(_ form: SubmittedForm, by leader: SealingLeader) async throws -> Response {
    try await seal(byAnswer: form) {
      _ = try await call.center.sealErrataForm(id, version: $0, answer: $1, token: call.token, by: leader)
    }
  }

  func takeReceived(_ form: SubmittedForm, by clerk: Clerk) async throws -> Response {
    try await seal(received: form) { _ = try await call.center.sealErrataForm(id, version: $0, received: $1, by: clerk) }
  }
}
