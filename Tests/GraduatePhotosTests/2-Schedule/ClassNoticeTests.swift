import Testing

@testable import GraduatePhotos

/// N3: what a class is told fits a group's message, and names nobody.
@Suite struct ClassNoticeTests {
  private static let thirty = "𬭎䶮㛃𠮷信息与计算科学（中外合作办学）二〇一〇级二班甲乙丙丁"

  private func notice(
    _ count: Int = 1, institution: String = "示例大学", name: String = "民族学1班", place: String = "本部 101 室"
  ) throws
    -> ClassNotice
  {
    let day = try #require(CalendarDay.parse("2013-10-08"))
    var plan = CampaignPlan(province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014))
    plan.windows = [CampaignWindow(.makeup, CalendarDays(day, through: day.adding(days: 3)))]
    plan.makeupPlace = "某通讯社甘肃分社（兰州市城关区示例路 8 号）一楼摄影棚"
    return ClassNotice(
      campaign: plan.title, institution: institution, department: "民族学院", classGroup: name,
      appointments: (0..<count).map { index in
        ClassNotice.Appointment(
          day: day.adding(days: index), callMinutes: 495, span: MinuteSpan(502, 531), place: place, heads: 42,
          isForReturning: index == 1)
      }, preparation: ShootingAdvice.preparation(PhotoStandard.usual(for: 2018, kind: .graduation)),
      missed: ShootingAdvice.missed(plan))
  }

  @Test("N3: a class's text says when, where, what to bring and the way on")
  func text() throws {
    let text = try notice().copyText(link: "https://photo.example.cn/s/k7q29x4f8t3mwz1a")
    for words in [
      "【民族学1班】", "示例大学", "10月8日（周二）08:15 到场", "地点：本部 101 室", "带本人身份证", "浅蓝色", "过时不候", "补拍",
      "详情：https://photo.example.cn/s/k7q29x4f8t3mwz1a",
    ] { #expect(text.contains(words), "\(words)") }
  }

  @Test(
    "N3: under 300 characters for the longest names, places and links, and the link is always whole",
    arguments: [0, 1, 2, 3, 9])
  func longest(count: Int) throws {
    let link = "https://" + String(repeating: "photo.", count: 9) + "example.edu.cn/s/k7q29x4f8t3mwz1a"
    let long = String(repeating: "示例", count: 40)
    for (institution, name, place) in [
      (Self.thirty, Self.thirty, Self.thirty), (Self.thirty, Self.thirty, long), (long, long, long),
    ] {
      let text = try notice(count, institution: institution, name: name, place: place).copyText(link: link)
      #expect(text.utf16.count < 300 && text.hasSuffix(link), "\(text.utf16.count): \(text)")
    }
    let common = try notice(min(count, 1), institution: Self.thirty, name: Self.thirty, place: Self.thirty).copyText(link: link)
    #expect(common.contains("【\(Self.thirty)】") && common.contains("身份证"))
  }

  @Test("Advice is the photo standard's: its background, its rule on glasses")
  func advice() {
    let blue = ShootingAdvice.preparation(PhotoStandard.usual(for: 2018, kind: .graduation))
    #expect(blue[0] == "带本人身份证" && blue[1].contains("浅蓝色背景") && blue.contains { $0.contains("平时戴眼镜的照常戴") })
    #expect(blue[1].contains("深色有领"))
    // Before the blue of the older standard it is the other way round.
    let older = ShootingAdvice.preparation(PhotoStandard.usual(for: 2014, kind: .graduation))
    #expect(older[1] == "穿白色或浅色有领的上衣，与蓝色背景分得清，不要穿蓝色的衣服")
    #expect(ShootingAdvice.preparation(nil).count == 3)
    let plan = CampaignPlan(province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014))
    #expect(ShootingAdvice.missed(plan).contains("另行通知"))
  }

  @Test("A1: after the make-up nobody is sent to it any more; a paper, which is read on any day, keeps its days")
  func makeupOver() throws {
    let first = try #require(CalendarDay(year: 2014, month: 4, day: 9))
    let plan = CampaignPlan(
      province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014),
      windows: [CampaignWindow(.makeup, CalendarDays(first, through: first.adding(days: 3)))])
    #expect(ShootingAdvice.missed(plan, on: first.adding(days: 3)).contains("参加补拍"))
    #expect(ShootingAdvice.missed(plan, on: first.adding(days: 4)).contains("补拍已于 4月12日（周六）结束"))
    #expect(ShootingAdvice.missed(plan).contains("参加补拍"))
  }

  @Test(
    "A shooting point is named in public without telephones",
    arguments: [
      ("本部", "本部逸夫楼 101、102 室", "本部逸夫楼 101、102 室"), ("体育馆", "示例路 8 号", "体育馆 示例路 8 号"), ("本部", "", "本部"),
      ("本部", "教学楼 3 层（电话：0931-8912345）", "本部 教学楼 3 层"), ("", "王示例 139 0000 0001", "王示例"),
      ("东校区", "730000 号院", "东校区 730000 号院"),
    ])
  func venue(name: String, address: String, shown: String) {
    #expect(ShootingPoint(name: name, address: address).publicPlace == shown)
  }
}
