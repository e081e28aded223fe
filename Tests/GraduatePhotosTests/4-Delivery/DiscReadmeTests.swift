import Testing

@testable import GraduatePhotos

@Suite("A5, A6, A7: the page beside the manifest")
struct DiscReadmeTests {
  private func readme(_ regime: Regime) -> DiscReadme {
    let head = Manifest.Head(
      deliveryNumber: "2014-10730-002", campaign: "甘肃省2014届毕业生图像信息采集", institutionCode: "10730", volume: 2, volumeCount: 3,
      date: Fixture.day(2014, 4, 20))
    let old = [DeliveryFixture.line(1)]
    return DiscReadme(
      head: head, institutionName: "兰州大学", regime: regime, key: PhotoKey.usual(in: regime), photoCount: 4_200,
      changes: DeliveryChanges(from: old, to: old + [DeliveryFixture.line(2)]), headOffice: Fixture.office(.headOffice),
      agency: Fixture.office(.agency))
  }

  private func lines(_ regime: Regime) -> [Substring] {
    String(decoding: readme(regime).bytes.dropFirst(3), as: UTF8.self)
      .split(separator: "\r\n", omittingEmptySubsequences: false)
  }

  @Test("A5: it leads with what to do, says what is on the disc and whom to write to, so that any Windows shows it")
  func page() {
    #expect(readme(.roster).bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let lines = lines(.roster)
    #expect(lines[2] == "请打开 index.html 逐人核对，保存核对结果，上传到采集单位网站。")
    #expect(lines[4] == "学校：兰州大学（10730）")
    #expect(lines[5] == "交付编号：2014-10730-002　第 2/3 卷　2014年4月20日（周日）")
    #expect(lines[6] == "本卷照片：4200 张，按 学校代码/类别/院系/班级 存放，文件名是身份证号")
    #expect(lines[7] == "与上次交付相比（全部分卷）：新增 1 人，换片 0 人，数据更正 0 人，撤回 0 人")
    #expect(lines.contains { $0.hasPrefix("总部：总部　甘肃省兰州市") && $0.hasSuffix("邮编 730000") })
    #expect(lines.contains { $0.hasPrefix("采集单位：") })
    #expect(lines.allSatisfy { !$0.contains("\n") })
  }

  @Test("What is found goes the notice's way, under the words of the disc's page")
  func findings() {
    let text = lines(.roster).joined(separator: "\n")
    for word in ["缺照片", "照片问题", "数据错误", "不是本人", "《勘误表》", "加盖学校公章", "不另收费", "照片照常可用"] {
      #expect(text.contains(word), "\(word)")
    }
  }

  @Test("Promise 7: in code mode no names, numbers or errata are asked of the school")
  func codeMode() {
    let lines = lines(.code)
    #expect(lines[2] == "请打开 index.html 逐人核对，保存核对结果，上传到采集单位网站。")
    #expect(lines[6].hasSuffix("文件名是内部编号"))
    let text = lines.joined(separator: "\n")
    for word in ["姓名", "身份证", "学号", "勘误", "数据错误"] { #expect(!text.contains(word), "\(word)") }
    #expect(text.contains("网站按核对结果列出采集码") && text.contains("名单不上传"))
  }

  @Test("The command is one line at the end, for the head office", arguments: Regime.allCases)
  func command(regime: Regime) {
    let lines = lines(regime)
    #expect(lines.suffix(2) == ["总部核对文件用：biying disc verify 光盘位置 --key 公钥", ""])
    #expect(lines.count { $0.contains("biying") } == 1)
  }
}
