import GraduatePhotos
import Hummingbird
import Workflow

/// Departments and classes with their counts, and the papers for them.
struct ClassListPage: Sendable {
  let call: Call
  let reader: any GraduateReader

  private var address: RosterAddress { call.rosterAddress }
  private var institution: String { call.query("institution") }

  func show() async throws -> Response {
    // Classes of the same name at two institutions are two classes: who sees several chooses one first.
    if institution.isEmpty, reader.seesSeveralInstitutions { return .redirect(toOwn: address.home) }
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    let department = call.query("department")
    let all = try await call.center.classes(
      campaignID: address.campaign, institutionID: institution.isEmpty ? nil : institution, by: reader)
    let departments = Array(Set(all.map(\.department))).sorted()
    let lines = department.isEmpty ? all : all.filter { $0.department == department }
    return frame.page(
      "班级", lead: "应采 \(lines.reduce(0) { $0 + $1.due }) 人，\(lines.count) 个班。",
      trail: [.init(label: "学生名单", address: address.home)]
    ) {
      ways
      if !lines.isEmpty {
        ClassPaperButtons(call: call, institution: institution, department: department, classGroup: "").html
      }
      table(lines, departments, department)
      if !lines.isEmpty { card { RosterTexts.classes(lines).html } }
    }.response(status: .ok)
  }

  /// The lists that cut across classes: who comes straight here has no other page with them.
  private var ways: HTML {
    Button.row {
      Button.link("查找学生", to: address.home + "/search", .quiet)
      Button.link("不能到场的学生", to: address.home + "/absences", .quiet)
      if reader is any SpecialCaseApprover { Button.link("特殊情况", to: address.home + "/special-cases", .quiet) }
    }
  }

  private func table(_ lines: [ClassLine], _ departments: [String], _ department: String) -> HTML {
    let options = [FormField.Option(value: "", label: "全部院系")] + departments.map { .init(value: $0, label: $0) }
    var fields = [FormField("department", "院系", .select(options), value: department, isRequired: false)]
    if !institution.isEmpty {
      fields.append(FormField("institution", "", .select([.init(value: institution, label: "本校")]), value: institution))
    }
    let paging = Paging(page: call.pageNumber, rowCount: lines.count)
    return DataTable(
      caption: "班级",
      columns: [.text("院系"), .text("班级"), .number("应采"), .number("不能到场", wide: true), .number("异动", wide: true)],
      rows: lines.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { line in
        [
          .text(line.department),
          .link(
            line.classGroup.isEmpty ? "（没有班级）" : line.classGroup,
            to: address.classGroup(department: line.department, name: line.classGroup, institution: institution)),
          .number(line.due), .number(line.absent), .number(line.left),
        ]
      }, emptyText: "还没有名单。学籍管理员导入名单后，班级会列在这里。", address: address.home + "/classes",
      kept: [("department", department), ("institution", institution)], paging: paging,
      filter: departments.count > 1 || !department.isEmpty
        ? FilterForm(
          address: address.home + "/classes", fields: Array(fields.prefix(institution.isEmpty ? 1 : 2)),
          isFiltered: !department.isEmpty
        ).html
        : .nothing
    ).html
  }
}

/// The buttons that print a class, a department, or all.
struct ClassPaperButtons: Sendable {
  let call: Call
  let institution: String
  let department: String
  let classGroup: String

  var html: HTML {
    let what = !classGroup.isEmpty ? "本班" : !department.isEmpty ? "本院系" : "全部"
    let home = call.rosterAddress.home
    return card("打印") {
      Tag.p("核对表印完整证件号码，请学生本人核对签字，每个班记一条操作日志；班级名单不印证件号码。", .class("hint"))
      // One form for all papers: the button says which.
      Tag.form(.class("buttons"), .set(.method, "post"), .action(home + "/papers")) {
        CSRF.field(call.csrf, and: [("institution", institution), ("department", department), ("class", classGroup)])
        for paper in ClassPaper.allCases {
          Button.submit("\(what)\(paper.chineseName)（PDF）", .quiet, name: "paper", value: paper.rawValue)
        }
        Button.link(
          "检查打不出的字", to: WebAddress.path(home + "/undrawable", query: [("institution", institution)]), .quiet
        )
      }
    }
  }
}

/// Prints class lists and check sheets.
struct ClassPapers: Sendable {
  let call: Call
  let reader: any GraduateReader

