import ArgumentParser
import Foundation
import GraduatePhotos
import Paperwork
import Website
import Workflow

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "检查数据文件夹，输出每月检查单",
    discussion: "每月执行一次，打印留存。有需要处理的问题时退出码为 1。服务不用停。")

  @Flag(name: .customLong("deep"), help: "读出全部文件，逐个核对内容")
  var isDeep = false
  @Flag(name: .customLong("json"), help: "输出 JSON")
  var isJSON = false
  @Option(name: .customLong("pdf"), help: ArgumentHelp("同时写成一页 PDF", valueName: "文件"))
  var pdf: String?
  @Flag(name: .customLong("sweep"), help: "先清理中断的上传留下的文件")
  var isSweeping = false
  @OptionGroup var center: CenterOptions

  func run() async throws {
    try await center.withCenter(for: .looking) { open in
      if isSweeping { Console.say("清理了 \(try await open.sweepOrphans(by: MachineOperator())) 个文件") }
      let checkup = await open.checkUp(isDeep: isDeep, shippedFolder: ShippedFolder.path) { title in
        if Console.talksToTerminal { Console.say("正在检查：\(title)") }
      }
      Console.out(isJSON ? try Self.json(checkup) : Self.page(checkup))
      if let pdf {
        let date = CalendarDay(milliseconds: checkup.checkedAt).chinese
        try checkup.paper(date: date).write(
          to: pdf, PaperIdentity(number: "", date: date, contentHash: "", createdAt: checkup.checkedAt / 1000))
      }
      guard checkup.isRight else { throw Ended(status: .refused) }
    }
  }

  static func json(_ checkup: Checkup) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(checkup), as: UTF8.self)
  }

  /// One page in the words of the printed sheet.
  static func page(_ checkup: Checkup) -> String {
    var lines = ["系统每月检查单　\(CalendarDay(milliseconds: checkup.checkedAt).chinese)", ""]
    for item in checkup.items {
      lines.append(Console.colored("\(item.isRight ? "✓" : "!") \(item.title)：\(item.finding)", isRight: item.isRight))
      if !item.remedy.isEmpty { lines.append("    → \(item.remedy)") }
    }
    let wrong = checkup.wrong.count
    lines += ["", wrong == 0 ? "共检查 \(checkup.items.count) 项，全部正常" : "共检查 \(checkup.items.count) 项，其中 \(wrong) 项需要处理"]
    return lines.joined(separator: "\n")
  }
}
