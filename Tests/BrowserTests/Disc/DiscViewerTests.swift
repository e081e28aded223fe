import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

/// The page on a returned disc in the real browser, opened from its file, by keyboard.
@Suite("the disc's page in the browser", .enabled(if: ChromeDriver.isInstalled), .serialized) struct DiscViewerTests {
  @Test("A5, A6, A7: a class is verified by keys alone and the center reads what was saved")
  func wholeClass() async throws {
    let disc = try BurntDisc()
    defer { disc.remove() }
    let browser = try await disc.opened()
    try await browser.waitForText("50 人，有照片 49 人")
    try await Pictures.keep(browser, "disc-class-desk")
    try await browser.key(Key.enter)
    try await browser.waitForText("第 1 / 50 人")
    try await Task.sleep(for: .milliseconds(400))
    try await browser.keys("1", "1", "1")
    try await browser.waitForText("请按 2 标“缺照片”")
    try await browser.keys("2", "3")
    try await browser.waitForText("偏色、太暗、太亮")
    try await browser.keys("1", Key.enter, "4")
    try await browser.waitForText("直接改成对的内容")
    try await Pictures.keep(browser, "disc-data-desk")
    for letter in "示例改" { try await browser.key(String(letter)) }
    try await browser.keys(Key.enter, "5", Key.enter)
    try await browser.waitForText("第 7 / 50 人")
    try await browser.keys("u", "1")
    try await browser.waitForText("第 7 / 50 人")
    for _ in 7...49 { try await browser.key("1") }
    try await browser.waitForText("第 50 / 50 人")
    try await browser.key("1")
    try await browser.waitForText("这个班核对完了")
    try await browser.key(Key.escape)
    let file = try await disc.saved(by: browser)
    let verdicts = Dictionary(file.people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    #expect(file.checkers == ["马示例"] && file.people.count == 50 && !file.isComplete)
    #expect(file.classes[0] == .init(id: "c0", people: 50, right: 47, found: 3, open: 0))
    #expect(verdicts["p0"]?.look == .large && verdicts["p2"]?.verdicts == [.missing] && verdicts["p3"]?.photoFaults == [.eyes])
    #expect(
      verdicts["p4"]?.corrections == [.init(column: .name, old: "示例00005", new: "示例改")] && verdicts["p5"]?.verdicts == [.right])
    #expect(try await browser.title == "照片核对 · 示例大学")
    #expect(try await browser.complaints() == [])
    try await browser.close()
  }

  @Test("A5: the rest of a class at once says how many were looked at; what was kept is there after a reload")
  func restOfAClass() async throws {
    let disc = try BurntDisc(people: 40)
    defer { disc.remove() }
    let browser = try await disc.opened()
    try await browser.waitForText("40 人，有照片 39 人")
    try await browser.keys("3")
    try await browser.waitForText("照片打不开")
    try await browser.keys("2", Key.enter, Key.escape, "a")
    try await browser.waitForText("全班其余都正确？")
    let text = try await browser.text
    #expect(text.contains("在全班一览里看过") && text.contains("照片还没有在屏幕上出现过") && text.contains("另有 1 人缺照片"))
    try await Pictures.keep(browser, "disc-rest-desk")
    try await browser.keys(Key.tab, Key.enter)
    try await browser.waitForText("这个班核对完了")
    try await browser.reload()
    try await browser.waitForText("核对人姓名")
    #expect(try await browser.field("核对人姓名").value == "马示例")
    try await browser.key(Key.enter)
    try await browser.waitForText("已核对 40 / 80 人，问题 2 人")
    try await browser.close()
  }

  @Test(
    "A result file of another disc, a cut one and an edited one are refused in words", arguments: ["other", "cut", "edited"])
  func badResults(kind: String) async throws {
    let disc = try BurntDisc(classes: 1, people: 3)
    let other = try BurntDisc(classes: 1, people: 3)
    defer {
      disc.remove()
      other.remove()
    }
    let file = VerificationFile(
      disc: .init(
        id: other.delivery.id, number: "62-2014-14990-07", batch: "第1批", contents: DiscViewer.contents(of: other.delivery),
        mode: .roster, institutionCode: "14990", institutionName: "示例大学"),
      checkers: ["周示例"], savedAt: 1_397_000_000_000, unmatchedRosterRows: nil,
      classes: [.init(id: "c0", people: 3, right: 0, found: 0, open: 3)], people: [])
    var bytes = file.bytes
    if kind == "cut" { bytes.removeLast(20) }
    if kind == "edited" { bytes[60] ^= 1 }
    try disc.write(bytes, to: "result.json")
    let browser = try await disc.opened()
    try await browser.waitForText("3 人，有照片 2 人")
    try await browser.key("s")
    try await browser.upload([disc.folder.appendingPathComponent("result.json").path], into: "打开以前保存的结果")
    let words = ["other": "这是另一张光盘（62-2014-14990-07）的核对结果", "cut": "文件的结尾缺失", "edited": "被改动过"]
    try await browser.waitForText(words[kind] ?? "")
    try await browser.close()
  }

  @Test("Promise 7: in code mode the school's own roster gives names in the page and nowhere else", arguments: ["csv", "xlsx"])
  func codeMode(format: String) async throws {
    let disc = try BurntDisc(.code, classes: 1, people: 10)
    defer { disc.remove() }
    let rows = (0..<9).map { ["学号\($0)", "示例𬭎\($0)", "99000019910101000\($0)", "\($0 + 1)"] }
    let path = disc.folder.appendingPathComponent("名单.\(format)").path
    try Self.write(rows, to: path, format)
    let browser = try await disc.opened()
    try await browser.upload([path], into: "学生名单")
    try await browser.waitForText("对上 9 人")
    try await Pictures.keep(browser, "disc-roster-\(format)-desk")
    try await browser.press("显示姓名")
    try await browser.key("]")
    try await browser.waitForText("示例𬭎0")
    try await browser.keys(Key.enter, "1", "4")
    try await browser.waitForText("数据由学校自己更正")
    let file = try await disc.saved(by: browser)
    #expect(file.people.map(\.id) == ["p0"])
    let kept = try await browser.run("return JSON.stringify(localStorage)").string ?? ""
    for text in [String(decoding: file.bytes, as: UTF8.self), kept] {
      #expect(text.contains("p0") && !text.contains("示例𬭎") && !text.contains("9900001991") && !text.contains("学号"))
    }
    try await browser.close()
  }

  private static func write(_ rows: [[String]], to path: String, _ format: String) throws {
    let headers = ["学号", "姓名", "身份证号", "拍摄序号"]
    if format == "csv" {
      let table = try CSVWriter(path: path)
      for row in [headers] + rows { try table.write(row) }
      try table.finish()
    } else {
      let table = try XLSXWriter(path: path)
      try table.addSheet("学生名单", columns: headers.map { XLSXWriter.Column($0) })
      for row in rows { try table.write(row) }
      try table.finish()
    }
  }

  @Test("Twenty thousand people stay fluid: search, verdicts and the way from class to class under 200 ms")
  func manyPeople() async throws {
    let disc = try BurntDisc(classes: 500, people: 40)
    defer { disc.remove() }
    let browser = try await disc.opened()
    // A driver that reads the text of five hundred classes takes seconds: ask for one heading.
    try await browser.wait(for: "the first class") {
      try await browser.run("return document.querySelector('h1').textContent").string == "普通 · 文学院 · 1班"
    }
    try await browser.run(
      """
      window.times = [];
      addEventListener("keydown", () => {
        const began = performance.now();
        requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - began)));
      }, true);
      """)
    try await browser.key(Key.enter)
    for _ in 0..<2 { try await browser.key("1") }
    for _ in 0..<4 { try await browser.key("]") }
    try await browser.wait(for: "the fifth class") {
      try await browser.run("return document.querySelector('h1').textContent").string == "普通 · 文学院 · 5班"
    }
    let times = try await browser.run("return times.slice().sort((a, b) => a - b)").array.compactMap(\.number)
    #expect(times.count >= 6 && times[times.count / 2] < 200, "\(times)")
    try await browser.key("/")
    for digit in "201009999" { try await browser.key(String(digit)) }
    try await browser.wait(for: "the hit") {
      try await browser.run("return document.querySelector('.hit b').textContent").string == "示例09999"
    }
    try await browser.close()
  }

  @Test("On a phone nothing is wider than the screen, and the verdicts are under the thumb")
  func phone() async throws {
    let disc = try BurntDisc(people: 12)
    defer { disc.remove() }
    let browser = try await disc.opened(.phone)
    try await browser.waitForText("12 人，有照片 11 人")
    try await Pictures.keep(browser, "disc-class-phone")
    try await browser.press("逐张看大图")
    try await browser.waitForText("第 1 / 12 人")
    try await Pictures.keep(browser, "disc-large-phone")
    #expect(try await browser.run("return document.documentElement.scrollWidth <= innerWidth").bool == true)
    try await browser.press("正确")
    try await browser.waitForText("第 2 / 12 人")
    try await browser.close()
  }
}
