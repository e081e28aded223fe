import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A new order: a class, a size, and how many each; works without a script.
struct NewReprintPage: Sendable {
  let call: Call
  let buyer: any ReprintBuyer

  private var address: ReprintAddress { call.reprintAddress }

  func show() async throws -> Response {
    guard call.query("chosen") == "1" else { return try await choose() }
    let group = CheckedClass(department: call.query("department"), classGroup: call.query("class"))
    return try await show(group, SubmittedForm(fields: []), errors: FormErrors())
  }

  /// First the class.
  private func choose() async throws -> Response {
    let lines = try await call.center.classes(campaignID: address.campaignID, by: buyer).filter { $0.due > 0 }
    let frame = try await call.frame(campaign: address.campaignID, here: .delivery)
    let paging = Paging(page: call.pageNumber, rowCount: lines.count)
    return frame.page("下加洗单", lead: "先选班级；几个班的，一个班一份。", trail: trail) {
      DataTable(
        caption: "班级", columns: [.text("院系"), .text("班级"), .number("应采")],
        rows: lines.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { line in
          [
            .text(line.department),
            .link(line.classGroup.isEmpty ? "（没有班级）" : line.classGroup, to: address.new(for: line)), .number(line.due),
          ]
        }, emptyText: "还没有名单。学籍管理员导入名单、总部放行照片后，可以加洗。", address: address.new, paging: paging
      ).html
    }.response(status: .ok)
  }

  private var trail: [Frame.Crumb] { [.init(label: "加洗", address: address.home)] }

  private func show(
    _ group: CheckedClass, _ form: SubmittedForm, errors: FormErrors
  ) async throws -> Response {
    let people = try await call.center.reprintCandidates(group, campaignID: address.campaignID, by: buyer)
    let there = people.count { $0.serial != nil }
    guard let session = call.session else { throw HTTPError(.notFound) }
    let plan = try await call.center.whereabouts(of: session.person, campaignID: address.campaignID)?.campaign?.plan
    let frame = try await call.frame(campaign: address.campaignID, here: .delivery)
    let operation = form.trimmed("operation").isEmpty ? call.center.freshToken() : form.trimmed("operation")
    let price = plan?.reprintPrice.map { "每张 \($0.chinese)，各种尺寸一个价" } ?? "价格另行结算"
    return frame.page(
      "下加洗单", lead: "\(group.title)：已有照片 \(there) 人。\(price)。",
      trail: trail + [.init(label: "选班级", address: address.new)]
    ) {
      ErrorSummary(errors: errors).html
      if there == 0 {
        Notice(kind: .look, title: "这个班还没有放行的照片", text: "总部放行照片以后才能加洗。").html
      } else {
        Tag.form(.class("form"), .set(.method, "post"), .action(address.new)) {
          CSRF.field(
            call.csrf, and: [("department", group.department), ("class", group.classGroup), ("operation", operation)])
          card("加洗什么") { wish(form, errors) }
          table(people, form, errors)
          Button.row {
            Button.submit("下加洗单")
            Tag.a("不下单，返回", .href(address.home))
          }
        }
      }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  @HTMLBuilder private func wish(_ form: SubmittedForm, _ errors: FormErrors) -> HTML {
    FormField(
      "size", "尺寸", .radio(PrintedPhotoSize.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }),
      value: PrintedPhotoSize(rawValue: form.trimmed("size"))?.rawValue ?? PrintedPhotoSize.twoInch.rawValue
    ).html(error: errors["size"])
    FormField(
      "each", "全班每人几张", .number(0...ReprintOrder<String>.copiesLimit), value: form.trimmed("each"),
      hint: "有照片的每人都加洗这么多；各人不同的不填，在下面逐人填", isRequired: false
    ).html(error: errors["each"])
    FormField("note", "备注", value: form.trimmed("note"), isRequired: false, lengthLimit: ReprintLimits.noteCharacters)
      .html(error: errors["note"])
  }

  private func table(_ people: [ReprintCandidate], _ form: SubmittedForm, _ errors: FormErrors) -> HTML {
    DataTable(
      caption: "逐人填张数", columns: [.text("学号"), .text("姓名"), .text("拍摄序号", wide: true), .text("张数")],
      rows: people.map { person in
        [
          .text(person.number), .text(person.name.isEmpty ? "—" : person.name),
          .text(person.serial.map { StationNumbers.serialText($0) } ?? "—"),
          person.serial == nil
            ? .mark(.wait("没有照片"))
            : .html(copies(person, form, isWrong: errors[Self.field(person.id)] != nil)),
        ]
      }, emptyText: "这个班没有学生。"
    ).html
  }

  private static func field(_ person: String) -> String { "copies-\(person)" }

  private func copies(_ person: ReprintCandidate, _ form: SubmittedForm, isWrong: Bool) -> HTML {
    let name = Self.field(person.id)
    return Tag.input(
      .set(.type, "number"), .set(.id, FormField.identifier(name)), .set(.name, name), .set(.value, form.trimmed(name)),
      .set(.min, 0), .set(.max, ReprintOrder<String>.copiesLimit), .set(.inputmode, "numeric"),
      .aria("label", "\(person.name)\(person.number)加洗几张"), .aria("invalid", isWrong ? "true" : nil))
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let group = form.checkedClass
    var errors = FormErrors()
    let wishes = try await wishes(form, group, &errors)
    guard errors.isEmpty else { return try await show(group, form, errors: errors) }
    do {
      let placed = try await call.center.placeReprintOrder(
        wishes, note: form["note"] ?? "", campaignID: address.campaignID, operation: form.operation, by: buyer)
      return .redirect(toOwn: address.order(placed.id) + "?done=placed")
    } catch let refusal as any Refusal where refusal is ReprintRefusal || refusal is ReprintDeskRefusal {
      errors.add(refusal.sentence)
      return try await show(group, form, errors: errors)
    }
  }

  /// What was typed for one counts for him; for the others what was typed for all.
  private func wishes(
    _ form: SubmittedForm, _ group: CheckedClass, _ errors: inout FormErrors
  ) async throws -> [ReprintOrder<String>.Line] {
    guard let size = PrintedPhotoSize(rawValue: form.trimmed("size")) else {
      errors.add("请选一种尺寸", for: "size")
      return []
    }
    func number(_ name: String) -> Int? {
      let text = form.trimmed(name).compactHalfWidth
      guard !text.isEmpty else { return nil }
      guard let number = Int(text), (0...ReprintOrder<String>.copiesLimit).contains(number) else {
        errors.add("张数请填 0–\(ReprintOrder<String>.copiesLimit)", for: name)
        return nil
      }
      return number
    }
    let each = number("each") ?? 0
    let people = try await call.center.reprintCandidates(group, campaignID: address.campaignID, by: buyer)
    return people.compactMap { person in
      guard person.serial != nil else { return nil }
      let copies = number(Self.field(person.id)) ?? each
      return copies == 0 ? nil : .init(person.id, size, copies: copies)
    }
  }
}
