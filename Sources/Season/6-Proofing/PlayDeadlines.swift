extension SeasonPlay {
  /// Who is not in time at either end: refused with the way on, and let in by the officer's grant alone (promise 9).
  func answerEarly(_ people: SeasonCast) async throws {
    guard let graduate = truth.graduates.last(where: { $0.isUnharmed }) else { return }
    late = graduate.number
    clock.advance(to: Self.moment(month: 5, day: 22, hour: 9))
    let institution = truth.institutions[graduate.institution]
    let slips = try await slips(institution, graduate.classIndex, people.liaisons[institution.index])
    guard let code = slips.codes[graduate.studentNumber] else { throw SeasonFault.missing("\(graduate.studentNumber) 的校对码") }
    let phone = GraduatePhone(browser: browser(), graduate: graduate, name: graduate.name, address: slips.address)
    try await phone.signIn(code: code)
    phones[graduate.number] = phone
    tally.compare(9, "校对开始以前能答复", expected: false, seen: try await phone.mayAnswer())
  }

  func answerLate() async throws {
    guard let late, let known = phones[late] else { return }
    let graduate = truth.graduates[late]
    clock.advance(to: Self.moment(month: 6, day: 11, hour: 9))
    let phone = GraduatePhone(browser: browser(), graduate: graduate, name: graduate.name, address: known.address)
    try await phone.signInAgain()
    tally.compare(9, "校对结束以后能答复", expected: false, seen: try await phone.mayAnswer())
    let school = truth.institutions[graduate.institution].name
    try await people().officer.act(on: address + "/proofing/grants", to: "/grants/extend") { form in
      form.fill("institution", form.choice("institution", saying: school) ?? "")
      form.fill("number", graduate.studentNumber)
      form.fill("until", "2026-06-15")
      form.fill("why", "实习在外，没有网络")
    }
    if try await phone.shownMark() == graduate.mark { proofs.ownPictures += 1 }
    tally.compare(9, "省厅延长以后能答复", expected: true, seen: try await phone.mayAnswer())
    _ = try await phone.sayRight(twice: false)
    proofs.answered += 1
  }
}
