import Foundation
import GraduatePhotos
import Testing

@testable import Paperwork

/// Several people at one disc: in two windows, on two computers, and on a computer that others use too.
@Suite("who checked, on the disc's page", .enabled(if: ChromeDriver.isInstalled), .serialized) struct DiscCheckersTests {
  @Test("Two windows of one disc: each verdict stays under the name of whoever gave it")
  func twoWindows() async throws {
    let disc = try BurntDisc(classes: 1, people: 4)
    defer { disc.remove() }
    let browser = try await Browser()
    try await browser.open(disc.address)
    let first = try await browser.window
    // Open before anybody has typed a name: neither window knows of the other's.
    let second = try await browser.openWindow()
    try await browser.open(disc.address)
    try await browser.begin("周示例")
    try await browser.waitForText("4 人，有照片 3 人")
    try await browser.key("1")
    try await browser.waitForText("已核对 1 / 4 人")
    try await browser.go(toWindow: first)
    try await browser.waitForText("已核对 1 / 4 人")
    try await browser.begin("马示例")
    try await browser.waitForText("上次核对到 1 人")
    try await browser.key("]")
    try await browser.waitForText("4 人，有照片 3 人")
    try await browser.keys(Key.right, "1")
    try await browser.waitForText("已核对 2 / 4 人")
    try await browser.go(toWindow: second)
    try await browser.waitForText("已核对 2 / 4 人")
    let file = try await disc.saved(by: browser)
    let names = Dictionary(uniqueKeysWithValues: file.people.map { ($0.id, file.checkers[$0.checker]) })
    #expect(names == ["p0": "周示例", "p1": "马示例"] && file.checkers.count == 2)
    try await browser.close()
  }

  /// A colleague's file in which each verdict has a checker of its own.
  private func colleagues(_ count: Int, on disc: BurntDisc) throws -> String {
    let delivery = disc.delivery
    let file = VerificationFile(
      disc: .init(
        id: delivery.id, number: delivery.number, batch: delivery.batch, contents: DiscViewer.contents(of: delivery),
        mode: delivery.mode, institutionCode: delivery.institutionCode, institutionName: delivery.institutionName),
      checkers: (0..<count).map { "核对人\($0)" }, savedAt: 1_397_000_000_000, unmatchedRosterRows: nil,
      classes: [.init(id: "c0", people: 60, right: count, found: 0, open: 60 - count)],
      people: (0..<count).map {
        PersonVerdict(id: "p\($0 + 3)", classID: "c0", verdicts: [.right], look: .large, checker: $0, at: 1_397_000_000_000)
      })
    let path = disc.folder.appendingPathComponent("同事\(count).json").path
    try disc.write(file.bytes, to: "同事\(count).json")
    return path
  }

  @Test("A colleague's file is joined by names; with more than 50 checkers together nothing is taken, and it is said")
  func tooManyCheckers() async throws {
    let disc = try BurntDisc(classes: 1, people: 60)
    defer { disc.remove() }
    let browser = try await disc.opened()
    try await browser.waitForText("60 人，有照片 59 人")
    try await browser.keys("1", "s")
    try await browser.upload([try colleagues(50, on: disc)], into: "打开以前保存的结果")
    try await browser.waitForText("没有取用：两份合起来，这份结果会有 51 个核对人，一份最多 50 个")
    #expect(try await browser.text.contains("已核对 1 / 60 人"))
    try await browser.upload([try colleagues(49, on: disc)], into: "打开以前保存的结果")
    try await browser.waitForText("已打开：取用 49 人的结果。")
    try await browser.key(Key.escape)
    let file = try await disc.saved(by: browser)
    let names = Dictionary(uniqueKeysWithValues: file.people.map { ($0.id, file.checkers[$0.checker]) })
    #expect(names["p0"] == "马示例" && names["p3"] == "核对人0" && names["p51"] == "核对人48" && file.checkers.count == 50)
    try await browser.close()
  }

  @Test("What this computer remembers is said before the first verdict, and cleared right behind a complete result")
  func cleared() async throws {
    let disc = try BurntDisc(classes: 1, people: 2)
    defer { disc.remove() }
    let browser = try await Browser()
    try await browser.open(disc.address)
    try await browser.waitForText("核对的进度和您更正的姓名、身份证号会记在这台电脑的浏览器里；公用电脑请在做完以后清除。")
    try await Pictures.keep(browser, "disc-start-desk")
    try await browser.begin("马示例")
    try await browser.waitForText("2 人，有照片 2 人")
    try await browser.keys(Key.enter, "1", "1")
    try await browser.waitForText("全部核对完了")
    try await browser.key(Key.enter)
    try await browser.waitForText("打开以前保存的结果")
    try await browser.key(Key.enter)
    try await browser.waitForText("上传好了，就可以把核对的进度从浏览器里清除")
    try await Pictures.keep(browser, "disc-saved-desk")
    try await browser.press("从这台电脑清除记录")
    try await browser.press("清除 2 人的记录")
    try await browser.waitForText("已清除。")
    #expect(try await browser.run("return localStorage.length").number == 0)
    try await browser.reload()
    try await browser.waitForText("核对人姓名")
    #expect(try await browser.run("return localStorage.length").number == 0)
    #expect(try await browser.text.contains("已核对 0 / 2 人"))
    try await browser.close()
  }
}
