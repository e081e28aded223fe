/// The models that look at one picture, opened once and shared by every thread.
public struct FaceModels: Sendable {
  let detector: FaceDetector
  let mesh: FaceMesh
  let iris: IrisFinder
  let segmenter: PersonSegmenter
  let runtime: OnnxRuntime
  let folder: String

  /// Opens library and models, about 30 ms.
  ///
  /// - Throws: `ModelRefusal`.
  public init(_ places: ModelPlaces) throws {
    let runtime = try OnnxRuntime(library: places.library)
    self.runtime = runtime
    folder = places.models
    detector = try FaceDetector(in: folder, runtime: runtime)
    mesh = try FaceMesh(in: folder, runtime: runtime)
    iris = try IrisFinder(in: folder, runtime: runtime)
    segmenter = try PersonSegmenter(in: folder, runtime: runtime)
  }
}
