import ArgumentParser
import Darkroom
import Foundation
import GraduatePhotos

struct PhotoCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "按规范检测照片，逐项说出哪里不合格、该怎么办",
    discussion: """
      可以写文件，也可以写文件夹。默认每张照片一行：结论、文件、问题；--json 每张照片一个 JSON 对象，名称见 docs/photo-checks.md。
      尺寸正好是成品的照片按原样检测；更大的照片先裁切，检测的是裁出来的样子。照片不改动。
      退出码：0 检测完成，不论合格与否；1 没有开始；2 程序故障。
      """)

  @Flag(name: .customLong("json"), help: "每张照片输出一行 JSON")
  var isJSON = false
  @Option(help: ArgumentHelp("另外写一份网页报告：照片上画出量到的位置", valueName: "文件"))
  var html: String?
  @Flag(name: .customLong("timings"), help: "说明时间用在哪一步")
  var hasTimings = false
  @OptionGroup var options: PhotoOptions
  @Argument(help: ArgumentHelp("照片或文件夹", valueName: "照片"))
  var files: [String]

  func run() async throws {
    let files = try PhotoFiles.found(files)
    let bench = try options.bench()
    let page = try html.map { try PhotoReportFile($0, standard: bench.standard) }
    let table = PhotoTable(files)
    var tally = PhotoTally(total: files.count)
    let line = ProgressLine("检测")
    defer { line.end() }
    try await PhotoWork(workers: options.workers).run(files, { try bench.examine($0) }) { file, photo in
      tally.add(photo.outcome)
      line.end()
      Console.out(
        isJSON
          ? try PhotoLine(file: file.name, standard: bench.standard, outcome: photo.outcome, hasTimings: hasTimings).json()
          : table.row(file, photo.outcome))
      try page?.add(file, photo)
      line.show(tally.share, tally.pace)
    }
    line.end()
    try page?.finish()
    Console.say(tally.summary)
    if hasTimings { Console.say(tally.timings) }
  }
}
