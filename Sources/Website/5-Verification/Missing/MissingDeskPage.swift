import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Missing letters at the head office, those that wait the longest first.
struct MissingDeskPage: Sendable {
  let call: Call
  let reader: any ErrataOfficeReader

  func show() async throws -> Response {
    let address = call.missingAddress
    let letters = try await call.center.missingDesk(campaignID: address.campaignID, by: reader)
    let now = try await call.center.now()
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    let open = letters.filter { $0.answered < $0.people }
    return frame.page(
      "漏拍名单",
      lead: open.isEmpty ? "没有等答复的漏拍名单。" : "等答复 \(open.count) 份，共 \(open.reduce(0) { $0 + $1.people - $1.answered }) 人。",
      trail: [.init(label: "勘误", address: ErrataAddress(campaignID: address.campaignID).desk)]
    ) {
      DataTable(
        caption: "漏拍名单（函）", columns: [.text("院校"), .text("编号", wide: true), .number("人数"), .number("已答复"), .text("等待")],
        rows: letters.map { letter in
          [
            .link(letter.institution, to: address.answers(letter.id)), .text(letter.number ?? "—"), .number(letter.people),
            .number(letter.answered), .text(letter.clock.chinese(now: now)),
          ]
        }, emptyText: "还没有院校报漏拍。", address: address.desk
      ).html
    }.response(status: .ok)
  }
}

/// One letter at the head office: each person gets one answer (A5).
struct MissingAnswerPage: Sendable {
  let call: Call
  let reader: any ErrataOfficeReader

  private var address: MissingAddress { call.missingAddress }
  private var id: String { call.part("letter") }
  private var page: String { address.answers(id) }

  func show(errors: FormErrors = FormErrors(), typed: SubmittedForm? = nil) async throws -> Response {
    let record = try await orNotFound { try await call.center.missingLetter(id, for: reader) }
    guard record.campaignID == address.campaignID, record.sentAt != nil else { throw HTTPError(.notFound) }
    let now = try await call.center.now()
    let frame = try await call.frame(campaign: record.campaignID, here: .verification)
    let open = record.people.filter { $0.answer == nil }
    return frame.page(
      "\(record.institution)的漏拍名单", lead: "\(record.people.count) 人，还没有答复 \(open.count) 人。\(record.clock.chinese(now: now))。",
      trail: [.init(label: "漏拍名单", address: address.desk)], scripts: ["errata.js"]
    ) {
      CampaignWords.done(call, ["answered": "已答复 # 人，学校看得到。", "withdrawn": "已撤销，这个人要重新答复。"])
      ErrorSummary(errors: errors).html
      if reader is Clerk, !open.isEmpty { form(open, errors, typed, now) }
      facts(record)
      answered(record.people.filter { $0.answer != nil }, now)
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  func answer(_ form: SubmittedForm, by clerk: Clerk) async throws -> Response {
    let people = form.values("person")
    var errors = FormErrors()
    if people.isEmpty { errors.add("没有打勾的人。请在要答复的人上打勾", for: nil) }
    let answer: MissingAnswer? =
      switch form.trimmed("answer") {
      case "found":
        MissingAnswer.Place(rawValue: form.trimmed("place")).map { .found(serial: form.trimmed("serial"), $0) }
      case "makeup": .makeup
      case "excused":
        MissingAnswer.ExcuseReason(rawValue: form.trimmed("excuse")).map { .excused($0, remark: form["remark"] ?? "") }
      default: nil
      }
    if answer == nil {
      // Nothing is preselected: the school reads the reason.
      switch form.trimmed("answer") {
      case "found": errors.add("请选择照片在哪里", for: "place")
      case "excused": errors.add("请选择不再拍的原因", for: "excuse")
      default: errors.add("请选择怎样答复", for: "answer")
      }
    }
    if case .found? = answer, people.count > 1 { errors.add("找到的照片是一个人的，请一人一人答复", for: "serial") }
    guard errors.isEmpty, let answer else { return try await show(errors: errors, typed: form) }
    do {
      try await orNotFound { try await call.center.answerMissing(people, of: id, as: answer, by: clerk) }
      return .redirect(toOwn: "\(page)?done=answered&count=\(people.count)")
    } catch MissingDeskRefusal.unknown {
      throw HTTPError(.notFound)
    } catch let refusal as MissingAnswerRefusal {
      let field =
        switch refusal {
        case .serialMissing, .serialUnknown: "serial"
        case .reasonMissing, .reasonTooLong, .numberInReason: "remark"
        default: "answer"
        }
      return try await show(errors: FormErrors(refusal, for: field), typed: form)
    }
  }

  func withdraw(_ form: SubmittedForm, by clerk: Clerk) async throws -> Response {
    do {
      try await orNotFound {
        try await call.center.withdrawMissingAnswer(
          for: form.trimmed("person"), of: id, because: form["why"] ?? "", by: clerk)
      }
      return .redirect(toOwn: page + "?done=withdrawn")
    } catch let refusal as any Refusal {
      return try await show(errors: FormErrors(refusal))
    }
  }

  private func form(
    _ open: [MissingLetterRecord.Line], _ errors: FormErrors, _ typed: SubmittedForm?, _ now: Int64
  ) -> HTML {
    let ticked = Set(typed?.values("person") ?? [])
    return Tag.form(.class("errata-form"), .set(.method, "post"), .action(page), .data("errata", "")) {
      CSRF.field(call.csrf)
      DataTable(
        caption: "还没有答复", columns: [.text(""), .text("学生"), .text("班级", wide: true), .text("等待")],
        rows: open.map { person in
          [
            .html(
              Tag.input(
                .set(.type, "checkbox"), .set(.name, "person"), .set(.value, person.id),
                .flag(.checked, if: ticked.contains(person.id)), .aria("label", "选定 \(person.name)"))),
            .html(
              fragment {
                Tag.b(person.name)
                Tag.small("\(person.studentNumber) \(person.idNumber)")
                if person.hasPortrait { Mark.right("照片已补上").html }
              }), .text(person.group.title), .text(person.clock.chinese(now: now)),
          ]
        }, emptyText: "都答复了。"
      ).html
      Tag.div(.class("form")) {
        FormField(
          "answer", "打勾的人怎样答复",
          .radio([
            .init(value: "found", label: "找到（归错）", remark: "填照片的拍摄序号；由学校按数据错位更正"),
            .init(value: "makeup", label: "补拍"), .init(value: "excused", label: "不再拍"),
          ]), value: typed?["answer"] ?? ""
        ).html(error: errors["answer"])
        FormField(
          "serial", "找到的拍摄序号", value: typed?["serial"] ?? "", hint: "找到（归错）时填写", isRequired: false, autocomplete: "off",
          lengthLimit: 12
        ).html(error: errors["serial"])
        FormField(
          "place", "照片在哪里",
          .select(
            [.init(value: "", label: "请选择")]
              + MissingAnswer.Place.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }),
          value: typed?["place"] ?? "", hint: "找到（归错）时选择", isRequired: false
        ).html(error: errors["place"])
        FormField(
          "excuse", "不再拍的原因",
          .select(
            [.init(value: "", label: "请选择")]
              + MissingAnswer.ExcuseReason.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }),
          value: typed?["excuse"] ?? "", hint: "不再拍时选择", isRequired: false
        ).html(error: errors["excuse"])
        FormField(
          "remark", "说明", value: typed?["remark"] ?? "", hint: "学校会看到；不要写证件号码", isRequired: false, autocomplete: "off",
          lengthLimit: VerificationLimits.remarkCharacters
        ).html(error: errors["remark"])
        Button.row { Button.submit("答复打勾的人") }
      }
    }
  }

