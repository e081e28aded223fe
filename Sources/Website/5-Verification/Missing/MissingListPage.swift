import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// 漏拍名单: who is due and without a photo, the letter about them, and what became of earlier ones (A5).
struct MissingListPage: Sendable {
  let call: Call
  let reader: any VerificationReader

  private var address: MissingAddress { call.missingAddress }

  func show(errors: FormErrors = FormErrors(), typed: SubmittedForm? = nil) async throws -> Response {
    let overview = try await call.center.missingOverview(campaignID: address.campaignID, by: reader)
    let now = try await call.center.now()
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    let open = overview.people.count { $0.asked == nil }
    return frame.page(
      "漏拍名单", lead: "应采而没有照片 \(overview.people.count) 人，其中还没有报总部 \(open) 人。",
      trail: [.init(label: "核对照片", address: ClassCheckAddress(campaignID: address.campaignID).home)]
    ) {
      if reader is Liaison, open > 0 {
        if overview.delivery.isEmpty, errors.isEmpty {
          card("报总部") { Tag.p("收到照片光盘、清点以后，在这里把没有照片的学生报总部。") }
        } else {
          form(overview, open, errors, typed)
        }
      }
      if !overview.letters.isEmpty { letters(overview.letters, now) }
      people(overview.people)
      if reader is Liaison {
        Button.row {
          Button.link("名单外人员的照片", to: SpareAddress(campaignID: address.campaignID).home, .quiet)
        }
      }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  func handIn(_ form: SubmittedForm, by liaison: Liaison) async throws -> Response {
    let contact = MissingContact(
      name: form["contact"] ?? "", address: form["address"] ?? "", telephone: form["telephone"] ?? "")
    do {
      let id = try await call.center.handInMissingLetter(contact, campaignID: address.campaignID, by: liaison)
      return .redirect(toOwn: address.letter(id) + "?done=handed-in")
    } catch let refusal as MissingLetterRefusal {
      let field: String? =
        switch refusal {
        case .contactMissing: "contact"
        case .address: "address"
        case .telephone: "telephone"
        default: nil
        }
      return try await show(errors: FormErrors(refusal, for: field), typed: form)
    }
  }

  private func form(
    _ overview: MissingOverview, _ open: Int, _ errors: FormErrors, _ typed: SubmittedForm?
  ) -> HTML {
    let contact = overview.contact
    let form = FormPage(
      action: address.home, csrf: call.csrf, submitVerb: "生成漏拍名单（函）：\(open) 人",
      fields: [
        FormField("contact", "联系人", value: typed?["contact"] ?? contact.name, autocomplete: "name", lengthLimit: 30),
        FormField(
          "address", "通讯地址", value: typed?["address"] ?? contact.address, hint: "写到门牌号", autocomplete: "street-address",
          lengthLimit: 120),
        FormField(
          "telephone", "电话", .telephone, value: typed?["telephone"] ?? contact.telephone, hint: "座机写区号", lengthLimit: 40),
      ], errors: errors)
    return nowCard("报总部：\(open) 人") {
      Tag.p(
        overview.delivery.isEmpty
          ? "收到照片光盘、清点以后再报。"
          : "对照交付 \(overview.delivery) 清点。名单、联系人、地址和电话一起盖校章，没有盖章总部不受理；用印以前可以改。")
      form.html
    }
  }

  private func letters(_ letters: [MissingLetterLine], _ now: Int64) -> HTML {
    DataTable(
      caption: "漏拍名单（函）", columns: [.text("编号"), .number("人数"), .number("已答复"), .text("等待")],
      rows: letters.map { letter in
        let name = letter.number ?? "还没有打印"
        return [
          reader is any SignOffReader ? .link(name, to: address.letter(letter.id)) : .text(name), .number(letter.people),
          .number(letter.answered), .text(letter.clock.chinese(now: now)),
        ]
      }, emptyText: "没有。"
    ).html
  }

  private func people(_ people: [MissingPerson]) -> HTML {
    let paging = Paging(page: call.pageNumber, rowCount: people.count)
    return DataTable(
      caption: "没有照片的学生", columns: [.text("班级", wide: true), .text("学号"), .text("姓名"), .text("报总部")],
      rows: people.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { person in
        [
          .text(person.group.title), .text(person.studentNumber), .text(person.name),
          .mark(person.asked.map { .look("已报 \($0)") } ?? .wait("没有报")),
        ]
      }, emptyText: "应采的学生都有照片。", address: address.home, paging: paging
    ).html
  }
}
