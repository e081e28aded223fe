import Testing

@testable import GraduatePhotos

@Suite("A5, A6, A7: the page beside the manifest")
struct DiscReadmeTests {
  @Test("A5: it says what is on the disc, how to check it, and whom to write to, so that any Windows shows it")
  func page() {
    let head = Manifest.Head(
      deliveryNumber: "2014-10730-002", campaign: "甘肃省2014届毕业生图像信息采集", institutionCode: "10730", volume: 2, volumeCount: 3,
      date: Fixture.day(2014, 4, 20))
    let old = [DeliveryFixture.line(1)]
    let readme = DiscReadme(
      head: head, institutionName: "兰州大学", key: .idNumber, photoCount: 4_200,
      changes: DeliveryChanges(from: old, to: old + [DeliveryFixture.line(2)]), headOffice: Fixture.office(.headOffice),
      agency: Fixture.office(.agency))
    let bytes = readme.bytes
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let lines = String(decoding: bytes.dropFirst(3), as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines[2] == "学校：兰州大学（10730）")
    #expect(lines[3] == "交付编号：2014-10730-002　第 2/3 卷　2014年4月20日（周日）")
    #expect(lines[4] == "本卷照片：4200 张，按 学校代码/类别/院系/班级 存放，文件名是身份证号")
    #expect(lines[5] == "与上次交付相比（全部分卷）：新增 1 人，换片 0 人，数据更正 0 人，撤回 0 人")
    #expect(lines.contains { $0.hasPrefix("总部：总部　甘肃省兰州市") && $0.hasSuffix("邮编 730000") })
    #expect(lines.contains { $0.hasPrefix("采集单位：") })
    #expect(lines.allSatisfy { !$0.contains("\n") })
  }
}
