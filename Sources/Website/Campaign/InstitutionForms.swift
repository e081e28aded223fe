import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// What can be changed of an institution: each change a small form that opens by itself.
struct InstitutionForms: Sendable {
  /// The last part of each form's address.
  enum Kind: String, Sendable, CaseIterable {
    case rename, facts, names, code, withdraw

    var title: String {
      switch self {
      case .rename: "更名"
      case .facts: "修改资料"
      case .names: "修改全部名称"
      case .code: "换上教育部代码"
      case .withdraw: "退出这次采集"
      }
    }
  }

  /// Empty rows offered in the list of names.
  static let spareNames = 2
  static let withdrawWord = "退出"

  let page: InstitutionPage
  let address: String
  let csrf: String
  let decidesForProvince: Bool
  let takesPart: Bool
  let refused: InstitutionRoomPage.Refused?

  var html: HTML {
    card("修改") {
      for kind in Kind.allCases where isOffered(kind) {
        Tag.details(.class("stack"), .id(kind.rawValue), .flag(.open, if: refused?.form == kind)) {
          Tag.summary(kind.title)
          Tag.div(.class("stack")) { form(kind).html }
        }
      }
    }
  }

  private func isOffered(_ kind: Kind) -> Bool {
    switch kind {
    case .rename, .facts, .names: true
    case .code: decidesForProvince
    case .withdraw: decidesForProvince && takesPart
    }
  }

  private func form(_ kind: Kind) -> FormPage {
    var form = FormPage(action: "\(address)/\(kind.rawValue)", csrf: csrf, submitVerb: verb(kind), fields: fields(kind))
    form.hidden = [("version", String(page.version))]
    if kind == .withdraw { form.submitLook = .final }
    guard let refused, refused.form == kind else { return form }
    return form.refilled(from: refused.sent, errors: refused.errors)
  }

  private func verb(_ kind: Kind) -> String {
    switch kind {
    case .rename: "保存新名称"
    case .facts: "保存资料"
    case .names: "保存全部名称"
    case .code: "换上代码"
    case .withdraw: "退出这次采集"
    }
  }

  private func fields(_ kind: Kind) -> [FormField] {
    let institution = page.institution
    let limit = CampaignLimits.nameCharacters
    switch kind {
    case .rename:
      return [
        FormField("name", "新名称", hint: "代码不变；以前各届的材料仍用旧名称", autocomplete: "off", lengthLimit: limit),
        FormField("year", "从哪一年起", .number(1900...2199), hint: "教育部批准更名的年份"),
      ]
    case .facts:
      return [
        FormField("province", "省份", value: page.province, autocomplete: "off", lengthLimit: limit),
        FormField("city", "城市", value: institution.city, isRequired: false, autocomplete: "off", lengthLimit: limit),
        FormField(
          "kind", "类型", .select(Institution.Kind.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }),
          value: institution.kind.rawValue),
        FormField(
          "identifier", "学校标识码", value: institution.identifier, hint: "十位，后五位与院校代码相同", isRequired: false, autocomplete: "off",
          lengthLimit: 10),
      ]
    case .names:
      return [
        FormField(
          "names", "全部名称", .textArea(rows: max(3, institution.names.count + Self.spareNames)),
          value: institution.names.map(InstitutionNameText.line).joined(separator: "\n"),
          hint: "每行一个：名称 起年–止年。一直这样叫的不写起年，现用的不写止年，例如「甘肃中医学院 –2014」「甘肃中医药大学 2015–」")
      ]
    case .code:
      return [FormField("code", "教育部五位代码", hint: "临时代码换下后仍能查到这所院校", autocomplete: "off", lengthLimit: 10)]
    case .withdraw:
      return [FormField("confirm", "登记单和名单都还没有时才能退出", .confirmation(phrase: Self.withdrawWord))]
    }
  }
}

/// An institution's name with its years in one line of text.
enum InstitutionNameText {
  /// 「甘肃中医学院 –2014」.
  static func line(_ name: InstitutionName) -> String {
    guard name.fromYear != nil || name.toYear != nil else { return name.name }
    return "\(name.name) \(name.fromYear.map(String.init) ?? "")–\(name.toYear.map(String.init) ?? "")"
  }

