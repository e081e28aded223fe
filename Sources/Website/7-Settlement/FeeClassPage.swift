import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A class's money: what was shot, what was collected, and who costs nothing.
struct FeeClassPage: Sendable {
  private enum Refused {
    case taking, exemption
    case cancelling(String)
  }

  let call: Call
  let reader: any FeeReader
  let group: FeeClassKey

  private var address: FeeAddress { call.feeAddress }
  private var institution: String { call.part("institution") }
  private var page: String { address.institution(institution) }
  private var own: String { address.group(group, of: institution) }

  func show() async throws -> Response { try await show(nil, FormErrors(), nil) }

  private func show(_ refused: Refused?, _ errors: FormErrors, _ typed: SubmittedForm?) async throws -> Response {
    let sheet: FeeClassSheet
    do {
      sheet = try await call.center.feeClass(group, campaignID: address.campaignID, institutionID: institution, by: reader)
    } catch let refusal as FeeDeskRefusal where refusal == .classUnknown || refusal == .institutionUnknown {
      throw HTTPError(.notFound)
    }
    let collection = sheet.line.collection(rate: sheet.rate)
    let frame = try await call.frame(campaign: address.campaignID, here: .settlement)
    return frame.page(
      sheet.line.title,
      lead:
        "实采 \(sheet.line.captured) 人，免收 \(sheet.line.exempted) 人；应收 \(collection.expected.chinese)，已收 \(collection.collected.chinese)：\(collection.chinese)。",
      trail: [.init(label: "费用结算", address: reader.seesAllFees ? page : address.home)]
    ) {
      CampaignWords.done(call, FeeWords.done)
      if reader is any FeeCollector { taking(sheet, refused, errors, typed) }
      methods(sheet, collection)
      takings(sheet, refused, errors)
      if reader is any FeeExempter { exempting(sheet, refused, errors, typed) }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func taking(
    _ sheet: FeeClassSheet, _ refused: Refused?, _ errors: FormErrors, _ typed: SubmittedForm?
  ) -> HTML {
    var isRefused = false
    if case .taking? = refused { isRefused = true }
    let typed = isRefused ? typed : nil
    let hint = sheet.regime == .code ? "写单位、班级或职务，不写学生姓名" : "例如「班长代收」或单位名称"
    var form = FormPage(
      action: page + "/takings", csrf: call.csrf, submitVerb: "登记收费",
      groups: [
        .init(
          title: nil,
          fields: [
            FormField(
              "heads", "交费人数", .number(0...ClassTaking.headsLimit), value: typed?["heads"] ?? "", hint: "这一笔是几个人的；只退款、补差额的填 0")
          ] + FeeFields.payment(typed, payer: "", payerHint: hint, today: sheet.today)),
        .init(title: "发票", fields: FeeFields.invoice(typed)),
      ], errors: isRefused ? errors : FormErrors())
    form.hidden = FeeAddress.fields(group) + [("operation", operation(typed))]
    return nowCard("登记收到的钱") {
      Tag.p("系统里不能付款；收了一笔登记一笔，和实际拍摄的人数随时对得上。每人 \(sheet.rate.chinese)。", .class("hint"))
      form.html
    }
  }

  private func operation(_ typed: SubmittedForm?) -> String {
    let sent = typed?.trimmed("operation") ?? ""
    return sent.isEmpty ? call.center.freshToken() : sent
  }

  private func methods(_ sheet: FeeClassSheet, _ collection: ClassCollection) -> HTML {
    var list = DescriptionList()
    list.add("核对", collection.mark.html)
    list.add("收费人数", "\(sheet.line.charged) 人", remark: "实采 \(sheet.line.captured) 人，减免收 \(sheet.line.exempted) 人")
    list.add("交费人数", "\(sheet.line.paidHeads) 人")
    for method in FeePayment.Method.allCases { list.add(method.chineseName, collection.collected(by: method).chinese) }
    if sheet.line.freeReshoots > 0 { list.add("免费重拍", "\(sheet.line.freeReshoots) 人次", remark: "不收费") }
    return card("拍摄和收费") { list.html }
  }

  private func takings(_ sheet: FeeClassSheet, _ refused: Refused?, _ errors: FormErrors) -> HTML {
    var columns: [DataTable.Column] = [
      .text("日期"), .number("人数"), .number("金额（元）"), .text("方式", wide: true), .text("付款人", wide: true),
      .text("收据号或回单号", wide: true), .text("发票抬头", wide: true), .text("登记人", wide: true), .text("状态"),
    ]
    if reader is any FeeCollector { columns.append(.text("办理")) }
    return DataTable(
      caption: "收费记录", columns: columns, rows: sheet.takings.map { cells($0, refused, errors) },
      emptyText: "还没有登记收费。"
    ).html
  }

  private func cells(_ row: ClassTakingRow, _ refused: Refused?, _ errors: FormErrors) -> [DataTable.Cell] {
    let payment = row.taking.payment
    var cells: [DataTable.Cell] = [
      .text(payment.day), .number(row.taking.heads), .text(payment.amount.plain), .text(payment.method.chineseName),
      .text(payment.payer), .text(payment.receiptNumber), .text(row.taking.invoice?.name ?? "—"), .text(row.recordedBy),
    ]
    if let end = row.cancelled {
      cells.append(
        .html(
          fragment {
            Mark.wait("已作废").html
            Tag.small("　\(end.why)（\(end.by)，\(Moment.text(end.at))）")
          }))
    } else {
      cells.append(.mark(.right("已登记")))
    }
    guard reader is any FeeCollector else { return cells }
    var isRefused = false
    if case .cancelling(let id)? = refused { isRefused = id == row.id }
    let cancel = FeeReason(
      call: call, title: "作废", action: "\(page)/takings/\(row.id)/cancel", verb: "作废这一笔",
      errors: isRefused ? errors : FormErrors(), mark: row.id, hidden: FeeAddress.fields(group))
    return cells + [row.cancelled == nil ? .html(cancel.html) : .text("")]
  }

  private func exempting(
    _ sheet: FeeClassSheet, _ refused: Refused?, _ errors: FormErrors, _ typed: SubmittedForm?
  ) -> HTML {
    var isRefused = false
    if case .exemption? = refused { isRefused = true }
    let typed = isRefused ? typed : nil
    let errors = isRefused ? errors : FormErrors()
    let verb = reader is Planner ? "登记免收" : "提出免收"
    return card(verb) {
      ErrorSummary(errors: errors).html
      Tag.p(reader is Planner ? "勾选不收费的学生，马上生效。" : "勾选不收费的学生，采集单位同意后不计费。", .class("hint"))
      Tag.form(.class("form"), .set(.method, "post"), .action(page + "/exemptions")) {
        CSRF.field(call.csrf, and: FeeAddress.fields(group) + [("operation", operation(typed))])
        people(sheet, Set(typed?.values("person") ?? []))
        FormField(
          "kind", "原因", .radio(FeeExemption.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }),
          value: typed?["kind"] ?? ""
        ).html(error: errors["kind"])
        FormField(
          "remark", "说明", value: typed?["remark"] ?? "", hint: "选「其他」的必填；写依据，不写家庭情况、病情", isRequired: false, autocomplete: "off",
          lengthLimit: FeeDeskLimits.reasonCharacters
        ).html(error: errors["remark"])
        Button.row { Button.submit(verb, .quiet) }
      }
    }
  }

  private func people(_ sheet: FeeClassSheet, _ chosen: Set<String>) -> HTML {
    DataTable(
      caption: "已拍的学生", columns: [.text("选"), .text("学号"), .text("姓名"), .text("免收")],
      rows: sheet.people.map { person in
        let name = person.name.isEmpty ? "—" : person.name
        return [
          person.exemption == nil
            ? .html(
              Tag.input(
                .set(.type, "checkbox"), .set(.name, "person"), .set(.value, person.id),
                .flag(.checked, if: chosen.contains(person.id)), .aria("label", "\(person.name)\(person.number)免收")))
            : .text(""),
          .text(person.number), .text(name),
          person.exemption.map {
            .mark(
              $0.state == .accepted
                ? .right("免收：\($0.kind.chineseName)") : .look("\($0.state.chineseName)：\($0.kind.chineseName)"))
          } ?? .text("—"),
        ]
      }, emptyText: "这个班还没有人拍过。"
    ).html
  }

  // MARK: - Acts

  func take(_ form: SubmittedForm, by collector: any FeeCollector) async throws -> Response {
    guard let payment = form.payment() else {
      return try await show(.taking, FormErrors(SettlementRefusal.amount, for: "amount"), form)
    }
    guard let heads = Int(form.trimmed("heads").compactHalfWidth) else {
      return try await show(.taking, FormErrors(FeeDeskRefusal.heads, for: "heads"), form)
    }
    guard collector.institutionID == institution else { throw HTTPError(.notFound) }
    return try await done("taken", .taking, form) {
      _ = try await call.center.recordClassTaking(
        ClassTaking(heads: heads, payment: payment, invoice: form.invoice), of: group, campaignID: address.campaignID,
        operation: form.operation, by: collector)
    }
  }

  func cancel(_ form: SubmittedForm, by collector: any FeeCollector) async throws -> Response {
    try await done("cancelled", .cancelling(call.part("taking")), form) {
      try await call.center.cancelClassTaking(
        call.part("taking"), because: form["why"] ?? "", campaignID: address.campaignID, by: collector)
    }
  }

  func exempt(_ form: SubmittedForm, by exempter: any FeeExempter) async throws -> Response {
    guard let kind = FeeExemption(rawValue: form.trimmed("kind")) else {
      return try await show(.exemption, FormErrors(FeeDeskRefusal.kind, for: "kind"), form)
    }
    let people = form.values("person")
    let word = exempter.grantsExemptions ? "exempt" : "proposed"
    return try await done("\(word)&count=\(Set(people).count)", .exemption, form) {
      try await call.center.exempt(
        people, of: group, as: kind, remark: form["remark"] ?? "", campaignID: address.campaignID, institutionID: institution,
        operation: form.operation, by: exempter)
    }
  }

  private func done(
    _ word: String, _ refused: Refused, _ form: SubmittedForm, _ work: () async throws -> Void
  ) async throws -> Response {
    do {
      try await work()
      return .redirect(toOwn: "\(own)\(own.contains("?") ? "&" : "?")done=\(word)")
    } catch let refusal as FeeDeskRefusal {
      switch refusal {
      case .unknown, .institutionUnknown, .classUnknown: throw HTTPError(.notFound)
      case .heads: return try await show(refused, FormErrors(refusal, for: "heads"), form)
      case .noReason, .reasonTooLong, .numberInReason:
        return try await show(refused, FormErrors(refusal, for: "remark"), form)
      default: return try await show(refused, FormErrors(refusal), form)
      }
    } catch let refusal as SettlementRefusal {
      return try await show(refused, FormErrors(refusal, for: FeeFields.field(refusal)), form)
    }
  }
}