  func take(_ form: SubmittedForm) async throws -> Response {
    func value(_ name: String) -> String? { form.trimmed(name).isEmpty ? nil : form[name] }
    let paper = ClassPaper(rawValue: form["paper"] ?? "") ?? .classList
    return try await .file(
      call.center.classPapers(
        paper, campaignID: call.part("campaign"), institutionID: value("institution"), department: value("department"),
        classGroup: value("class"), by: reader))
  }
}

/// Names that block a paper because no font of this machine draws them.
struct UndrawablePage: Sendable {
  let call: Call
  let reader: any GraduateReader

  func show() async throws -> Response {
    let frame = try await call.frame(campaign: call.part("campaign"), here: .registration)
    let institution = call.query("institution")
    let names = try await call.center.undrawableNames(
      campaignID: call.part("campaign"), institutionID: institution.isEmpty ? nil : institution, by: reader)
    let paging = Paging(page: call.pageNumber, rowCount: names.count)
    return frame.page(
      "打不出的字", lead: "这些字没有字体能画，只影响有它们的那几份打印件；姓名原样保留。", trail: [.init(label: "学生名单", address: call.rosterAddress.home)]
    ) {
      DataTable(
        caption: "姓名", columns: [.text("院系"), .text("班级"), .text("学生"), .text("字")],
        rows: names.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { name in
          [
            .text(name.department), .text(name.classGroup), .link("查看", to: call.rosterAddress.graduate(name.graduateID)),
            .html(RareCharacters(name.scalars).list),
          ]
        }, emptyText: "所有姓名都能打印。", address: call.rosterAddress.home + "/undrawable", kept: [("institution", institution)],
        paging: paging
      ).html
    }.response(status: .ok)
  }
}

/// The graduates of one class, masked; in full after one click that is journaled.
struct ClassPage: Sendable {
  let call: Call
  let reader: any GraduateReader
  private let address: RosterAddress

  init(call: Call, reader: any GraduateReader) {
    self.call = call
    self.reader = reader
    address = call.rosterAddress
  }

  func show() async throws -> Response {
    let (department, name, institution) = (call.query("department"), call.query("class"), call.query("institution"))
    if institution.isEmpty, reader.seesSeveralInstitutions { return .redirect(toOwn: address.home) }
    let page = try await call.center.graduates(
      campaignID: address.campaign, institutionID: institution.isEmpty ? nil : institution, department: department,
      classGroup: name,
      page: call.pageNumber, by: reader)
    return try await render(page, department, name, institution, number: call.pageNumber, isOpen: false)
  }

  func open(_ form: SubmittedForm) async throws -> Response {
    let (department, name, institution) = (form["department"] ?? "", form["class"] ?? "", form["institution"] ?? "")
    let number = Int(form["page"] ?? "") ?? 1
    let page = try await call.center.openClass(
      campaignID: address.campaign, institutionID: institution.isEmpty ? nil : institution, department: department,
      classGroup: name,
      page: number, by: reader)
    return try await render(page, department, name, institution, number: number, isOpen: true)
  }

  private func render(
    _ page: GraduatePage, _ department: String, _ name: String, _ institution: String, number: Int, isOpen: Bool,
    refused: (form: SubmittedForm, refusal: any Refusal)? = nil
  ) async throws -> Response {
    let marks = isOpen || !(reader is any AbsenceKeeper) ? nil : ClassAbsenceForm(call: call, refused: refused)
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    let back = WebAddress.path(address.home + "/classes", query: [("institution", institution)])
    let title = name.isEmpty ? (department.isEmpty ? "班级" : department) : name
    return frame.page(
      title, lead: "\(department)　共 \(page.total) 人。",
      trail: [.init(label: "学生名单", address: address.home), .init(label: "班级", address: back)]
    ) {
      if let marked = Int(call.query("marked")) { Notice(kind: .right, title: "已登记 \(marked) 人不能到场").html }
      if let refused { Notice(kind: .wrong, title: refused.refusal.message, text: refused.refusal.hint).html }
      if isOpen { Notice(kind: .look, title: "正在显示完整证件号码", text: "已记入操作日志。离开座位前请关闭本页。").html }
      if page.total > 0 {
        ClassPaperButtons(call: call, institution: institution, department: department, classGroup: name).html
      }
      let kept = [("department", department), ("class", name), ("institution", institution)]
      let table = GraduateTable(
        lines: page.lines, caption: "名单", address: address, paging: Paging(page: number, rowCount: page.total),
        pageAddress: address.home + "/class", kept: kept, ticked: marks?.ticked, showsNumbers: isOpen,
        emptyText: "这个班没有学生，或者不在您的权限之内。")
      if let marks, page.total > 0 {
        marks.html(around: table, kept: kept + [("page", String(number))])
      } else {
        table.html
      }
      if page.total > 0 { card { RosterTexts.graduates(page, of: title, on: number).html } }
      if !isOpen, page.total > 0 {
        Button.row {
          Button.act(
            "显示完整证件号", at: address.home + "/class/open", csrf: call.csrf,
            fields: [("department", department), ("class", name), ("institution", institution), ("page", String(number))])
        }
      }
    }.response(status: refused == nil ? .ok : .unprocessableContent)
  }

