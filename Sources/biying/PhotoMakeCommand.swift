import ArgumentParser
import Darkroom
import Foundation
import Glibc
import GraduatePhotos

struct PhotoMakeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make", abstract: "从相机原片裁出符合规范的成品照片",
    discussion: """
      成品写到 --out 文件夹，文件名不变，扩展名为 .jpg。原片不改动；尺寸正好是成品的照片原样复制，一个字节也不变。
      不合格的照片不写成品，只说明原因；写上 --even-failed 就把裁得出的也写出来。只裁切缩放：不旋转、不镜像、不修饰。
      退出码：0 全部写出，1 有照片没有写出（都已列出），2 程序故障。
      """)

  @Option(help: ArgumentHelp("成品写到哪个文件夹；没有就新建", valueName: "文件夹"))
  var out: String
  @Flag(name: .customLong("even-failed"), help: "不合格的照片只要裁得出也写")
  var includesFailed = false
  @Flag(help: "文件夹里已有同名文件时覆盖")
  var overwrite = false
  @OptionGroup var options: PhotoOptions
  @Argument(help: ArgumentHelp("照片或文件夹", valueName: "照片"))
  var files: [String]

  func run() async throws {
    let files = try PhotoFiles.found(files)
    let targets = try targets(of: files)
    let bench = try options.bench()
    guard (try? FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)) != nil else {
      throw PhotoCommandRefusal.cannotWrite(path: out)
    }
    let table = PhotoTable(files)
    var tally = PhotoTally(total: files.count)
    var written = 0
    let line = ProgressLine("裁切")
    defer { line.end() }
    try await PhotoWork(workers: options.workers).run(files, { try bench.examine($0) }) { file, photo in
      tally.add(photo.outcome)
      line.end()
      let portrait = portrait(of: photo.outcome)
      if let portrait, let target = targets[file] {
        try Self.write(portrait.bytes, to: target)
        written += 1
      }
      let note = portrait == nil ? "（没有写出）" : ""
      if portrait == nil || !photo.outcome.sentences.isEmpty { Console.out(table.row(file, photo.outcome) + note) }
      line.show(tally.share, tally.pace)
    }
    line.end()
    Console.say("\(tally.summary)；写出 \(written) 张")
    if written < files.count { throw Ended(status: .refused) }
  }

  private func portrait(of outcome: PhotoOutcome) -> MadePortrait? {
    guard case .judged(let report) = outcome, includesFailed || report.verdict < .fail else { return nil }
    return report.portrait
  }

  /// Where each goes; looked at before the first is written, so that nothing is half-done for a name's sake.
  private func targets(of files: [PhotoFile]) throws -> [PhotoFile: String] {
    var targets: [PhotoFile: String] = [:]
    var taken: Set<String> = []
    for file in files {
      let name = file.stem + ".jpg"
      let target = URL(filePath: out).appending(path: name).path
      guard taken.insert(name.lowercased()).inserted else { throw PhotoCommandRefusal.sameName(name) }
      let exists = FileManager.default.fileExists(atPath: target)
      // an original is never written over, whatever was asked
      if exists, !overwrite || Self.isSame(target, file.path) { throw PhotoCommandRefusal.exists(path: target) }
      targets[file] = target
    }
    return targets
  }

  private static func isSame(_ one: String, _ other: String) -> Bool {
    var (a, b) = (stat(), stat())
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino
  }

  /// Whole or not at all.
  private static func write(_ bytes: [UInt8], to path: String) throws {
    let part = path + ".part"
    do {
      try Data(bytes).write(to: URL(filePath: part))
      guard rename(part, path) == 0 else { throw PhotoCommandRefusal.cannotWrite(path: path) }
    } catch {
      unlink(part)
      throw PhotoCommandRefusal.cannotWrite(path: path)
    }
  }
}
