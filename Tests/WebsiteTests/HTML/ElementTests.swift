import Testing

@testable import Website

@Suite struct ElementTests {
  @Test func marksSayTheirWord() {
    for kind in Mark.Kind.allCases {
      let markup = Mark(kind: kind, word: "已用印").html.markup
      #expect(markup.hasPrefix("<span class=\"mark \(kind.rawValue)\"><svg") && markup.hasSuffix("</svg>已用印</span>"))
      #expect(markup.contains("aria-hidden=\"true\""))
    }
  }

  @Test func framesShowOnlyTheStagesGiven() {
    let frame = Frame(
      campaign: "2027届", institution: "示例大学", person: .init(name: "高某某", role: "学籍管理员"),
      stages: [.init(stage: .registration, address: "/r", waiting: 2), .init(stage: .capture, address: "/c")], here: .capture,
      csrf: "k")
    let page = String(decoding: frame.page("拍摄") { Tag.p("正文") }.bytes(), as: UTF8.self)
    #expect(page.contains("<a href=\"/c\" aria-current=\"page\"><em>3</em>拍摄</a>"))
    #expect(page.contains("登记与学生名单<span class=\"waiting\">2"))
    #expect(!page.contains("报盘"))
    #expect(page.contains("<form method=\"post\" action=\"/sign-out\"><input type=\"hidden\" name=\"csrf\" value=\"k\">"))
    #expect(page.contains("<h1>拍摄</h1></div><p>正文</p></main>"))
  }

  @Test func emptyTablesSayWhatWouldFillThem() {
    let table = DataTable(caption: "名单", columns: [.text("姓名"), .number("应采", wide: true)], rows: [], emptyText: "请先导入名单。")
    #expect(table.html.markup.contains("<td class=\"empty\" colspan=\"2\"><p>请先导入名单。</p></td>"))
  }

  @Test func sortLinksTurnAround() {
    var table = DataTable(
      caption: "名单", columns: [.text("姓名", sort: "name"), .number("应采", sort: "due")], rows: [[.text("甲"), .number(4)]],
      emptyText: "")
    table.address = "/list"
    table.kept = [("q", "a")]
    table.sorting = .init(key: "due")
    let markup = table.html.markup
    #expect(markup.contains("<th scope=\"col\"><a href=\"/list?q=a&amp;sort=name\">姓名</a></th>"))
    #expect(
      markup.contains(
        "<th scope=\"col\" class=\"num\" aria-sort=\"ascending\"><a href=\"/list?q=a&amp;sort=due&amp;order=desc\">应采</a></th>")
    )
    #expect(markup.contains("<tr><td>甲</td><td class=\"num\">4</td></tr>"))
  }

  @Test(arguments: [
    (1, 0, 1, 0), (0, 120, 1, 0), (9, 120, 3, 100), (2, 50, 1, 0), (2, 51, 2, 50), (.max, 51, 2, 50), (.min, 51, 1, 0),
  ])
  func pagesStayWithinTheList(asked: Int, rows: Int, page: Int, offset: Int) {
    let paging = Paging(page: asked, rowCount: rows)
    #expect(paging.page == page && paging.offset == offset)
  }

  @Test func longListsHaveGaps() {
    #expect(Paging(page: 6, rowCount: 600).shown == [1, nil, 4, 5, 6, 7, 8, nil, 12])
    #expect(Paging(page: 1, rowCount: 100).shown == [1, 2])
    #expect(Paging(page: 4, rowCount: 350).shown == [1, 2, 3, 4, 5, 6, 7])
  }

  @Test func errorsLinkToTheirFields() {
    var errors = FormErrors()
    errors.add("请填写姓名", for: "name")
    errors.add("请稍后再试")
    var page = FormPage(
      action: "/a", csrf: "k", submitVerb: "保存", fields: [FormField("name", "姓名", value: "x")], errors: errors)
    page.hidden = [("version", "3")]
    let markup = page.html.markup
    #expect(markup.contains("<h2>有 2 处需要修改</h2><ul><li><a href=\"#field-name\">请填写姓名</a></li><li>请稍后再试</li></ul>"))
    #expect(markup.contains("<div class=\"field wrong\"><label for=\"field-name\">姓名</label>"))
    #expect(markup.contains("aria-invalid=\"true\" aria-describedby=\"field-name-error\""))
    #expect(
      markup.contains("novalidate><input type=\"hidden\" name=\"csrf\" value=\"k\"><input type=\"hidden\" name=\"version\""))
  }

  @Test func refilledFormsKeepWhatWasTypedButNoPassword() {
    let page = FormPage(
      action: "/a", csrf: "k", submitVerb: "登录", fields: [FormField("name", "用户名"), FormField("word", "密码", .password)])
    let sent = SubmittedForm(fields: [("name", "甲\"乙"), ("word", "secret")])
    let markup = page.refilled(from: sent, errors: FormErrors()).html.markup
    #expect(markup.contains("value=\"甲&quot;乙\"") && !markup.contains("secret"))
  }

  @Test func filesMakeAMultipartForm() {
    let field = FormField("scan", "扫描件", .file(accept: ".pdf", isMultiple: false))
    let markup = FormPage(action: "/a", csrf: "k", submitVerb: "上传", fields: [field]).html.markup
    #expect(markup.contains("enctype=\"multipart/form-data\"") && markup.contains("data-upload"))
  }

  @Test func radioGroupsAreFoundByTheSummary() {
    let field = FormField("kind", "类别", .radio([.init(value: "a", label: "普通"), .init(value: "b", label: "成人")]), value: "b")
    let markup = field.html(error: "请选择").markup
    #expect(markup.contains("id=\"field-kind\" type=\"radio\" name=\"kind\" value=\"a\" required>"))
    #expect(markup.contains("id=\"field-kind-2\" type=\"radio\" name=\"kind\" value=\"b\" checked required>"))
  }

  @Test(arguments: [(0, "马上完成"), (80, "约剩 80 秒"), (200, "约剩 3 分钟"), (7200, "约剩 2 小时")])
  func timeLeftIsSaidInOneUnit(seconds: Int, words: String) {
    #expect(timeLeft(seconds: seconds) == words)
  }

  @Test func barsNeverRunOver() {
    #expect(ProgressBar(done: 9, of: 4, label: "a").html.markup.contains("value=\"4\" max=\"4\""))
    #expect(ProgressBar(done: 0, of: 0, label: "a").html.markup.contains("class=\"bar\" value=\"0\" max=\"1\""))
  }
}
