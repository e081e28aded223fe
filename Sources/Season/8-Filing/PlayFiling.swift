extension SeasonPlay {
  /// What is handed to the national registration (A11): whoever's loop is closed, held against the book once more.
  func file() async throws {
    let people = try people()
    var (right, names) = (0, 0)
    for institution in truth.institutions {
      let liaison = people.liaisons[institution.index]
      let captured = truth.graduates(of: institution).count { [.comes, .comesLater].contains($0.fate) }
      let page = try await liaison.read(address + "/filing")
      tally.compare(
        4, "\(institution.name)：可以报盘的人", expected: captured,
        seen: page.words.between("现在可以报盘 ", " 人").flatMap { Int($0) } ?? -1)
      let made = try await liaison.submit(try page.form(to: "/filing/make"))
      guard let zip = made.links("/filing/").first(where: { $0.hasSuffix("/zip") }) else {
        throw SeasonFault.refused("/filing", status: made.status, says: made.complaint)
      }
      let shown = try await liaison.submit(try made.form(to: "/password"))
      guard let password = shown.text.between("<p class=\"code\">", "</p>") else {
        throw SeasonFault.missing("报盘数据包的密码")
      }
      let package = try ReturnedDisc(
        locked: try await liaison.read(zip).bytes, password: password, folder: order.folder)
      for graduate in truth.graduates(of: institution) {
        guard let picture = package.pictures[graduate.idNumber] else { continue }
        if MarkedPicture.mark(of: picture) == graduate.mark { right += 1 }
        let row = package.rows.first { $0.values.contains(graduate.idNumber) }
        if let row, row.values.contains(where: { $0.unicodeScalars.elementsEqual(graduate.name.unicodeScalars) }) { names += 1 }
      }
    }
    let captured = truth.graduates.count { [.comes, .comesLater].contains($0.fate) }
    tally.compare(1, "报盘数据包里每人的照片是他本人的", expected: captured, seen: right)
    tally.compare(6, "报盘数据里一字不差的姓名", expected: captured, seen: names)
    tell("报盘：\(right) 人")
  }
}
