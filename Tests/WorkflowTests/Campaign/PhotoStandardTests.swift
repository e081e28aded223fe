import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct PhotoStandardTests {
  @Test("The built-in standards keep their own rules and have the published numbers")
  func builtIn() throws {
    #expect(PhotoStandard.builtIn.map(\.id) == ["national-2017", "national-2002", "self-taught-white", "ga-461", "freshman"])
    for standard in PhotoStandard.builtIn { #expect(standard.problems().isEmpty, "\(standard.id)") }
    let present = PhotoStandard.national2017
    #expect(present.widthPixels == 480 && present.heightPixels == 640 && present.dotsPerInch == 300)
    #expect(present.leastQuality == 60 && present.fileBytes == .init(20_000...40_000) && !present.isFileSizeHard)
    #expect(present.hairlineToTopPixels.chinese == "50–110" && present.eyes.pixels.chinese == "200–300")
    #expect(present.backgrounds.map(\.chinese).first == "浅蓝 RGB(100,197,255)")
    #expect(PhotoStandard.identityCard.eyes.edge == .bottom && PhotoStandard.identityCard.eyes.pixels.chinese == "≥ 207")
    #expect(PhotoStandard.usual(for: 2014, kind: .graduation).id == "national-2002")
    #expect(PhotoStandard.usual(for: 2014, kind: .freshmen).id == "freshman")
    #expect(!present.applies(in: 2016, province: "甘肃省"))
  }

  @Test("A standard's rules find what cannot be")
  func problems() {
    var standard = PhotoStandard.national2017
    standard.id = "Nation 2017"
    standard.widthPixels = 640
    standard.heightPixels = 480
    standard.hairlineToTopPixels = .init(least: 110, most: 50)
    standard.faceWidthPixels = .init(180...900)
    standard.backgrounds = [.init("蓝", red: 0, green: 0, blue: 300), .init("蓝", red: 0, green: 0, blue: 30)]
    standard.leastQuality = 0
    let text = standard.problems().joined()
    for word in ["代号应为", "宽应小于高", "上限小于下限", "脸宽应在", "颜色值应在", "名称相同", "压缩品质"] {
      #expect(text.contains(word), "\(word)")
    }
    standard = .national2002
    standard.composition?.head = 600
    #expect(standard.problems() == ["头上空、头部、肩部三段合计应为 100%"])
  }

  @Test("A new center has them; a later start changes nothing that was edited", arguments: SQLEngine.allCases)
  func seeded(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let officer = try await province.officer()
    #expect(try await center.prepareCenter().count == 5)
    province.time.advance(minutes: 1)
    var own = PhotoStandard.national2017
    own.hairlineToTopPixels = .init(60...110)
    #expect(try await center.changePhotoStandard(own, seen: 1, by: officer) == 2)
    #expect(try await center.prepareCenter().isEmpty)
    #expect(try await center.photoStandard("national-2017").standard == own)
    #expect(try await center.photoStandards().count == 5)
    let lines = try await province.journalDetails(.standardChanged)
    #expect(lines.filter { $0["added"] == "yes" }.count == 5)
    #expect(lines.contains(["hairline-to-top": "50–110 → 60–110"]))
    let refusal = await #expect(throws: ChangedMeanwhile.self) {
      try await center.changePhotoStandard(.national2017, seen: 1, by: officer)
    }
    #expect(refusal?.who == "测试省厅管理员")
  }

  @Test("A province adds its own; only campaigns it applies to may choose it", arguments: SQLEngine.allCases)
  func ownStandard(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let center = province.center
    let officer = try await province.officer()
    try await center.prepareCenter()
    var own = PhotoStandard.national2017
    own.id = "gansu-2020"
    own.name = "甘肃省规范（2020）"
    own.province = "甘肃"
    own.fromYear = 2020
    try await center.addPhotoStandard(own, by: officer)
    await #expect(throws: PhotoStandardRefusal.exists(id: "gansu-2020", name: "甘肃省规范（2020）")) {
      try await center.addPhotoStandard(own, by: officer)
    }
    func choices(_ year: Int, _ name: String) async throws -> [String] {
      try await center.photoStandards(for: year, province: name, kind: .graduation).map(\.id)
    }
    #expect(try await choices(2021, "甘肃省").contains("gansu-2020"))
    #expect(try await choices(2021, "甘肃省").first == "national-2017")
    #expect(try await !choices(2019, "甘肃省").contains("gansu-2020"))
    #expect(try await !choices(2021, "陕西省").contains("gansu-2020"))
    own.id = "nowhere"
    own.province = "无此省"
    await #expect(throws: PhotoStandardRefusal.provinceUnknown("无此省")) { try await center.addPhotoStandard(own, by: officer) }
    own.source = " "
    await #expect(throws: PhotoStandardRefusal.problems(["没有填写依据（文件名称或文号）"])) {
      try await center.addPhotoStandard(own, by: officer)
    }
    await #expect(throws: PhotoStandardRefusal.unknown(id: "nobody")) { try await center.photoStandard("nobody") }
  }
}
