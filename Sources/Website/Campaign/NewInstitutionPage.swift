import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Adding an institution: with its five digits, or with a provisional code while they are not known.
struct NewInstitutionPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var list: String { "/campaigns/\(campaignID)/institutions" }

  func show(refilled: (form: SubmittedForm, errors: FormErrors)? = nil) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID)
    let plan = try await call.center.campaign(campaignID).plan
    let next = try? await call.center.nextProvisionalCode(for: keeper)
    var page = FormPage(action: "\(list)/new", csrf: call.csrf, submitVerb: "添加院校", fields: fields(plan, next))
    page.cancel = ("返回院校列表", list)
    page.hidden = [("operation", refilled?.form.trimmed("operation") ?? call.center.freshToken())]
    let form = refilled.map { page.refilled(from: $0.form, errors: $0.errors) } ?? page
    return frame.page("添加院校", trail: [.init(label: "院校", address: list)]) {
      card { form.html }
    }.response(status: refilled == nil ? .ok : .unprocessableContent)
  }

  private func fields(_ plan: CampaignPlan, _ next: InstitutionCode?) -> [FormField] {
    let check = "\(list)/check"
    let limit = CampaignLimits.nameCharacters
    let codes: [FormField.Option] = [
      .init(value: "ministry", label: "有教育部五位代码"),
      .init(value: "provisional", label: "暂无代码", remark: "先用临时代码\(next.map { " \($0.value)" } ?? "")登记，只有报盘要等正式代码"),
    ]
    return [
      FormField("code-kind", "院校代码", .radio(codes), value: "ministry"),
      FormField(
        "code", "五位代码", hint: "教育部登记的代码，例如 10730；外省院校也可以。选「暂无代码」不用填", isRequired: false, autocomplete: "off", lengthLimit: 10,
        checkAddress: check),
      FormField("name", "院校全称", hint: "现用名称；以前的名称添加后再补", autocomplete: "off", lengthLimit: limit, checkAddress: check),
      FormField("kind", "类型", .select(Institution.Kind.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) })),
      FormField("province", "省份", value: plan.province, autocomplete: "off", lengthLimit: limit),
      FormField("city", "城市", hint: "例如 兰州市", isRequired: false, autocomplete: "off", lengthLimit: limit),
      FormField("identifier", "学校标识码", hint: "十位，不知道可以不填", isRequired: false, autocomplete: "off", lengthLimit: 10),
      FormField("invite", "同时邀请参加「\(plan.title)」", .checkbox, value: "on", isRequired: false),
    ]
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    var errors = FormErrors()
    let isProvisional = form["code-kind"] == "provisional"
    if !isProvisional, form.trimmed("code").isEmpty { errors.add("请填写五位代码；还没有代码的请选「暂无代码」", for: "code") }
    if form.trimmed("name").isEmpty { errors.add("请填写院校全称", for: "name") }
    let kind = Institution.Kind(rawValue: form["kind"] ?? "")
    if kind == nil { errors.add("请选择类型", for: "kind") }
    guard errors.isEmpty, let kind else { return try await show(refilled: (form, errors)) }
    let entry = InstitutionEntry(
      code: isProvisional ? .provisional : .ministry(form.trimmed("code")), name: form.trimmed("name"), kind: kind,
      province: form.trimmed("province"), city: form.trimmed("city"), identifier: form.trimmed("identifier"))
    let operation = form.trimmed("operation")
    do {
      let id = try await call.center.addInstitution(entry, operation: operation.isEmpty ? nil : operation, by: keeper)
      if form["invite"] != nil { _ = try await call.center.inviteInstitutions([id], to: campaignID, by: keeper) }
      return .redirect(toOwn: "\(list)/\(id)?done=added")
    } catch let refusal as any Refusal {
      errors.add(refusal.sentence, for: Self.field(of: refusal))
      return try await show(refilled: (form, errors))
    }
  }

  /// The field a refusal is about, here and on the institution's own page.
  static func field(of refusal: any Refusal) -> String? {
    switch refusal {
    case is InstitutionCodeProblem, InstitutionRefusal.codeTaken, InstitutionRefusal.codeIsFinal,
      InstitutionRefusal.provisionalIsGiven:
      "code"
    case InstitutionRefusal.identifierForm, InstitutionRefusal.identifierDiffers: "identifier"
    case InstitutionRefusal.provinceUnknown: "province"
    case InstitutionRefusal.tooLong(field: "城市"): "city"
    case InstitutionRefusal.nameYear: "year"
    case InstitutionRefusal.tooLong, InstitutionRefusal.names: "name"
    default: nil
    }
  }

  /// Answers while code and name are being typed.
  func check(_ form: SubmittedForm) async throws -> Response {
    let value = form.trimmed("value")
    switch form.trimmed("name") {
    case "code":
      do {
        guard let id = try await call.center.institutionID(withCode: value, for: keeper) else { return .json([:]) }
        let known = try await call.center.institution(id, in: campaignID, for: keeper)
        return .json(["error": "代码 \(value.compactHalfWidth) 已登记为「\(known.name)」"])
      } catch let problem as InstitutionCodeProblem {
        return .json(["error": "院校代码\(problem.message)。\(problem.hint)"])
      }
    case "name":
      let found = try await call.center.institutions(InstitutionFilter(search: value, campaignID: campaignID), for: keeper)
      guard let same = found.lines.first(where: { $0.name.hasSameCodePoints(as: value) }) else { return .json([:]) }
      return .json(["error": "已有同名院校，代码 \(same.code.value)，请先核对"])
    default: return .json([:])
    }
  }
}
