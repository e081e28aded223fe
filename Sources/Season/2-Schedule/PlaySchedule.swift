import GraduatePhotos

extension SeasonPlay {
  /// Crews, a plan that is solved and published, and the institutions' answers (N2, A8).
  func schedule() async throws {
    let people = try people()
    for crew in people.crews.indices { try await makeCrew(crew, people) }
    try await people.planner.act(on: address + "/schedule/drafts", to: "/drafts/solve") { $0.fill("seconds", "5") }
    var page = try await people.planner.read(address + "/schedule/drafts")
    try await wait("排程") {
      page = try await people.planner.read(address + "/schedule/drafts")
      return page.words.contains("求解完成") || page.words.contains("求解没有完成")
    }
    guard let draft = page.links("/schedule/drafts/").first(where: { !$0.contains("?") }) else {
      throw SeasonFault.refused("/schedule/drafts", status: page.status, says: page.complaint)
    }
    try await people.planner.act(on: draft, to: "/publish") { $0.fill("confirm", "公布") }
    for institution in truth.institutions { visits += try await answer(institution, people.liaisons[institution.index]) }
    visits.sort { $0.moment($0.start) < $1.moment($1.start) }
    let planned = visits.flatMap { visit in
      visit.turns.map { truth.institutions[visit.institution].classes[$0.classIndex].count }
    }.reduce(0, +)
    tally.compare(3, "排进场次的班级人数", expected: truth.graduates.count, seen: planned)
    tell("排程：\(visits.count) 场")
  }

  private func makeCrew(_ crew: Int, _ people: SeasonCast) async throws {
    let members = people.crews[crew]
    try await people.planner.act(on: address + "/schedule/crews/new", to: "/crews/new") { form in
      form.fill("name", "第\(crew + 1)组")
      for (at, member) in members.enumerated() { form.fill("member-\(at + 1)", member.name) }
      form.fill("home", "兰州市")
    }
    let list = try await people.planner.read(address + "/schedule/crews")
    let links = list.links("/schedule/crews/").filter { !$0.hasSuffix("/new") }
    guard let link = links.last else { throw SeasonFault.refused("/schedule/crews", status: list.status, says: list.complaint) }
    let page = try await people.planner.read(link)
    var form = try page.form(to: "/accounts")
    for member in members {
      guard let box = page.text.between("（\(member.signInName)）", "</") == nil ? nil : form.box(besides: member.signInName)
      else {
        throw SeasonFault.missing("小组页上 \(member.signInName) 的选框")
      }
      form.fill(box, "on")
    }
    try await people.planner.submit(form)
  }

  /// An institution reads its visits and says yes.
  private func answer(_ institution: SeasonInstitution, _ liaison: SeasonPerson) async throws -> [SeasonVisit] {
    let page = try await liaison.read(address + "/schedule")
    var form = page
    if !page.hasForm(to: "/answer"), let link = page.links("/visits/").first { form = try await liaison.read(link) }
    var yes = try form.form(to: "/answer")
    yes.fill("answer", "confirmed")
    try await liaison.submit(yes)
    return form.text.allBetween("<section", "</section>").compactMap { SeasonVisit(card: $0, institution: institution) }
  }
}

extension PageForm {
  /// The name of the box whose label holds `text`.
  func box(besides text: String) -> String? {
    offers.first { $0.value.contains { $0.label.contains(text) } }?.key
  }
}
