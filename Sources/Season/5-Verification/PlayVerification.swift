import Foundation

extension SeasonPlay {
  /// Every class of every institution is looked at, person by person (N4, A6, A7).
  ///
  /// What the season's book knows stands for the eyes of whoever verifies: he knows his students.
  func verify() async throws {
    let people = try people()
    try await everywhere { institution in
      for classIndex in institution.classes.indices {
        try await self.judge(institution, classIndex, people.liaisons[institution.index])
      }
      try await self.correct(institution, people)
    }
    tell("核对：\(truth.institutions.reduce(0) { $0 + $1.classes.count }) 个班")
  }

  /// A class: what is wrong one by one, the rest at once.
  func judge(_ institution: SeasonInstitution, _ classIndex: Int, _ liaison: SeasonPerson) async throws {
    let path = classAddress(institution, classIndex)
    let page = try await liaison.read(path)
    for tile in CheckedSheet(page).tiles where !tile.isJudged {
      guard let number = byStudentNumber[tile.studentNumber], let picture = tile.picture else { continue }
      let graduate = truth.graduates[number]
      let sitter = try await sitter(of: liaison.read(picture).bytes)
      // What nobody at the school knows better is not seen there.
      let isMisspelt = tile.name != graduate.name && !graduate.disputes
      guard sitter != number || isMisspelt else { continue }
      var form = try page.form(to: "/verdict")
      form.fill("person", tile.seen)
      if let sitter, sitter != number {
        form.fill("verdict", "person")
        form.fill("partner", truth.graduates[sitter].studentNumber)
        strangers.append((number, sitter))
      } else if sitter == nil {
        throw SeasonFault.missing("照片上的记号（\(tile.studentNumber)）")
      } else {
        form.fill("verdict", "data")
        form.fill("new-XM", graduate.name)
        tally.find(.wrongName)
      }
      try await liaison.submit(form)
    }
    let rest = try await liaison.read(path)
    if rest.hasForm(to: "/rest") { try await liaison.submit(try rest.form(to: "/rest")) }
  }

  /// Errors of data and moved pictures: proposed, sealed by the leader, decided by the head office.
  func correct(_ institution: SeasonInstitution, _ people: SeasonCast) async throws {
    let (liaison, leader) = (people.liaisons[institution.index], people.leaders[institution.index])
    try await proposeNames(liaison)
    try await proposeShifts(institution, liaison)
    let list = try await liaison.read(address + "/verification/errata")
    guard list.hasForm(to: "/errata/hand-in") else { return }
    let form = try await liaison.submit(try list.form(to: "/errata/hand-in"))
    let path = String(form.address.prefix { $0 != "?" })
    try await leader.seal(on: path, to: "/seal/leader")
    try await accept(institution, people.clerks[0])
  }

  /// Each claim about data goes on as an erratum, from the page of claims.
  private func proposeNames(_ liaison: SeasonPerson) async throws {
    let claims = try await liaison.read(address + "/verification/claims")
    for link in Set(claims.links("/errata/new?")) {
      var form = try await liaison.read(link).form(to: "/errata/new")
      form.fill("evidence", form.offers["evidence"]?.first { !$0.value.isEmpty }?.value ?? "")
      form.fill("handler", "陈老师")
      try await liaison.submit(form)
    }
  }

  private func proposeShifts(_ institution: SeasonInstitution, _ liaison: SeasonPerson) async throws {
    let pairs = strangers.filter { truth.graduates[$0.person].institution == institution.index && $0.person < $0.sitter }
    strangers.removeAll { truth.graduates[$0.person].institution == institution.index }
    for pair in pairs {
      let claims = try await liaison.read(address + "/verification/claims")
      let name = truth.graduates[pair.person].studentNumber
      let row = claims.text.allBetween("<tr", "</tr>").first { $0.contains(name) && $0.contains("/errata/shift?") }
      guard let link = row?.between("href=\"", "\"", containing: "/errata/shift?") else {
        throw SeasonFault.refused("/verification/claims", status: claims.status, says: claims.complaint)
      }
      let found = try await liaison.submit(try await liaison.read(PageText.plain(link[...])).form(to: "/shift/find"))
      var form = try found.form(to: "/errata/shift")
      form.fill("handler", "陈老师")
      try await liaison.submit(form)
      tally.find(.swap, 2)
    }
  }

  private func accept(_ institution: SeasonInstitution, _ clerk: SeasonPerson) async throws {
    let desk = try await clerk.read(address + "/errata-desk")
    let row = desk.text.allBetween("<tr", "</tr>").first { $0.contains(">\(institution.name)<") }
    guard let link = row?.between("href=\"", "\"", containing: "/errata-desk/institutions/") else {
      throw SeasonFault.refused("/errata-desk", status: desk.status, says: desk.complaint)
    }
    let screen = try await clerk.read(link)
    var form = try screen.form(to: link)
    form.tick("erratum", (form.offers["erratum"] ?? []).map(\.value))
    form.fill("act", "accept")
    try await clerk.submit(form)
  }

  /// Whose picture it is, by its mark; nil for one without.
  func sitter(of bytes: [UInt8]) -> Int? {
    MarkedPicture.mark(of: bytes).flatMap { $0.split(separator: "-").first.flatMap { Int($0) } }
  }

  func classAddress(_ institution: SeasonInstitution, _ classIndex: Int) -> String {
    address + "/verification/class?department=\(Self.inQuery(institution.department(classIndex)))"
      + "&class=\(Self.inQuery(institution.classGroup(classIndex)))"
  }

  static func inQuery(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
}
