extension SeasonPlay {
  /// The statement of fees, agreed by the leader's seal, and the payment that settles it (A10).
  func settle() async throws {
    let people = try people()
    let overview = try await people.planner.read(address + "/fees")
    for institution in truth.institutions {
      let row = overview.text.allBetween("<tr", "</tr>").first { $0.contains(">\(institution.name)<") }
      guard let link = row?.between("href=\"", "\"", containing: "/fees/institutions/") else {
        throw SeasonFault.refused("/fees", status: overview.status, says: overview.complaint)
      }
      let path = PageText.plain(link[...])
      let heads = truth.graduates(of: institution).count { [.comes, .comesLater].contains($0.fate) }
      let page = try await people.planner.read(path)
      let charged = page.words.between("出具对账单：收费 ", " 人").flatMap { Int($0) } ?? -1
      tally.compare(3, "\(institution.name)：收费人数等于实采", expected: heads, seen: charged)
      try await people.planner.submit(try page.form(to: "/issue"))
      let leader = people.leaders[institution.index]
      guard let form = try await leader.read(path).forms.first(where: { $0.address.hasSuffix("/seal/leader") }) else {
        throw SeasonFault.missing("\(institution.name)的缴费对账单上的用印表单")
      }
      try await leader.seal(form)
      let paid = try await people.planner.act(on: path, to: "/payments") { form in
        form.fill("amount", "\(heads * Self.fee).00")
        form.fill("payer", institution.name)
        form.fill("slip", "YL\(institution.code)")
      }
      tally.compare(3, "\(institution.name)：缴费后已结清", expected: true, seen: paid.words.contains("已结清"))
    }
    tell("结算：\(truth.institutions.count) 所院校")
  }

  /// Yuan a head.
  static let fee = 12
}
