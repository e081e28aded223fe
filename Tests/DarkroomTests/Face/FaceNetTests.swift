import Testing

@testable import Darkroom

/// The darkroom's own runner against ONNX Runtime on the same files.
@Suite struct FaceNetTests {
  struct Model: Sendable, CustomTestStringConvertible {
    let file: ModelFile
    let side: Int
    let outputs: [ModelTensor]
    /// Largest difference of any number; the detector's are up to some hundreds, the mesh's 192 pixels, the mask's 1.
    let tolerance: Float

    var testDescription: String { file.rawValue }
    var input: ModelTensor { ModelTensor(name: "image", shape: [1, side, side, 3]) }
  }

  static let models = [
    Model(
      file: .faceDetector, side: 128,
      outputs: [ModelTensor(name: "boxes", shape: [1, 896, 16]), ModelTensor(name: "scores", shape: [1, 896, 1])],
      tolerance: 1e-3),
    Model(
      file: .faceMesh, side: 192,
      outputs: [
        ModelTensor(name: "landmarks", shape: [1, 1, 1, 1_404]), ModelTensor(name: "face_flag", shape: [1, 1, 1, 1]),
      ], tolerance: 2e-3),
    Model(
      file: .iris, side: 64,
      outputs: [ModelTensor(name: "eye_contour", shape: [1, 213]), ModelTensor(name: "iris", shape: [1, 15])], tolerance: 1e-3),
    Model(file: .personMask, side: 256, outputs: [ModelTensor(name: "mask", shape: [1, 256, 256, 1])], tolerance: 1e-3),
  ]

  @Test(arguments: models) func numbersAreThoseOfTheLibrary(_ model: Model) throws {
    let places = try ModelPlaces.search()
    let net = try FaceNet(model.file, in: places.models, input: model.input, outputs: model.outputs)
    let session = try OnnxSession(
      model.file, in: places.models, runtime: OnnxRuntime(library: places.library), input: model.input, outputs: model.outputs)
    for name in ["ok-lon004", "tilted-lon102-r17", "sunglasses-lon100-sun"] {
      let image = try PortraitFixtures.image(name)
      // a face, and a part of one
      for rect in [PixelRect(x: 90, y: 100, width: 300, height: 300), PixelRect(x: 150, y: 200, width: 90, height: 90)] {
        let crop = CropTransform(rect, columns: model.side, rows: model.side)
        let values = image.sampled(crop, columns: model.side, rows: model.side, scale: 1 / 255)
        for isPlain in [false, true] {
          for (ours, theirs) in zip(try net.run(values, isPlain: isPlain), try session.run(values)) {
            let worst = zip(ours, theirs).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
            #expect(ours.count == theirs.count && worst < model.tolerance, "\(name): \(worst)")
          }
        }
      }
    }
  }

  @Test func anotherModelIsRefused() throws {
    let places = try ModelPlaces.search()
    let refusal = #expect(throws: ModelRefusal.self) {
      try FaceNet(
        .faceEmbedding, in: places.models, input: ModelTensor(name: "chip", shape: [1, 150, 150, 3]),
        outputs: [ModelTensor(name: "embedding", shape: [1, 128])])
    }
    #expect(refusal?.code == "models.model-unusable")
    let wrong = #expect(throws: ModelRefusal.self) {
      try FaceNet(
        .iris, in: places.models, input: ModelTensor(name: "image", shape: [1, 64, 64, 3]),
        outputs: [ModelTensor(name: "iris", shape: [1, 16])])
    }
    #expect(wrong?.code == "models.model-unusable")
  }
}
