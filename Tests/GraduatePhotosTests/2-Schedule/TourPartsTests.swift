import Testing

@testable import GraduatePhotos

@Suite("Parts of the schedule")
struct TourPartsTests {
  @Test("The great circle, without the C library: a degree, a quarter, half the globe, Lanzhou to Tianshui")
  func greatCircle() {
    func kilometers(_ from: (Double, Double), _ to: (Double, Double)) -> Double {
      GreatCircle.kilometers(from: (latitude: from.0, longitude: from.1), to: (latitude: to.0, longitude: to.1))
    }
    #expect(abs(kilometers((0, 0), (1, 0)) - 111.195) < 0.001)
    #expect(abs(kilometers((0, 0), (0, 90)) - 10_007.543) < 0.001)
    #expect(abs(kilometers((0, -90), (0, 90)) - 20_015.087) < 0.001)
    #expect(abs(kilometers((36.06, 103.83), (34.58, 105.72)) - 237.6) < 1)
    #expect(kilometers((36, 103), (36, 103)) == 0)
  }

  @Test("Half-days are as full as whole classes let them be, categories apart", arguments: 1...20)
  func packing(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let groups = Category.allCases.flatMap { category in
      (1...4).flatMap { department in
        TourFixture.groups(
          (0..<8).map { _ in Int.random(in: 25...55, using: &chance) }, category: category, department: "第\(department)系")
      }
    }
    var packer = ClassPacker()
    let packed = packer.pack(Array(groups.indices), of: groups, pace: 100, sessions: Crew.usualSessions, start: 510)
    let days = try #require(packed)
    let order = days.flatMap { $0.map(\.group) }
    #expect(order.sorted() == Array(groups.indices))
    let categories = order.map { groups[$0].category }
    #expect(zip(categories, categories.dropFirst()).count { $0 != $1 } == 2)
    var fills: [Int] = []
    for (at, day) in days.enumerated() {
      for session in Crew.usualSessions where at < days.count - 1 {
        let heads = day.filter { session.contains($0.span) }.reduce(0) { $0 + groups[$1.group].heads }
        #expect(heads <= 350 && heads >= 300)
        fills.append(heads)
      }
    }
    #expect(fills.reduce(0, +) >= 342 * fills.count)
  }

  @Test("Clock times are read and written; quarter-hours lie on both sides")
  func clock() {
    #expect(MinuteSpan.clock(510) == "08:30" && MinuteSpan.minutes(of: "8:30") == 510 && MinuteSpan.minutes(of: "０８：３０") == 510)
    #expect(MinuteSpan.minutes(of: "24:00") == nil && MinuteSpan.minutes(of: "8:3") == nil && MinuteSpan.minutes(of: "") == nil)
    #expect(
      MinuteSpan.quarter(before: 524) == 510 && MinuteSpan.quarter(after: 511) == 525 && MinuteSpan.quarter(after: 510) == 510)
  }

  @Test("Costs compare part by part, and say what changed in plain words")
  func cost() {
    let one = PlanCost(crewDays: 5, nightsAway: 9, travelMinutes: 125)
    let other = PlanCost(crewDays: 6, travelMinutes: 60)
    #expect(one < other)
    #expect(one.difference(to: other) == "拍摄小组工作天数多 1 天，在外住宿夜数少 9 夜，路上时间少 1 小时 5 分钟")
    #expect(one.difference(to: one).isEmpty && one.sentences.count == 6)
  }
}
