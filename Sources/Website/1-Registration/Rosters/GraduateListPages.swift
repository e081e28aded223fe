import GraduatePhotos
import Hummingbird
import Workflow

/// Looking somebody up; what was typed stands in no address.
struct GraduateSearchPage: Sendable {
  let call: Call
  let reader: any GraduateReader

  private var address: RosterAddress { call.rosterAddress }

  func show() async throws -> Response { try await render(text: "", found: nil, number: 1) }

  func find(_ form: SubmittedForm) async throws -> Response {
    let text = form.trimmed("text")
    let number = Int(form["page"] ?? "") ?? 1
    let found = try await call.center.searchGraduates(text, campaignID: address.campaign, page: number, by: reader)
    return try await render(text: text, found: found, number: number)
  }

  private func render(text: String, found: GraduatePage?, number: Int) async throws -> Response {
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    let form = FormPage(
      action: address.home + "/search", csrf: call.csrf, submitVerb: "查找",
      fields: [FormField("text", "姓名、学号或证件号码", .search, value: text, hint: "姓名可以只写前几个字；学号和证件号码要写全", lengthLimit: 64)])
    return frame.page("查找学生", trail: [.init(label: "学生名单", address: address.home)]) {
      card { form.html }
      if let found {
        GraduateTable(
          lines: found.lines, caption: "找到 \(found.total) 人", address: address, showsClass: true,
          showsInstitution: reader.seesSeveralInstitutions,
          emptyText: "没有找到。请核对写法，或换学号、证件号码查找。"
        ).html
        pages(text, found, number)
      }
    }.response(status: .ok)
  }

  /// The next fifty are asked for by a form too.
  private func pages(_ text: String, _ found: GraduatePage, _ number: Int) -> HTML {
    guard found.total > GraduatePage.size else { return .nothing }
    func button(_ verb: String, _ page: Int) -> HTML {
      Button.act(verb, at: address.home + "/search", csrf: call.csrf, fields: [("text", text), ("page", String(page))])
    }
    return Button.row {
      if number > 1 { button("上一页", number - 1) }
      if number * GraduatePage.size < found.total { button("下一页", number + 1) }
    }
  }
}

/// Finding a character that a keyboard cannot type.
struct CharacterPage: Sendable {
  let call: Call

  func show() async throws -> Response {
    let address = call.rosterAddress
    let frame = try await call.frame(campaign: address.campaign, here: .registration)
    let text = call.query("find")
    let graduate = call.query("graduate")
    let folder = ShippedFiles.found()?.characters.path
    let table = folder == nil ? nil : await CharacterShelf.shared.table(in: folder ?? "")
    let found = text.isEmpty ? [] : table?.search(text) ?? []
    let back = graduate.isEmpty ? address.home : address.graduate(graduate)
    return frame.page(
      "找字", lead: "按拼音、部件或 U+ 编号找到这个字，复制后填到姓名里。", trail: [.init(label: graduate.isEmpty ? "学生名单" : "学生", address: back)]
    ) {
      if table == nil {
        Notice(kind: .look, title: "本机没有字表", text: "请从别处复制这个字，直接粘贴到姓名里；或联系系统管理员安装 Characters 文件夹。").html
      }
      card {
        Tag.form(.class("form"), .set(.method, "get"), .action(address.home + "/characters")) {
          Tag.input(.set(.type, "hidden"), .set(.name, "graduate"), .set(.value, graduate))
          FormField(
            "find", "拼音、部件或编号", .search, value: text, hint: "例如 hong，或 钅宏，或 hong 钅，或 U+2CB4E", lengthLimit: 40
          ).html(error: nil)
          Button.row { Button.submit("找字") }
        }
      }
      if !text.isEmpty { results(found) }
    }.response(status: .ok)
  }

  private func results(_ found: [CharacterTable.Found]) -> HTML {
    DataTable(
      caption: found.count == CharacterTable.resultLimit ? "前 \(found.count) 个字，请再加一个部件" : "找到的字",
      columns: [.text("字"), .text("编号"), .text("拼音"), .text("部件")],
      rows: found.map { character in
        [
          .html(Tag.strong(character.character)), .text(character.number), .text(character.readings.joined(separator: " ")),
          .text(character.components),
        ]
      }, emptyText: "没有找到。请换一个读音或部件，或按身份证上的字查 U+ 编号。"
    ).html
  }
}
