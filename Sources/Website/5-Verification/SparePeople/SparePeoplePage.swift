import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Who was shot with a spare card and stands on no list: the picture, what he said of himself, and the institution's word about it.
struct SparePeoplePage: Sendable {
  let call: Call
  let liaison: Liaison

  private var address: SpareAddress { call.spareAddress }
  private var spare: String { call.part("spare") }

  func show() async throws -> Response { try await page() }

  func give(_ form: SubmittedForm) async throws -> Response {
    try await act(form, field: "number", done: "given") {
      try await call.center.giveSparePerson(spare, to: form.trimmed("number"), campaignID: address.campaignID, by: liaison)
    }
  }

  func decline(_ form: SubmittedForm) async throws -> Response {
    try await act(form, field: "reason", done: "declined") {
      guard let reason = SpareDecision.DeclineReason(rawValue: form.trimmed("reason")) else { throw SpareRefusal.noReason }
      try await call.center.declineSparePerson(spare, because: reason, campaignID: address.campaignID, by: liaison)
    }
  }

  func reopen() async throws -> Response {
    try await act(SubmittedForm(), field: nil, done: "reopened") {
      try await call.center.reopenSparePerson(spare, campaignID: address.campaignID, by: liaison)
    }
  }

  func picture() async throws -> Response {
    do {
      return .portrait(try await call.center.sparePicture(spare, campaignID: address.campaignID, by: liaison))
    } catch SpareRefusal.unknown { throw HTTPError(.notFound) }
  }

  private func act(
    _ form: SubmittedForm, field: String?, done: String, _ work: () async throws -> Void
  ) async throws -> Response {
    do {
      try await work()
      return .redirect(toOwn: address.home + "?done=\(done)")
    } catch SpareRefusal.unknown { throw HTTPError(.notFound) } catch let refusal as any Refusal
      where refusal is SpareRefusal || refusal is ShiftRefusal
    { return try await page(refused: (form, FormErrors(refusal, for: field))) }
  }

  private func page(refused: (form: SubmittedForm, errors: FormErrors)? = nil) async throws -> Response {
    let cards = try await call.center.sparePeople(campaignID: address.campaignID, by: liaison)
    let open = cards.filter(\.isOpen)
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    return frame.page(
      "名单外人员",
      lead: open.isEmpty
        ? "没有等您决定的备用卡。" : "\(open.count) 人拍摄时不在名单上，现场办了备用卡。请决定照片归谁；决定以前不放行、不交付。",
      trail: [.init(label: "核对照片", address: ClassCheckAddress(campaignID: address.campaignID).home)]
    ) {
      CampaignWords.done(
        call,
        [
          "given": "照片已归给这名学生，总部放行后随下一次交付返回。", "declined": "已登记不要，照片不再使用，到保存期满一并抹除。", "reopened": "已撤回，请重新决定。",
        ])
      ErrorSummary(errors: refused?.errors ?? FormErrors()).html
      for card in open { waiting(card, refused) }
      if cards.count > open.count { decided(cards.filter { !$0.isOpen }) }
      if cards.isEmpty { Tag.p("拍摄时都在名单上。名单外的人办备用卡拍摄以后，列在这里。", .class("soft")) }
    }.response(status: refused == nil ? .ok : .unprocessableContent)
  }

  private func title(_ card: SpareCard) -> String { card.name.isEmpty ? "备用卡" : card.name }

  private func waiting(_ found: SpareCard, _ refused: (form: SubmittedForm, errors: FormErrors)?) -> HTML {
    let isRefused = refused != nil && spare == found.id
    return card(title(found)) {
      Tag.div(.class("proof")) {
        if found.shots > 0 {
          Tag.figure(.class("proof-picture small")) {
            Tag.img(
              .src(address.picture(found.id)), .set(.alt, "\(title(found))的照片"), .set(.width, 480), .set(.height, 640),
              .set(.loading, "lazy"))
          }
        }
        Tag.div(.class("stack")) {
          facts(found)
          if found.shots == 0 { Notice(kind: .look, title: "没有照片", text: "办了备用卡，没有拍成。").html }
          if found.shots > 0 { giving(found, isRefused ? refused : nil) }
          declining(found, isRefused ? refused : nil)
        }
      }
    }
  }

  private func facts(_ found: SpareCard) -> HTML {
    var list = DescriptionList()
    if !found.number.isEmpty { list.add("自报的号码", found.number) }
    list.add("班级", found.group.title)
    list.add("拍摄", "第 \(found.visit) 场，\(Moment.text(found.madeAt))，照片 \(found.shots) 张")
    if !found.note.isEmpty { list.add("现场说明", found.note) }
    return list.html
  }

  private func giving(_ found: SpareCard, _ refused: (form: SubmittedForm, errors: FormErrors)?) -> HTML {
    fragment {
      if let suggestion = found.suggestion {
        Tag.p("名单里的\(suggestion.name)（\(suggestion.studentNumber)）还没有照片，号码或姓名相同。请看照片，是他就归给他。")
        Button.act(
          "归给 \(suggestion.name)（\(suggestion.studentNumber)）", at: address.give(found.id), csrf: call.csrf, .primary,
          fields: [("number", suggestion.studentNumber)])
      }
      Tag.details(.flag(.open, if: found.suggestion == nil || refused?.errors["number"] != nil)) {
        Tag.summary(found.suggestion == nil ? "归给名单里的学生" : "归给别的学生")
        Tag.form(.class("form"), .set(.method, "post"), .action(address.give(found.id)), .flag(.novalidate)) {
          CSRF.field(call.csrf)
          FormField(
            "number", "学号或身份证号", value: "", hint: "名单上还没有的，先在「学生名单」补录", autocomplete: "off", lengthLimit: 64
          ).html(error: refused?.errors["number"])
          Button.row { Button.submit("归给这名学生", found.suggestion == nil ? .primary : .quiet) }
        }
      }
    }
  }

  private func declining(_ found: SpareCard, _ refused: (form: SubmittedForm, errors: FormErrors)?) -> HTML {
    let reasons = SpareDecision.DeclineReason.allCases.map { FormField.Option(value: $0.rawValue, label: $0.chineseName) }
    return Tag.details(.flag(.open, if: refused?.errors["reason"] != nil)) {
      Tag.summary("不要这张照片")
      Tag.form(.class("form"), .set(.method, "post"), .action(address.decline(found.id)), .flag(.novalidate)) {
        CSRF.field(call.csrf)
        FormField("reason", "原因", .radio(reasons)).html(error: refused?.errors["reason"])
        Button.row { Button.submit("登记不要", .quiet) }
      }
    }
  }

  private func decided(_ cards: [SpareCard]) -> HTML {
    DataTable(
      caption: "已经决定的", columns: [.text("姓名"), .text("班级", wide: true), .text("决定"), .text("经手", wide: true), .text("")],
      rows: cards.map { found in
        [
          .text(title(found)), .text(found.group.title), .mark(mark(found)),
          .text(
            [found.decidedBy, found.decidedAt.map { Moment.text($0) } ?? ""].filter { !$0.isEmpty }.joined(separator: "，")),
          .html(Button.act("撤回", at: address.reopen(found.id), csrf: call.csrf)),
        ]
      }, emptyText: ""
    ).html
  }

  private func mark(_ found: SpareCard) -> Mark {
    switch found.decision {
    case .given: .right("归给 \(found.givenTo)")
    case .declined(let reason): .wait("不要：\(reason.chineseName)")
    case .reopened, nil: .wait("等决定")
    }
  }
}
