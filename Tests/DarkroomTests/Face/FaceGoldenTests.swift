import Foundation
import Testing

@testable import Darkroom

/// What a separate implementation found (Tests/Fixtures/Photos/README.md).
private struct Golden: Codable {
  let score: Double
  let box: [Double]
  let keypoints: [Double]
  /// All points of two passes, one after the other's x and y.
  let rough: [Double]
  /// Some points of a third pass, laid by `rough`.
  let mesh: [String: [Double]]
  let depths: [String: Double]
  let flag: Double
  let leftIris: [Double]
  let rightIris: [Double]
  let mask: [Double]
  let maskMean: Double
  let embedding: [Float]

  static let all = Result {
    let data = try Data(contentsOf: PortraitFixtures.folder.appending(path: "goldens.json"))
    return try JSONDecoder().decode([String: Golden].self, from: data)
  }
}

/// The models' inputs and outputs are handled as a separate implementation does it; the JPEG decoders and the way of shrinking differ a
/// little, hence the tolerances (pixels of a portrait 480 × 640).
@Suite struct FaceGoldenTests {
  static let names = ["ok-lon004", "ok-lon137", "tilted-lon102-r17", "smile-lon002"]

  private func golden(_ name: String) throws -> Golden { try #require(try Golden.all.get()[name]) }

  private func near(_ point: PixelPoint, _ values: [Double], at index: Int, _ tolerance: Double) -> Bool {
    point.distance(to: PixelPoint(x: values[2 * index], y: values[2 * index + 1])) <= tolerance
  }

  @Test(arguments: names) func detectorFindsTheSameFace(_ name: String) throws {
    let golden = try golden(name)
    let face = try #require(try PortraitFixtures.models.detector.faces(in: PortraitFixtures.image(name)).first)
    #expect(abs(face.score - golden.score) < 0.01)
    #expect(near(PixelPoint(x: face.box.x, y: face.box.y), golden.box, at: 0, 1.5))
    #expect(near(PixelPoint(x: face.box.maxX, y: face.box.maxY), golden.box, at: 1, 1.5))
    for index in 0..<6 { #expect(near(face.points[index], golden.keypoints, at: index, 1.5)) }
  }

  @Test(arguments: names) func meshAndIrisesLieTheSame(_ name: String) throws {
    let golden = try golden(name)
    let image = try PortraitFixtures.image(name)
    let models = try PortraitFixtures.models
    let quick = try PortraitFixtures.sitter(in: image).finding.landmarks
    let rough = FaceLandmarks(
      points: (0..<MeshPoint.count).map { PixelPoint(x: golden.rough[2 * $0], y: golden.rough[2 * $0 + 1]) },
      depths: [Double](repeating: 0, count: MeshPoint.count), faceFlag: 1)
    // from the same square the mesh is the same
    let fitted = try models.mesh.landmarks(near: rough, in: image)
    for (index, place) in golden.mesh {
      let index = try #require(Int(index))
      #expect(near(fitted[index], place, at: 0, 1), "point \(index)")
      #expect(near(quick[index], place, at: 0, 4), "point \(index) from a guessed square")
    }
    for (index, depth) in golden.depths { #expect(abs(fitted.depths[try #require(Int(index))] - depth) < 2, "depth \(index)") }
    #expect(abs(fitted.faceFlag - golden.flag) < 1e-4)
    let eyes = try models.iris.eyes(of: fitted, in: image)
    for index in 0..<5 {
      #expect(near(eyes.left.iris[index], golden.leftIris, at: index, 0.8))
      #expect(near(eyes.right.iris[index], golden.rightIris, at: index, 0.8))
    }
  }

  @Test(arguments: names) func maskAndEmbeddingAreTheSame(_ name: String) throws {
    let golden = try golden(name)
    let image = try PortraitFixtures.image(name)
    let models = try PortraitFixtures.models
    let whole = PixelRect(x: 0, y: 0, width: Double(image.width), height: Double(image.height))
    let mask = try models.segmenter.mask(of: whole, in: image)
    let sampled = stride(from: 0, to: 256, by: 32).flatMap { row in
      stride(from: 0, to: 256, by: 32).map { Double(mask.values[row * 256 + $0]) }
    }
    for (one, other) in zip(sampled, golden.mask) { #expect(abs(one - other) < 0.05) }
    #expect(abs(Double(mask.values.reduce(0, +)) / 65_536 - golden.maskMean) < 0.002)
    let embedding = try #require(try FaceEmbedder(models).embedding(of: image))
    #expect(embedding.distance(to: FaceEmbedding(values: golden.embedding)) < 0.06)
  }
}
