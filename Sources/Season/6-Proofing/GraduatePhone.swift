/// A graduate with a telephone: comes in by the code of his slip, sees exactly what will be filed, and answers once (N5).
struct GraduatePhone: Sendable {
  let browser: SeasonBrowser
  let graduate: SeasonGraduate
  /// As his slip says it.
  let name: String
  /// Of the slip.
  let address: String
  private static let password = "shanshui-yancheng-qingfeng"

  func signIn(code: String) async throws {
    let page = try await enter(code)
    guard page.hasForm(to: "/mine/password") else { return }
    var form = try page.form(to: "/mine/password")
    form.fill("password", Self.password)
    form.fill("again", Self.password)
    try await browser.submit(form)
  }

  func signInAgain() async throws { _ = try await enter(Self.password) }

  private func enter(_ secret: String) async throws -> Page {
    var form = try await browser.read(address).form(to: address)
    form.fill("number", graduate.studentNumber)
    form.fill("name", name)
    form.fill("secret", secret)
    let page = try await browser.send(form)
    guard page.status == 200 else {
      throw SeasonFault.missing("\(name)（\(graduate.studentNumber)）的登录 [\(graduate)]：\(page.complaint)")
    }
    return page
  }

  /// The picture that he is shown; its mark.
  func shownMark() async throws -> String? {
    let page = try await browser.read("/mine/proof")
    guard let picture = page.text.between("<figure class=\"proof-picture\"><img src=\"", "\"") else { return nil }
    return MarkedPicture.mark(of: try await browser.read(picture).bytes)
  }

  /// Whether the page takes an answer now.
  func mayAnswer() async throws -> Bool { try await browser.read("/mine/proof/right").hasForm(to: "/proof/right") }

  /// 正确, and once more where somebody clicks twice; the numbers of the receipts that came back.
  func sayRight(twice: Bool) async throws -> [String] {
    var form = try await browser.read("/mine/proof/right").form(to: "/proof/right")
    form.fill("sure", "on")
    var receipts = [try await browser.submit(form).receipt]
    if twice { receipts.append(try await browser.submit(form).receipt) }
    return receipts
  }

  /// 有误: the name is another one; the receipt's number.
  func sayWrongName() async throws -> String {
    var form = try await browser.read("/mine/proof/wrong").form(to: "/proof/wrong")
    form.fill("new-XM", graduate.name)
    form.fill("sure", "on")
    return try await browser.submit(form).receipt
  }
}

extension Page {
  /// Number of the receipt on the page; empty without one.
  fileprivate var receipt: String {
    let lines = words.split(separator: "\n")
    guard let at = lines.firstIndex(of: "回执编号"), lines.indices.contains(at + 1) else { return "" }
    return String(lines[at + 1])
  }
}
