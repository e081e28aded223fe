import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// 数据错误 of one graduate: what is right, and what shows it; begun from his line, from a claim, or by his number.
struct NewErratumPage: Sendable {
  let call: Call
  let liaison: Liaison

  private var address: ErrataAddress { call.errataAddress }

  func show(errors: FormErrors = FormErrors(), typed: SubmittedForm? = nil) async throws -> Response {
    let claimID = typed?.trimmed("claim") ?? call.query("claim")
    let personID = typed?.trimmed("person") ?? call.query("person")
    if !claimID.isEmpty, typed == nil {
      do {
        let claim = try await call.center.claimToCorrect(claimID, campaignID: address.campaignID, by: liaison)
        let known = Dictionary(claim.corrections.map { ($0.column, $0.new) }, uniquingKeysWith: { first, _ in first })
        return try await show(claim.person, known, claim: claimID, errors, typed)
      } catch let refusal as ClassCheckRefusal {
        guard refusal == .claimEnded else { throw HTTPError(.notFound) }
        return try await search(FormErrors(refusal, for: "number"))
      }
    }
    guard !personID.isEmpty else { return try await search(errors) }
    do {
      let person = try await call.center.errataPerson(personID, campaignID: address.campaignID, by: liaison)
      return try await show(person, [:], claim: claimID, errors, typed)
    } catch ErrataDeskRefusal.personUnknown { throw HTTPError(.notFound) }
  }

  /// Numbers stand in no address: the form leads to the person by his id.
  func find(_ form: SubmittedForm) async throws -> Response {
    do {
      let person = try await call.center.errataPerson(
        numbered: form.trimmed("number"), campaignID: address.campaignID, by: liaison)
      return .redirect(toOwn: WebAddress.path(address.new, query: [("person", person.id)]))
    } catch let refusal as ErrataDeskRefusal {
      return try await search(FormErrors(refusal, for: "number"))
    }
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let person: ErrataPerson
    do {
      person = try await call.center.errataPerson(form.trimmed("person"), campaignID: address.campaignID, by: liaison)
    } catch ErrataDeskRefusal.personUnknown { throw HTTPError(.notFound) }
    let claim = form.trimmed("claim")
    let evidence = ErratumEvidence(
      ErratumEvidence.Kind(rawValue: form.trimmed("evidence")) ?? .other, form["evidence-text"] ?? "")
    guard let day = CalendarDay.parse(form.trimmed("day")) else {
      return try await refuse("请填写日期，例如 2014-04-15", "day", form)
    }
    let columns = Self.columns.filter { !(form["new-\($0.code)"] ?? "").allSatisfy(\.isWhitespace) }
    guard !columns.isEmpty else { return try await refuse("请在错的那一项里填写正确的内容", "new-\(RosterColumn.name.code)", form) }
    let drafts = columns.map { column in
      ErratumDraft(
        person: person.id, kind: .wrongData, field: column, old: person[column], new: form["new-\(column.code)"] ?? "",
        evidence: evidence, handler: form.trimmed("handler"), day: day, claim: claim.isEmpty ? nil : claim)
    }
    do {
      switch try await call.center.proposeErrata(
        drafts, campaignID: address.campaignID, operation: form.operation, by: liaison)
      {
      case .written(let ids): return .redirect(toOwn: "\(address.home)?done=proposed&count=\(ids.count)")
      case .refused(let problems):
        var errors = FormErrors()
        for (index, refusal) in problems.sorted(by: { $0.key < $1.key }) {
          errors.add(refusal.sentence, for: Self.field(of: refusal, columns[index]))
        }
        return try await show(errors: errors, typed: form)
      }
    } catch let refusal as any Refusal { return try await show(errors: FormErrors(refusal), typed: form) }
  }

  private func refuse(_ message: String, _ field: String, _ form: SubmittedForm) async throws -> Response {
    var errors = FormErrors()
    errors.add(message, for: field)
    return try await show(errors: errors, typed: form)
  }

