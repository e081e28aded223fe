import Foundation
import Glibc
import GraduatePhotos
import TestSupport
import Testing

@testable import Station

/// Folders that other programs fill: every picture is taken in once and whole, nothing in them is touched.
@Suite struct InletTests {
  private struct Watched {
    let bench: StationBench
    let desk: VisitDesk
    let keeper: InletKeeper
    let folder: String

    func put(_ name: String, _ bytes: [UInt8]) throws {
      try Data(bytes).write(to: URL(filePath: folder + "/" + name))
    }
  }

  private func watched(_ people: Int = 3) async throws -> Watched {
    let bench = try StationBench(people: people)
    // The folder's times are the machine's: so is the station's clock.
    bench.clock.set(Int64(time(nil)) * 1_000 - 60_000)
    let (station, desk) = try await bench.desk(days: 20_000)
    let folder = bench.folder.path("pictures")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let keeper = InletKeeper(station: station)
    try await keeper.watch(folder, for: desk)
    return Watched(bench: bench, desk: desk, keeper: keeper, folder: folder)
  }

  /// As after a power cut between the fetching of a missed picture and its taking in: only its name still tells.
  @Test func aPictureThatAProgramBeforeFetchedLateIsNobodys() async throws {
    let watched = try await watched()
    _ = try await watched.desk.seat(watched.bench.person(0), saying: .accepted, by: watched.bench.first)
    try watched.put(LateArrivals.marked("DSC_0001.JPG"), try watched.bench.shot(0))
    let log = try await watched.desk.log(withShots: 1)
    #expect(log.shots.values.map(\.person) == [nil])
    #expect(log.shots.values.map(\.deed.fileName) == ["DSC_0001.JPG"])
    await watched.keeper.stopAll()
  }

  @Test func aPictureInTheFolderIsBoundToWhoSits() async throws {
    let watched = try await watched()
    _ = try await watched.desk.seat(watched.bench.person(0), saying: .accepted, by: watched.bench.first)
    try watched.put("DSC_0001.JPG", try watched.bench.shot(0))
    let log = try await watched.desk.log(withShots: 1)
    #expect(log.keptShot(of: watched.bench.person(0)) != nil)
    #expect(FileManager.default.fileExists(atPath: watched.folder + "/DSC_0001.JPG"))
    await watched.keeper.stopAll()
  }

  @Test func aFileWrittenInPiecesIsTakenWhenItIsWhole() async throws {
    let watched = try await watched()
    _ = try await watched.desk.seat(watched.bench.person(0), saying: .accepted, by: watched.bench.first)
    let bytes = try watched.bench.shot(0)
    for piece in stride(from: 0, to: bytes.count, by: bytes.count / 5 + 1) {
      // Opened and closed for each piece, as some senders do.
      let file = open(watched.folder + "/DSC_0002.JPG", O_WRONLY | O_CREAT | O_APPEND, 0o644)
      let part = bytes[piece..<min(bytes.count, piece + bytes.count / 5 + 1)]
      _ = part.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      close(file)
      try await Task.sleep(for: .milliseconds(120))
    }
    let log = try await watched.desk.log(withShots: 1)
    #expect(log.shots.count == 1)
    #expect(log.shots.values.first?.deed.sha256 == StationDarkroom.hash(of: bytes))
    await watched.keeper.stopAll()
  }

  @Test func renamedAndCopiedFilesAreTheShotTheyWere() async throws {
    let watched = try await watched()
    _ = try await watched.desk.seat(watched.bench.person(0), saying: .accepted, by: watched.bench.first)
    try watched.put("a.jpg", try watched.bench.shot(0))
    _ = try await watched.desk.log(withShots: 1)
    try FileManager.default.moveItem(atPath: watched.folder + "/a.jpg", toPath: watched.folder + "/b.jpg")
    try FileManager.default.copyItem(atPath: watched.folder + "/b.jpg", toPath: watched.folder + "/c.jpg")
    try await watched.desk.says(.sameFileAgain)
    #expect(await watched.desk.view.shots == 1)
    await watched.keeper.stopAll()
  }

