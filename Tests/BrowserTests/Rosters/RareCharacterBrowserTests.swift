import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Website
@testable import Workflow

/// On a phone that has no font for a name its owner sees the name all the same, not a box.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct RareCharacterBrowserTests {
  /// 䶮 㛃 𬭎 𠮷, and one character each of Extension B to F.
  private static let rare = ["䶮", "㛃", "𬭎", "𠮷", "𠀀", "𪜀", "𫝀", "𫠠", "𬺰"]

  /// True when `text`, drawn with the fonts `families`, differs from the box for a character that no font has, and leaves ink.
  private static let isDrawn = """
    const [text, families] = arguments;
    const pixels = (text) => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 96;
      const pen = canvas.getContext('2d', { willReadFrequently: true });
      pen.font = '64px ' + families;
      pen.fillText(text, 8, 72);
      return pen.getImageData(0, 0, 96, 96).data;
    };
    const [one, box] = [pixels(text), pixels('\\u{3FFFE}')];
    let ink = 0, difference = 0;
    for (let index = 3; index < one.length; index += 4) {
      if (one[index] > 128) ink += 1;
      if (Math.abs(one[index] - box[index]) > 64) difference += 1;
    }
    return ink > 60 && difference > 60;
    """

  @Test("a class with rare names on a phone without Chinese fonts: each is drawn by the font that the page brings")
  func drawn() async throws {
    let province = try await Province()
    let place = try await province.place()
    try await importRoster(province, place)
    let site = try await RunningSite(province)
    let folder = try TemporaryFolder()
    let fonts = folder.path("fonts.conf")
    try Data(
      "<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>\(folder.path("cache"))</cachedir></fontconfig>".utf8
    )
    .write(to: URL(filePath: fonts))
    var shape = Browser.Shape.phone
    shape.fontsFile = fonts
    let browser = try await Browser(shape)
    try await browser.open(site.address + "/sign-in")
    let session = try await province.session(of: place.liaison.accountID)
    try await browser.command(
      "POST", "/cookie", ["cookie": ["name": "biying-session", "value": .string(session), "path": "/", "httpOnly": true]])
    let address = RosterAddress(campaign: place.campaignID)
    try await browser.open(site.address + address.classGroup(department: "民族学院", name: "民族学1班", institution: ""))
    try await browser.waitForText("显示完整证件号")
    for character in Self.rare {
      #expect(try await isLoaded(character, in: browser), "\(character)")
      let drawn = try await browser.run(Self.isDrawn, [.string(character), "system-ui, \"biying rare\", sans-serif"])
      #expect(drawn.bool == true, "\(character)")
      let alone = try await browser.run(Self.isDrawn, [.string(character), "system-ui, sans-serif"])
      #expect(alone.bool == false, "this phone was to have no font for \(character)")
    }
    try await Pictures.keep(browser, "rare-class-phone")
    #expect(
      try await browser.run("return document.querySelectorAll('link[href^=\"/assets/glyphs/\"]').length").number ?? 0 >= 8)
    try await browser.press("张𬭎")
    try await browser.waitForText("看大字和编号")
    try await browser.run("document.querySelector('details.rare').open = true")
    #expect(try await browser.text.contains("U+2CB4E"))
    try await Pictures.keep(browser, "rare-graduate-phone")
    #expect(try await browser.complaints() == [])
    try await browser.close()
    await site.stop()
  }

  /// The browser has fetched the font of a character for the page that shows it.
  private func isLoaded(_ character: String, in browser: Browser) async throws -> Bool {
    for _ in 0..<100 {
      let script = """
        const point = arguments[0].codePointAt(0);
        const holds = (range) => {
          const [first, last] = range.trim().slice(2).split('-').map((text) => parseInt(text, 16));
          return point >= first && point <= (last || first);
        };
        return [...document.fonts].some((face) => face.status === 'loaded' && face.unicodeRange.split(',').some(holds))
          && document.fonts.check('16px "biying rare"', arguments[0]);
        """
      if try await browser.run(script, [.string(character)]).bool == true { return true }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }

  private func importRoster(_ province: Province, _ place: Province.Place) async throws {
    let folder = try TemporaryFolder()
    let header = "学校代码,类别,院系,专业,班级,学号,姓名,性别,身份证号,层次,备注"
    let lines = Self.rare.enumerated().map { index, character in
      "10730,普通,民族学院,民族学,民族学1班,20100000\(1000 + index),张\(character),\(index.isMultiple(of: 2) ? "女" : "男"),\(MadeUp.idNumber(index)),本科,"
    }
    let path = folder.path("名单.csv")
    try Data(([header] + lines).joined(separator: "\r\n").utf8).write(to: URL(filePath: path))
    let preview = try await province.center.uploadRoster(
      path: path, fileName: "名单.csv", campaignID: place.campaignID, by: place.liaison)
    try await province.center.confirmRoster(uploadID: preview.uploadID, by: place.liaison)
  }
}
