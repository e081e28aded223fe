import GraduatePhotos
import Hummingbird
import Workflow

/// Choosing a roster file.
struct RosterUploadPage: Sendable {
  let call: Call
  let keeper: any RosterKeeper

  private var address: RosterAddress { call.rosterAddress }

  func show(refilled: (form: SubmittedForm, errors: FormErrors)? = nil) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    let isCodeMode = try await isCodeMode
    let page = isCodeMode ? codeForm : rosterForm
    let form = refilled.map { page.refilled(from: $0.form, errors: $0.errors) } ?? page
    return frame.page(
      isCodeMode ? "上传采集码" : "上传学生名单", lead: isCodeMode ? "表里只要有采集码、类别、院系、班级四列；确认之前不会登记。" : "上传后先看预览，确认之前什么都不会登记。",
      trail: [.init(label: isCodeMode ? "采集码" : "学生名单", address: address.home)]
    ) {
      if !isCodeMode { Steps(titles: ["上传文件", "对应各列", "看问题和变化", "确认导入"], here: 0).html }
      card { form.html }
      if isCodeMode { codeHints } else { hints }
    }.response(status: refilled == nil ? .ok : .unprocessableContent)
  }

  private var rosterForm: FormPage {
    let categories =
      [FormField.Option(value: "", label: "表里有「类别」列")]
      + Category.allCases.map { .init(value: $0.rawValue, label: "全部是\($0.chineseName)") }
    var page = FormPage(
      action: address.home + "/upload", csrf: call.csrf, submitVerb: "上传并检查",
      fields: [
        FormField("category", "类别", .select(categories), isRequired: false),
        FormField("sheet", "工作表", hint: "只读一张工作表时填它的名称；不填就读所有有表头的工作表", isRequired: false, lengthLimit: 31),
        FormField(
          "file", "名单文件", .file(accept: ".xlsx,.xls,.dbf,.csv,.tsv,.txt", isMultiple: false),
          hint: "XLSX、XLS、DBF、CSV；最多 30 万行、512 MB"),
      ])
    page.cancel = ("返回", address.home)
    return page
  }

  private var codeForm: FormPage {
    var page = FormPage(
      action: address.home + "/upload", csrf: call.csrf, submitVerb: "上传并检查",
      fields: [
        FormField(
          "file", "采集码文件", .file(accept: ".xlsx,.xls,.dbf,.csv", isMultiple: false), hint: "出现姓名、学号或证件号码的文件会整份退回，不保存")
      ])
    page.cancel = ("返回", address.home)
    return page
  }

  private var hints: HTML {
    card("没有现成的表？") {
      Tag.p("下载模板填写：各列已设为文本，学号开头的 0 和证件号码的末几位不会丢失，第二张表写着每一列怎样填。")
      Button.row { Button.link("下载模板", to: address.home + "/template", .quiet) }
    }
  }

  private var codeHints: HTML {
    card("没有现成的表？") {
      Tag.p("模板里只有采集码、类别、院系、班级四列。")
      Button.row { Button.link("下载模板", to: address.home + "/template", .quiet) }
    }
  }

  private var isCodeMode: Bool {
    get async throws {
      guard let session = call.session else { return false }
      return try await call.center.whereabouts(of: session.person, campaignID: address.campaign)?.campaign?.plan.regime == .code
    }
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    var errors = FormErrors()
    guard let file = form.files("file").first, file.sizeBytes > 0 else {
      errors.add("请选择文件", for: "file")
      return try await show(refilled: (form, errors))
    }
    do {
      if try await isCodeMode { return try await takeCodes(file) }
      let choices = RosterChoices(sheet: form.trimmed("sheet"), category: form.trimmed("category"))
      // The check goes on by itself: the next page shows how far it is.
      let upload = try await call.center.receiveRoster(
        path: file.path, fileName: file.name, campaignID: address.campaign, choices: choices, by: keeper)
      return .redirect(toOwn: address.upload(upload))
    } catch let refusal as any Refusal {
      errors.add([refusal.message, refusal.hint].filter { !$0.isEmpty }.joined(separator: "。"), for: "file")
      return try await show(refilled: (form, errors))
    }
  }

  private func takeCodes(_ file: SubmittedForm.File) async throws -> Response {
    let upload = try await call.center.receiveCodes(
      path: file.path, fileName: file.name, campaignID: address.campaign, by: keeper)
    return .redirect(toOwn: address.upload(upload))
  }
}
