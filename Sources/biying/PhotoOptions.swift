import ArgumentParser
import Darkroom
import Foundation
import GraduatePhotos

/// What every command about pictures can be told.
struct PhotoOptions: ParsableArguments {
  @Option(help: ArgumentHelp("照片规范：随程序提供的名称，或规范文件的路径", valueName: "规范"))
  var standard = PhotoStandard.national2017.id
  @Option(name: .customLong("person-decides"), help: ArgumentHelp("这些检测不合格时改为需人工看（特殊情况），用逗号分开", valueName: "检测"))
  var personDecides: String?
  @Option(help: ArgumentHelp("眼镜规定，代替规范里的：as-usually-worn 常戴者应戴、taken-off 一律摘下、unspecified 不规定", valueName: "规定"))
  var glasses: PhotoStandard.GlassesRule?
  @OptionGroup var jobs: PhotoJobs

  var workers: Int { jobs.workers }

  /// Opens the models and the standard.
  func bench() throws -> PhotoBench {
    PhotoBench(
      examiner: PhotoExaminer(models: try FaceModels(ModelPlaces.search())), standard: try chosenStandard(),
      checks: PhotoChecks(loosened: try loosened(), glasses: glasses))
  }

  private func chosenStandard() throws -> PhotoStandard {
    if let known = PhotoStandard.builtIn.first(where: { $0.id == standard }) { return known }
    guard FileManager.default.fileExists(atPath: standard) else {
      throw PhotoCommandRefusal.unknownStandard(standard, known: PhotoStandard.builtIn.map(\.id))
    }
    guard let size = try? URL(filePath: standard).resourceValues(forKeys: [.fileSizeKey]).fileSize,
      size <= PhotoStandardFile.byteLimit, let data = FileManager.default.contents(atPath: standard)
    else { throw PhotoCommandRefusal.unreadableStandard(path: standard) }
    return try PhotoStandardFile.read([UInt8](data))
  }

  private func loosened() throws -> Set<String> {
    let names = (personDecides ?? "").split { ",，、 ".contains($0) }.map(String.init)
    let known = Set(PhotoChecks.all.map(\.name))
    if let stranger = names.first(where: { !known.contains($0) }) { throw PhotoCommandRefusal.unknownCheck(stranger) }
    return Set(names)
  }
}

extension PhotoStandard.GlassesRule: ExpressibleByArgument {}

/// How many pictures at once.
struct PhotoJobs: ParsableArguments {
  @Option(help: ArgumentHelp("同时处理几张；不写就是处理器的核数", valueName: "张数"))
  var jobs: Int?

  func validate() throws {
    if let jobs, !(1...64).contains(jobs) { throw ValidationError("--jobs 应在 1–64 之间") }
  }

  var workers: Int { jobs ?? max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
