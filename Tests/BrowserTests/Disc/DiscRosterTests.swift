import Foundation
import Testing

@testable import Paperwork

/// The school's own roster, joined to a disc of codes: a wrong name under a photo is worse than none.
@Suite("the school's roster on the disc's page", .enabled(if: ChromeDriver.isInstalled), .serialized) struct DiscRosterTests {
  private func roster(_ headers: [String], _ rows: [[String]], on disc: BurntDisc, name: String = "名单") throws -> String {
    let path = disc.folder.appendingPathComponent("\(name).csv").path
    let table = try CSVWriter(path: path)
    for row in [headers] + rows { try table.write(row) }
    try table.finish()
    return path
  }

  /// What stands under the photos of the class on the screen.
  private func names(_ browser: Browser) async throws -> [String] {
    try await browser.run("return Array.from(document.querySelectorAll('.tile-name')).map((name) => name.textContent)").array
      .compactMap(\.string)
  }

  @Test("Two visits gave out the same serials: they name nobody, it is said how many, and the code is asked for")
  func sharedSerials() async throws {
    // Serials 1–5 in one class and 4–8 in the other.
    let disc = try BurntDisc(.code, classes: 2, people: 5, serialStep: 3)
    defer { disc.remove() }
    let path = try roster(["姓名", "拍摄序号"], (1...9).map { ["名\($0)", "\($0)"] }, on: disc)
    let browser = try await disc.opened()
    try await browser.upload([path], into: "学生名单")
    try await browser.waitForText("名单 9 行，对上 6 人；光盘上 10 人，4 人没有对上。")
    let text = try await browser.text
    #expect(text.contains("光盘上有 2 个拍摄序号重复，请按采集码对应；这 4 人仍显示采集码。"))
    #expect(text.contains("名单里 1 行在光盘上没有对应的人（第 10 行）"))
    try await Pictures.keep(browser, "disc-roster-shared-desk")
    try await browser.press("显示姓名")
    try await browser.waitForText("光盘上 10 人，对上 6 人，4 人没有对上。")
    try await browser.key("]")
    try await browser.waitForText("名1")
    #expect(try await names(browser) == ["名1", "名2", "名3", "GS00004", "GS00005"])
    #expect(try await browser.text.contains("拍摄序号与别人重复，请按采集码对应"))
    try await browser.key("]")
    try await browser.waitForText("名8")
    #expect(try await names(browser) == ["GS00006", "GS00007", "名6", "名7", "名8"])
    #expect(try await disc.saved(by: browser).unmatchedRosterRows == 1)
    try await browser.close()
  }

  @Test("Where the roster has codes they go before serials, and everybody gets the own name")
  func codesFirst() async throws {
    let disc = try BurntDisc(.code, classes: 2, people: 5, serialStep: 0)
    defer { disc.remove() }
    let rows =
      (1...9).map { ["\(($0 - 1) % 5 + 1)", "名\($0)", "GS0000\($0)"] } + [["5", "名10", "GS00009"], ["5", "名11", "GS00009"]]
    let path = try roster(["拍摄序号", "姓名", "采集码"], rows, on: disc)
    let browser = try await disc.opened()
    try await browser.upload([path], into: "学生名单")
    try await browser.waitForText("名单 11 行，对上 8 人；光盘上 10 人，2 人没有对上。")
    let text = try await browser.text
    #expect(text.contains("光盘上 1 人在名单里有两行以上，仍显示采集码。") && text.contains("光盘上 1 人不在名单里，仍显示采集码。"))
    #expect(text.contains("第 10 行和第 11 行是同一个采集码") && text.contains("第 10 行和第 12 行是同一个采集码"))
    try await browser.select("拍摄序号", in: "按哪一项对应")
    try await browser.waitForText("光盘上有 5 个拍摄序号重复，请按采集码对应；这 10 人仍显示采集码。")
    #expect(try await browser.button("显示姓名").attribute("disabled") != nil)
    try await browser.select("采集码", in: "按哪一项对应")
    try await browser.waitForText("对上 8 人")
    try await browser.press("显示姓名")
    try await browser.keys("]", "]")
    try await browser.waitForText("名8")
    #expect(try await names(browser) == ["名6", "名7", "名8", "GS00009", "GS00010"])
    try await browser.close()
  }

  /// Milliseconds of the longest time without an answer to a key while a roster is read and joined.
  private func longestPause(_ browser: Browser, _ path: String, until words: String) async throws -> Double {
    try await browser.run(
      """
      let last = performance.now();
      window.longest = 0;
      clearInterval(window.watch);
      window.watch = setInterval(() => { const now = performance.now(); longest = Math.max(longest, now - last); last = now; }, 5);
      """)
    try await browser.upload([path], into: "学生名单")
    // The text of the layer alone: that of five hundred classes takes seconds.
    try await browser.wait(for: words, attempts: 600) {
      try await browser.run("return document.querySelector('dialog').textContent").string?.contains(words) == true
    }
    return try await browser.run("return window.longest").number ?? .infinity
  }

  private func rows(_ count: Int, each: Int) -> [[String]] {
    (0..<count).map { row in
      let student = row / each
      let digits = String(100_001 + student).dropFirst()
      return ["学号\(student)", "名\(student)", "GS\(digits)"]
    }
  }

  @Test("A roster of 100,000 rows with every student twice takes no longer than one with everybody once")
  func manyRepeatedRows() async throws {
    let disc = try BurntDisc(.code, classes: 500, people: 100)
    defer { disc.remove() }
    let headers = ["学号", "姓名", "采集码"]
    let browser = try await disc.opened()
    try await browser.wait(for: "the roster's field") { try await browser.field("学生名单").isShown }
    let once = try await longestPause(
      browser, try roster(headers, rows(99_999, each: 1), on: disc), until: "对上 50000 人")
    let twice = try await longestPause(
      browser, try roster(headers, rows(100_000, each: 2), on: disc, name: "重复"), until: "这样重复的共 50000 处")
    // With a search through the roster for every repeated row it was ten times as long.
    #expect(twice < 4 * once, "\(twice) ms against \(once) ms")
    try await browser.close()
  }
}
