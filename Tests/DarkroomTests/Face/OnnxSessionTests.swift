import Foundation
import Testing

@testable import Darkroom

@Suite struct OnnxSessionTests {
  private let scratch = FileManager.default.temporaryDirectory.appending(path: "onnx-\(UUID().uuidString)")

  @Test func whatIsMissingIsRefused() throws {
    #expect(throws: ModelRefusal.libraryMissing) {
      try ModelPlaces.search(environment: [ModelPlaces.librarySetting: "/nowhere/library.so"])
    }
    let places = try ModelPlaces.search(environment: [:])
    #expect(throws: ModelRefusal.modelMissing(name: "face_detector.onnx")) {
      try ModelPlaces.search(
        environment: [ModelPlaces.librarySetting: places.library, ModelPlaces.modelsSetting: "/nowhere"])
    }
    let wrong = #expect(throws: ModelRefusal.self) { try OnnxRuntime(library: "\(places.models)/iris.onnx") }
    #expect(wrong?.code == "models.library-unusable")
    #expect(ModelRefusal.libraryMissing.hint.contains("./setup"))
  }

  @Test func aDamagedModelIsRefused() throws {
    let places = try ModelPlaces.search()
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let whole = try Data(contentsOf: URL(filePath: "\(places.models)/iris.onnx"))
    try whole.prefix(whole.count / 2).write(to: scratch.appending(path: "iris.onnx"))
    let refusal = #expect(throws: ModelRefusal.self) { try IrisFinder(in: scratch.path) }
    #expect(refusal?.code == "models.model-unusable")
    #expect(refusal?.message.contains("iris.onnx") == true)
  }

  @Test func aWrongShapeIsAFaultNotACrash() throws {
    let places = try ModelPlaces.search()
    let session = try OnnxSession(
      .iris, in: places.models, runtime: OnnxRuntime(library: places.library),
      input: ModelTensor(name: "image", shape: [1, 32, 32, 3]), outputs: [ModelTensor(name: "iris", shape: [1, 15])])
    let fault = #expect(throws: InferenceFault.self) { try session.run([Float](repeating: 0, count: 32 * 32 * 3)) }
    #expect(fault?.model == .iris)
    #expect(fault?.reason.isEmpty == false)
  }

  /// One session, many threads, the same numbers.
  @Test func sessionsAreSharedByThreads() async throws {
    let image = try PortraitFixtures.image("ok-lon137")
    let models = try PortraitFixtures.models
    let expected = PhotoMeasures(PortraitFrame(image: image, sitter: try PortraitFixtures.sitter(in: image)))
    try await withThrowingTaskGroup(of: PhotoMeasures?.self) { group in
      for _ in 0..<4 {
        group.addTask { try models.sitter(in: image).map { PhotoMeasures(PortraitFrame(image: image, sitter: $0)) } }
      }
      for try await measures in group { #expect(measures == expected) }
    }
  }
}