  private func facts(_ record: MissingLetterRecord) -> HTML {
    var list = DescriptionList()
    list.add("对照的交付", record.delivery)
    list.add("联系人", "\(record.contact.name) \(record.contact.telephone)")
    list.add("通讯地址", record.contact.address)
    let html = list.html
    return card("漏拍名单（函）") {
      html
      Button.row { Button.link("看盖章的函", to: address.letter(id), .quiet) }
    }
  }

  private func answered(_ people: [MissingLetterRecord.Line], _ now: Int64) -> HTML {
    DataTable(
      caption: "已经答复", columns: [.text("学生"), .text("班级", wide: true), .text("答复"), .text("")],
      rows: people.map { person in
        [
          .text(ErrataWords.who(name: person.name, number: person.studentNumber)), .text(person.group.title),
          .html(
            fragment {
              MissingAnswers.answer(person)
              Tag.small("\(person.answeredBy) \(person.answeredAt.map(Moment.text) ?? "")")
            }), .html(withdrawForm(person)),
        ]
      }, emptyText: "还没有答复。"
    ).html
  }

  private func withdrawForm(_ person: MissingLetterRecord.Line) -> HTML {
    guard reader is Clerk else { return .nothing }
    return Tag.details {
      Tag.summary("撤销")
      Tag.form(.class("form"), .set(.method, "post"), .action(page + "/withdraw")) {
        CSRF.field(call.csrf, and: [("person", person.id)])
        Tag.label("原因", .set(.for, "why-\(person.id)"))
        Tag.input(
          .set(.type, "text"), .set(.name, "why"), .set(.id, "why-\(person.id)"),
          .set(.maxlength, String(ClassCheckLimits.reasonCharacters)), .set(.autocomplete, "off"))
        Button.submit("撤销答复", .quiet)
      }
    }
  }
}
