import Foundation
import GraduatePhotos
import Station
import TestSupport
import Testing

/// Two stations of one visit on one network, and no center in reach.
@Suite(.serialized, .enabled(if: ChromeDriver.isInstalled)) struct PeerJourneyTests {
  @Test("A9.3: who checked in at one station is called up at the other, once one of them was told the other's address")
  func twoStations() async throws {
    let bench = try StationBench(people: 3)
    bench.clock.set(Int64(Date().timeIntervalSince1970 * 1_000))
    let door = try await RunningStation(bench, folder: "door")
    let camera = try await RunningStation(bench, folder: "camera")
    for (range, running) in [door, camera].enumerated() {
      try await running.station.take(bench.file(for: running.station.card, range: range + 1, days: 40_000))
    }
    let (desk, member) = try await door.station.signIn("li", password: StationBench.password, to: bench.visit)
    _ = try await desk.checkIn(bench.person(1), by: member)

    let browser = try await Browser(.desk)
    try await browser.open(camera.address)
    try await browser.element(css: "form[action='/sign-in'] input[type=password]").type(StationBench.password)
    try await browser.press("打开这一场")
    try await browser.waitForPath("/visits/campaign-1/1/camera")
    try await browser.press("传输")
    try await browser.type("不是地址", into: "另一台工作站的地址")
    try await browser.press("连上")
    try await browser.waitForText("不像工作站的地址")
    try await browser.type("127.0.0.1:1", into: "另一台工作站的地址")
    try await browser.press("连上")
    try await browser.waitForText("连不上，请核对地址和网络")
    try await browser.press("移去")
    try await browser.type(door.address.replacingOccurrences(of: "http://", with: ""), into: "另一台工作站的地址")
    try await browser.press("连上")
    try await browser.waitForText("1 号工作站")
    try await Pictures.keep(browser, "station-peers")
    #expect(await camera.station.desk(of: bench.visit)?.view.log.checkIns[bench.person(1)] != nil)

    // And back: the door knows who was shot, though it was told no address.
    let other = try #require(camera.station.desk(of: bench.visit))
    try await bench.shoot(1, on: other)
    try await browser.wait(for: "the shot at the door") { await desk.view.log.keptShot(of: bench.person(1)) != nil }
    #expect(try await browser.complaints().filter { !$0.contains("422") } == [])
    try await browser.close()
    await camera.stop()
    await door.stop()
  }
}