  /// Where a refusal of one of the new values is shown.
  static func field(of refusal: any Refusal, _ column: RosterColumn) -> String {
    switch refusal as? ErratumRefusal {
    case .handlerMissing: "handler"
    case .dayInFuture, .dayTooEarly: "day"
    case .evidenceKind: "evidence"
    case .evidenceMissing, .numberInEvidence: "evidence-text"
    case .textTooLong("经手人", _): "handler"
    case .textTooLong: "evidence-text"
    default: "new-\(column.code)"
    }
  }

  /// Those that a 《勘误表》 may put right, the ones under a photo first.
  static let columns: [RosterColumn] = {
    let all = RosterColumn.allCases.filter { $0.errataObstacle(in: .roster) == nil }
    return CheckedPerson.columns.filter(all.contains) + all.filter { !CheckedPerson.columns.contains($0) }
  }()

  // MARK: - Pieces

  private func search(_ errors: FormErrors) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    var form = FormPage(
      action: address.home + "/find", csrf: call.csrf, submitVerb: "找到这名学生",
      fields: [
        FormField("number", "学号或身份证号", hint: "也可以从问题登记里点「填勘误」", autocomplete: "off", lengthLimit: 64)
      ], errors: errors)
    form.cancel = ("返回勘误", address.home)
    return frame.page("登记数据错误", lead: "先找到这名学生。", trail: ErrataWords.trail(address)) {
      card { form.html }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func show(
    _ person: ErrataPerson, _ known: [RosterColumn: String], claim: String, _ errors: FormErrors, _ typed: SubmittedForm?
  ) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    let today = CalendarDay(milliseconds: try await call.center.now())
    func field(_ column: RosterColumn) -> FormField {
      let now = column == .idNumber || column == .examineeNumber ? IDNumber.masked(person[column]) : person[column]
      return FormField(
        "new-\(column.code)", column.chineseName, value: typed?["new-\(column.code)"] ?? known[column] ?? "",
        hint: "现在是：\(ErrataWords.shown(now))", isRequired: false, autocomplete: "off",
        lengthLimit: VerdictLimits.textScalars)
    }
    var form = FormPage(
      action: address.new, csrf: call.csrf, submitVerb: "登记勘误",
      groups: [
        .init(title: "正确的内容：只填错的那几项", fields: Self.columns.filter(CheckedPerson.columns.contains).map(field)),
        .init(title: "其他项", fields: Self.columns.filter { !CheckedPerson.columns.contains($0) }.map(field)),
        .init(title: "依据和经手人", fields: origin(typed, today)),
      ], errors: errors)
    form.hidden = [
      ("person", person.id), ("claim", claim), ("operation", typed?.trimmed("operation") ?? call.center.freshToken()),
    ]
    form.cancel = ("返回勘误", address.home)
    return frame.page(
      "登记数据错误", lead: "\(ErrataWords.who(name: person.name, number: person.studentNumber))，\(person.group.title)。",
      trail: ErrataWords.trail(address)
    ) {
      card { form.html }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func origin(_ typed: SubmittedForm?, _ today: CalendarDay) -> [FormField] {
    [
      FormField(
        "evidence", "依据", .select(ErrataWords.evidence),
        value: typed?["evidence"] ?? ErratumEvidence.Kind.identityCard.rawValue),
      FormField(
        "evidence-text", "依据的名称或文号", value: typed?["evidence-text"] ?? "", hint: "例如 校学〔2014〕12号；不要写证件号码", isRequired: false,
        autocomplete: "off", lengthLimit: VerificationLimits.remarkCharacters),
      FormField(
        "handler", "经手人", value: typed?["handler"] ?? call.session?.name ?? "", autocomplete: "off",
        lengthLimit: VerificationLimits.handlerCharacters),
      FormField("day", "日期", .date, value: typed?["day"] ?? today.iso),
    ]
  }
}
