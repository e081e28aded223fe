import ArgumentParser
import Darkroom
import Foundation
import Glibc
import GraduatePhotos
import Station

/// A crew at work on a visit, without pages: checks in, scans, shoots, hands over, until it is killed or everybody was shot.
///
/// It prints a line for everything that the station confirmed: tests kill it at any moment and hold what is on the disk against these lines.
struct BenchCrew: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "crew", abstract: "一个小组连续拍摄，直到被杀掉或拍完")

  @Option(help: ArgumentHelp("工作站的数据文件夹", valueName: "文件夹"))
  var data: String
  @Option(help: ArgumentHelp("场次文件；已带来的不用", valueName: "文件"))
  var visit: String?
  @Option(help: ArgumentHelp("登录名", valueName: "登录名"))
  var name: String
  @Option(help: ArgumentHelp("代替采集中心、存数据包的文件夹", valueName: "文件夹"))
  var center: String
  @Option(help: ArgumentHelp("照片文件夹，一人一张，按名单的次序", valueName: "文件夹"))
  var pictures: String
  @Option(help: ArgumentHelp("从名单的第几个人拍起", valueName: "序号"))
  var from = 0

  func run() async throws {
    let password = readLine() ?? ""
    let station = try await Station.open(at: data, darkroom: try StationDarkroom(ModelPlaces.search()))
    Console.out("card \(String(decoding: try JSONEncoder().encode(station.card), as: UTF8.self))")
    guard let visit, let file = FileManager.default.contents(atPath: visit) else { return await station.close() }
    let taken = try await station.take([UInt8](file))
    let (desk, member) = try await station.signIn(name, password: password, to: taken.name)
    let sync = SyncLoop(station: station, link: FolderLink(folder: center))
    let work = Task { await sync.run(pauseSeconds: 0.05) }
    try await shoot(desk, member)
    work.cancel()
    await work.value
    try await sync.round()
    await station.close()
    Console.out("done")
  }

  private func shoot(_ desk: VisitDesk, _ member: CrewMember) async throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: pictures).sorted()
    for (at, person) in desk.plan.people.map(\.person.id).enumerated().dropFirst(from) {
      switch try await desk.checkIn(person, saying: .accepted, by: member) {
      case .checkedIn(let queue), .already(let queue): Console.out("in \(person) \(queue)")
      default: continue
      }
      // The next one is scanned twice where the last one's shot was cut off by the kill.
      if case .stillSits = try await desk.seat(person, saying: .accepted, by: member) {
        _ = try await desk.seat(person, saying: .accepted, by: member)
      }
      Console.out("seat \(person)")
      let bytes = try BenchPicture.marked(
        [UInt8](Data(contentsOf: URL(filePath: "\(pictures)/\(files[at % files.count])"))), "\(person) \(getpid())")
      guard
        case .shot(let id) = try await desk.take(
          ArrivedPicture(bytes: bytes, source: .folder, fileName: files[at % files.count], arrivedAt: 0), by: member.account)
      else { continue }
      let log = await desk.view.log
      guard let shot = log.shots[id] else { continue }
      Console.out("shot \(id) \(shot.serial) \(shot.deed.person ?? "-") \(shot.deed.sha256)")
    }
  }
}

/// A center that is a folder: each packet a file, written whole and synced before it is confirmed.
private struct FolderLink: CenterLink {
  let folder: String

  func deliver(_ packet: [UInt8]) async throws -> PacketReceipt {
    let name = UUID().uuidString
    let temporary = "\(folder)/.\(name)"
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw CocoaError(.fileWriteNoPermission) }
    defer { close(file) }
    guard packet.withUnsafeBytes({ Glibc.write(file, $0.baseAddress, $0.count) }) == packet.count, fsync(file) == 0,
      rename(temporary, "\(folder)/\(name).packet") == 0
    else { throw CocoaError(.fileWriteUnknown) }
    return .taken
  }

  func happenings(of visit: VisitName, known: [String: Int]) async throws -> [Happening] { [] }
}
