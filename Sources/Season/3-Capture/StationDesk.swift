import Foundation
import Outward

/// One crew's laptop at the camera: the program, and the browser in front of it with what is on its screen.
actor StationDesk {
  let folder: String
  private let name: String
  private let order: SeasonOrder
  private let site: String
  private let clock: RehearsalClock
  private let clockPath: String
  private let outlet: Outlet
  private let port: Int
  private var process: SeasonProcess?
  private var browser: SeasonBrowser
  private let members: [SeasonPerson]
  /// `/visits/{campaign}/{number}` once somebody is signed in.
  private var base = ""
  private var scanForm = PageForm()
  private var doorForm = PageForm()
  private var token = ""

  init(
    crew: Int, members: [SeasonPerson], order: SeasonOrder, site: String, clock: RehearsalClock, clockPath: String,
    outlet: Outlet
  ) throws {
    name = "工作站\(crew + 1)"
    folder = order.folder + "/station-\(crew + 1)"
    self.members = members
    self.order = order
    self.site = site
    self.clock = clock
    self.clockPath = clockPath
    self.outlet = outlet
    port = try SeasonProcess.freePort()
    browser = SeasonBrowser(site: "http://127.0.0.1:\(port)", outlet: outlet, place: "127.0.0.1")
  }

  func start() async throws {
    guard process == nil else { return }
    process = try await SeasonProcess(
      program: order.program, arguments: ["station", "--data", folder, "--listen", "127.0.0.1:\(port)", "--name", name],
      port: port,
      clockPath: clockPath, logPath: folder + ".log", outlet: outlet)
  }

  func stop() async {
    await process?.stop()
    process = nil
  }

  /// Pulls the plug, switches on again, signs in again; what was on the screen is there again.
  func cutPower() async throws {
    await process?.kill()
    process = nil
    try await start()
    try await signIn()
  }

  /// Takes the visit of a title and place along and signs in to it.
  func take(_ title: String, at place: String) async throws {
    let member = members[0]
    var ask = try await browser.read("/").form(to: "/offers")
    ask.fill("center", site)
    ask.fill("name", member.signInName)
    ask.fill("password", member.password)
    ask.fill("digits", await member.freshDigits())
    var fetch = try await browser.submit(ask).form(to: "/fetch")
    guard
      let choice = fetch.offers["visit"]?.first(where: {
        (place.isEmpty || $0.label.contains(place)) && $0.label.contains(title)
      }
      )
    else { throw SeasonFault.missing("工作站可以带走的场次：\(title) \(place)") }
    fetch.fill("visit", choice.value)
    fetch.fill("password", member.password)
    fetch.fill("digits", await member.freshDigits())
    try await browser.submit(fetch)
    base = "/visits/" + choice.value.replacing(" ", with: "/")
    try await signIn()
  }

  private func signIn() async throws {
    let home = try await browser.read("/")
    let number = base.split(separator: "/").last.map { String($0) } ?? ""
    guard var form = home.forms.first(where: { $0.address == "/sign-in" && $0["visit"] == number }) else {
      throw SeasonFault.noForm("/sign-in", on: "工作站首页", says: home.complaint)
    }
    form.fill("name", members[0].signInName)
    form.fill("password", members[0].password)
    let camera = try await browser.submit(form)
    scanForm = try camera.form(to: "/camera/scan")
    doorForm = try await browser.read(base + "/door").form(to: "/door")
    token = scanForm["csrf"] ?? scanForm.fields.first?.value ?? ""
  }

  // MARK: Door

  /// Looks somebody up and gives him his queue number; false when the door says something else first.
  func checkIn(_ number: String) async throws -> Bool {
    var form = doorForm
    form.fill("who", number)
    let page = try await browser.send(form)
    if page.address.contains("queue=") { return true }
    // The door asks, and the crew says yes.
    guard
      let yes = page.forms.first(where: {
        $0.address.hasSuffix("/door/check-in") && ["", "accepted"].contains($0["word"] ?? "")
      })
    else {
      return false
    }
    return try await browser.send(yes).address.contains("queue=")
  }

  /// A spare card for who stands on no list.
  func checkInSpare(_ graduate: SeasonGraduate, classGroup: String) async throws {
    var form = try await browser.read(base + "/door").form(to: "/door/spare")
    form.fill("name", graduate.name)
    form.fill("number", graduate.studentNumber)
    if let turn = form.choice("turn", saying: classGroup) { form.fill("turn", turn) }
    form.fill("note", "名单上没有")
    try await browser.submit(form)
  }

  // MARK: Camera

  /// Scans the next one; what the screen answers when he may not sit.
  func scan(_ number: String, cardSeen: Bool = false) async throws -> String? {
    var form = scanForm
    form.fill("who", number)
    if cardSeen { form.fill("card", "on") }
    let page = try await browser.send(form, isScript: true)
    return page.text.contains("\"done\":\"yes\"") ? nil : page.text.between("\"word\":\"", "\"") ?? page.complaint
  }

  /// Takes a picture; the state that the screen shows afterwards: right, look, again, stop.
  func shoot(_ picture: [UInt8]) async throws -> String {
    var form = PageForm()
    form.address = base + "/camera/shot"
    form.isPost = true
    form.isMultipart = true
    form.fields = scanForm.fields.filter { $0.name != "who" }
    let page = try await browser.send(form, files: [("picture", "photo.jpg", picture)], isScript: true)
    guard page.text.contains("\"done\":\"yes\"") else {
      throw SeasonFault.refused(
        form.address, status: page.status, says: page.text.between("\"word\":\"", "\"") ?? page.complaint)
    }
    return try await state()
  }

  func state() async throws -> String {
    let page = try await browser.read(base + "/camera")
    return page.text.between("data-state=\"", "\"") ?? ""
  }

  func leave() async throws {
    var form = scanForm
    form.address = base + "/camera/leave"
    form.fields.removeAll { $0.name == "who" }
    _ = try await browser.send(form, isScript: true)
  }

  // MARK: What does not fit

  /// Has every finding with a repair repaired by two people, and what is right as it is settled.
  ///
  /// Two people who lend their face to several are taken for twins, as they would be.
  /// - Returns: how many pictures were moved.
  func repairFindings() async throws -> Int {
    var moved = 0
    while true {
      let page = try await browser.read(base + "/checks")
      let form = page.forms.first { form in
        form.address.hasSuffix("/checks/repair") || form.address.hasSuffix("/checks/settle")
          || form.address.hasSuffix("/checks/twins") && form["answer"] == "twins"
      }
      guard var form else { return moved }
      if form.address.hasSuffix("/checks/repair") { moved += page.words.between("整段改正 ", " 张").flatMap { Int($0) } ?? 0 }
      form.fill("second", members[1].signInName)
      form.fill("password", members[1].password)
      try await browser.submit(form)
    }
  }

  /// The serials of all shots of the visit, as its page lists them.
  func serials() async throws -> [String] {
    var found: [String] = []
    for number in 1... {
      let page = try await browser.read(base + "/shots?page=\(number)")
      let all = page.text.components(separatedBy: "<h2>全部</h2>").last ?? ""
      found += all.allBetween("<li>", "</li>").compactMap { $0.between("<p><b>", "</b>") }
      guard page.text.contains("/shots?page=\(number + 1)\"") else { break }
    }
    return found
  }

  /// Everybody signs, and the visit ends once every picture lies in two places.
  func close() async throws {
    var page = try await browser.read(base + "/day")
    for _ in 0..<12 {
      guard page.hasForm(to: "/day/sign") else { break }
      var form = try page.form(to: "/day/sign")
      // At the branch nobody of a school is known beforehand: who is on duty signs.
      if (form["name"] ?? "").isEmpty { form.fill("name", "何值班") }
      page = try await browser.submit(form)
    }
    for _ in 0..<600 where !page.hasForm(to: "/day/close") {
      try await Task.sleep(for: .milliseconds(200))
      page = try await browser.read(base + "/day")
    }
    guard page.hasForm(to: "/day/close") else { throw SeasonFault.noForm("/day/close", on: page.address, says: page.complaint) }
    try await browser.submit(try page.form(to: "/day/close"))
  }
}
