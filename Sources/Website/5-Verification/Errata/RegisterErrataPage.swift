import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A stamped 《勘误表》 that came by fax or courier: its scan, how and when it came, and its rows as a file or typed (A7).
struct RegisterErrataPage: Sendable {
  static let sizeLimitBytes =
    VerificationLimits.errataFileBytes + WorkflowLimits.documentBytes + WebsiteLimits.formBytes
  /// Rows that are typed at once; longer forms come as a file.
  private static let typedRows = 5

  let call: Call
  let clerk: Clerk

  private var address: ErrataAddress { call.errataAddress }

  func show(
    errors: FormErrors = FormErrors(), typed: SubmittedForm? = nil, problems: ErrataProblems? = nil
  ) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    let institutions = try await call.center.deliveryOverview(campaignID: address.campaignID, by: clerk)
    let today = CalendarDay(milliseconds: try await call.center.now())
    let options =
      [FormField.Option(value: "", label: "请选择")]
      + institutions.sorted { $0.code < $1.code }.map { .init(value: $0.id, label: "\($0.code) \($0.name)") }
    var form = FormPage(
      action: address.register, csrf: call.csrf, submitVerb: "登记这份勘误表",
      groups: [
        .init(title: "收到的纸", fields: paper(options, typed, today)),
        .init(
          title: "表里的内容：上传文件",
          fields: [
            FormField(
              "rows", "填好的《勘误表》文件", .file(accept: ".xlsx,.xls,.csv", isMultiple: false), hint: "学校一并发来的，直接上传；没有的，在下面逐行录入",
              isRequired: false)
          ]),
      ] + (0..<Self.typedRows).map { .init(title: "或者录入：第 \($0 + 1) 行", fields: row($0, typed)) }
        + [
          .init(
            title: "录入的各行共用",
            fields: [
              FormField(
                "handler", "经手人", value: typed?["handler"] ?? "", hint: "照纸上写", isRequired: false, autocomplete: "off",
                lengthLimit: VerificationLimits.handlerCharacters),
              FormField("stated", "填表日期", .date, value: typed?["stated"] ?? today.iso, isRequired: false),
            ])
        ], errors: errors)
    form.hidden = [("operation", typed?.trimmed("operation") ?? call.center.freshToken())]
    form.cancel = ("返回勘误", address.desk)
    return frame.page(
      "登记送来的勘误表", lead: "纸上的章就是学校的用印；登记后就能处理，学校会收到通知。",
      trail: [.init(label: "勘误", address: address.desk)]
    ) {
      problems?.html ?? .nothing
      card { form.html }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func paper(_ institutions: [FormField.Option], _ typed: SubmittedForm?, _ today: CalendarDay) -> [FormField] {
    let ways = ReceivedPaper.Way.allCases.map { FormField.Option(value: $0.rawValue, label: $0.chineseName) }
    return [
      FormField(
        "institution", "院校", .select(institutions), value: typed?["institution"] ?? call.query("institution")),
      FormField("way", "怎样送来的", .radio(ways), value: typed?["way"] ?? ReceivedPaper.Way.courier.rawValue),
      FormField("received", "收到日期", .date, value: typed?["received"] ?? today.iso),
      FormField(
        "number", "单号或文号", value: typed?["number"] ?? "", isRequired: false, autocomplete: "off", lengthLimit: 60),
      FormField(
        "page", "盖章页的扫描件", .file(accept: ".jpg,.jpeg,.png,.pdf,image/*", isMultiple: false),
        hint: "JPG、PNG 或 PDF；没有盖校章的不受理"),
    ]
  }

  private static let fields: [FormField.Option] =
    [.init(value: "", label: "请选择"), .init(value: RosterColumn.plannedSerial.code, label: "拍摄序号（数据错位）")]
    + NewErratumPage.columns.map { .init(value: $0.code, label: $0.chineseName) }

  private func row(_ index: Int, _ typed: SubmittedForm?) -> [FormField] {
    func field(_ name: String, _ label: String, hint: String? = nil) -> FormField {
      FormField(
        "\(name)-\(index)", label, value: typed?["\(name)-\(index)"] ?? "", hint: hint, isRequired: false, autocomplete: "off",
        lengthLimit: VerdictLimits.textScalars)
    }
    return [
      field("person", "学号、身份证号或采集码"),
      FormField(
        "field-\(index)", "错误字段", .select(Self.fields), value: typed?["field-\(index)"] ?? "", isRequired: false),
      field("old", "错误内容"), field("new", "正确内容"),
    ]
  }

  // MARK: - What was sent

  func take(_ form: SubmittedForm) async throws -> Response {
    var errors = FormErrors()
    if form.trimmed("institution").isEmpty { errors.add("请选择院校", for: "institution") }
    let way = ReceivedPaper.Way(rawValue: form.trimmed("way"))
    if way == nil { errors.add("请选择怎样送来的", for: "way") }
    let day = CalendarDay.parse(form.trimmed("received"))
    if day == nil { errors.add("请填写收到日期，例如 2014-04-15", for: "received") }
    let scan = try form.bytes("page")
    if scan == nil { errors.add("请选择盖章页的扫描件", for: "page") }
    guard errors.isEmpty, let way, let day, let scan else { return try await show(errors: errors, typed: form) }
    let arrived = ErrataPaperArrived(
      institutionID: form.trimmed("institution"), way: way, day: day, number: form["number"] ?? "", scan: scan)
    do {
      if let file = form.files("rows").first, file.sizeBytes > 0 { return try await take(file, arrived, form) }
      return try await takeTyped(arrived, form)
    } catch let refusal as SealRefusal {
      return try await show(errors: FormErrors(refusal, for: refusal.isOfNumber ? "number" : "page"), typed: form)
    } catch let refusal as any Refusal {
      return try await show(errors: FormErrors(refusal, for: Self.field(of: refusal)), typed: form)
    }
  }

  private static func field(of refusal: any Refusal) -> String? {
    if refusal.code.hasPrefix("scan.") { return "page" }
    return switch refusal as? ErratumRefusal {
    case .dayInFuture, .notYet, .closed: "received"
    case .numberInEvidence: "number"
    default: "rows"
    }
  }

  private func take(
    _ file: SubmittedForm.File, _ arrived: ErrataPaperArrived, _ form: SubmittedForm
  ) async throws -> Response {
    let preview = try await call.center.readErrataFile(
      path: file.path, fileName: file.name, of: arrived.institutionID, on: arrived.day, campaignID: address.campaignID,
      by: clerk)
    guard let id = preview.id else {
      var errors = FormErrors()
      errors.add("文件有 \(preview.problemCount) 处问题，一条也没有登记。问题列在上面", for: "rows")
      return try await show(
        errors: errors, typed: form, problems: ErrataProblems(fileName: file.name, problems: preview.problems))
    }
    _ = try await call.center.registerErrataPaper(arrived, upload: id, campaignID: address.campaignID, by: clerk)
    return .redirect(toOwn: address.screen(arrived.institutionID) + "?done=registered&count=\(preview.lines.count)")
  }

  private func takeTyped(_ arrived: ErrataPaperArrived, _ form: SubmittedForm) async throws -> Response {
    var errors = FormErrors()
    var drafts: [(row: Int, draft: ErratumDraft)] = []
    let stated = CalendarDay.parse(form.trimmed("stated")) ?? arrived.day
    for row in 0..<Self.typedRows {
      let texts = ["person", "old", "new", "field"].map { form.trimmed("\($0)-\(row)") }
      guard texts.contains(where: { !$0.isEmpty }) else { continue }
      guard let field = RosterColumn(rawValue: texts[3]) else {
        errors.add("第 \(row + 1) 行没有选错误字段", for: "field-\(row)")
        continue
      }
      do {
        let person = try await call.center.errataPerson(
          numbered: texts[0], of: arrived.institutionID, campaignID: address.campaignID, by: clerk)
        drafts.append((row, ErratumDraft(typed: texts, field, person, form.trimmed("handler"), stated)))
      } catch let refusal as ErrataDeskRefusal { errors.add(refusal.sentence, for: "person-\(row)") }
    }
    if drafts.isEmpty, errors.isEmpty { errors.add("请上传《勘误表》文件，或至少录入一行", for: "rows") }
    guard errors.isEmpty else { return try await show(errors: errors, typed: form) }
    switch try await call.center.registerErrataPaper(
      arrived, rows: drafts.map(\.draft), campaignID: address.campaignID, operation: form.operation, by: clerk)
    {
    case .written:
      return .redirect(toOwn: address.screen(arrived.institutionID) + "?done=registered&count=\(drafts.count)")
    case .refused(let problems):
      for (index, refusal) in problems.sorted(by: { $0.key < $1.key }) {
        errors.add(refusal.sentence, for: Self.field(of: refusal, row: drafts[index].row))
      }
      return try await show(errors: errors, typed: form)
    }
  }

  private static func field(of refusal: any Refusal, row: Int) -> String {
    switch refusal as? ErratumRefusal {
    case .handlerMissing: "handler"
    case .dayInFuture, .dayTooEarly: "stated"
    case .oldDiffers: "old-\(row)"
    case .field, .sameFieldTwice: "field-\(row)"
    case nil: "person-\(row)"
    default: "new-\(row)"
    }
  }
}

extension ErratumDraft {
  /// A row of a paper as somebody typed it: the stamped paper itself is the evidence.
  fileprivate init(
    typed texts: [String], _ field: RosterColumn, _ person: ErrataPerson, _ handler: String, _ day: CalendarDay
  ) {
    self.init(
      person: person.id, kind: field == .plannedSerial ? .shifted : .wrongData, field: field, old: texts[1], new: texts[2],
      evidence: ErratumEvidence(.sealedForm), handler: handler, day: day)
  }
}

extension SealRefusal {
  fileprivate var isOfNumber: Bool { if case .noteTooLong = self { true } else { false } }
}
