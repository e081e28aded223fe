/// Somebody who works at the center's pages: comes in by his invitation, signs in whenever he has to.
actor SeasonPerson {
  nonisolated let name: String
  nonisolated let signInName: String
  nonisolated let password: String
  private let clock: RehearsalClock
  private let browser: SeasonBrowser
  private var authenticator: Authenticator?
  private var usedStep: Int64 = 0

  init(name: String, signInName: String, browser: SeasonBrowser, clock: RehearsalClock) {
    self.name = name
    self.signInName = signInName
    self.browser = browser
    self.clock = clock
    password = "huanghe-yanlian-tieqiao"
  }

  /// Sets the password by the link of an invitation, and a phone as second factor.
  func comeIn(by invitation: String) async throws {
    var form = try await browser.read(invitation).form(to: invitation)
    form.fill("password", password)
    form.fill("again", password)
    try await browser.submit(form)
    let page = try await enterPassword()
    guard var choose = page.forms.first(where: { $0["kind"] == "totp" }) else {
      throw SeasonFault.noForm("手机验证器", on: page.address, says: page.complaint)
    }
    choose.fill("kind", "totp")
    let offer = try await browser.submit(choose)
    guard let text = offer.text.between("<p class=\"incident\">", "</p>"), let phone = Authenticator(base32: text) else {
      throw SeasonFault.missing("验证器的密钥（\(offer.address)）")
    }
    authenticator = phone
    var confirm = try offer.form(to: "/sign-in/set-up/confirm")
    confirm.fill("answer", freshDigits())
    try await browser.submit(confirm)
  }

  /// Digits of a step that was not used yet; when it was, half a minute passes.
  func freshDigits() -> String {
    if clock.now / Authenticator.stepMilliseconds <= usedStep {
      clock.advance(to: (usedStep + 1) * Authenticator.stepMilliseconds)
    }
    usedStep = clock.now / Authenticator.stepMilliseconds
    return authenticator?.digits(at: clock.now) ?? ""
  }

  private func enterPassword() async throws -> Page {
    var form = try await browser.read("/sign-in").form(to: "/sign-in")
    form.fill("name", signInName)
    form.fill("password", password)
    return try await browser.submit(form)
  }

  private func signIn() async throws {
    let page = try await enterPassword()
    guard page.hasForm(to: "/sign-in/second") else { return }
    var form = try page.form(to: "/sign-in/second")
    form.fill("answer", freshDigits())
    try await browser.submit(form)
  }

  /// Opens a page, signing in first where the session has ended.
  func read(_ path: String) async throws -> Page {
    let page = try await browser.open(path)
    if page.address.hasPrefix("/sign-in") {
      try await signIn()
      return try await browser.read(path)
    }
    guard page.status == 200 else { throw SeasonFault.refused(path, status: page.status, says: page.complaint) }
    return page
  }

  /// A page, whatever its status.
  func open(_ path: String) async throws -> Page {
    let page = try await browser.open(path)
    guard page.address.hasPrefix("/sign-in") else { return page }
    try await signIn()
    return try await browser.open(path)
  }

  /// Opens a page, fills its form that goes to an address ending so, sends it, and holds that it was taken.
  @discardableResult
  func act(
    on path: String, to ending: String, files: [(field: String, name: String, bytes: [UInt8])] = [],
    _ filling: @Sendable (inout PageForm) throws -> Void = { _ in }
  ) async throws -> Page {
    var form = try await read(path).form(to: ending)
    try filling(&form)
    return try await browser.submit(form, files: files)
  }

  /// Sends a form, whatever the answer.
  func send(_ form: PageForm, files: [(field: String, name: String, bytes: [UInt8])] = []) async throws -> Page {
    try await browser.send(form, files: files)
  }

  /// Sends a form that must be taken.
  @discardableResult
  func submit(_ form: PageForm, files: [(field: String, name: String, bytes: [UInt8])] = []) async throws -> Page {
    try await browser.submit(form, files: files)
  }

  /// What somebody needs to go on by hand.
  var signInText: String {
    "\(signInName)\t\(password)\t\((authenticator?.secret ?? []).map { String($0, radix: 16).leftPadded(2) }.joined())"
  }
}

extension String {
  /// With zeros in front.
  func leftPadded(_ length: Int) -> String { String(repeating: "0", count: max(0, length - count)) + self }
}
