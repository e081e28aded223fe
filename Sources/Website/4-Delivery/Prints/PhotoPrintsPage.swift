import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Admit where Guest == any PhotoPrinter {
  static var photoPrinters: Admit<any PhotoPrinter> {
    Admit(roles: [.clerk, .liaison, .sealingLeader, .departmentSecretary, .studyCenterLiaison]) {
      $0?.person.signedIn as? any PhotoPrinter
    }
  }
}

extension Site {
  static let photoPrintRoutes: [Route] = [
    .get(PhotoPrintsPage.pattern, .photoPrinters) { call, printer in
      try await PhotoPrintsPage(call: call, printer: printer).show()
    },
    .post(PhotoPrintsPage.pattern, .photoPrinters) { call, printer, form in
      try await PhotoPrintsPage(call: call, printer: printer).take(form)
    },
  ]
}

/// Returned photos on paper (A3): which classes have how many, and every kind of print of a class, a department or all.
struct PhotoPrintsPage: Sendable {
  static let pattern = "/campaigns/{campaign}/prints"

  let call: Call
  let printer: any PhotoPrinter

  private var campaignID: String { call.part("campaign") }
  private var address: String { "/campaigns/\(campaignID)/prints" }
  private var clerk: Clerk? { printer as? Clerk }

  private func query(_ name: String) -> String? {
    let value = call.query(name)
    return value.isEmpty ? nil : value
  }

  func show(errors: FormErrors = FormErrors(), status: HTTPResponse.Status = .ok) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .delivery)
    let institution = query("institution")
    var choices: [(id: String, name: String)] = []
    if let clerk { choices = try await call.center.photoInstitutions(campaignID: campaignID, by: clerk) }
    let lines: [PhotoClassLine]
    if clerk != nil, institution == nil {
      lines = []
    } else {
      lines = try await call.center.photoClasses(campaignID: campaignID, institutionID: institution, by: printer)
    }
    let department = query("department")
    let shown = department.map { wanted in lines.filter { $0.turn.department == wanted } } ?? lines
    return frame.page("照片打印", lead: lead(shown)) {
      ErrorSummary(errors: errors).html
      filter(choices, lines, institution, department)
      if lines.contains(where: { $0.portraits > 0 }) { form(shown, institution, department) }
      table(shown, institution)
    }.response(status: status)
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    func value(_ name: String) -> String? { form.trimmed(name).isEmpty ? nil : form[name] }
    var errors = FormErrors()
    guard let product = PhotoProduct(name: form.trimmed("product")) else {
      errors.add("请选一种印件", for: "product")
      return try await show(errors: errors, status: .unprocessableContent)
    }
    do {
      return try await .file(
        call.center.printPhotos(
          product, campaignID: campaignID, institutionID: clerk == nil ? nil : value("institution"),
          department: value("department"), classGroup: value("class"), by: printer))
    } catch let refusal as any Refusal where refusal is PhotoPrintRefusal || refusal is CaptionRefusal {
      errors.add(refusal.sentence)
      return try await show(errors: errors, status: .unprocessableContent)
    }
  }

  // MARK: - Pieces

  private func lead(_ lines: [PhotoClassLine]) -> String {
    let due = lines.reduce(0) { $0 + $1.due }
    guard due > 0 else { return "照片下方印数据，用于核对、查找和使用。" }
    return "应采 \(due) 人，已有照片 \(lines.reduce(0) { $0 + $1.portraits }) 人。照片下方印数据，用于核对、查找和使用。"
  }

  private func filter(
    _ choices: [(id: String, name: String)], _ lines: [PhotoClassLine], _ institution: String?, _ department: String?
  ) -> HTML {
    var fields: [FormField] = []
    if clerk != nil {
      let options = [FormField.Option(value: "", label: "请选择")] + choices.map { .init(value: $0.id, label: $0.name) }
      fields.append(FormField("institution", "院校", .select(options), value: institution ?? "", isRequired: false))
    }
    let departments = Array(Set(lines.map(\.turn.department))).sorted()
    if departments.count > 1 {
      let options = [FormField.Option(value: "", label: "全部院系")] + departments.map { .init(value: $0, label: $0) }
      fields.append(FormField("department", "院系", .select(options), value: department ?? "", isRequired: false))
    }
    guard !fields.isEmpty else { return .nothing }
    return FilterForm(address: address, fields: fields, isFiltered: institution != nil || department != nil, verb: "看这些班")
      .html
  }

  private func form(_ lines: [PhotoClassLine], _ institution: String?, _ department: String?) -> HTML {
    let classes = lines.filter { $0.portraits > 0 }.map(\.turn.classGroup)
    let all = [FormField.Option(value: "", label: department == nil ? "全部班级" : "本院系全部班级")]
    return card("打印") {
      Tag.p("按名单顺序，一班一份。印完整证件号码的，每个班记一条操作日志。", .class("hint"))
      Tag.form(.class("form"), .set(.method, "post"), .action(address)) {
        CSRF.field(call.csrf, and: [("institution", institution ?? ""), ("department", department ?? "")])
        FormField(
          "class", "班级", .select(all + Array(Set(classes)).sorted().map { .init(value: $0, label: $0) }), isRequired: false
        ).html(error: nil)
        FormField(
          "product", "印件",
          .radio(PhotoProduct.all.map { .init(value: $0.name, label: $0.chineseName, remark: $0.remark) }),
          value: PhotoProduct.proof.name
        ).html(error: nil)
        Button.row { Button.submit("生成并下载") }
      }
    }
  }

  private func table(_ lines: [PhotoClassLine], _ institution: String?) -> HTML {
    let paging = Paging(page: call.pageNumber, rowCount: lines.count)
    return DataTable(
      caption: "班级", columns: [.text("院系"), .text("班级"), .text("类别", wide: true), .number("应采"), .number("已有照片")],
      rows: lines.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { line in
        [
          .text(line.turn.department), .text(line.turn.classGroup), .text(line.turn.category.chineseName), .number(line.due),
          .number(line.portraits),
        ]
      },
      emptyText: clerk != nil && institution == nil ? "请先选一所院校。" : "还没有名单。学籍管理员导入名单、总部放行照片后，可以在这里打印。",
      address: address,
      kept: [("institution", institution ?? ""), ("department", query("department") ?? "")].filter { !$0.1.isEmpty },
      paging: paging
    ).html
  }
}
