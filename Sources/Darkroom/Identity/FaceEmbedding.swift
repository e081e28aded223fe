import Foundation

/// A face as 128 numbers: two pictures of one person lie near each other.
///
/// The numbers mean something only beside others of the same model; `model` is written next to them wherever they are kept.
public struct FaceEmbedding: Sendable, Hashable, Codable {
  public static let length = 128
  /// The one model known today: dlib's ResNet of 2017.
  public static let model = "dlib-resnet-v1"

  public let values: [Float]

  /// Takes 128 values.
  public init(values: [Float]) {
    precondition(values.count == Self.length, "an embedding has 128 values")
    self.values = values
  }

  /// Euclidean distance, 0 and up: below 0.5 mostly one person, above 0.6 mostly two.
  public func distance(to other: FaceEmbedding) -> Double {
    var sum: Float = 0
    for index in 0..<Self.length {
      let difference = values[index] - other.values[index]
      sum += difference * difference
    }
    return Double(sum).squareRoot()
  }
}

/// Makes embeddings; opened apart from the other models, because only comparing needs its 22 MB and the inference library.
public struct FaceEmbedder: Sendable {
  private let session: OnnxSession
  private let models: FaceModels

  /// - Throws: `ModelRefusal`.
  public init(_ models: FaceModels) throws {
    self.models = models
    session = try OnnxSession(
      .faceEmbedding, in: models.places.models, runtime: OnnxRuntime(library: models.places.library),
      input: ModelTensor(name: "chip", shape: [1, FaceChip.side, FaceChip.side, 3]),
      outputs: [ModelTensor(name: "embedding", shape: [1, FaceEmbedding.length])])
  }

  /// The embedding of the face with these landmarks.
  public func embedding(of face: FaceLandmarks, in image: RGBImage) throws -> FaceEmbedding {
    let chip = image.sampled(FaceChip.transform(of: face), columns: FaceChip.side, rows: FaceChip.side)
    return FaceEmbedding(values: try session.run(chip)[0])
  }

  /// The embedding of the face that was photographed; nil when there is none.
  public func embedding(of image: RGBImage) throws -> FaceEmbedding? {
    let faces = try models.detector.faces(in: image)
    guard let face = faces.max(by: { $0.prominence < $1.prominence }) else { return nil }
    let landmarks = try models.mesh.landmarks(of: face, in: image)
    guard landmarks.faceFlag >= FaceLimits.leastFaceFlag else { return nil }
    return try embedding(of: landmarks, in: image)
  }
}
