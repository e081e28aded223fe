/// The models that look at one picture, opened once and shared by every thread.
public struct FaceModels: Sendable {
  let detector: FaceDetector
  let mesh: FaceMesh
  let iris: IrisFinder
  let segmenter: PersonSegmenter
  let places: ModelPlaces

  /// Opens the models, about 30 ms; the inference library is only opened by who compares faces.
  ///
  /// - Throws: `ModelRefusal`.
  public init(_ places: ModelPlaces) throws {
    self.places = places
    detector = try FaceDetector(in: places.models)
    mesh = try FaceMesh(in: places.models)
    iris = try IrisFinder(in: places.models)
    segmenter = try PersonSegmenter(in: places.models)
  }
}
