import Foundation
import GraduatePhotos
import Glibc
import TestSupport
import Testing

@testable import Station

/// A station that watches a folder which another program fills as the user that Debian made for it.
struct WatchedShare {
  /// On every Debian, without a shell or a password of its own: in the place of the user that the documentation makes.
  static let user = "games"

  let bench: StationBench
  let desk: VisitDesk
  let keeper: InletKeeper
  /// Where the servers keep what is theirs.
  let place: TemporaryFolder
  let folder: String

  /// - name: of the watched folder below `pictures`.
  init(_ name: String) async throws {
    bench = try StationBench(people: 3)
    // The folder's times are the machine's: so is the station's clock.
    bench.clock.set(Int64(time(nil)) * 1_000 - 60_000)
    let (station, desk) = try await bench.desk(days: 20_000)
    self.desk = desk
    keeper = InletKeeper(station: station)
    place = try TemporaryFolder()
    folder = place.path("pictures/\(name)")
    try await ShareServer.must(["/usr/bin/install", "-d", "-m", "755", place.url.path, place.path("pictures")])
    try await makeFolder(name)
    try await keeper.watch(folder, for: desk)
    _ = try await desk.seat(bench.person(0), saying: .accepted, by: bench.first)
  }

  /// As the documentation says: the login's own, and the station's by its group.
  func makeFolder(_ name: String) async throws {
    let group = String(getegid())
    let path = place.path("pictures/\(name)")
    try await ShareServer.must(
      ShareServer.asRoot(["/usr/bin/install", "-d", "-o", Self.user, "-g", group, "-m", "2770", path]))
  }

  /// A picture on the sender's side.
  func picture(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let path = bench.folder.path(name)
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  /// What ships in `docs/capture`, with what differs on every machine replaced; each must be there to be replaced.
  func shipped(_ name: String, replacing changes: [(String, String)], adding: String = "") throws -> String {
    var text = try String(contentsOfFile: ProjectFolder.root + "/docs/capture/\(name)", encoding: .utf8)
    for (old, new) in changes {
      try #require(text.contains(old), "docs/capture/\(name) has no \(old)")
      text = text.replacing(old, with: new)
    }
    let path = place.path(name)
    try Data((text + adding).utf8).write(to: URL(filePath: path))
    return path
  }

  func hashes(_ log: VisitLog) -> Set<String> { Set(log.shots.values.map(\.deed.sha256)) }

  /// Rights and group of what was sent: the station reads it by its group, nobody else does.
  func isForTheStationAlone(_ name: String) -> Bool {
    var facts = stat()
    guard lstat(folder + "/" + name, &facts) == 0 else { return false }
    return facts.st_mode & 0o7777 == 0o640 && facts.st_gid == getegid()
  }

  func end() async throws {
    await keeper.stopAll()
    // Servers leave files of their own user; what they started beside themselves may write one more while the folder goes.
    for _ in 0..<20 {
      if try await ShareServer.run(ShareServer.asRoot(["/usr/bin/rm", "-rf", place.url.path])).isGood { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw ShareServer.Failure(what: "\(place.url.path) is still written to")
  }
}
