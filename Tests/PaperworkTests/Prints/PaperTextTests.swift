import Testing

@testable import Paperwork

@Suite("what is printed can be read back", .enabled(if: PDFTools.hasText))
struct PaperTextTests {
  @Test func theSlipHoldsEveryField() throws {
    let slip = PaperFixtures.slip(points: 6)
    let pages = try PDFTools.pages(slip.pdf(PaperFixtures.identity()))
    #expect(pages.count == 1)
    let text = try #require(pages.first)
    let expected = [
      "综合信息采集登记单", slip.campaign, slip.institutionName + "酒泉市敦煌校外学习中心暨函授站", "10731（暂用）", slip.address, "张䶮",
      "0931-0000000", "13800000000", "第二电话", "普通4248", "成人964", "研究生803", "合计6015人",
      "光盘和照片收件人", "0931-0000002", "示例路8号档案馆二层203室", "研究生分两天拍摄", "王守正", "𬭎小雨", "𠮷田", "进校时间", "开始拍摄时间", "摄影员签字",
      "学校负责人签字", "盖章处", "DJ-2014-10731", "2013年9月24日", "7F3A-91C0-2E4D", "第1页共1页", "☑", "☐",
    ]
    for field in expected { #expect(text.contains(field), "\(field)") }
    // The slip has no field for 结业, and a second telephone may be a landline: nothing is printed that nobody said.
    for word in ["结业", "毕业", "手机"] {
      #expect(!text.replacing(slip.campaign, with: "").replacing("高校毕业生", with: "").contains(word), "\(word)")
    }
  }

  @Test func theSeventhShootingPointGoesToASecondPage() throws {
    let pages = try PDFTools.pages(PaperFixtures.slip(points: 7).pdf(PaperFixtures.identity()))
    #expect(pages.count == 2)
    #expect(pages[0].contains("盖章处") && pages[0].contains("其余1个拍摄点见附页") && !pages[0].contains("7.第7教学楼"))
    #expect(pages[1].contains("7.第7教学楼") && pages[1].contains("第2页共2页"))
  }

  @Test func aSlipWithoutPointsSaysSo() throws {
    let pages = try PDFTools.pages(PaperFixtures.slip(points: 0).pdf(PaperFixtures.identity()))
    #expect(pages.count == 1)
    #expect(pages[0].contains("尚未填写拍摄点"))
  }

  @Test func eachClassStartsAPageAndRowsKeepTheirOrder() throws {
    let classes = [
      PaperFixtures.classSheet(1, rows: 60), PaperFixtures.classSheet(2, rows: 0), PaperFixtures.classSheet(3, rows: 5),
    ]
    let paper = CheckSheetPaper(institution: PaperFixtures.institution, classes: classes, showsBirthDates: true)
    let pages = try PDFTools.pages(paper.pdf(PaperFixtures.identity()))
    let starts = pages.indices.filter { pages[$0].contains("共60人") || pages[$0].contains("共0人") || pages[$0].contains("共5人") }
    #expect(starts.count == 3 && starts.first == 0 && starts.last == pages.count - 1)
    #expect(pages.allSatisfy { $0.contains("学号") && $0.contains("学生签字") && $0.contains("出生日期") })
    #expect(pages[starts[1]].contains("本班没有应拍学生"))
    #expect(pages.last?.contains("第1页共1页（全册第\(pages.count)/\(pages.count)页）") == true)
    let whole = pages.joined()
    let positions = classes[0].rows.compactMap { whole.range(of: $0.studentNumber)?.lowerBound }
    #expect(positions.count == 60 && positions == positions.sorted())
  }

  @Test func namesComeBackCodePointForCodePoint() throws {
    let sheet = PaperFixtures.classSheet(1, rows: PaperFixtures.names.count)
    let paper = ClassListPaper(institution: "某大学", classes: [sheet], showsIDNumbers: true)
    let text = try PDFTools.pages(paper.pdf(PaperFixtures.identity(code: nil))).joined()
    for name in PaperFixtures.names where name != PaperFixtures.longName { #expect(text.contains(name), "\(name)") }
    // the long name is wrapped in its cell; its characters must all be there, in order
    var rest = Substring(text)
    for character in PaperFixtures.longName {
      let at = try #require(rest.firstIndex(of: character))
      rest = rest[rest.index(after: at)...]
    }
    #expect(text.contains("990000200301010017"))
  }

  @Test func aListWithoutIDNumbersHasNoSuchColumn() throws {
    let paper = ClassListPaper(institution: "某大学", classes: [PaperFixtures.classSheet(1, rows: 9)], showsIDNumbers: false)
    let text = try PDFTools.pages(paper.pdf(PaperFixtures.identity())).joined()
    #expect(!text.contains("身份证") && !text.contains("990000"))
    #expect(text.contains("拍摄序号"))
  }

  @Test func everyLetterPrintsItsWords() throws {
    let expected = [
      ["散拍证明", "10731", "在西安实习", "2014年4月12日", "盖章处"],
      ["账号开通函", "张䶮老师", "https://photo.example.cn/welcome/7K2MQ9XA4FTR8WZC3N5D"],
      ["账号恢复码", "K7QM-1137-X9TD", "K7QM-1274-X9TD"], ["系统每月检查单", "✗处理", "请运行biyingbackup", "其中1项需要处理"],
      ["学生名单问题清单", "990***********0017", "校验位应为X"], ["漏拍名单", "☑已核对身份证", "☐已通知本人", "𬭎", "联系人"],
    ]
    for (paper, words) in zip(PaperFixtures.letters, expected) {
      let pages = try PDFTools.pages(paper.pdf(PaperFixtures.identity()))
      #expect(pages.count == 1)
      for word in words { #expect(pages.joined().contains(word), "\(paper.title): \(word)") }
    }
  }

  @Test func aGridCardHoldsItsCodes() throws {
    let codes = (0..<10).map { row in (0..<8).map { "\(row)\($0)QX" } }
    let cards = (1...3).map { GridCardPaper.Card(serial: "KL-00\($0)", holder: "张䶮", codes: codes) }
    let pages = try PDFTools.pages(GridCardPaper(cards: cards).pdf(createdAt: 0))
    #expect(pages.count == 2)
    #expect(pages[0].contains("KL-001") && pages[0].contains("KL-002") && pages[1].contains("KL-003"))
    for code in codes.joined() { #expect(pages[1].contains(code)) }
  }
}
