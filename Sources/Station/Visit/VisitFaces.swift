import Darkroom
import GraduatePhotos

/// Faces of a visit: those of the references, and those of the shots; distances of what is there.
struct VisitFaces: FaceDistances, Sendable {
  private let references: [String: FaceEmbedding]
  var shots: [String: [Float]]

  init(references: [ReferencePicture]) {
    self.references = Dictionary(
      references.compactMap { picture in
        picture.embedding.flatMap { $0.count == FaceEmbedding.length ? (picture.person, FaceEmbedding(values: $0)) : nil }
      }, uniquingKeysWith: { first, _ in first })
    shots = [:]
  }

  func hasReference(_ person: String) -> Bool { references[person] != nil }

  private func face(of shot: String) -> FaceEmbedding? {
    shots[shot].flatMap { $0.count == FaceEmbedding.length ? FaceEmbedding(values: $0) : nil }
  }

  func distance(shot: String, reference person: String) -> Double? {
    guard let face = face(of: shot), let reference = references[person] else { return nil }
    return face.distance(to: reference)
  }

  func distance(shot: String, shot other: String) -> Double? {
    guard let one = face(of: shot), let two = face(of: other) else { return nil }
    return one.distance(to: two)
  }
}
