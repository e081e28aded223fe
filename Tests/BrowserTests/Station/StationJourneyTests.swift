import Foundation
import GraduatePhotos
import Station
import TestSupport
import Testing

/// A crew's day in a real browser: the visit taken along, people scanned, pictures from the page's camera and from a folder, the other screens.
@Suite(.serialized, .enabled(if: ChromeDriver.isInstalled)) struct StationJourneyTests {
  @Test func aCrewShootsWithThePagesCameraAndAFolder() async throws {
    let bench = try StationBench(people: 6)
    bench.clock.set(Int64(Date().timeIntervalSince1970 * 1_000))
    let running = try await RunningStation(bench)
    let film = bench.folder.path("camera.y4m")
    try FakeCamera.film(of: try bench.shot(0), to: film)
    var shape = Browser.Shape.desk
    shape.camera = film
    let browser = try await Browser(shape)
    try await takeAlong(browser, bench, running)

    // Somebody is scanned, and the page's own camera takes him.
    try await browser.waitForText("没有人在镜头前")
    try await scan(browser, bench.slip(0))
    try await browser.waitForText("可以拍了")
    try await browser.press("打开摄像头")
    try await browser.wait(for: "a picture in the page's camera") {
      try await browser.run("const v = document.querySelector('.camera-picture video'); return Boolean(v && v.videoWidth > 0)")
        .bool == true
    }
    try await assertPixels(browser)
    try await Pictures.keep(browser, "station-camera-live")
    try await browser.key(" ")
    try await browser.wait(for: "a verdict") {
      try await !browser.elements(css: ".camera-field.right, .camera-field.look, .camera-field.again").isEmpty
    }
    try await Pictures.keep(browser, "station-camera-webcam")
    #expect(await running.station.desk(of: bench.visit)?.view.shots == 1)

    // The next one comes through a folder that another program fills.
    try await fromFolder(browser, bench, running)
    #expect(try await browser.complaints() == [])
    try await others(browser, bench, running)
    await running.stop()
    try await browser.close()
  }

  private func takeAlong(_ browser: Browser, _ bench: StationBench, _ running: RunningStation) async throws {
    let file = bench.folder.path("visit.byta")
    try Data(try bench.file(for: running.station.card, days: 40_000)).write(to: URL(fileURLWithPath: file))
    try await browser.open(running.address)
    try await Pictures.keep(browser, "station-home-empty")
    try await browser.upload([file], into: "或：U 盘上的场次文件")
    try await browser.element(css: "form[action='/take'] button[type=submit]").click()
    try await browser.waitForText("打开这一场")
    try await Pictures.keep(browser, "station-home")
    try await browser.element(css: "form[action='/sign-in'] input[type=password]").type(StationBench.password)
    try await browser.press("打开这一场")
    try await browser.waitForPath("/visits/campaign-1/1/camera")
  }

  private func scan(_ browser: Browser, _ text: String) async throws {
    let field = try await browser.field("扫码或输入")
    try await field.type(text + Key.enter)
  }

  /// The film is shown, not Chromium's green stand-in for what it could not read.
  private func assertPixels(_ browser: Browser) async throws {
    let pixels = try await browser.run(
      """
      const v = document.querySelector('.camera-picture video');
      const c = document.createElement('canvas'); c.width = v.videoWidth; c.height = v.videoHeight;
      const g = c.getContext('2d'); g.drawImage(v, 0, 0);
      return [g.getImageData(20, 20, 1, 1).data, g.getImageData(c.width / 2, c.height * 0.45, 1, 1).data].map((d) => [d[0], d[1], d[2]]);
      """
    ).array.map { $0.array.compactMap(\.number) }
    let (background, face) = (try #require(pixels.first), try #require(pixels.last))
    #expect(background[2] > background[0] + 30, "the blue of the background: \(background)")
    #expect(face[0] > face[2], "the skin of the face: \(face)")
  }

  private func fromFolder(_ browser: Browser, _ bench: StationBench, _ running: RunningStation) async throws {
    let folder = bench.folder.path("tether")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await browser.press("传输")
    try await browser.type(folder, into: "照片文件夹")
    try await browser.press("开始看这个文件夹")
    try await browser.waitForText(folder)
    try await Pictures.keep(browser, "station-transfer")
    try await browser.open(running.address + "/visits/campaign-1/1/camera")
    try await scan(browser, bench.slip(1))
    try await browser.waitForText("可以拍了")
    try copy(try bench.shot(1), bench, to: folder + "/DSC_0042.JPG")
    try await browser.waitForText("已采用")
    try await Pictures.keep(browser, "station-camera-right")
    try await scan(browser, bench.slip(2))
    try await browser.waitForText("可以拍了")
    try copy(try StationBench.picture("eyes_closed_derived/lon011"), bench, to: folder + "/DSC_0043.JPG")
    try await browser.wait(for: "a field that says again") { try await !browser.elements(css: ".camera-field.again").isEmpty }
    try await Pictures.keep(browser, "station-camera-again")
    // A reason is asked for; then it is taken.
    try await browser.key("1")
    try await browser.element(css: ".overrule input[type=text]").type("先天性上睑下垂" + Key.enter)
    try await browser.wait(for: "taken all the same") { await running.station.desk(of: bench.visit)?.view.captured == 3 }
  }

  /// Another process writes the file, as a tethering program does.
  private func copy(_ bytes: [UInt8], _ bench: StationBench, to path: String) throws {
    let source = bench.folder.path("source-\(UUID().uuidString).jpg")
    try Data(bytes).write(to: URL(fileURLWithPath: source))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/cp")
    process.arguments = [source, path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  private func others(_ browser: Browser, _ bench: StationBench, _ running: RunningStation) async throws {
    let base = running.address + "/visits/campaign-1/1"
    for page in ["door", "shots", "checks", "day", "transfer"] {
      try await browser.open("\(base)/\(page)")
      try await Pictures.keep(browser, "station-\(page)")
    }
    try await browser.open("\(base)/screen")
    try await browser.waitForText("正在拍")
    try await Pictures.keep(browser, "station-screen")
    #expect(try await browser.complaints() == [])
    try await onThePhone(browser, bench, running)
  }

  /// The door on a phone: somebody is checked in, and his number is read from a step away.
  private func onThePhone(_ desk: Browser, _ bench: StationBench, _ running: RunningStation) async throws {
    let phone = try await Browser(.phone)
    try await phone.open(running.address)
    try await phone.element(css: "form[action='/sign-in'] input[type=password]").type(StationBench.password)
    try await phone.press("打开这一场")
    try await phone.waitForPath("/visits/campaign-1/1/camera")
    try await Pictures.keep(phone, "station-phone-camera")
    try await phone.open(running.address + "/visits/campaign-1/1/door")
    try await phone.type("20130005" + Key.enter, into: "扫码，或输入学号、姓名、姓名首字母")
    try await phone.wait(for: "somebody found") {
      let text = try await phone.text
      return text.contains("毕业生5") || text.contains("排队号")
    }
    try await Pictures.keep(phone, "station-phone-door")
    let width = try await phone.run("return document.documentElement.scrollWidth").number
    #expect((width ?? 0) <= 390)
    try await phone.close()
  }
}
