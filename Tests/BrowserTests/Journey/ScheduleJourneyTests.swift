import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// Stage 2 and the day itself as its people see them: planner, liaison, photographer.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct ScheduleJourneyTests {
  @Test("A1, A9.3, A9.4, X3: from the first crew to the published plan and the door", arguments: [false, true])
  func season(onPhone: Bool) async throws {
    let stage = try await ScheduleStage(onPhone: onPhone)
    let planner = try await stage.browser(of: .planner)
    try await addCrew(stage, planner)
    try await solve(stage, planner)
    try await move(stage, planner)
    try await publish(stage, planner)
    try await answer(stage)
    try await door(stage, planner)
    try await planner.close()
    await stage.site.stop()
  }

  private func addCrew(_ stage: ScheduleStage, _ planner: Browser) async throws {
    try await planner.open(stage.home + "/schedule")
    try await stage.keep(planner, "schedule")
    try await planner.open(stage.home + "/schedule/crews/new")
    try await planner.type("张示例", into: "成员一")
    try await planner.press("添加小组")
    try await planner.waitForText("现在写了 1 人")
    try await planner.type("李示例", into: "成员二")
    try await planner.press("添加小组")
    try await planner.waitForText("小组已添加")
    _ = try await stage.site.province.account(.photographer, "by-photographer")
    try await planner.press("第1组")
    try await planner.choose("测试摄影员（by-photographer）")
    try await stage.keep(planner, "crew")
    try await planner.press("保存账号")
    try await planner.waitForText("账号已保存")
  }

  private func solve(_ stage: ScheduleStage, _ planner: Browser) async throws {
    try await planner.open(stage.home + "/schedule/drafts")
    try await planner.select("10 秒", in: "时间")
    try await planner.press("开始求解")
    try await planner.waitForText("到此为止")
    try await stage.keep(planner, "solving")
    try await planner.press("到此为止，留下现在最好的")
    try await planner.wait(for: "the plan") { try await planner.isReloaded() }
    try await planner.press("看求解出的方案")
    try await planner.waitForText("没有违反任何一条硬性规则")
    try await stage.keep(planner, "draft")
  }

  /// By typing, and by what a drag asks.
  private func move(_ stage: ScheduleStage, _ planner: Browser) async throws {
    let draft = try await planner.address
    let visit = try #require(try await planner.element(css: "[data-move]").attribute("data-move"))
    // a Sunday, as a drag would ask it
    try await planner.open(stage.site.address + visit + "?day=2013-10-13")
    try await planner.waitForText("不能移动")
    try await stage.keep(planner, "move-refused")
    try await planner.open(stage.site.address + visit)
    try await planner.run("document.querySelector('[name=day]').value = '2013-10-16'")
    try await planner.press("先看会怎样")
    try await planner.waitForText("可以移动")
    try await stage.keep(planner, "move")
    try await planner.press("移动这一场")
    try await planner.waitForText("场次已移动")
    try await planner.open(draft)
    try await drag(stage, planner)
    try await planner.press("移动这一场")
    try await planner.waitForText("场次已移动")
    #expect(try await planner.text.contains("10月15日"))
    try await planner.open(draft)
    try await planner.open(draft + "?view=place")
    try await stage.keep(planner, "draft-by-place")
  }

  /// Real drag events over the calendar: the visit of the 16th onto the 15th.
  private func drag(_ stage: ScheduleStage, _ planner: Browser) async throws {
    try await planner.run(
      """
      const visit = document.querySelector("[data-move][draggable=true]");
      const slot = document.querySelector(".slot[data-day='2013-10-15']").closest("td");
      const data = new DataTransfer();
      visit.dispatchEvent(new DragEvent("dragstart", { dataTransfer: data, bubbles: true }));
      slot.dispatchEvent(new DragEvent("dragover", { dataTransfer: data, bubbles: true, cancelable: true }));
      slot.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
      """)
    try await planner.waitForText("可以移动")
  }

  private func publish(_ stage: ScheduleStage, _ planner: Browser) async throws {
    let draft = try await planner.address
    try await planner.open(draft)
    try await planner.type("公布", into: "确认公布，请写「公布」")
    try await planner.press("公布这个方案")
    try await planner.waitForText("已公布，通知了 1 处院校和站点")
    // the way on from a published plan
    try await planner.press("以此为基础新建方案")
    try await planner.waitForText("新方案已建好")
    try await stage.keep(planner, "copied")
  }

  private func answer(_ stage: ScheduleStage) async throws {
    let liaison = try await stage.browser(of: .liaison)
    try await liaison.open(stage.home + "/schedule")
    try await liaison.waitForText("10月15日")
    try await stage.keep(liaison, "visits")
    try await liaison.press("确认这些日期")
    try await liaison.waitForText("已确认拍摄日期")
    try await liaison.close()
  }

  private func door(_ stage: ScheduleStage, _ planner: Browser) async throws {
    try stage.go(to: "2013-10-15", minute: 485)
    let crew = try await stage.browser(of: .photographer, account: "by-photographer")
    try await crew.open(stage.home + "/today")
    try await stage.keep(crew, "today")
    try await crew.press("示例大学")
    try await crew.press("打开签到")
    // of the second class, before its time
    try await crew.type("201000001020", into: "扫码，或输入学号、姓名、姓名首字母")
    try await crew.press("查找")
    try await crew.waitForText("还没到时间")
    try await stage.keep(crew, "door-early")
    try await crew.press("照拍，给排队号")
    try await crew.waitForText("最近签到")
    try stage.go(to: "2013-10-15", minute: 505)
    try await crew.type("201000001000", into: "扫码，或输入学号、姓名、姓名首字母")
    try await crew.press("查找")
    try await crew.waitForText("排队号")
    try await stage.keep(crew, "door-in")
    try await crew.type("z", into: "扫码，或输入学号、姓名、姓名首字母")
    try await crew.press("查找")
    try await crew.waitForText("民族学1班")
    #expect(try await CampaignBrowser.complaints(crew) == [])
    try await crew.close()
    try await late(stage)
  }

  /// In the evening, ten minutes before the crew's day ends: signed in again, the session of the morning is over.
  private func late(_ stage: ScheduleStage) async throws {
    try stage.go(to: "2013-10-15", minute: 1_040)
    let crew = try await stage.browser(of: .photographer, account: "by-photographer")
    try await crew.open(stage.home + "/today")
    try await crew.press("示例大学")
    try await crew.waitForText("拍不完")
    try await stage.keep(crew, "visit-late")
    // the page keeps itself up: somebody comes in at another door of the same visit
    let before = try await crew.element(css: "[data-value=count-1]").text
    try await stage.comeIn(31)
    try await crew.wait(for: "the count") { try await crew.element(css: "[data-value=count-1]").text != before }
    try await crew.press("按现在的进度重排")
    try await crew.waitForText("将会这样改")
    try await stage.keep(crew, "replan")
    try await crew.press("这样改，并通知学校")
    try await crew.waitForText("新的一版时间安排已公布")
    #expect(try await crew.run("return document.documentElement.scrollWidth").number == (stage.onPhone ? 390 : 1280))
    #expect(try await CampaignBrowser.complaints(crew) == [])
    try await crew.close()
    let liaison = try await stage.browser(of: .liaison, account: "by-liaison")
    try await liaison.open(stage.home + "/today/1")
    try await stage.keep(liaison, "visit-liaison")
    try await liaison.close()
  }
}

