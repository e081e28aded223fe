import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// 数据错位: whose photos moved against whom, found by serials, both sides shown, proposed as a pair or a run (A7, promise 2).
struct NewShiftPage: Sendable {
  let call: Call
  let liaison: Liaison

  private var address: ErrataAddress { call.errataAddress }

  /// A side as it is shown, found just now or sent before.
  private struct Side {
    let person: ErrataPerson
    let ownSerial: String
    let ownPortraitID: String?

    init(person: ErrataPerson, ownSerial: String, ownPortraitID: String?) {
      (self.person, self.ownSerial, self.ownPortraitID) = (person, ownSerial, ownPortraitID)
    }

    init(_ side: ShiftSide) {
      self.init(person: side.person, ownSerial: side.ownSerial, ownPortraitID: side.ownPortraitID)
    }
  }

  func show(errors: FormErrors = FormErrors(), typed: SubmittedForm? = nil) async throws -> Response {
    var known: (number: String, serial: String) = ("", "")
    let claimID = typed?.trimmed("claim") ?? call.query("claim")
    if !claimID.isEmpty, typed == nil {
      do {
        // The photo under the person of the claim is the partner's, where somebody said who that is.
        let claim = try await call.center.claimToCorrect(claimID, campaignID: address.campaignID, by: liaison)
        known = claim.partner.isEmpty ? (claim.person.studentNumber, "") : (claim.partner, claim.person.serial)
      } catch is ClassCheckRefusal { throw HTTPError(.notFound) }
    }
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    var form = FormPage(
      action: address.shift + "/find", csrf: call.csrf, submitVerb: "找到对方，看双方的照片",
      fields: [
        FormField(
          "number", "学号", value: typed?["number"] ?? known.number, hint: "照片错了的学生；采集码模式填采集码", autocomplete: "off",
          lengthLimit: 64),
        FormField(
          "serial", "本人照片的拍摄序号", value: typed?["serial"] ?? known.serial, hint: "他本人的照片现在在谁名下，就写那张照片下方的序号", autocomplete: "off",
          lengthLimit: 12),
        FormField(
          "reach", "错了多少人",
          .radio([
            .init(value: "pair", label: "两个人互换"),
            .init(value: "run", label: "从这个人起的一段", remark: "每个人都按同样的间隔错开"),
          ]), value: typed?["reach"] ?? "pair"),
        FormField(
          "last", "一段的最后一个拍摄序号", value: typed?["last"] ?? "", hint: "错了一段时填写", isRequired: false, autocomplete: "off",
          lengthLimit: 12),
      ], errors: errors)
    form.hidden = [("claim", claimID)]
    form.cancel = ("返回勘误", address.home)
    return frame.page(
      "登记数据错位", lead: "照片在别人名下的，按拍摄序号找到对方，双方一起更正。", trail: ErrataWords.trail(address)
    ) {
      card { form.html }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  func find(_ form: SubmittedForm) async throws -> Response {
    let isRun = form.trimmed("reach") == "run"
    do {
      let sides = try await call.center.findShift(
        of: form.trimmed("number"), ownSerial: form.trimmed("serial"), isRun ? .run(toSerial: form.trimmed("last")) : .pair,
        campaignID: address.campaignID, by: liaison)
      return try await confirm(sides.map { Side($0) }, claim: form.trimmed("claim"), typed: nil)
    } catch let refusal as ErrataDeskRefusal {
      let field = refusal == .noRun ? "last" : refusal == .personUnknown || refusal == .codeMode ? "number" : "serial"
      return try await show(errors: FormErrors(refusal, for: field), typed: form)
    } catch let refusal as ErratumRefusal {
      return try await show(errors: FormErrors(refusal, for: "serial"), typed: form)
    }
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let now = try await call.center.now()
    let day = CalendarDay.parse(form.trimmed("day")) ?? CalendarDay(milliseconds: now)
    let evidence = ErratumEvidence(
      ErratumEvidence.Kind(rawValue: form.trimmed("evidence")) ?? .other, form["evidence-text"] ?? "")
    let claim = form.trimmed("claim")
    let drafts = form.values("side").compactMap { text -> ErratumDraft? in
      let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3 else { return nil }
      return ErratumDraft(
        person: parts[0], kind: .shifted, field: .plannedSerial, old: parts[1], new: parts[2], evidence: evidence,
        handler: form.trimmed("handler"), day: day, claim: claim.isEmpty ? nil : claim)
    }
    do {
      switch try await call.center.proposeErrata(
        drafts, campaignID: address.campaignID, operation: form.operation, by: liaison)
      {
      case .written(let ids): return .redirect(toOwn: "\(address.home)?done=proposed&count=\(ids.count)")
      case .refused(let problems):
        var errors = FormErrors()
        for refusal in problems.sorted(by: { $0.key < $1.key }).map(\.value) {
          let field = NewErratumPage.field(of: refusal, .plannedSerial)
          errors.add(refusal.sentence, for: field.hasPrefix("new-") ? nil : field)
        }
        return try await again(drafts, claim, form, errors)
      }
    } catch let refusal as any Refusal { return try await again(drafts, claim, form, FormErrors(refusal)) }
  }

  /// The same sides as they are now, with what is wrong.
  private func again(
    _ drafts: [ErratumDraft], _ claim: String, _ form: SubmittedForm, _ errors: FormErrors
  ) async throws -> Response {
    var sides: [Side] = []
    var people: [ErrataPerson] = []
    for draft in drafts {
      do {
        people.append(try await call.center.errataPerson(draft.person, campaignID: address.campaignID, by: liaison))
      } catch is ErrataDeskRefusal { continue }
    }
    for person in people {
      let own = drafts.first { $0.person == person.id }?.new ?? ""
      sides.append(
        Side(person: person, ownSerial: own, ownPortraitID: people.first { $0.serial == own }?.portraitID))
    }
    return try await confirm(sides, claim: claim, typed: form, errors: errors)
  }

  private func confirm(
    _ sides: [Side], claim: String, typed: SubmittedForm?, errors: FormErrors = FormErrors()
  ) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    let today = CalendarDay(milliseconds: try await call.center.now())
    var form = FormPage(
      action: address.shift, csrf: call.csrf, submitVerb: "登记数据错位：\(sides.count) 人",
      fields: [
        FormField(
          "evidence", "依据", .select(ErrataWords.evidence),
          value: typed?["evidence"] ?? ErratumEvidence.Kind.ownWord.rawValue),
        FormField(
          "evidence-text", "说明", value: typed?["evidence-text"] ?? "", isRequired: false, autocomplete: "off",
          lengthLimit: VerificationLimits.remarkCharacters),
        FormField(
          "handler", "经手人", value: typed?["handler"] ?? call.session?.name ?? "", autocomplete: "off",
          lengthLimit: VerificationLimits.handlerCharacters),
        FormField("day", "日期", .date, value: typed?["day"] ?? today.iso),
      ], errors: errors)
    form.hidden =
      [("claim", claim), ("operation", typed?.trimmed("operation") ?? call.center.freshToken())]
      + sides.map { ("side", "\($0.person.id) \($0.person.serial) \($0.ownSerial)") }
    form.cancel = ("重新填写", address.shift)
    let lost = sides.filter { $0.ownSerial.isEmpty }
    return frame.page(
      "核对双方的照片", lead: "更正以后，每个人得到右边的照片。", trail: ErrataWords.trail(address)
    ) {
      if sides.count == 1 {
        Notice(kind: .look, title: "这张照片现在没有归到人", text: "更正以后归这名学生。").html
      }
      if !lost.isEmpty {
        Notice(kind: .look, title: "\(lost.count) 人更正以后没有照片", text: lost.map(\.person.name).joined(separator: "、") + "会列入漏拍名单。")
          .html
      }
      Tag.ul(.class("shift-sides")) { for side in sides { tile(side) } }
      card { form.html }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func tile(_ side: Side) -> HTML {
    Tag.li {
      Tag.p { Tag.b(ErrataWords.who(name: side.person.name, number: side.person.studentNumber)) }
      Tag.div(.class("shift-pair")) {
        picture(side.person.portraitID, side.person.serial, "现在")
        picture(side.ownPortraitID, side.ownSerial, "更正后")
      }
    }
  }

  private func picture(_ portrait: String?, _ serial: String, _ when: String) -> HTML {
    Tag.figure {
      if let portrait {
        Tag.img(
          .src(ClassCheckAddress(campaignID: address.campaignID).picture(portrait)), .set(.alt, "拍摄序号 \(serial) 的照片"),
          .set(.width, "480"), .set(.height, "640"), .set(.loading, "lazy"))
      } else {
        Tag.p(serial.isEmpty ? "没有照片" : "看不到照片", .class("soft"))
      }
      Tag.figcaption("\(when)：\(serial.isEmpty ? "没有" : serial)")
    }
  }
}
