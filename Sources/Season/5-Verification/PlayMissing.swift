extension SeasonPlay {
  /// Who has no picture is told to the head office, gets a place at the make-up and comes, or does not (A1, A5).
  func makeUp() async throws {
    let people = try people()
    clock.advance(to: Self.moment(month: 5, day: 6, hour: 9))
    for institution in truth.institutions { try await tellMissing(institution, people) }
    try await people.planner.act(on: address + "/makeup/settings", to: "/makeup/settings") { form in
      form.fill("crew", form.offers["crew"]?.first { $0.label == "第1组" }?.value ?? "")
    }
    for institution in truth.institutions { try await book(people.liaisons[institution.index]) }
    clock.advance(to: Self.moment(month: 5, day: 20, hour: 9, minute: 31))
    try await shootMakeup(people)
    tell("补拍：\(truth.graduates.count { $0.fate == .comesLater }) 人")
  }

  private func tellMissing(_ institution: SeasonInstitution, _ people: SeasonCast) async throws {
    let (liaison, leader) = (people.liaisons[institution.index], people.leaders[institution.index])
    let list = try await liaison.read(address + "/verification/missing")
    guard list.hasForm(to: "/verification/missing") else { return }
    let letter = try await liaison.submit(try list.form(to: "/verification/missing"))
    let path = String(letter.address.prefix { $0 != "?" })
    try await leader.seal(on: path, to: "/seal/leader")
    try await liaison.act(on: path, to: "/send")
    let desk = try await people.clerks[0].read(address + "/missing-desk")
    let row = desk.text.allBetween("<tr", "</tr>").first { $0.contains(">\(institution.name)<") }
    guard let link = row?.between("href=\"", "\"", containing: "/missing-desk/") else {
      throw SeasonFault.missing("\(institution.name)的漏拍名单")
    }
    var answer = try await people.clerks[0].read(link).form(to: link)
    let asked = (answer.offers["person"] ?? []).map(\.value)
    answer.tick("person", asked)
    answer.fill("answer", "makeup")
    try await people.clerks[0].submit(answer)
    tally.find(.absence, asked.count)
  }

  private func book(_ liaison: SeasonPerson) async throws {
    let page = try await liaison.read(address + "/makeup")
    guard var form = page.forms.first(where: { $0.address.hasSuffix("/makeup/book") }) else { return }
    form.tick("person", (form.offers["person"] ?? []).map(\.value))
    form.fill("slot", form.offers["slot"]?.first?.value ?? "")
    try await liaison.submit(form)
  }

  private func shootMakeup(_ people: SeasonCast) async throws {
    let desk = desks[0]
    try await desk.start()
    try await desk.take("5月20日", at: "")
    for graduate in truth.graduates where graduate.fate == .comesLater {
      guard try await desk.checkIn(graduate.studentNumber) else {
        throw SeasonFault.missing("\(graduate.studentNumber) 补拍的排队号")
      }
      if let refusal = try await desk.scan(graduate.studentNumber, cardSeen: true) {
        throw SeasonFault.missing("\(graduate.studentNumber) 补拍时坐到镜头前：\(refusal)")
      }
      _ = try await desk.shoot(picture(of: graduate.number, boundTo: graduate.number))
    }
    try await desk.leave()
    _ = try await desk.repairFindings()
    try await desk.close()
    await desk.stop()
  }
}
