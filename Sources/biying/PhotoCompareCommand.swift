import ArgumentParser
import Darkroom
import Foundation
import GraduatePhotos

struct PhotoCompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "比较两张照片像不像同一人：只供人参考，不作结论",
    discussion: """
      距离小于 0.45 为「像同一人」，大于 0.60 为「不像同一人」，中间为「不能确定」。这些界限在公开照片上测得：
      不同人误作同一人，81597 对中 0 对（95% 区间 0–0.005%），另一组 10306 对中 10 对；同一人误作不同人，213 对中 0 对（0–1.8%），另一组 134 对中 2 对。
      同一人的照片约有五分之一落在「不能确定」。双胞胎、儿童、相隔多年的照片没有测过；东亚年轻女性的陌生人之间距离偏小。
      退出码：0 比较完成，1 不能比较，2 程序故障。
      """)

  @Flag(name: .customLong("json"), help: "输出一行 JSON")
  var isJSON = false
  @Argument(help: ArgumentHelp("第一张照片", valueName: "照片甲"))
  var first: String
  @Argument(help: ArgumentHelp("第二张照片", valueName: "照片乙"))
  var second: String

  func run() async throws {
    let desk = try FaceDesk()
    let comparison = FaceComparison(try desk.embedding(first), try desk.embedding(second))
    let distance = String((comparison.distance * 1_000).rounded() / 1_000)
    guard isJSON else { return Console.out("\(comparison.answer.chineseName)  距离 \(distance)（只供人参考）") }
    let line = ComparisonLine(
      first: first, second: second, answer: comparison.answer, distance: comparison.distance, model: FaceEmbedding.model)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    Console.out(String(decoding: try encoder.encode(line), as: UTF8.self))
  }

  private struct ComparisonLine: Encodable {
    let first: String
    let second: String
    let answer: FaceComparison.Answer
    let distance: Double
    let model: String
  }
}

/// Reads faces to be compared.
struct FaceDesk: Sendable {
  private let embedder: FaceEmbedder

  init() throws { embedder = try FaceEmbedder(try FaceModels(ModelPlaces.search())) }

  /// - Throws: `PhotoCommandRefusal.unreadable`, `.noFace`.
  func embedding(_ path: String) throws -> FaceEmbedding {
    let picture: DecodedPicture
    do { picture = try PictureReader.decode(try PictureReader.bytes(path: path)) } catch let refusal as DarkroomRefusal {
      throw PhotoCommandRefusal.unreadable(file: path, refusal)
    }
    guard let face = try embedder.embedding(of: picture.image) else { throw PhotoCommandRefusal.noFace(file: path) }
    return face
  }

  /// Nil for what is no picture, or has no face.
  func embeddingIfAny(_ path: String) throws -> FaceEmbedding? {
    do { return try embedding(path) } catch is PhotoCommandRefusal { return nil }
  }
}
