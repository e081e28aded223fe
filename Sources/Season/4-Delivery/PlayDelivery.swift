extension SeasonPlay {
  /// What the stations sent is looked at and returned to the institutions (N4, A3).
  func deliver() async throws {
    let people = try people()
    let released = try await release(people)
    tell("放行：\(released) 张")
    for institution in truth.institutions {
      try await makeDelivery(of: institution, by: people.clerks[0])
      discs[institution.index] = try await receive(institution, people.liaisons[institution.index])
    }
    tell("返回：\(discs.values.reduce(0) { $0 + $1.pictures.count }) 张照片")
  }

  /// Clerks release page after page; what somebody has to look at is looked at.
  ///
  /// - Returns: how many were released.
  func release(_ people: SeasonCast) async throws -> Int {
    try await wait("中心处理完工作站传来的数据包") {
      try await people.planner.read(address + "/stations").words.contains("待核实的数据包")
    }
    var released = 0
    for clerk in people.clerks {
      while true {
        let page = try await clerk.read(address + "/release")
        guard let form = page.forms.first(where: { $0.address.hasSuffix("/release") && $0.isPost }) else { break }
        // What is to be looked at stands first, one by one; then page after page of the rest.
        if let tile = page.text.between("<li class=\"look\">", "</li>"), let link = tile.between("href=\"", "\"") {
          let look = try await clerk.read(PageText.plain(link[...]))
          guard var act = look.forms.first(where: { $0.offers["act"]?.contains { $0.value == "release" } == true }) else {
            break
          }
          act.fill("act", "release")
          try await clerk.submit(act)
        } else {
          guard form["portrait"] != nil else { break }
          released += try await clerk.submit(form).count(of: "已放行") ?? 0
        }
      }
    }
    return try await people.clerks[0].read(address + "/release").count(of: "已放行") ?? released
  }

  /// False when there is nothing new to deliver.
  @discardableResult
  func makeDelivery(of institution: SeasonInstitution, by clerk: SeasonPerson) async throws -> Bool {
    let desk = try await clerk.read(address + "/deliveries")
    let row = desk.text.allBetween("<tr", "</tr>").first { $0.contains(">\(institution.name)<") }
    guard let id = row?.between("/deliveries/institutions/", "\"")?.prefix(while: { $0 != "/" }) else {
      throw SeasonFault.missing("交付页上的\(institution.name)")
    }
    let page = try await clerk.read("\(address)/deliveries/institutions/\(id)/new")
    guard !page.words.contains("和上次交付相比没有变化"), !page.words.contains("还没有放行") else { return false }
    let made = try await clerk.submit(try page.form(to: "/new"))
    guard made.address.contains("done=made") else {
      throw SeasonFault.refused(made.address, status: made.status, says: made.complaint)
    }
    return true
  }

  /// The institution fetches the newest delivery with its password, and says that it has it.
  func receive(_ institution: SeasonInstitution, _ liaison: SeasonPerson) async throws -> ReturnedDisc {
    let list = try await liaison.read(address + "/deliveries")
    guard let link = list.links("/deliveries/").first(where: { !$0.contains("?") && !$0.hasSuffix("/deliveries") }) else {
      throw SeasonFault.refused("/deliveries", status: list.status, says: list.complaint)
    }
    let page = try await liaison.read(link)
    let shown = try await liaison.act(on: link + "/password", to: "/password")
    guard let password = shown.text.between("<strong><code>", "</code>") else { throw SeasonFault.missing("解压密码") }
    let volume = try await liaison.read(link + "/parts/v1")
    let disc = try ReturnedDisc(locked: volume.bytes, password: password, folder: order.folder)
    if page.hasForm(to: "/receive") { try await liaison.submit(try page.form(to: "/receive")) }
    return disc
  }
}
