import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Filling in a slip: drafts on the server, checks while typing, handing in.
struct SlipFormPage: Sendable {
  let call: Call
  let keeper: any SlipKeeper

  private var address: SlipAddress { SlipAddress(call) }

  /// What is shown above the form.
  private struct Remarks {
    var notices: [HTML] = []
    var problems: [SlipProblem] = []
    /// Of problems only: what cannot be handed in has none.
    var mayHandInSo = false
    var isRefused = false
  }

  func show() async throws -> Response {
    let record = try await call.slip(for: keeper)
    var remarks = Remarks()
    if call.query("check") == "1" { remarks.problems = record.problems }
    if call.query("saved") == "1" { remarks.notices = [Notice(kind: .right, title: "草稿已保存").html] }
    return try await page(SlipTyping(record.draft), record, version: record.draftVersion, remarks)
  }

  /// Saves what was typed, whatever else the pressed button does.
  func take(_ form: SubmittedForm) async throws -> Response {
    let record = try await call.slip(for: keeper)
    var typing = SlipTyping(form, over: record.draft)
    let act = form["act"] ?? "save"
    let next = act.hasPrefix("add-") || act.hasPrefix("remove-") ? change(&typing.slip, act) : address.form + "?saved=1"
    do {
      let version = try await call.center.saveSlipDraft(
        typing.slip, of: record.id, basedOn: Int(form["version"] ?? "") ?? 0, by: keeper)
      guard act.hasPrefix("submit") || !typing.unreadable.isEmpty else { return .redirect(toOwn: next) }
      return try await handIn(
        typing, record, version: version, isComplete: act != "submit-so", wantsHandIn: act.hasPrefix("submit"))
    } catch let refusal as SlipRefusal {
      return try await showAgain(typing, refusal)
    }
  }

  /// Adds or takes away a shooting point.
  ///
  /// - Returns: where to go on.
  private func change(_ slip: inout RegistrationSlip, _ act: String) -> String {
    if act == "add-point" {
      if slip.points.count < RegistrationLimits.shootingPoints { slip.points.append(ShootingPoint()) }
      return address.form + "#point-\(slip.points.count)"
    }
    let number = Int(act.split(separator: "-").last ?? "") ?? 0
    if slip.points.count > 1, slip.points.indices.contains(number - 1) { slip.points.remove(at: number - 1) }
    return address.form + "#point-\(min(max(number, 1), slip.points.count))"
  }

  private func handIn(
    _ typing: SlipTyping, _ record: SlipRecord, version: Int, isComplete: Bool, wantsHandIn: Bool
  ) async throws -> Response {
    let errors = typing.slip.problems(record.context).filter { $0.severity == .error }
    var remarks = Remarks(problems: wantsHandIn ? errors : [], mayHandInSo: true, isRefused: true)
    guard typing.unreadable.isEmpty, wantsHandIn, errors.isEmpty || !isComplete else {
      remarks.mayHandInSo = typing.unreadable.isEmpty
      return try await page(typing, record, version: version, remarks)
    }
    do {
      let submission = try await call.center.submitSlip(record.id, draftVersion: version, by: keeper)
      return .redirect(
        toOwn: address.page + (submission.isNew ? (submission.isLate ? "?done=late" : "?done=handed-in") : "?done=unchanged"))
    } catch SlipRefusal.meaningless(let sentences) {
      let refusal = SlipRefusal.meaningless(sentences)
      remarks.notices = [Notice(kind: .wrong, title: refusal.message, text: refusal.hint).html]
      remarks.mayHandInSo = false
      return try await page(typing, record, version: version, remarks)
    }
  }

  /// The form again with what was typed; when somebody else saved meanwhile, with what differs.
  private func showAgain(_ typing: SlipTyping, _ refusal: SlipRefusal) async throws -> Response {
    let latest = try await call.slip(for: keeper)
    var remarks = Remarks(isRefused: true)
    if case .savedMeanwhile = refusal {
      remarks.notices = [
        SlipConflict(refusal: refusal, differences: typing.differences(from: latest.draft), latest: address.form).html
      ]
    } else {
      remarks.notices = [Notice(kind: .wrong, title: refusal.message, text: refusal.hint).html]
    }
    return try await page(typing, latest, version: latest.draftVersion, remarks)
  }

