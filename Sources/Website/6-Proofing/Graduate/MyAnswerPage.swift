import Foundation
import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Giving the answer: what is final is ticked first.
struct MyAnswerPage: Sendable {
  let call: Call
  let graduate: SignedInGraduate

  func right() async throws -> Response { try await right(FormErrors()) }

  private func right(_ errors: FormErrors) async throws -> Response {
    let shown = try await call.center.shownProof(to: graduate)
    guard shown.closed == nil, !shown.needsPassword else { return .redirect(toOwn: MyAddress.proof) }
    return GraduateFrame(call, shown).page("确认正确") {
      ProofSheet(shown: shown, picture: MyAddress.portrait).html
      ProofForms(call: call, shown: shown).right(at: MyAddress.right, back: MyAddress.proof, errors)
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  func takeRight(_ form: SubmittedForm) async throws -> Response {
    guard form["sure"] == "on" else { return try await right(ProofForms.notSure) }
    return try await hand(in: ProofForms.handedIn(form, complaint: nil)) { try await right($0) }
  }

  func wrong() async throws -> Response { try await wrong(FormErrors(), nil) }

  private func wrong(_ errors: FormErrors, _ form: SubmittedForm?) async throws -> Response {
    let shown = try await call.center.shownProof(to: graduate)
    guard shown.closed == nil, !shown.needsPassword else { return .redirect(toOwn: MyAddress.proof) }
    return GraduateFrame(call, shown).page("哪里有误") {
      ProofSheet(shown: shown, picture: MyAddress.portrait).html
      ProofForms(call: call, shown: shown).wrong(at: MyAddress.wrong, back: MyAddress.proof, errors, form)
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  func takeWrong(_ form: SubmittedForm) async throws -> Response {
    guard form["sure"] == "on" else { return try await wrong(ProofForms.notSure, form) }
    let handedIn = try ProofForms.handedIn(form, complaint: ProofForms.complaint(form))
    return try await hand(in: handedIn) { try await wrong($0, form) }
  }

  private func hand(
    in handedIn: HandedInProof?, again: (FormErrors) async throws -> Response
  ) async throws -> Response {
    guard let handedIn, try await !call.center.shownProof(to: graduate).needsPassword else {
      return .redirect(toOwn: MyAddress.proof)
    }
    do {
      _ = try await call.center.answerProof(handedIn, by: graduate)
      return .redirect(toOwn: MyAddress.receipt)
    } catch ProofRefusal.answered {
      // On another device: what stands is shown.
      return .redirect(toOwn: MyAddress.receipt + "?done=answered")
    } catch let refusal as any Refusal where refusal is ProofRefusal || refusal is ProofDeskRefusal {
      return try await again(FormErrors(refusal, for: ProofForms.field(of: refusal)))
    }
  }
}

/// The forms of an answer, for the graduate and for who answers in his place.
struct ProofForms: Sendable {
  let call: Call
  let shown: ShownProof

  static let notSure: FormErrors = {
    var errors = FormErrors()
    errors.add("请先勾选「已看清楚」", for: "sure")
    return errors
  }()

  /// What was looked at goes along, so that nothing newer is answered by accident.
  private var seen: [(name: String, value: String)] {
    [("portrait", shown.version?.portrait ?? ""), ("data", String(shown.version?.data ?? 0)), ("round", String(shown.round))]
  }

  private var sure: FormField {
    FormField(
      "sure", shown.terms.isRehearsal ? "已看清楚，知道这是预校对" : "已看清楚，知道一次有效、提交后不能更改", .checkbox)
  }

  func right(at address: String, back: String, _ errors: FormErrors) -> HTML {
    var page = FormPage(
      action: address, csrf: call.csrf, submitVerb: shown.terms.isRehearsal ? "提交：正确" : "提交：正确，不再更改", fields: [sure],
      errors: errors)
    page.hidden = seen
    page.submitLook = shown.terms.isRehearsal ? .primary : .final
    page.cancel = ("再看看", back)
    return page.html
  }

  func wrong(at address: String, back: String, _ errors: FormErrors, _ form: SubmittedForm?) -> HTML {
    let photo: [FormField] =
      [FormField("somebody", "照片不是我", .checkbox, value: form?["somebody"] ?? "", isRequired: false)]
      + PersonVerdict.PhotoFault.allCases.map {
        FormField(
          "fault-\($0.rawValue)", $0.chineseName, .checkbox, value: form?["fault-\($0.rawValue)"] ?? "", isRequired: false)
      }
    let known = Dictionary(uniqueKeysWithValues: shown.fields.map { ($0.column, $0.value) })
    let data = FiledFields.correctable.filter { known[$0] != nil }.map { column in
      FormField(
        "new-\(column.code)", "\(column.chineseName)应为", value: form?["new-\(column.code)"] ?? "",
        hint: "现在是：\(known[column] ?? "")", isRequired: false, autocomplete: "off", lengthLimit: VerdictLimits.textScalars)
    }
    var page = FormPage(
      action: address, csrf: call.csrf, submitVerb: "提交：有误",
      groups: [
        .init(title: "照片有什么问题", fields: photo), .init(title: "哪一项信息错了（没有错的不填）", fields: data),
        .init(
          title: "说明",
          fields: [
            FormField(
              "words", "补充说明", .textArea(rows: 3), value: form?["words"] ?? "", hint: "不要写证件号码；身份证号有误请填在上面", isRequired: false,
              lengthLimit: VerdictLimits.noteScalars),
            FormField(
              "evidence", "证明照片", .file(accept: ".jpg,.jpeg,.png", isMultiple: false),
              hint: "身份证、户口本上写着正确内容的那一页，JPG 或 PNG；只有核实的老师看得到，每次打开都有记录", isRequired: false), sure,
          ]),
      ], errors: errors)
    page.hidden = seen
    page.cancel = ("再看看", back)
    return page.html
  }

  static func complaint(_ form: SubmittedForm) -> TypedComplaint {
    TypedComplaint(
      isSomebodyElse: form["somebody"] == "on",
      photoFaults: PersonVerdict.PhotoFault.allCases.filter { form["fault-\($0.rawValue)"] == "on" },
      newValues: Dictionary(
        uniqueKeysWithValues: FiledFields.correctable.compactMap { column in
          form["new-\(column.code)"].map { (column, $0) }
        }), words: form["words"] ?? "")
  }

  /// Nil when the form does not say what was looked at.
  static func handedIn(_ form: SubmittedForm, complaint: TypedComplaint?) throws -> HandedInProof? {
    guard let data = Int64(form.trimmed("data")), let round = Int(form.trimmed("round")) else { return nil }
    let file = form.files("evidence").first { $0.sizeBytes > 0 }
    return HandedInProof(
      seen: ProofVersion(portrait: form.trimmed("portrait"), data: data), round: round, complaint: complaint,
      evidence: try file.map { [UInt8](try Data(contentsOf: URL(filePath: $0.path))) })
  }

  /// The field at which a refusal stands.
  static func field(of refusal: any Refusal) -> String? {
    switch refusal {
    case ProofRefusal.notCorrectable(let column), ProofRefusal.fieldTwice(let column), ProofRefusal.valueMissing(let column),
      ProofRefusal.sameValue(let column):
      "new-\(column.code)"
    case ProofRefusal.contradicts, ProofRefusal.nothingWrong: "somebody"
    case ProofRefusal.textTooLong, ProofRefusal.numberInWords: "words"
    case ProofDeskRefusal.evidence, ProofDeskRefusal.evidenceTooBig: "evidence"
    default: nil
    }
  }
}
