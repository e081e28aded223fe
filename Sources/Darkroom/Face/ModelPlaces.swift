import Foundation

/// Where the models and the inference library lie.
///
/// Searched in this order: the environment's word; beside the program; `Models/` and `.tools/onnxruntime/`, or both in `share/biying`, of the
/// folders above the program and above the current folder, which is how a checkout finds its own.
public struct ModelPlaces: Sendable, Hashable {
  /// The file of the inference library.
  public var library: String
  /// The folder with the model files.
  public var models: String

  public init(library: String, models: String) {
    self.library = library
    self.models = models
  }

  /// The version that `./setup` unpacks.
  public static let libraryName = "libonnxruntime.so.1.32.0"
  public static let librarySetting = "BIYING_ONNXRUNTIME"
  public static let modelsSetting = "BIYING_MODELS"

  /// Finds both.
  ///
  /// - Throws: `ModelRefusal` when one of them is nowhere.
  public static func search(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> ModelPlaces {
    guard let library = place(environment[librarySetting], named: [libraryName, ".tools/onnxruntime/\(libraryName)"]) else {
      throw ModelRefusal.libraryMissing
    }
    let wanted = ModelFile.faceDetector.fileName
    guard let model = place(environment[modelsSetting].map { "\($0)/\(wanted)" }, named: ["Models/\(wanted)"]) else {
      throw ModelRefusal.modelMissing(name: wanted)
    }
    return ModelPlaces(library: library, models: URL(filePath: model).deletingLastPathComponent().path)
  }

  private static func place(_ given: String?, named names: [String]) -> String? {
    // a place that was named is meant: looking elsewhere would hide a slip of the keyboard
    if let given { return FileManager.default.fileExists(atPath: given) ? given : nil }
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
    let current = URL(filePath: FileManager.default.currentDirectoryPath)
    for start in [program, current].compactMap(\.self) {
      var folder = start.standardizedFileURL
      for _ in 0...FaceLimits.foldersUpward {
        for name in names.flatMap({ [$0, "share/biying/\($0)"] }) {
          let path = folder.appending(path: name).path
          if FileManager.default.fileExists(atPath: path) { return path }
        }
        folder.deleteLastPathComponent()
      }
    }
    return nil
  }
}

/// The five model files (Models/MODELS.md says where they come from and what their tensors mean).
public enum ModelFile: String, Sendable, CaseIterable {
  case faceDetector = "face_detector"
  case faceMesh = "face_mesh"
  case iris
  case personMask = "selfie_seg"
  case faceEmbedding = "face_embedding"

  public var fileName: String { "\(rawValue).onnx" }
}
