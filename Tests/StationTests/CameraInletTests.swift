import Foundation
import Glibc
import GraduatePhotos
import TestSupport
import Testing

@testable import Station

/// A camera at the station, through the real library: a picture comes whole and once, whatever happens to the cable.
///
/// One after the other: a station has one camera, and the library is not made for several at once.
@Suite(.serialized) struct CameraInletTests {
  private final class Connected: Sendable {
    let bench: StationBench
    let camera: FakeCamera
    let station: Station
    let desk: VisitDesk
    let keeper: InletKeeper

    init(_ bench: StationBench, _ camera: FakeCamera, _ station: Station, _ desk: VisitDesk) async throws {
      (self.bench, self.camera, self.station, self.desk) = (bench, camera, station, desk)
      let choice = try #require(CameraChoice("ptpip:127.0.0.1:\(camera.port)"))
      keeper = InletKeeper(station: station, camera: choice)
      try await keeper.begin(desk)
    }

    var inbox: String { station.folder.inboxPath }
    var state: CameraInlet.State? { get async { await keeper.cameraLine(of: desk.name)?.state } }

    /// Names in the inbox, those that begin with a dot too.
    var files: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: inbox).sorted() } }

    func isConnected() async throws {
      try await CameraInletTests.until("the camera is connected") { await state == .connected(model: "PTP/IP Camera") }
    }

    /// As when the program ends.
    func end() async {
      await keeper.stopAll()
      await station.close()
    }
  }

  fileprivate static func until(_ what: String, _ isSo: () async throws -> Bool) async throws {
    for _ in 0..<6_000 {
      if try await isSo() { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("never: \(what)")
    throw CancellationError()
  }

  private func bench(_ people: Int = 3) throws -> StationBench {
    let bench = try StationBench(people: people)
    // The card's times are the machine's: so is the station's clock.
    bench.clock.set(Int64(time(nil)) * 1_000 - 60_000)
    return bench
  }

  private func connected() async throws -> Connected {
    let bench = try bench()
    let (station, desk) = try await bench.desk(days: 20_000)
    return try await Connected(bench, FakeCamera(), station, desk)
  }

  @Test func aShotIsBoundToWhoSitsAndIsTheSameBytes() async throws {
    let connected = try await connected()
    try await connected.isConnected()
    _ = try await connected.desk.seat(connected.bench.person(0), saying: .accepted, by: connected.bench.first)
    let bytes = try connected.bench.shot(0)
    try connected.camera.shoot("DSC_0001.JPG", bytes)
    let log = try await connected.desk.log(withShots: 1)
    #expect(log.keptShot(of: connected.bench.person(0)) != nil)
    #expect(FileManager.default.contents(atPath: connected.inbox + "/DSC_0001.JPG").map(Array.init) == bytes)
    #expect(try connected.files == ["DSC_0001.JPG"])
    #expect(await connected.keeper.cameraLine(of: connected.desk.name)?.taken == 1)
    await connected.end()
  }

  @Test func aConnectionThatBreaksInAPictureLeavesNoHalfFileAndBringsItOnce() async throws {
    let connected = try await connected()
    try await connected.isConnected()
    _ = try await connected.desk.seat(connected.bench.person(0), saying: .accepted, by: connected.bench.first)
    let bytes = try connected.bench.shot(0)
    try connected.camera.say("cut \(bytes.count / 2)")
    try connected.camera.shoot("DSC_0001.JPG", bytes)
    try await Self.until("the broken connection is said") {
      if case .gone = await connected.state { true } else { false }
    }
    #expect(try connected.files.isEmpty)
    try await connected.desk.says(.inletGone)
    try connected.camera.say("back")
    let log = try await connected.desk.log(withShots: 1)
    #expect(log.shots.values.map(\.deed.sha256) == [StationDarkroom.hash(of: bytes)])
    #expect(try connected.camera.fetched == ["DSC_0001.JPG"])
    #expect(try connected.files.map(LateArrivals.plain) == ["DSC_0001.JPG"])
    try await connected.desk.says(.inletBack)
    await connected.end()
  }

  @Test("Promise 2: what was taken while the connection was broken comes, and is nobody's when somebody else sits by then")
  func missed() async throws {
    let connected = try await connected()
    try await connected.isConnected()
    _ = try await connected.desk.seat(connected.bench.person(0), saying: .accepted, by: connected.bench.first)
    try connected.camera.say("drop")
    try await Self.until("the camera is gone") {
      if case .gone = await connected.state { true } else { false }
    }
    try connected.camera.put("DSC_0001.JPG", try connected.bench.shot(0))
    connected.bench.clock.advance(seconds: 30)
    // Nothing of the first one has come: the crew scans the next one once more, and means it.
    for _ in 1...2 {
      _ = try await connected.desk.seat(connected.bench.person(1), saying: .accepted, by: connected.bench.first)
    }
    #expect(await connected.desk.view.seated?.person.id == connected.bench.person(1))
    try connected.camera.say("back")
    let log = try await connected.desk.log(withShots: 1)
    #expect(log.shots.values.map(\.person) == [nil])
    #expect(log.shots.values.map(\.deed.fileName) == ["DSC_0001.JPG"])
    #expect(try connected.files == ["DSC_0001~late.JPG"])
    await connected.end()
  }

  @Test func whoSatAllTheWhileGetsWhatWasMissed() async throws {
    let connected = try await connected()
    try await connected.isConnected()
    _ = try await connected.desk.seat(connected.bench.person(0), saying: .accepted, by: connected.bench.first)
    try connected.camera.say("drop")
    try await Self.until("the camera is gone") {
      if case .gone = await connected.state { true } else { false }
    }
    try connected.camera.put("DSC_0001.JPG", try connected.bench.shot(0))
    try connected.camera.say("back")
    let log = try await connected.desk.log(withShots: 1)
    #expect(log.shots.values.map(\.person) == [connected.bench.person(0)])
    await connected.end()
  }

  @Test func aRestartNeitherLosesNorDoubles() async throws {
    let first = try await connected()
    try await first.isConnected()
    // Somebody set the camera to yesterday.
    try first.camera.say("clock -86400")
    try first.camera.shoot("DSC_0001.JPG", try first.bench.shot(0))
    _ = try await first.desk.log(withShots: 1)
    await first.end()
    try first.camera.put("DSC_0002.JPG", try first.bench.shot(1))
    let station = try await first.bench.open()
    let (desk, _) = try await station.signIn("zhang", password: StationBench.password, to: first.bench.visit)
    let second = try await Connected(first.bench, first.camera, station, desk)
    _ = try await second.desk.log(withShots: 2)
    try second.camera.shoot("DSC_0003.JPG", try first.bench.shot(2))
    _ = try await second.desk.log(withShots: 3)
    #expect(try second.camera.fetched == ["DSC_0001.JPG", "DSC_0002.JPG", "DSC_0003.JPG"])
    #expect(try second.files.map(LateArrivals.plain) == ["DSC_0001.JPG", "DSC_0002.JPG", "DSC_0003.JPG"])
    await second.end()
  }

  @Test func rawFilesAndPicturesOfTheDayBeforeStayOnTheCard() async throws {
    let bench = try bench()
    let (station, desk) = try await bench.desk(days: 20_000)
    let camera = try FakeCamera()
    try camera.put("DSC_0001.JPG", try bench.shot(0), secondsAgo: 86_400)
    try camera.put("DSC_0002.JPG", try bench.shot(1))
    try camera.put("DSC_0002.NEF", [1, 2, 3])
    let connected = try await Connected(bench, camera, station, desk)
    try await connected.isConnected()
    try camera.shoot("DSC_0003.NEF", [1, 2, 3, 4])
    try camera.shoot("DSC_0003.JPG", try bench.shot(2))
    _ = try await connected.desk.log(withShots: 2)
    #expect(Set(try camera.fetched) == ["DSC_0002.JPG", "DSC_0003.JPG"])
    #expect(try connected.files.map(LateArrivals.plain) == ["DSC_0002.JPG", "DSC_0003.JPG"])
    await connected.end()
  }

  @Test func twoCardsMayHaveTheSameName() async throws {
    let connected = try await connected()
    try await connected.isConnected()
    try connected.camera.shoot("DSC_0001.JPG", try connected.bench.shot(0))
    _ = try await connected.desk.log(withShots: 1)
    try connected.camera.say("folder 101TEST")
    try connected.camera.shoot("DSC_0001.JPG", try connected.bench.shot(1))
    _ = try await connected.desk.log(withShots: 2)
    #expect(try connected.files == ["DSC_0001-2.JPG", "DSC_0001.JPG"])
    await connected.end()
  }

  @Test func aBusyCameraIsSaidAndTakenWhenItIsFree() async throws {
    let bench = try bench()
    let (station, desk) = try await bench.desk(days: 20_000)
    let camera = try FakeCamera()
    try camera.say("busy")
    let connected = try await Connected(bench, camera, station, desk)
    try await Self.until("the camera is busy") { await connected.state == .gone(.busy) }
    try camera.say("free")
    try await connected.isConnected()
    await connected.end()
  }

  @Test(
    "No camera is said in Chinese, with what to do",
    arguments: [
      ("ptpip:127.0.0.1:9", CameraRefusal.noAnswer), ("usb:250,250", .notFound),
      ("Camera of 1839@ptpip:127.0.0.1:9", .unknownModel("Camera of 1839")),
    ])
  func nothing(choice: String, refusal: CameraRefusal) async throws {
    let link = CameraLink()
    let choice = try #require(CameraChoice(choice))
    await #expect(throws: refusal) { try await link.open(choice) }
    await link.close()
    #expect(refusal.message.unicodeScalars.contains { $0.value > 0x4E00 } && refusal.hint.contains("请"))
  }
}