extension Browser {
  /// Live pages load themselves again when the work is done.
  fileprivate func isReloaded() async throws -> Bool {
    try await reload()
    return try await text.contains("看求解出的方案")
  }
}

/// A campaign with phases, a roster of two classes, and people to sign in.
struct ScheduleStage {
  let site: RunningSite
  let place: Province.Place
  let onPhone: Bool

  var home: String { site.address + "/campaigns/\(place.campaignID)" }

  init(onPhone: Bool) async throws {
    self.onPhone = onPhone
    let province = try await Province()
    place = try await province.place()
    _ = try await province.center.prepareCenter()
    let campaignID = place.campaignID
    try await province.center.records.write { transaction in
      let stored = try transaction.storedCampaign(campaignID)
      var plan = stored.plan
      func days(_ first: String, _ last: String) throws -> CalendarDays {
        CalendarDays(try #require(CalendarDay.parse(first)), through: try #require(CalendarDay.parse(last)))
      }
      plan.windows = [
        CampaignWindow(.phase1, try days("2013-10-08", "2013-12-31")),
        CampaignWindow(.makeup, try days("2014-04-09", "2014-04-12")),
      ]
      plan.makeupPlace = "采集单位一楼"
      _ = try transaction.updateCampaign(campaignID, plan, seen: stored.version)
    }
    let rows = (0..<60).map { number in
      [
        "普通", "民族学院", "民族学", number < 20 ? "民族学1班" : "民族学2班", "20100000\(1000 + number)", "张䶮",
        number.isMultiple(of: 2) ? "女" : "男", MadeUp.idNumber(number), "本科",
      ].joined(separator: ",")
    }
    let path = province.folder.path("roster.csv")
    try Data((["类别,院系,专业,班级,学号,姓名,性别,身份证号,层次"] + rows).joined(separator: "\r\n").utf8).write(to: URL(filePath: path))
    let preview = try await province.center.uploadRoster(
      path: path, fileName: "名单.csv", campaignID: campaignID, by: place.liaison)
    _ = try await province.center.confirmRoster(uploadID: preview.uploadID, RosterConfirmation(), by: place.liaison)
    site = try await RunningSite(province)
  }

  /// - account: the sign-in name of somebody who is there already; nil makes an account.
  func browser(of role: Role, account known: String? = nil) async throws -> Browser {
    let isOfSchool = role == .liaison
    if let known {
      let id = try await site.province.center.records.read { transaction in
        try transaction.row("SELECT id FROM account WHERE sign_in_name = ?", [.text(known)])?.text("id")
      }
      return try await CampaignBrowser.signedIn(
        as: try #require(id), at: site, onPhone ? .phone : .desk)
    }
    return try await CampaignBrowser.signedIn(
      role, at: site, onPhone ? .phone : .desk, institutionID: isOfSchool ? place.institutionID : nil)
  }

  /// A student is let in by the crew, away from the browser that looks.
  func comeIn(_ number: Int) async throws {
    let center = site.province.center
    let ids = try await center.records.read { transaction in
      (
        try transaction.row("SELECT id FROM account WHERE sign_in_name = 'by-photographer'")?.text("id"),
        try transaction.row(
          "SELECT id FROM graduate WHERE student_number = ?", [.text("20100000\(1000 + number)")])?.text("id")
      )
    }
    _ = try await center.checkIn(
      try #require(ids.1), at: 1, campaignID: place.campaignID, saying: .accepted,
      by: Photographer(accountID: try #require(ids.0)))
  }

  func go(to day: String, minute: Int) throws {
    let day = try #require(CalendarDay.parse(day))
    site.province.time.set(day.startMilliseconds + Int64(minute) * 60_000)
  }

  func keep(_ browser: Browser, _ name: String) async throws {
    try await Pictures.keep(browser, "\(name)-\(onPhone ? "phone" : "desk")")
  }
}