  /// Reads a line; nil when its years cannot be read.
  static func name(_ line: String) -> InstitutionName? {
    let text = line.trimmed
    guard let blank = text.lastIndex(where: { $0 == " " || $0 == "\u{3000}" }) else { return InstitutionName(text) }
    let tail = text[text.index(after: blank)...].map { "—-~～至".contains($0) ? "–" : $0 }
    let years = String(tail).compactHalfWidth.split(separator: "–", omittingEmptySubsequences: false)
    guard years.count == 2, years.allSatisfy({ $0.isEmpty || (String($0).isAllDigits && $0.utf8.count == 4) }) else {
      // A name may hold a blank of its own; one that ends in digits was meant as years.
      return tail.contains(where: \.isNumber) ? nil : InstitutionName(text)
    }
    return InstitutionName(String(text[..<blank]).trimmed, fromYear: Int(years[0]), toYear: Int(years[1]))
  }
}

extension InstitutionRoomPage {
  func take(_ kind: InstitutionForms.Kind, _ form: SubmittedForm) async throws -> Response {
    var errors = FormErrors()
    do {
      guard let done = try await change(kind, form, &errors), errors.isEmpty else {
        return try await show(Refused(form: kind, sent: form, errors: errors))
      }
      return .redirect(toOwn: done)
    } catch let refusal as any Refusal {
      let field = kind == .names ? "names" : NewInstitutionPage.field(of: refusal)
      errors.add(refusal.sentence, for: field)
      return try await show(Refused(form: kind, sent: form, errors: errors))
    }
  }

  /// Makes one change.
  ///
  /// - Returns: where to go on; nil when something typed cannot be read.
  private func change(
    _ kind: InstitutionForms.Kind, _ form: SubmittedForm, _ errors: inout FormErrors
  ) async throws -> String? {
    let seen = Int(form.trimmed("version")) ?? 0
    switch kind {
    case .rename:
      guard let year = Int(form.trimmed("year").compactHalfWidth) else {
        errors.add("请填写四位年份，例如 2015", for: "year")
        return nil
      }
      try await call.center.renameInstitution(institutionID, to: form.trimmed("name"), from: year, seen: seen, by: keeper)
      return "\(address)?done=renamed"
    case .facts:
      let chosen = Institution.Kind(rawValue: form["kind"] ?? "") ?? .other
      let now = try await call.center.changeInstitution(
        institutionID, province: form.trimmed("province"), city: form.trimmed("city"), kind: chosen,
        identifier: form.trimmed("identifier"), seen: seen, by: keeper)
      return "\(address)?done=\(now == seen ? "same" : "changed")"
    case .names:
      guard let names = names(form, &errors) else { return nil }
      let now = try await call.center.nameInstitution(institutionID, names, seen: seen, by: keeper)
      return "\(address)?done=\(now == seen ? "same" : "changed")"
    case .code:
      guard let officer = keeper as? Officer else { throw HTTPError(.notFound) }
      try await call.center.giveCode(form.trimmed("code"), to: institutionID, seen: seen, by: officer)
      return "\(address)?done=coded"
    case .withdraw:
      guard let officer = keeper as? Officer else { throw HTTPError(.notFound) }
      guard form.trimmed("confirm") == InstitutionForms.withdrawWord else {
        errors.add("请输入「\(InstitutionForms.withdrawWord)」两个字确认", for: "confirm")
        return nil
      }
      try await call.center.withdrawParticipation(of: institutionID, from: campaignID, by: officer)
      return "/campaigns/\(campaignID)/institutions?done=withdrawn"
    }
  }

  private func names(_ form: SubmittedForm, _ errors: inout FormErrors) -> [InstitutionName]? {
    let lines = form.trimmed("names").split(separator: "\n").map { String($0) }.filter { !$0.trimmed.isEmpty }
    var names: [InstitutionName] = []
    for (index, line) in lines.enumerated() {
      guard let name = InstitutionNameText.name(line) else {
        errors.add("第 \(index + 1) 行的年份写法不对，例如「甘肃中医学院 –2014」", for: "names")
        continue
      }
      names.append(name)
    }
    return errors.isEmpty ? names : nil
  }

  func invite() async throws -> Response {
    _ = try await call.center.inviteInstitutions([institutionID], to: campaignID, by: keeper)
    return .redirect(toOwn: "\(address)?done=invited")
  }
}
