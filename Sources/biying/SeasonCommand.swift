import ArgumentParser
import Foundation
import Season
import Website

/// Plays a whole season against a center of its own and compares what the center says with what happened.
struct SeasonCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "season", abstract: "演练一整年的采集：登记、排程、拍摄、返回、核对、补拍、校对、结算、报盘",
    discussion: """
      用编造的人和公开的照片，像浏览器和工作站那样一页一页地走完全程，故意出各种错；另外自己记一本账，最后逐项比较，按承诺列表。
      时间由演练拨动，只用新建的文件夹，不碰正式数据。种子相同，人和差错都相同。
      退出码：0 全部守住，1 有没有守住的，2 程序故障。
      """)

  @Option(help: ArgumentHelp("几所院校", valueName: "所"))
  var institutions = 2
  @Option(help: ArgumentHelp("一共多少毕业生", valueName: "人"))
  var graduates = 120
  @Option(help: ArgumentHelp("种子", valueName: "数"))
  var seed: UInt64 = 1
  @Option(help: ArgumentHelp("照片文件夹，里面要有 manifest.csv；不写就用随程序的公开照片", valueName: "文件夹"))
  var photos: String?
  @Option(
    help: ArgumentHelp("出哪些错：all、none，或用逗号隔开的\(SeasonMishap.allCases.map(\.rawValue).joined(separator: "、"))", valueName: "种类"))
  var faults = "all"
  @Flag(help: "相机只给 480×640 的照片")
  var fast = false
  @Option(help: ArgumentHelp("数据放在哪里；不写就用临时文件夹，结束后删除", valueName: "文件夹"))
  var out: String?
  @Option(help: ArgumentHelp("已经在运行的演练中心，要同时写 --clock 和 --invitation", valueName: "网址"))
  var server: String?
  @Option(help: ArgumentHelp("那个中心的演练时钟文件（rehearsal-clock）", valueName: "文件"))
  var clock: String?
  @Option(help: ArgumentHelp("那个中心的省厅管理员邀请链接（biying officer add）", valueName: "链接"))
  var invitation: String?

  func validate() throws {
    guard (1...SeasonOrder.mostInstitutions).contains(institutions) else {
      throw ValidationError("--institutions 应在 1 到 \(SeasonOrder.mostInstitutions) 之间")
    }
    guard graduates >= institutions * SeasonOrder.fewestGraduates else {
      throw ValidationError("--graduates 至少是每所院校 \(SeasonOrder.fewestGraduates) 人")
    }
    _ = try mishaps()
    guard (server == nil) == (clock == nil), (server == nil) == (invitation == nil) else {
      throw ValidationError("--server、--clock 和 --invitation 要一起写")
    }
  }

  private func mishaps() throws -> Set<SeasonMishap> {
    if faults == "all" { return Set(SeasonMishap.allCases) }
    if faults == "none" { return [] }
    return Set(
      try faults.split(separator: ",").map { name in
        guard let mishap = SeasonMishap(rawValue: String(name)) else { throw ValidationError("--faults 里没有「\(name)」这一种") }
        return mishap
      })
  }

  func run() async throws {
    let folder = out ?? FileManager.default.temporaryDirectory.appending(path: "biying-season-\(UUID().uuidString)").path
    defer { if out == nil { try? FileManager.default.removeItem(atPath: folder) } }
    let order = SeasonOrder(
      institutions: institutions, graduates: graduates, seed: seed, photosPath: try photosPath(), faults: try mishaps(),
      isFast: fast,
      folder: folder, program: try program(), server: other)
    do {
      let report = try await SeasonPlay(order) { Console.say($0) }.play()
      for line in report.lines { Console.out(line) }
      if !report.isKept { throw Ended(status: .refused) }
    } catch let fault as SeasonFault {
      Console.say("演练中断：\(fault)")
      if out != nil { Console.say("数据和日志在 \(folder)") }
      throw Ended(status: .fault)
    }
  }

  private var other: SeasonServer? {
    guard let server, let clock, let invitation else { return nil }
    let path = invitation.firstRange(of: "/invitation/").map { String(invitation[$0.lowerBound...]) } ?? invitation
    return SeasonServer(address: server.hasSuffix("/") ? String(server.dropLast()) : server, clockPath: clock, invitation: path)
  }

  private func photosPath() throws -> String {
    if let photos { return photos }
    guard let root = ShippedFolder.path else { throw ValidationError("没有找到随程序的照片，请用 --photos 指定文件夹") }
    return root + "/Tests/Fixtures/Labelled"
  }

  private func program() throws -> String {
    guard let path = Bundle.main.executableURL?.path else { throw ValidationError("找不到程序自身") }
    return path
  }
}