  @Test func twoFilesAtOnceAreTwoShots() async throws {
    let watched = try await watched()
    _ = try await watched.desk.seat(watched.bench.person(0), saying: .accepted, by: watched.bench.first)
    try watched.put("x.jpg", try watched.bench.shot(0))
    try watched.put("y.jpg", try StationBench.picture("smile/\(watched.bench.faces[0])"))
    let log = try await watched.desk.log(withShots: 2)
    #expect(Set(log.shots.values.map(\.serial)) == [10_001, 10_002])
    await watched.keeper.stopAll()
  }

  @Test func aFolderThatIsPulledIsSaidAndComesBack() async throws {
    let watched = try await watched()
    try FileManager.default.moveItem(atPath: watched.folder, toPath: watched.folder + "-gone")
    try await watched.desk.says(.inletGone)
    try FileManager.default.moveItem(atPath: watched.folder + "-gone", toPath: watched.folder)
    try await watched.desk.says(.inletBack)
    await watched.keeper.stopAll()
  }

  @Test func whatGrowsIsWaitedForAndWhatIsBrokenIsSaid() {
    var look = FolderLook()
    func entry(_ size: Int64, _ at: Int64) -> FolderLook.Entry {
      FolderLook.Entry(name: "a.jpg", size: size, changedAt: at, inode: 1)
    }
    #expect(look.decide(entry(0, 0), now: 0, isWhole: { true }) == .wait)
    #expect(look.decide(entry(100, 0), now: 0, isWhole: { false }) == .wait)
    // It grew: the patience begins anew.
    #expect(look.decide(entry(200, 15_000), now: 25_000, isWhole: { false }) == .wait)
    #expect(look.decide(entry(200, 15_000), now: 46_000, isWhole: { false }) == .broken)
    look.note(entry(200, 15_000))
    #expect(look.decide(entry(200, 15_000), now: 99_000, isWhole: { true }) == .done)
    #expect(look.decide(entry(300, 99_000), now: 99_000, isWhole: { true }) == .take)
  }

  @Test func onlyPicturesOfCamerasAreLookedAt() {
    #expect(FolderLook.isPicture("DSC_0001.JPG") && FolderLook.isPicture("张三.jpeg"))
    #expect(!FolderLook.isPicture(".DSC_0001.JPG.tmp") && !FolderLook.isPicture("DSC_0001.NEF") && !FolderLook.isPicture("jpg"))
  }

  @Test func aCardGoesByThePhotographedSlips() async throws {
    let bench = try StationBench(people: 3)
    let (_, desk) = try await bench.desk()
    let card = bench.folder.path("card/DCIM/100TEST")
    try FileManager.default.createDirectory(atPath: card, withIntermediateDirectories: true)
    let pictures: [(String, [UInt8])] = [
      ("IMG_0001.JPG", try bench.shot(2)), ("IMG_0002.JPG", try SlipPicture.jpeg(bench.slip(0))),
      ("IMG_0003.JPG", try bench.shot(0)),
      ("IMG_0004.JPG", try SlipPicture.jpeg(bench.slip(1))), ("IMG_0005.JPG", try bench.shot(1)),
    ]
    for (name, bytes) in pictures { try Data(bytes).write(to: URL(filePath: card + "/" + name)) }
    let reading = try await desk.readCard(at: bench.folder.path("card"), by: bench.first)
    #expect(reading.taken == 3 && reading.bySlip == 2 && reading.withoutSlip == 1 && reading.slips == 2)
    // Bound, but nobody's portrait before two people looked.
    #expect(await desk.view.captured == 0)
    #expect(await desk.cardShots.compactMap(\.person) == [bench.person(0), bench.person(1)])
    try await desk.settleCard(second: bench.second, by: bench.first)
    let log = await desk.view.log
    #expect(log.captured == [bench.person(0), bench.person(1)])
    #expect(log.looseShots.count == 1)
    #expect(try await desk.readCard(at: bench.folder.path("card"), by: bench.first).known == 3)
  }
}
