import Foundation
import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// What comes next for a class's sign-off, under its sheet.
struct SignOffCard: Sendable {
  let call: Call
  let reader: any VerificationReader
  let group: CheckedClass
  let tally: ClassTally
  let state: ClassCheckState

  private var address: ClassCheckAddress { call.classCheckAddress }

  var html: HTML {
    card("签核本班") {
      Tag.p(words)
      if let id = state.id, reader is any SignOffReader, state.version > 0 {
        Button.row { Button.link("打印、用印", to: address.check(id), state.waitsForSeal ? .primary : .quiet) }
      }
      if reader is Liaison, state.obstacle == nil, !state.isSigned, !state.waitsForSeal {
        Button.act(
          "交本班核对结果：正确 \(tally.right) 人，问题 \(tally.found) 人", at: address.handIn, csrf: call.csrf, .primary,
          fields: [("department", group.department), ("class", group.classGroup)])
      }
    }
  }

  private var words: String {
    if let obstacle = state.obstacle {
      let refusal = ClassCheckRefusal.obstacle(obstacle)
      return "\(refusal.message)。全班核对完，学籍管理员才能交核对结果、用印。"
    }
    if state.isSigned, let seal = state.seal {
      return "\(seal.sealedByName)于 \(Moment.text(seal.sealedAt)) 用印（\(seal.method.chineseName)）。"
        + (state.leftSinceSeal > 0 ? SignOffPage.leftWords(state.leftSinceSeal) : "")
    }
    if let reopened = state.reopened {
      return "\(reopened.by)于 \(Moment.text(reopened.at)) 重新打开：\(reopened.why)。改好后请再交一次、再次用印。"
    }
    if state.waitsForSeal { return "第 \(state.version) 版已经交，等待用印。" }
    if state.version > 0 { return "交过第 \(state.version) 版，之后有变化，请再交一次、再次用印。" }
    return reader is Liaison ? "全班核对完了。请交核对结果，打印盖章，或请主管领导确认。" : "全班核对完了，等学籍管理员交核对结果。"
  }
}

/// A class's sign-off: what was handed in, its paper, and the seal in the way that is the reader's.
struct SignOffPage: Sendable {
  let call: Call
  let reader: any SignOffReader

  private var address: ClassCheckAddress { call.classCheckAddress }
  private var id: String { call.part("check") }
  private var page: String { address.check(id) }

  static func handIn(_ call: Call, _ form: SubmittedForm, by liaison: Liaison) async throws -> Response {
    let address = call.classCheckAddress
    do {
      let id = try await call.center.handInClassCheck(form.checkedClass, campaignID: address.campaignID, by: liaison)
      return .redirect(toOwn: address.check(id) + "?done=handed-in")
    } catch let refusal as ClassCheckRefusal {
      return try await ClassCheckPage(call: call, reader: liaison).show(form.checkedClass, refused: (form, refusal))
    }
  }

