extension SeasonPlay {
  /// What changed comes back once more and is looked at again; then every class and the ledger get their seal (A3, A6, promise 3).
  func returnAgain() async throws {
    let people = try people()
    _ = try await release(people)
    for institution in truth.institutions {
      let clerk = people.clerks[0]
      guard try await makeDelivery(of: institution, by: clerk) else { continue }
      discs[institution.index] = try await receive(institution, people.liaisons[institution.index])
      for classIndex in institution.classes.indices {
        try await judge(institution, classIndex, people.liaisons[institution.index])
      }
    }
  }

  /// Looks once more at whatever was changed or opened since.
  func judgeAgain() async throws {
    for institution in truth.institutions {
      for classIndex in institution.classes.indices {
        try await judge(institution, classIndex, try people().liaisons[institution.index])
      }
    }
  }

  func seal() async throws {
    let people = try people()
    for institution in truth.institutions {
      let (liaison, leader) = (people.liaisons[institution.index], people.leaders[institution.index])
      for classIndex in institution.classes.indices {
        let page = try await liaison.read(classAddress(institution, classIndex))
        guard page.hasForm(to: "/verification/hand-in") else {
          guard !page.words.contains("这个班已经用印") else { continue }
          throw SeasonFault.noForm("/verification/hand-in", on: institution.classGroup(classIndex), says: page.complaint)
        }
        let check = try await liaison.submit(try page.form(to: "/verification/hand-in"))
        try await leader.seal(on: String(check.address.prefix { $0 != "?" }), to: "/seal/leader")
      }
    }
    tell("签核：\(truth.institutions.reduce(0) { $0 + $1.classes.count }) 个班")
  }

  func sealLedger(_ institution: SeasonInstitution) async throws {
    let people = try people()
    let (liaison, leader) = (people.liaisons[institution.index], people.leaders[institution.index])
    let page = try await liaison.read(address + "/ledger")
    let graduates = truth.graduates(of: institution)
    func count(_ fates: SeasonGraduate.Fate...) -> Int { graduates.count { fates.contains($0.fate) } }
    let sum = page.words.between("应采 ", "。") ?? ""
    var posts: [String: Int] = [:]
    for part in sum.split(separator: " ").reversed().adjacent() { posts[String(part.1)] = Int(part.0) }
    tally.compare(3, "\(institution.name)：账平", expected: true, seen: page.words.contains("账平") && !page.words.contains("账不平"))
    tally.compare(3, "\(institution.name)：实采", expected: count(.comes, .comesLater), seen: posts["实采"] ?? 0)
    tally.compare(3, "\(institution.name)：漏拍", expected: count(.staysAway), seen: posts["漏拍"] ?? 0)
    tally.compare(3, "\(institution.name)：休学", expected: count(.onLeave), seen: posts["休学"] ?? 0)
    try await liaison.act(on: address + "/ledger", to: "/hand-in")
    let handed = try await leader.read(address + "/ledger")
    guard let form = handed.forms.first(where: { $0.address.hasSuffix("/seal/leader") }) else {
      throw SeasonFault.noForm("/seal/leader", on: handed.address, says: handed.complaint)
    }
    try await leader.seal(form)
  }
}

extension BidirectionalCollection {
  /// Each element with the one behind it.
  fileprivate func adjacent() -> [(Element, Element)] { Array(zip(self, dropFirst())) }
}
