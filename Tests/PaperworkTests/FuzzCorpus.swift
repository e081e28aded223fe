import Foundation
import GraduatePhotos
import Testing

/// The inputs that taught us something, one folder a kind under Tests/Fixtures/Corpus: a file's name begins with how its reading ends.
///
/// With BIYING_RECORD=1 a fuzzer keeps the first small input for each ending that has none yet.
struct FuzzCorpus {
  /// Bytes of a kept input; larger ones teach little more.
  private static let keptBytes = 6_000

  private let folder: URL

  init(_ kind: String) {
    folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/Corpus/\(kind)")
  }

  static func inputs(usually count: Int) -> Int {
    ProcessInfo.processInfo.environment["BIYING_FUZZ_INPUTS"].flatMap(Int.init) ?? count
  }

  private var files: [URL] {
    ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [])
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  /// Reads every kept input and returns them; one that ends otherwise than its name says is an issue.
  func replay(_ outcome: ([UInt8]) throws -> String) throws -> [[UInt8]] {
    try files.map { file in
      let bytes = try [UInt8](Data(contentsOf: file))
      let expected = file.deletingPathExtension().lastPathComponent
      let found = try outcome(bytes)
      #expect(found == expected, "\(file.lastPathComponent)")
      return bytes
    }
  }

  func keepWhenRecording(_ bytes: [UInt8], _ outcome: ([UInt8]) throws -> String) throws {
    guard ProcessInfo.processInfo.environment["BIYING_RECORD"] == "1", bytes.count <= Self.keptBytes else { return }
    let file = folder.appendingPathComponent(try outcome(bytes) + ".bin")
    guard !FileManager.default.fileExists(atPath: file.path) else { return }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }
}
