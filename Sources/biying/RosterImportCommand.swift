import ArgumentParser
import Foundation
import GraduatePhotos
import Workflow

struct RosterImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "导入一所院校的学生名单，或只检查文件",
    discussion: """
      写上 --dry-run 就只检查文件，不用数据文件夹，什么也不保存。问题逐条写到标准输出。
      退出码：0 没有问题，1 发现问题（都已列出），2 程序故障。
      文件只是名单的一部分时写上 --part：只比较文件里有的类别或院系，其余已登记的学生不动；不写就按文件的样子判断。
      有错误的行不会导入；默认有一处错误就整份都不导入，写上 --skip-bad-rows 才导入其余的行。
      """)

  @Flag(name: .customLong("dry-run"), help: "只检查，不导入")
  var isDryRun = false
  @Option(help: ArgumentHelp("年度采集：编号，或只有一次时写届别，例如 2014", valueName: "采集"))
  var campaign: String?
  @Option(help: ArgumentHelp("五位院校代码", valueName: "代码"))
  var institution: String?
  @Flag(name: .customLong("skip-bad-rows"), help: "跳过有错误的行，导入其余的")
  var skipsBadRows = false
  @Option(help: ArgumentHelp("文件是名单的哪一部分：whole 全部、categories 其中的类别、departments 其中的院系、additions 只增加和修改", valueName: "范围"))
  var part: RosterScope?
  @Argument(help: ArgumentHelp("名单文件：DBF、XLS、XLSX、CSV", valueName: "文件"))
  var file: String
  @OptionGroup var center: CenterOptions

  func validate() throws {
    guard !isDryRun else { return }
    guard campaign != nil else { throw ValidationError("缺少 --campaign") }
    guard institution != nil else { throw ValidationError("缺少 --institution") }
  }

  func run() async throws {
    guard FileManager.default.isReadableFile(atPath: file) else { throw FileRefusal.unreadable(path: file) }
    if isDryRun {
      let reading = try checked()
      try RosterTalk.list(reading.problems, reading.facts)
      guard reading.isFine else { throw Ended(status: .refused) }
      return
    }
    try await center.withCenter(for: .working) { open in try await bring(into: open.center) }
  }

  private func checked() throws -> RosterReading {
    let line = ProgressLine("检查")
    defer { line.end() }
    return try RosterFileCheck.check(file, institutionCode: institution) { line.show($0) }
  }

  private func bring(into center: CollectionCenter) async throws {
    let keeper = try await center.operatorForInstitution(code: institution ?? "", by: MachineOperator())
    let campaign = try await center.campaignMeant(by: campaign ?? "")
    let line = ProgressLine("检查")
    defer { line.end() }
    let preview = try await center.uploadRoster(
      path: file, fileName: URL(filePath: file).lastPathComponent, campaignID: campaign.id,
      choices: RosterChoices(scope: part), by: keeper, progress: { line.show($0) })
    line.end()
    do {
      let problems = try await center.rosterProblems(of: preview, 0..<(preview.keptErrors + preview.keptWarnings))
      try RosterTalk.list(problems, preview.reading)
      if part == nil, preview.scope.scope != .whole {
        Console.say(
          "这份文件看来只是\(preview.scope.scope.chineseName)，其余 \(preview.changes.outside) 名已登记的学生不动；要按全部名单比较请写 --part whole")
      }
      if !preview.changes.held.isEmpty { Console.say("有错误，保持原样 \(preview.changes.held.count) 人") }
      guard preview.reading.errorCount == 0 || skipsBadRows else {
        Console.say("没有导入。请更正后再试，或加上 --skip-bad-rows 只导入没有错误的行")
        throw Ended(status: .refused)
      }
      let done = try await center.confirmRoster(uploadID: preview.uploadID, by: keeper)
      Console.say("已导入到\(campaign.title)：新增 \(done.added) 人，变更 \(done.changed) 人，不变 \(done.unchanged) 人，未导入 \(done.blocked) 行")
    } catch {
      // What the file asks (同一人? 学籍异动?) is answered on the page; the command keeps nothing waiting.
      try? await center.dropRosterUpload(preview.uploadID, by: keeper)
      throw error
    }
  }
}

enum FileRefusal: Refusal {
  case unreadable(path: String)

  var code: String { "file.unreadable" }
  var message: String { if case .unreadable(let path) = self { "文件 \(path) 读不出来" } else { "" } }
  var hint: String { "请核对文件名和权限" }
}

extension RosterScope: ExpressibleByArgument {}
