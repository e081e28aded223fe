import Crypto
import Darkroom
import Dispatch
import Foundation
import GraduatePhotos

/// Judges pictures on threads of its own: a picture takes a tenth of a second of computing, which is no work for the pool that pages wait on.
public final class StationDarkroom: Sendable {
  /// What was found of one picture.
  struct Look: Sendable {
    var verdict: ShotVerdict
    var problems: [ShotProblem]
    var portrait: [UInt8]?
    var shown: [UInt8]?
    var embedding: [Float]?
    var drawing = ""
  }

  private let examiner: PhotoExaminer
  private let embedder: FaceEmbedder
  private let queue = DispatchQueue(label: "station.darkroom", qos: .userInitiated, attributes: .concurrent)

  /// - Throws: `ModelRefusal`.
  public init(_ places: ModelPlaces) throws {
    let models = try FaceModels(places)
    examiner = PhotoExaminer(models: models)
    embedder = try FaceEmbedder(models)
  }

  /// A drawing as a picture of its own: no style sheet reaches into one.
  private static func picture(_ svg: String) -> String {
    var text = svg.replacing(
      "<svg class=\"marks\"",
      with: "<svg xmlns=\"http://www.w3.org/2000/svg\" fill=\"none\" font-size=\"18\" stroke-width=\"2\"")
    let colours = [
      ("limit", "#ffffff"), ("face", "#ffffff"), ("pass", "#7fd39c"), ("look", "#f0c064"), ("fail", "#ff6b60"),
    ]
    for (name, colour) in colours {
      text = text.replacing("<text class=\"\(name)\"", with: "<text fill=\"\(colour)\"")
      text = text.replacing("class=\"\(name)\"", with: "stroke=\"\(colour)\"")
      text = text.replacing("class=\"dash \(name)\"", with: "stroke-dasharray=\"6 6\" stroke=\"\(colour)\"")
    }
    return text
  }

  /// With the models where this program finds them.
  ///
  /// - Throws: `ModelRefusal`.
  public static func found() throws -> StationDarkroom { try StationDarkroom(ModelPlaces.search()) }

  /// SHA-256, lower-case hexadecimal.
  static func hash(of bytes: [UInt8]) -> String { hexText(SHA256.hash(data: bytes)) }

  /// When the shutter was released, as the camera wrote it; nil for a file that does not say it, or is no picture.
  static func takenAt(_ bytes: [UInt8]) -> Int64? { (try? PictureReader.header(of: bytes))?.takenAt }

  /// The face of a picture, for an enrolment photo that came without one; nil when there is none.
  func embedding(of bytes: [UInt8]) throws -> [Float]? {
    try embedder.embedding(of: PictureReader.decode(bytes).image)?.values
  }

  /// Milliseconds of a whole look, with portrait, face and drawing: for measuring what a station adds to it.
  package func millisecondsOfLook(at bytes: [UInt8]) async throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    _ = try await look(at: bytes, by: .national2017, excused: [])
    return (clock.now - start) / .milliseconds(1)
  }

  func look(at bytes: [UInt8], by standard: PhotoStandard, excused: Set<ExcusableCheck>) async throws -> Look {
    try await withCheckedThrowingContinuation { continuation in
      queue.async {
        continuation.resume(with: Result { try self.lookNow(at: bytes, by: standard, excused: excused) })
      }
    }
  }

  private func lookNow(at bytes: [UInt8], by standard: PhotoStandard, excused: Set<ExcusableCheck>) throws -> Look {
    let report: PhotoReport
    do {
      report = try examiner.examine(bytes, by: standard, checks: PhotoChecks(excused: excused))
    } catch let refusal as DarkroomRefusal {
      return Look(
        verdict: .unreadable, problems: [ShotProblem(check: refusal.code, isFailure: true, chinese: refusal.message)])
    }
    let problems = report.problems.map { ShotProblem(check: $0.check, isFailure: $0.verdict == .fail, chinese: $0.message) }
    let verdict: ShotVerdict =
      switch report.verdict {
      case .pass: .pass
      case .look: .look
      case .fail: .fail
      }
    let image = report.portrait?.image ?? report.frame?.image
    let shown = try report.portrait?.bytes ?? image.map { try PortraitEncoder(standard).encode($0).bytes }
    return Look(
      verdict: verdict, problems: problems, portrait: report.portrait?.bytes, shown: shown,
      embedding: try image.flatMap { try embedder.embedding(of: $0)?.values },
      drawing: PhotoDrawing(report).map { Self.picture($0.svg) } ?? "")
  }
}
