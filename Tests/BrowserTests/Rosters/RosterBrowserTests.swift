import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// From a school's file to a confirmed roster, as a person does it.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct RosterBrowserTests {
  private static let header = "学校代码,类别,院系,专业,班级,学生编号,姓名,性别,身份证号,层次,备注"

  private func line(_ number: Int, name: String = "张䶮", sex: String? = nil, idNumber: String? = nil) -> String {
    let right = number.isMultiple(of: 2) ? "女" : "男"
    let group = number < 8 ? "民族学1班" : "民族学2班"
    return
      "10730,普通,民族学院,民族学,\(group),20100000\(1000 + number),\(name),\(sex ?? right),\(idNumber ?? MadeUp.idNumber(number)),本科,"
  }

  private func file(_ lines: [String], in folder: TemporaryFolder, name: String) throws -> String {
    let path = folder.path(name)
    try Data(([Self.header] + lines).joined(separator: "\r\n").utf8).write(to: URL(filePath: path))
    return path
  }

  @Test("A8, X2: upload, columns, problems, confirmation, and the same person changed by hand", arguments: [false, true])
  func uploadToConfirmed(onPhone: Bool) async throws {
    let province = try await Province()
    let place = try await province.place()
    try await province.center.records.write { transaction in
      try transaction.execute(
        "INSERT INTO receipt (operation_id, kind, answer, given_at) VALUES ('demonstration', 'd', '{}', 1)")
    }
    let site = try await RunningSite(province)
    let browser = try await Browser(onPhone ? .phone : .desk)
    let name = onPhone ? "phone" : "desk"
    let school = try TemporaryFolder()
    let session = try await province.session(of: place.liaison.accountID)
    try await browser.open(site.address + "/sign-in")
    try await browser.command(
      "POST", "/cookie", ["cookie": ["name": "biying-session", "value": .string(session), "path": "/", "httpOnly": true]])
    let home = site.address + "/campaigns/\(place.campaignID)/roster"

    try await browser.open(home)
    try await browser.waitForText("还没有导入名单")
    try await Pictures.keep(browser, "roster-empty-\(name)")
    try await browser.open(home + "/upload")
    try await Pictures.keep(browser, "roster-upload-\(name)")
    let people = (0..<12).map { line($0, name: $0 == 3 ? "李??" : $0 == 5 ? "欧阳𬭎" : "张䶮") }
    let bad = [line(20, sex: "男"), line(21, idNumber: "990000200301010018")]
    try await browser.upload([file(people + bad, in: school, name: "毕业生名单.csv")], into: "名单文件")
    try await browser.press("上传并检查")
    try await browser.waitForText("缺少「学号」列")
    try await Pictures.keep(browser, "roster-columns-\(name)")
    try await browser.run(
      "document.querySelector('select[aria-label=\"学生编号 对应\"]').value = 'XH'")
    try await browser.press("按新的对应重新检查")
    try await browser.waitForText("14 行，可导入 12 行，2 行有错误")
    try await browser.waitForText("与身份证号第 17 位不一致")
    try await Pictures.keep(browser, "roster-preview-\(name)")
    try await browser.press("确认导入 12 人")
    try await browser.waitForText("已导入：新增 12 人")
    try await Pictures.keep(browser, "roster-result-\(name)")

    // Again with one gone and one changed.
    try await browser.open(home + "/upload")
    let next = (1..<12).map { line($0, name: $0 == 3 ? "李??" : $0 == 5 ? "欧阳𬭎" : $0 == 7 ? "王㐂" : "张䶮") }
    try await browser.upload([file(next, in: school, name: "更正名单.csv")], into: "名单文件")
    try await browser.press("上传并检查")
    try await browser.waitForText("确认导入：修改 1 人、移出 1 人")
    try await browser.press("确认导入：修改 1 人、移出 1 人")
    try await browser.waitForText("没有填写学籍异动")
    try await browser.select("休学", in: "全部：异动")
    try await browser.press("确认导入：修改 1 人、移出 1 人")
    try await browser.waitForText("休学没有填写日期")
    try await browser.run("document.querySelector('#field-day-all').value = '2013-09-01'")
    try await browser.type("校学〔2013〕7号", into: "全部：依据的文件")
    try await Pictures.keep(browser, "roster-change-\(name)")
    try await browser.press("确认导入：修改 1 人、移出 1 人")
    try await browser.waitForText("已导入：新增 0 人，修改 1 人，减少 1 人")

    try await looksAtClasses(browser, home, name)
    let complaints = try await browser.complaints().filter { !$0.contains("422") }
    #expect(complaints == [])
    try await browser.close()
    await site.stop()
  }

  @Test(
    "A file of one department, with an error: what it says nothing of stays; the check is followed and found again",
    arguments: [false, true])
  func partAndProgress(onPhone: Bool) async throws {
    let province = try await Province()
    let place = try await province.place()
    let site = try await RunningSite(province)
    let browser = try await Browser(onPhone ? .phone : .desk)
    let name = onPhone ? "phone" : "desk"
    let school = try TemporaryFolder()
    let session = try await province.session(of: place.liaison.accountID)
    try await browser.open(site.address + "/sign-in")
    try await browser.command(
      "POST", "/cookie", ["cookie": ["name": "biying-session", "value": .string(session), "path": "/", "httpOnly": true]])
    let home = site.address + "/campaigns/\(place.campaignID)/roster"
    let other = (12..<20).map { line($0).replacingOccurrences(of: "民族学院", with: "文学院") }
    let known = Self.header.replacingOccurrences(of: "学生编号", with: "学号")
    let all = school.path("全部.csv")
    try Data(([known] + (0..<6).map { line($0) } + other).joined(separator: "\n").utf8).write(to: URL(filePath: all))
    let first = try await province.center.uploadRoster(
      path: all, fileName: "全部.csv", campaignID: place.campaignID, by: place.liaison)
    try await province.center.confirmRoster(uploadID: first.uploadID, by: place.liaison)

    let part = school.path("民族学院.csv")
    let lines = [line(0), line(1, sex: "女"), line(2), line(3, name: "王㐂"), line(30, name: "李㛃")]
    try Data(([known] + lines).joined(separator: "\n").utf8).write(to: URL(filePath: part))
    try await browser.open(home + "/upload")
    try await browser.upload([part], into: "名单文件")
    try await browser.press("上传并检查")
    try await browser.waitForText("这份文件是：其中的院系")
    try await browser.waitForText("有错误，保持原样 1 人")
    try await browser.waitForText("确认导入：新增 1 人、修改 1 人、移出 2 人")
    try await Pictures.keep(browser, "roster-part-\(name)")
    // The desk is busy with others: the check waits, and the page follows it.
    let (gate, began) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    async let others: [Void] = withThrowingTaskGroup(of: Void.self) { tasks in
      for _ in 0..<2 {
        tasks.addTask {
          try await province.center.desks.rosters.work {
            began.signal()
            gate.wait()
          }
        }
      }
      return try await tasks.reduce(into: []) { $0.append($1) }
    }
    while province.center.desks.rosters.admittedCount < 2 { try await Task.sleep(for: .milliseconds(10)) }
    try await browser.run("document.querySelector('form[action$=scope]').closest('details').open = true")
    try await browser.run("document.querySelector('input[name=scope][value=additions]').checked = true")
    try await browser.press("按这个范围重新比较")
    try await browser.waitForText("正在检查名单")
    try await Pictures.keep(browser, "roster-progress-\(name)")
    #expect(try await browser.run("return document.documentElement.scrollWidth <= window.innerWidth").bool == true)
    try await browser.open(home)
    try await browser.waitForText("等待确认的名单")
    try await browser.press("民族学院.csv")
    try await browser.waitForText("正在检查名单")
    gate.signal()
    gate.signal()
    _ = try await others
    try await browser.waitForText("这份文件是：只增加和修改")
    try await browser.press("确认导入：新增 1 人、修改 1 人")
    try await browser.waitForText("已导入：新增 1 人，修改 1 人，减少 0 人")
    #expect(try await browser.complaints() == [])
    try await browser.close()
    await site.stop()
  }

  private func looksAtClasses(_ browser: Browser, _ home: String, _ name: String) async throws {
    try await browser.open(home)
    try await browser.waitForText("更正名单.csv")
    try await browser.press("撤回最近一次导入")
    try await browser.type("撤", into: "确认")
    try await browser.run("document.querySelector('form[action$=roll-back]').submit()")
    try await browser.waitForText("没有撤回")
    try await Pictures.keep(browser, "roster-home-\(name)")
    try await browser.open(home + "/classes")
    try await Pictures.keep(browser, "roster-classes-\(name)")
    try await browser.press("民族学1班")
    try await browser.waitForText("显示完整证件号")
    #expect(try await !browser.text.contains(MadeUp.idNumber(1)))
    try await Pictures.keep(browser, "roster-class-\(name)")
    try await browser.press("显示完整证件号")
    try await browser.waitForText(MadeUp.idNumber(1))
    try await browser.press("李??")
    try await browser.waitForText("姓名里有字待补")
    try await browser.press("修改一项信息")
    try await browser.type("李㛃", into: "改成")
    try await browser.press("保存修改")
    try await browser.waitForText("姓名：李?? → 李㛃")
    try await Pictures.keep(browser, "roster-graduate-\(name)")
    try await browser.press("登记特殊情况")
    try await Pictures.keep(browser, "roster-special-\(name)")
    #expect(try await browser.run("return document.documentElement.scrollWidth <= window.innerWidth").bool == true)
    try await browser.open(home + "/characters?find=hong%20%E9%92%85")
    try await browser.waitForText("U+2CB4E")
    try await Pictures.keep(browser, "roster-characters-\(name)")
  }
}
