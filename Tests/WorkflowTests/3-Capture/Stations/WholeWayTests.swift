import Foundation
import GraduatePhotos
import Station
import Storage
import TestSupport
import Testing

@testable import Workflow

/// A real station and a real center over HTTP: a visit fetched, a shot bound and judged, and what the center has of it.
@Suite struct WholeWayTests {
  @Test(
    "A1, A9.3, N3: a visit is fetched, people come at two doors, a shot reaches the center once and is bound to who was scanned",
    arguments: SQLEngine.allCases)
  func wholeWay(engine: SQLEngine) async throws {
    let desk = try await StationDesk(on: engine)
    let site = try await RunningSite(desk.door.desk.province)
    defer { Task { await site.stop() } }
    let folder = try TemporaryFolder()
    let province = desk.door.desk.province
    let station = try await Station.open(
      at: folder.path("station"), name: "1 号工作站", darkroom: try StationBench.darkroom.get(),
      clock: StationClock { province.time.now })
    let network = CenterNetwork()
    defer { network.close() }
    let offers = try await station.visitsAtCenter(site.address, try await self.signIn(desk), over: network)
    #expect(offers.map(\.number) == [1] && offers.first?.day == desk.door.day)
    let visit = VisitName(campaign: desk.campaignID, number: 1)
    // A code of the second factor is good once.
    province.time.set(desk.now + 60_000)
    try await station.fetch(visit, at: site.address, try await self.signIn(desk), over: network)
    await #expect(throws: CenterRefusal.self) {
      try await station.fetch(
        visit, at: site.address, CenterSignIn(name: "photographer", password: "错的", digits: ""), over: network)
    }
    let (open, member) = try await station.signIn("photographer", password: StationDesk.password, to: visit)

    // One comes at the station's seat, one at the center's own door.
    let (first, second) = (try await desk.id(0), try await desk.id(1))
    #expect(try await open.scan(QueueSlip.text(of: first), saying: .accepted, by: member) == .seated)
    guard
      case .shot(let shot) = try await open.take(
        ArrivedPicture(
          bytes: try StationBench.picture("ok/lon004"), source: .folder, fileName: "DSC_1.JPG", arrivedAt: desk.now))
    else { throw CancellationError() }
    // Whatever the campaign's standard says of the fixture: somebody takes it.
    if await open.view.log.shots[shot]?.isGood == false { try await open.overrule(shot, because: "示例", by: member) }
    _ = try await desk.door.come(1, saying: .accepted)
    let link = station.link(to: site.address, over: network)
    let sync = SyncLoop(station: station, link: link)
    try await sync.round()

    #expect(try await desk.bindings() == [first])
    #expect(try await desk.chosen() == [first: StationNumbers.first(of: 1)])
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM check_in WHERE slot = ''") == 2)
    let state = try await station.syncState()
    #expect(state.packets > 0 && state.confirmed == state.packets && state.onlyHere == 0)
    // The station's queue has who came at the center's door.
    #expect(await open.view.queue.map(\.deed.person) == [second])
    #expect(await open.view.log.shots[shot]?.person == first)
    try await sentOnceMore(folder, state, link, desk)
    await station.close()
  }

  /// The crew's sign-in with the digits of its second factor.
  private func signIn(_ desk: StationDesk) async throws -> CenterSignIn {
    let secret = [UInt8](repeating: 5, count: 20)
    try await desk.center.records.write { transaction in
      let stands = try transaction.row("SELECT account_id FROM second_factor WHERE account_id = ?", [.text(desk.by)])
      if stands == nil { try transaction.putFactor(.totp, secret: secret, serial: "A", lastStep: 0, of: desk.by) }
    }
    let digits = OneTimePassword.code(secret: secret, step: desk.now / OneTimePassword.stepMilliseconds)
    return CenterSignIn(name: "photographer", password: StationDesk.password, digits: digits)
  }

  /// A reply that was lost: the same packets come again and change nothing.
  private func sentOnceMore(
    _ folder: TemporaryFolder, _ state: SyncState, _ link: any CenterLink, _ desk: StationDesk
  ) async throws {
    let before = try await desk.count("SELECT COUNT(*) AS n FROM happening")
    let database = try SQLiteDatabase(path: folder.path("station/station.sqlite"))
    let small = try await database.read { sql in
      try sql.rows("SELECT bytes FROM packet WHERE bytes IS NOT NULL").map { try $0.blob("bytes") }
    }
    #expect(!small.isEmpty)
    for packet in small { #expect(try await link.deliver(packet) == .taken) }
    #expect(try await desk.count("SELECT COUNT(*) AS n FROM happening") == before)
    await database.close()
  }
}
