import Foundation

extension SeasonPlay {
  /// Every graduate with a picture answers once, some of them twice by a double click, some that their name is wrong (N5, promise 4).
  func proof() async throws {
    let people = try people()
    try await answerEarly(people)
    clock.advance(to: Self.moment(month: 5, day: 26, hour: 9))
    try await everywhere { institution in
      let liaison = people.liaisons[institution.index]
      for classIndex in institution.classes.indices { try await self.answer(institution, classIndex, liaison) }
    }
    for institution in truth.institutions { try await settleDisputes(institution, people) }
    tell("校对：\(proofs.answered) 人答复，其中 \(proofs.again) 人更正后再次确认")
  }

  private func answer(_ institution: SeasonInstitution, _ classIndex: Int, _ liaison: SeasonPerson) async throws {
    let slips = try await slips(institution, classIndex, liaison)
    for number in institution.classes[classIndex] where number != late {
      let graduate = truth.graduates[number]
      guard [.comes, .comesLater].contains(graduate.fate) else { continue }
      guard let code = slips.codes[graduate.studentNumber] else { throw SeasonFault.missing("\(graduate.studentNumber) 的校对码") }
      try await answer(graduate, code, at: slips.address)
    }
  }

  /// A class's slips, printed and read.
  func slips(_ institution: SeasonInstitution, _ classIndex: Int, _ liaison: SeasonPerson) async throws -> ProofSlips.Read {
    let list = try await liaison.read(address + "/proofing")
    guard
      let link = list.links("/proofing/class?").first(where: {
        $0.removingPercentEncoding?.contains(institution.classGroup(classIndex)) == true
      })
    else { throw SeasonFault.refused("/proofing", status: list.status, says: list.complaint) }
    let paper = try await liaison.act(on: link, to: "/proofing/slips")
    return try ProofSlips.read(paper.bytes, folder: order.folder)
  }

  private func answer(_ graduate: SeasonGraduate, _ code: String, at address: String) async throws {
    let name = graduate.disputes ? graduate.wrongName ?? graduate.name : graduate.name
    let phone = GraduatePhone(browser: browser(), graduate: graduate, name: name, address: address)
    try await phone.signIn(code: code)
    if try await phone.shownMark() == graduate.mark { proofs.ownPictures += 1 }
    if graduate.disputes {
      if try await !phone.sayWrongName().isEmpty { tally.find(.dispute) }
    } else {
      let isTwice = graduate.number.isMultiple(of: 7)
      let receipts = try await phone.sayRight(twice: isTwice)
      if isTwice { proofs.doubles += 1 }
      if isTwice, Set(receipts).count == 1, !receipts[0].isEmpty { proofs.sameReceipts += 1 }
    }
    proofs.answered += 1
    phones[graduate.number] = phone
  }

  /// What is wrong is taken up as a claim, corrected and sealed, and answered once more by who said it.
  private func settleDisputes(_ institution: SeasonInstitution, _ people: SeasonCast) async throws {
    let liaison = people.liaisons[institution.index]
    var page = try await liaison.read(address + "/proofing/disputes")
    guard page.hasForm(to: "/disputes/take") else { return }
    for classIndex in Set(truth.graduates(of: institution).filter(\.disputes).map(\.classIndex)).sorted() {
      try await reopen(institution, classIndex, liaison)
    }
    while page.hasForm(to: "/disputes/take") {
      try await liaison.submit(try page.form(to: "/disputes/take"))
      page = try await liaison.read(address + "/proofing/disputes")
    }
    try await correct(institution, people)
    for graduate in truth.graduates(of: institution) where graduate.disputes {
      guard let known = phones[graduate.number] else { continue }
      let phone = GraduatePhone(browser: browser(), graduate: graduate, name: graduate.name, address: known.address)
      try await phone.signInAgain()
      if try await phone.sayRight(twice: false) != [""] { proofs.again += 1 }
    }
  }

  /// A class whose seal stands is opened once more, with the reason.
  private func reopen(_ institution: SeasonInstitution, _ classIndex: Int, _ liaison: SeasonPerson) async throws {
    let page = try await liaison.read(classAddress(institution, classIndex))
    guard let check = page.links("/verification/checks/").first else { return }
    try await liaison.act(on: check, to: "/reopen") { $0.fill("why", "学生校对时说姓名有误") }
  }

  func compareProofs() async throws {
    let people = try people()
    let due = truth.graduates.count { [.comes, .comesLater].contains($0.fate) }
    tally.compare(1, "校对时本人看到的是自己的照片", expected: due, seen: proofs.ownPictures)
    tally.compare(4, "连点两次得到同一份回执", expected: proofs.doubles, seen: proofs.sameReceipts)
    var (answered, right) = (0, 0)
    for institution in truth.institutions {
      let page = try await people.liaisons[institution.index].read(address + "/proofing")
      answered += page.count(of: "已答复") ?? 0
      right += page.count(of: "正确") ?? 0
    }
    tally.compare(4, "每人恰好一次的答复", expected: due, seen: answered)
    tally.compare(4, "最后确认正确的人", expected: due, seen: right)
  }
}

/// What was counted at the proof.
struct ProofTally: Sendable {
  var answered = 0
  var ownPictures = 0
  var doubles = 0
  var sameReceipts = 0
  /// Answered a second round after a correction.
  var again = 0
}