  private func page(_ typing: SlipTyping, _ record: SlipRecord, version: Int, _ remarks: Remarks) async throws -> Response {
    let frame = try await call.frame(campaign: record.campaignID, here: .registration)
    let errors = remarks.problems.filter { $0.severity == .error && typing.unreadable[$0.field.key] == nil }
    let fields = SlipFormFields(
      typing: typing, context: record.context, checkAddress: address.check,
      problems: Dictionary(remarks.problems.map { ($0.field.key, $0) }, uniquingKeysWith: { _, last in last }))
    let heldUp = typing.slip.heldUp(record.context).sorted()
    let form = SlipForm(
      fields: fields, address: address, csrf: call.csrf, version: version,
      saved: "草稿由\(record.savedBy)于 \(Moment.text(record.savedAt)) 保存",
      mayHandInSo: remarks.mayHandInSo && !errors.isEmpty ? heldUp : nil)
    let count = record.draft.problems(record.context).count { $0.severity == .error }
    return frame.page(
      "填写综合信息采集登记单", lead: lead(record, missing: count),
      trail: record.versions.isEmpty ? [address.trail[0]] : address.trail
    ) {
      remarks.notices
      ErrorSummary(errors: summary(errors, typing)).html
      form.html
    }.response(status: remarks.isRefused ? .unprocessableContent : .ok)
  }

  private func lead(_ record: SlipRecord, missing: Int) -> String {
    let state = missing == 0 ? "已填好" : "还有 \(missing) 处没有填好"
    return "\(record.draft.displayName)。\(state)。边填边存，可以随时离开，回来接着填。"
  }

  private func summary(_ problems: [SlipProblem], _ typing: SlipTyping) -> FormErrors {
    var errors = FormErrors()
    for field in typing.slip.fields where typing.unreadable[field.key] != nil {
      errors.add("\(field.chineseName)：\(SlipTyping.noNumber)", for: field.key)
    }
    for problem in problems { errors.add("\(problem.field.chineseName)：\(problem.message)", for: problem.field.key) }
    return errors
  }
}

extension SlipFormPage {
  /// Keeps what is being typed; what draft.js asks for.
  func keepDraft(_ form: SubmittedForm) async throws -> Response {
    let record = try await call.slip(for: keeper)
    let typing = SlipTyping(form, over: record.draft)
    do {
      let version = try await call.center.saveSlipDraft(
        typing.slip, of: record.id, basedOn: Int(form["version"] ?? "") ?? 0, by: keeper)
      return .json(["version": "\(version)"])
    } catch let refusal as SlipRefusal {
      return .json(["error": "\(refusal.message)。请先复制您填写的内容，再刷新本页"], status: .conflict)
    }
  }

  /// Judges one field while it is typed; what check.js asks for.
  func check(_ form: SubmittedForm) async throws -> Response {
    let record = try await call.slip(for: keeper)
    var typing = SlipTyping(record.draft)
    let (key, value) = (form["name"] ?? "", form["value"] ?? "")
    guard let field = typing.slip.fields.first(where: { $0.key == key }) else { return .json([:]) }
    if case .headCount = field, Int(value.compactHalfWidth) == nil { return .json(["error": SlipTyping.noNumber]) }
    typing.slip[typed: field] = value
    let problem = try await call.center.checkSlipField(key, of: typing.slip, slipID: record.id, by: keeper)
    guard let problem, problem.severity == .error else { return .json([:]) }
    return .json(["error": problem.hint.isEmpty ? problem.message : "\(problem.message)，\(problem.hint)"])
  }
}

/// Two people wrote the same slip: who was first, what differs, and that one's own text is still here.
struct SlipConflict: Sendable {
  let refusal: SlipRefusal
  let differences: [(label: String, here: String, there: String)]
  /// The page with what is saved.
  let latest: String

  var html: HTML {
    Tag.div(.class("notice wrong"), .set(.role, "alert")) {
      Tag.p { Tag.strong(refusal.message) }
      Tag.p("您填写的内容还在下面，没有保存。不同的地方有 \(differences.count) 处：")
      Tag.ul { for line in differences.prefix(20) { Tag.li("\(line.label)：您填的是「\(line.here)」，已保存的是「\(line.there)」") } }
      Tag.p {
        "要用您填写的内容，请再点一次「保存草稿」；要用已保存的，请"
        Tag.a("打开最新内容", .href(latest))
        "。"
      }
    }
  }
}