  /// Marks the ticked ones of this page as absent, all of them or none.
  func mark(_ form: SubmittedForm, by keeper: any AbsenceKeeper) async throws -> Response {
    let (department, name, institution) = (form["department"] ?? "", form["class"] ?? "", form["institution"] ?? "")
    let number = Int(form["page"] ?? "") ?? 1
    do {
      let count = try await call.center.recordAbsences(
        try AbsenceFields.absence(form), of: form.values("graduate"), campaignID: address.campaign, by: keeper)
      let here: [(name: String, value: String)] = [
        ("department", department), ("class", name), ("institution", institution), ("page", String(number)),
        ("marked", String(count)),
      ]
      return .redirect(toOwn: WebAddress.path(address.home + "/class", query: here))
    } catch let refusal as any Refusal {
      let page = try await call.center.graduates(
        campaignID: address.campaign, institutionID: institution.isEmpty ? nil : institution, department: department,
        classGroup: name, page: number, by: reader)
      return try await render(page, department, name, institution, number: number, isOpen: false, refused: (form, refusal))
    }
  }
}

/// Graduates in a table.
struct GraduateTable: Sendable {
  let lines: [GraduateLine]
  let caption: String
  let address: RosterAddress
  var paging: Paging?
  var pageAddress = ""
  var kept: [(name: String, value: String)] = []
  var showsClass = false
  /// With it a column of boxes comes first, those of these ids ticked.
  var ticked: Set<String>?
  /// For who sees several institutions: the code in front.
  var showsInstitution = false
  /// Numbers in full: worth their place on a phone too.
  var showsNumbers = false
  let emptyText: String

  var html: HTML {
    var columns: [DataTable.Column] = [
      .text("学号"), .text("姓名"), .text("性别", wide: true), .text("证件号码", wide: !showsNumbers), .text("层次", wide: true),
    ]
    if showsClass { columns += [.text("院系", wide: true), .text("班级", wide: showsInstitution)] }
    if showsInstitution { columns.insert(.text("院校"), at: 0) }
    columns.append(.text("状态"))
    if ticked != nil { columns.insert(.text("选"), at: 0) }
    let records = OwnAddress(folder: address.graduate(""))
    return DataTable(
      caption: caption, columns: columns, written: WrittenRows(count: lines.count) { write(lines[$0], records, to: &$1) },
      emptyText: emptyText, address: pageAddress, kept: kept, paging: paging
    ).html
  }

  private func write(_ line: GraduateLine, _ records: OwnAddress, to row: inout RowWriter) {
    func text(_ text: GraduateLine.Text, _ row: inout RowWriter) { line.withUTF8(text) { row.text($0) } }
    line.withUTF8(.id) { id in
      line.withUTF8(.name) { name in
        if let ticked { tick(line, id, name, isTicked: !ticked.isEmpty && ticked.contains(line.id), in: &row) }
        if showsInstitution { text(.institutionCode, &row) }
        text(.studentNumber, &row)
        row.link(name, to: records, id)
      }
    }
    text(.sex, &row)
    text(.idNumber, &row)
    row.text(line.level)
    if showsClass {
      text(.department, &row)
      text(.classGroup, &row)
    }
    row.mark(Self.mark(line))
  }

  /// Who left is no longer due and cannot be marked.
  private func tick(
    _ line: GraduateLine, _ id: UnsafeBufferPointer<UInt8>, _ name: UnsafeBufferPointer<UInt8>, isTicked: Bool,
    in row: inout RowWriter
  ) {
    guard line.isDue else { return row.nothing() }
    row.tickBox("graduate", value: id, isTicked: isTicked, label: "选", of: name)
  }

  static func mark(_ line: GraduateLine) -> Mark {
    if let change = line.statusChange { return .wait(change.chineseName) }
    if line.lacksCharacters { return .look("待补字") }
    if let absence = line.absence { return .look("\(absence.reason.chineseName)，\(absence.wayOn.chineseName)") }
    return .right("应采")
  }
}