  func show(errors: FormErrors = FormErrors()) async throws -> Response {
    let record = try await record()
    let frame = try await call.frame(campaign: record.campaignID, here: .verification)
    let now = try await next(record, errors)
    return frame.page(
      "班级照片核对单", lead: "\(record.group.title)，\(ClassCheckPage.counts(record.tally))。",
      trail: [
        .init(label: "核对照片", address: address.home),
        .init(label: record.group.title, address: address.group(record.group)),
      ]
    ) {
      done
      now
      findings(record)
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func record() async throws -> ClassCheckRecord {
    let record = try await orNotFound { try await call.center.classCheck(id, for: reader) }
    guard record.campaignID == address.campaignID else { throw HTTPError(.notFound) }
    return record
  }

  private var done: HTML {
    switch call.query("done") {
    case "handed-in": Notice(kind: .right, title: "核对结果已交", text: "还差用印：打印盖章后上传，或者请主管领导直接确认。").html
    case "sealed": Notice(kind: .right, title: "用印完成", text: "这个班签核完了；照片换过或数据更正过的人要再核对，班级要再次用印。").html
    case "reopened": Notice(kind: .look, title: "已重新打开", text: "改好后请再交一次、再次用印。").html
    default: .nothing
    }
  }

  private func next(_ record: ClassCheckRecord, _ errors: FormErrors) async throws -> HTML {
    let state = record.state
    if state.isSigned, let seal = state.seal {
      let left = state.leftSinceSeal
      return card("第 \(state.version) 版已用印", aside: left > 0 ? .nothing : steps(state, errors).paperButton(.quiet)) {
        SealFacts(seal: seal).html
        if left > 0 { Tag.p(Self.leftWords(left), .class("hint")) }
        if reader is Liaison { reopenForm(errors) }
      }
    }
    guard state.waitsForSeal else {
      return nowCard("还不能用印") {
        Tag.p(state.version > 0 ? "交过第 \(state.version) 版，之后有变化。请回到班级，核对完再交一次。" : "还没有交核对结果。")
        if state.seal != nil, state.reopened == nil, reader is Liaison { reopenForm(errors) }
        Button.row { Button.link("回到班级", to: address.group(record.group)) }
      }
    }
    if reader is SealingLeader {
      return try await steps(state, errors).secondFactor(
        meaning: "用印等于在纸质核对单上盖章：您对内容负责，用印后结论不能再改；确实要改时，由学籍管理员重新打开，再次用印。")
    }
    return steps(state, errors).stampedPage(
      message: "【照片核对待用印】\(record.group.title)：\(ClassCheckPage.counts(record.tally))。请您核对并用印："
        + call.center.publicAddress + page)
  }

  /// Who left behind a seal is a matter of the ledger: the class stays sealed.
  static func leftWords(_ heads: Int) -> String { "用印后有 \(heads) 人学籍异动，不用重新核对；人数变化见应采实采对账。" }

  private func steps(_ state: ClassCheckState, _ errors: FormErrors) -> SealSteps {
    SealSteps(call: call, address: page, paper: "核对单", version: state.version, errors: errors)
  }

  private func reopenForm(_ errors: FormErrors) -> HTML {
    Tag.details(.flag(.open, if: !errors.isEmpty)) {
      Tag.summary("要改结论：重新打开")
      FormPage(
        action: page + "/reopen", csrf: call.csrf, submitVerb: "重新打开本班",
        fields: [
          FormField(
            "why", "为什么要改", hint: "重新打开会记入操作日志；改好后要再交一次、再次用印", lengthLimit: ClassCheckLimits.reasonCharacters)
        ], errors: errors
      ).html
    }
  }

  private func findings(_ record: ClassCheckRecord) -> HTML {
    let paging = Paging(page: call.pageNumber, rowCount: record.found.count)
    return DataTable(
      caption: "有问题的学生", columns: [.text("学号", wide: true), .text("姓名"), .text("问题"), .text("说明"), .text("核对人", wide: true)],
      rows: record.found.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { person in
        [
          .text(person[.studentNumber]), .text(person.name),
          .html(fragment { for kind in person.verdict?.verdicts ?? [] { kind.mark.html } }),
          .text(person.verdict?.words ?? ""), .text(person.verdict?.by ?? ""),
        ]
      }, emptyText: "全班照片和数据都正确。", address: page, paging: paging
    ).html
  }

  func paper() async throws -> Response {
    _ = try await record()
    do {
      let printed = try await call.center.printClassCheck(id, by: reader)
      return Download.response(bytes: printed.pdf, fileName: printed.fileName, contentType: "application/pdf")
    } catch SealRefusal.nothingHandedIn { return .redirect(toOwn: page) }
  }
}

extension SignOffPage: SealActs {
  var sealedAddress: String { page }
  func checkReach() async throws { _ = try await record() }
  func again(_ errors: FormErrors, _ typed: SubmittedForm?) async throws -> Response { try await show(errors: errors) }

  func takePage(_ form: SubmittedForm, by liaison: Liaison) async throws -> Response {
    try await seal(byPage: form) { _ = try await call.center.sealClassCheck(id, byPage: $0, by: liaison) }
  }

  func takeAnswer(_ form: SubmittedForm, by leader: SealingLeader) async throws -> Response {
    try await seal(byAnswer: form) {
      _ = try await call.center.sealClassCheck(id, version: $0, answer: $1, token: call.token, by: leader)
    }
  }

  func reopen(_ form: SubmittedForm, by liaison: Liaison) async throws -> Response {
    try await settle("why", done: "reopened") {
      try await call.center.reopenClassCheck(id, because: form["why"] ?? "", by: liaison)
    }
  }
}
