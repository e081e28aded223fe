import Foundation
import GraduatePhotos
import TestSupport
import Testing

@testable import Workflow

/// N4, A5, A6: portraits are delivered, checked on the disc's own page without a network, and what was found comes back as one file.
@Suite(.enabled(if: ChromeDriver.isInstalled), .serialized) struct DiscWayBackTests {
  /// Six people in two classes, five with a portrait; delivered without a password, and unpacked as from a disc.
  private func delivered() async throws -> (visit: ShotVisit, disc: URL) {
    let visit = try await ShotVisit(heads: 6, names: ["欧阳𬭎", "张䶮", "李示例", "王示例", "赵示例", "钱示例"])
    let faces = try StationBench.facesWithTwoPictures()
    var shots: [(person: Int, shot: String)] = []
    for number in 0..<5 {
      shots.append(
        (number, try await visit.shoot(number, portrait: try StationBench.picture("ok/\(faces[number])"))))
    }
    try await visit.release(shots)
    let options = DeliveryOptions(key: .studentNumber, isPlain: true, plainReason: "测试")
    let preview = try await visit.center.previewDelivery(
      of: visit.place.institutionID, campaignID: visit.campaignID, options, by: visit.clerk)
    let made = try await visit.center.makeDelivery(
      of: visit.place.institutionID, campaignID: visit.campaignID, options, seen: preview.seen, operation: "o", by: visit.clerk)
    let archive = try await visit.center.openDeliveryArchive(
      made.id, .volume(1), campaignID: visit.campaignID, by: visit.clerk)
    var bytes: [UInt8] = []
    try await archive.read(0..<archive.byteCount) { bytes += $0 }
    let file = visit.province.folder.path("disc.zip")
    try Data(bytes).write(to: URL(filePath: file))
    let disc = visit.province.folder.path("disc")
    let unpacking = Process()
    unpacking.executableURL = URL(filePath: "/usr/bin/python3")
    unpacking.arguments = ["-m", "zipfile", "-e", file, disc]
    try unpacking.run()
    unpacking.waitUntilExit()
    return (visit, URL(filePath: disc))
  }

  @Test("Checked from file:// by keyboard, uploaded by the liaison, listed as a claim")
  func wayBack() async throws {
    let (visit, disc) = try await delivered()
    let page = try await Browser()
    try await page.open(disc.appendingPathComponent("index.html").absoluteString)
    try await page.begin("王老师")
    try await page.waitForText("3 人，有照片 3 人")
    try await page.key(Key.enter)
    try await page.waitForText("第 1 / 3 人")
    try await Task.sleep(for: .milliseconds(400))
    try await page.keys("1", "3")
    try await page.waitForText("偏色、太暗、太亮")
    try await page.keys("1", Key.enter, "1")
    try await page.waitForText("这个班核对完了")
    try await Pictures.keep(page, "disc-of-delivery")
    try await page.keys(Key.escape, "s")
    try await page.waitForText("打开以前保存的结果")
    try await page.key(Key.enter)
    let name = "核对结果_10730_第1批.json"
    _ = try await page.download(named: name)

    let site = try await RunningSite(visit.province)
    let liaison = try await CampaignBrowser.signedIn(as: visit.place.liaison.accountID, at: site, .desk)
    try await liaison.open(site.address + "/campaigns/\(visit.campaignID)/verification")
    try await liaison.press("上传光盘的核对结果")
    try await liaison.waitForText("在光盘的 index.html 里核对")
    try await liaison.upload([page.downloads.appendingPathComponent(name).path], into: "核对结果文件")
    try await liaison.press("上传核对结果")
    try await liaison.waitForText("正确 2 人，有问题 1 人")
    #expect(try await liaison.text.contains("3 人在光盘上还没有核对"))
    try await Pictures.keep(liaison, "result-file-taken")
    try await liaison.press("看问题登记")
    try await liaison.waitForText("闭眼")
    try await Pictures.keep(liaison, "result-file-claims")
    try await liaison.press("核对照片")
    try await liaison.waitForText("已核对 3 人，有问题 1 人")
    #expect(try await liaison.text.contains("王老师"))
    // A cut file is refused in words and changes nothing.
    let cut = visit.province.folder.path("cut.json")
    let whole = try Data(contentsOf: page.downloads.appendingPathComponent(name))
    try whole.dropLast(30).write(to: URL(filePath: cut))
    try await liaison.open(site.address + "/campaigns/\(visit.campaignID)/verification/result-file")
    try await liaison.upload([cut], into: "核对结果文件")
    try await liaison.press("上传核对结果")
    try await liaison.waitForText("有 1 处需要修改")
    try await Pictures.keep(liaison, "result-file-cut")
    #expect(try await CampaignBrowser.complaints(liaison) == [])
    try await page.close()
    try await liaison.close()
    await site.stop()
  }
}
