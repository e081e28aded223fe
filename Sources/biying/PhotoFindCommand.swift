import ArgumentParser
import Darkroom

struct PhotoFindCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find", abstract: "在许多照片里找与一张最像的：排出次序供人核对，不作结论",
    discussion: """
      最多在 20000 张里找。两万张里按次序找一人，即使不同人误认率只有千分之一，也会混进约 20 个不相干的人，所以只供人核对。
      退出码：0 完成，1 不能比较，2 程序故障。
      """)

  @Option(help: ArgumentHelp("列出前几张", valueName: "张数"))
  var limit = 10
  @OptionGroup var options: PhotoJobs
  @Argument(help: ArgumentHelp("要找的人", valueName: "照片"))
  var face: String
  @Argument(help: ArgumentHelp("在哪些照片或文件夹里找", valueName: "范围"))
  var places: [String]

  func validate() throws {
    if !(1...1_000).contains(limit) { throw ValidationError("--limit 应在 1–1000 之间") }
  }

  func run() async throws {
    let desk = try FaceDesk()
    let wanted = try desk.embedding(face)
    let files = try PhotoFiles.found(places)
    guard files.count <= FaceSearch.mostFaces else {
      throw ValidationError("最多在 \(FaceSearch.mostFaces) 张照片里找，现有 \(files.count) 张")
    }
    let line = ProgressLine("读取")
    defer { line.end() }
    var found: [(file: PhotoFile, face: FaceEmbedding)] = []
    var unread: [PhotoFile] = []
    var done = 0
    try await PhotoWork(workers: options.workers).run(files, { try desk.embeddingIfAny($0.path) }) { file, face in
      done += 1
      if let face { found.append((file, face)) } else { unread.append(file) }
      line.show(Double(done) / Double(files.count))
    }
    line.end()
    for match in FaceSearch(found.map(\.face)).nearest(to: wanted, limit: limit) {
      let comparison = FaceComparison(found[match.index].face, wanted)
      let distance = String((match.distance * 1_000).rounded() / 1_000)
      Console.out(
        "\(Columns.padded(distance, 6))  \(Columns.padded(comparison.answer.chineseName, 12))  \(found[match.index].file.name)")
    }
    for file in unread { Console.say("没有找到人脸或读不出：\(file.name)") }
    Console.say("在 \(found.count) 张里找过；次序只供人核对")
  }
}
