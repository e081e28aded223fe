import GraduatePhotos
import Testing

/// The rules of what the agency writes for everybody, and what stands there before it wrote.
@Suite struct PublicTextTests {
  private func days(_ first: String, _ last: String) throws -> CalendarDays {
    CalendarDays(try #require(CalendarDay.parse(first)), through: try #require(CalendarDay.parse(last)))
  }

  private func plan() throws -> CampaignPlan {
    CampaignPlan(
      province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014),
      offices: [Office(kind: .agency, name: "示例分社", address: "示例路 1 号", contactName: "王示例", telephone: "0931-1234567")],
      windows: [
        CampaignWindow(.phase1, try days("2013-10-08", "2013-12-31")),
        CampaignWindow(.phase2, try days("2014-03-03", "2014-04-04")),
        CampaignWindow(.makeup, try days("2014-04-09", "2014-04-12")),
      ], makeupPlace: "示例分社 *一楼*", feePerHead: .yuan(20), photoStandard: "national-2002")
  }

  @Test("N6: a field takes the campaign's own value; where there is none yet it says so")
  func fields() throws {
    let plan = try plan()
    func filled(_ text: String) -> String { PublicText.filled(text, for: plan) }
    #expect(filled("补拍：{{补拍日期}}，{{ 补拍地点 }}。") == "补拍：2014年4月9日（周三）–4月12日（周六），示例分社 *一楼*。")
    #expect(filled("{{收费}}，{{联系人}} {{联系电话}}") == "每人 20 元，王示例 0931-1234567")
    #expect(filled("{{校对时间}}，{{校对方式}}，{{总部电话}}") == "另行通知，在学信网校对，另行公布")
    #expect(filled("没有 {{这个}} 也没有 {{") == "没有 {{这个}} 也没有 {{")
    #expect(Set(PublicTextField.allCases.map(\.rawValue)).count == PublicTextField.allCases.count)
    for field in PublicTextField.allCases {
      #expect(filled(field.typed) == field.value(in: plan) && !field.value(in: plan).isEmpty)
    }
  }

  @Test("N6: an unknown field, a field that is not closed and characters that nobody sees are named with their line")
  func problems() {
    let text = "好的 {{补拍日期}}\n{{补排日期}} 和 {{}}\n开着 {{补拍日期\n\u{7}响铃\n反\u{202E}向\n\t缩进"
    #expect(
      PublicText.problems(in: text).map(\.chinese) == [
        "第 2 行：没有「补排日期」这个可填项，请从可填项里选", "第 2 行：没有「」这个可填项，请从可填项里选", "第 3 行：「{{」后面没有「}}」",
        "第 4 行：有看不见的控制字符，请删掉后重新输入这一行", "第 5 行：有看不见的控制字符，请删掉后重新输入这一行",
      ])
    let long = String(repeating: "字", count: PublicText.lineCharactersLimit + 1)
    #expect(PublicText.problems(in: "一\n" + long).map(\.line) == [2])
    #expect(PublicText.tidied("\r\n 一\r\n二\r三 \n\n") == "一\n二\n三")
  }

  @Test("N6: what stands there by itself follows the settings, and could be kept as it is")
  func standing() throws {
    var plans = [try plan()]
    for change in [
      { (plan: inout CampaignPlan) in plan.proofingPlace = .here }, { plan in plan.kind = .freshmen },
      { plan in plan.regime = .code }, { plan in plan.feePerHead = .zero }, { plan in plan.windows = [] },
    ] {
      var changed = plans[0]
      change(&changed)
      plans.append(changed)
    }
    for plan in plans {
      for page in PublicTextPage.allCases {
        let text = PublicTextDefault(plan, standard: PhotoStandard.builtIn.first).markdown(page)
        #expect(text == PublicText.tidied(text) && PublicText.problems(in: text) == [] && text.hasPrefix("## "))
      }
    }
    func text(_ page: PublicTextPage, _ plan: CampaignPlan) -> String { PublicTextDefault(plan, standard: nil).markdown(page) }
    #expect(text(.notice, plans[0]).contains("学信档案") && text(.notice, plans[0]).contains("重拍不收费"))
    #expect(text(.notice, plans[1]).contains("在本系统里看自己的照片") && !text(.notice, plans[1]).contains("学信档案"))
    #expect(text(.questions, plans[0]).contains("预校对") && !text(.questions, plans[1]).contains("预校对"))
    #expect(text(.notice, plans[2]).contains("新生") && !text(.questions, plans[2]).contains("校对"))
    #expect(text(.preparation, plans[3]).contains("采集码") && !text(.preparation, plans[0]).contains("采集码"))
    #expect(text(.notice, plans[4]).contains("拍摄不收费"))
  }

  @Test("N6: dates first: what is on, what comes, what is over")
  func season() throws {
    let plan = try plan()
    func season(_ day: String) throws -> CampaignSeason { CampaignSeason(plan, on: try #require(CalendarDay.parse(day))) }
    let before = try season("2013-10-07")
    #expect(before.now.isEmpty && before.next.map(\.window.kind) == [.phase1] && before.next.map(\.state.chinese) == ["明天开始"])
    let last = try season("2013-12-31")
    #expect(last.now.map(\.state.chinese) == ["今天是最后一天"] && last.next.map(\.window.kind) == [.phase2])
    let between = try season("2014-04-05")
    #expect(between.now.isEmpty && between.lines.map(\.state.chinese) == ["已结束", "已结束", "4 天后开始"])
    #expect(try season("2014-05-01").next.isEmpty)
    #expect(try season("2014-04-10").now.map(\.state.chinese) == ["进行中，还有 3 天"])
  }

  @Test("N6: requirements are said from the standard: its background, its numbers, its rule about glasses")
  func requirements() throws {
    for standard in PhotoStandard.builtIn {
      #expect(standard.requirementsOfPeople.count == 9)
      let first = try #require(standard.backgrounds.first)
      #expect(standard.requirementsOfPeople.contains { $0.title == "背景" && $0.measure?.hasPrefix(first.chinese) == true })
      #expect(standard.requirementsOfPicture.allSatisfy { $0.measure?.contains("未规定") == false })
    }
    let national = try #require(PhotoStandard.builtIn.first { $0.id == "national-2017" })
    #expect(national.requirementsOfPicture.contains { $0.title == "文件" && $0.measure == "20–40 KB" })
    #expect(national.requirementsOfPicture.contains { $0.title == "大小" && $0.measure == "宽 480、高 640 像素，300 dpi" })
  }
}
