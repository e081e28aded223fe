import GraduatePhotos

extension SeasonPlay {
  /// What is kept leaves when its time is over, by two people, and not before (promise 10).
  func erase() async throws {
    let people = try people()
    let path = address + "/retention"
    let early = try await people.officer.read(path)
    tally.compare(10, "保存期满以前能提出抹除", expected: false, seen: early.hasForm(to: "/propose"))
    var (proposed, own) = (0, 0)
    // The longest term is twenty years.
    for _ in 0..<40 where proposed < 2 {
      clock.advance(to: clock.now + Self.halfYear)
      let page = try await people.officer.read(path)
      guard var form = page.forms.first(where: { $0.address.hasSuffix("/propose") }),
        let phrase = page.words.between("一字不差地输入：\n", "\n")
      else { continue }
      form.fill("title", phrase)
      try await people.officer.submit(form)
      proposed += 1
      if try await people.officer.read(path).hasForm(to: "/confirm") { own += 1 }
      try await people.planner.seal(try await people.planner.read(path).form(to: "/confirm"))
      // The respite in which it may be withdrawn.
      clock.advance(to: clock.now + 3 * Self.day + 3_600_000)
      try await wait("抹除", seconds: 600) { try await Self.erased(people.officer.read(path)) == proposed }
    }
    tally.compare(10, "提出的人自己能确认", expected: 0, seen: own)
    tally.compare(10, "两个人确认后抹除的部分", expected: ErasedPart.allCases.count, seen: proposed)
    try await deleteFiles(people.officer, path)
    tell("抹除：\(proposed) 部分")
  }

  /// Files go some minutes after what named them; a center that starts looks at once.
  private func deleteFiles(_ officer: SeasonPerson, _ path: String) async throws {
    guard let center else { return }
    await center.stop()
    try await startCenter()
    try await wait("从存储中删除文件") { try await !officer.read(path).words.contains("正在从存储中删除") }
  }

  private static func erased(_ page: Page) -> Int {
    page.text.allBetween("<section", "</section>").count { $0.contains("：已于 ") && $0.contains(" 抹除") }
  }

  private static let day: Int64 = 86_400_000
  private static let halfYear = 183 * day
}
