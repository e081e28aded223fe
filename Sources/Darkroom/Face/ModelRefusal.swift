import GraduatePhotos

/// The models, or the library that runs them, are not there or do not open.
public enum ModelRefusal: Refusal, Hashable {
  /// `libonnxruntime.so` was found nowhere.
  case libraryMissing
  /// It was found, and does not open; the reason is the system's.
  case libraryUnusable(reason: String)
  /// A model file was found nowhere, by its name.
  case modelMissing(name: String)
  /// A model file is damaged or of another kind.
  case modelUnusable(name: String, reason: String)

  public var code: String {
    switch self {
    case .libraryMissing: "models.library-missing"
    case .libraryUnusable: "models.library-unusable"
    case .modelMissing: "models.model-missing"
    case .modelUnusable: "models.model-unusable"
    }
  }

  public var message: String {
    switch self {
    case .libraryMissing: "没有找到照片检测用的运行库 \(ModelPlaces.libraryName)"
    case .libraryUnusable(let reason): "照片检测用的运行库打不开：\(reason)"
    case .modelMissing(let name): "没有找到照片检测用的模型文件 \(name)"
    case .modelUnusable(let name, let reason): "照片检测用的模型文件 \(name) 不能使用：\(reason)"
    }
  }

  public var hint: String {
    switch self {
    case .libraryMissing, .libraryUnusable:
      "请在程序目录运行 ./setup，或者把运行库放在程序旁边，或者用环境变量 \(ModelPlaces.librarySetting) 指出它的位置"
    case .modelMissing, .modelUnusable:
      "请把发布包里的 Models 文件夹放在程序旁边，或者用环境变量 \(ModelPlaces.modelsSetting) 指出它的位置"
    }
  }
}
