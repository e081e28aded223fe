import Configuration
import Foundation
import GraduatePhotos
import SystemPackage
import Workflow

/// The settings in force: a flag wins over the environment, the environment over `biying.json`, the file over the default.
struct Settings: Sendable {
  enum Origin: String, Sendable {
    case flag = "命令行"
    case environment = "环境变量"
    case file = "biying.json"
    case fallback = "默认"
    case unset = "未设置"
  }

  struct Value: Sendable {
    let text: String
    let origin: Origin
  }

  private let values: [String: Value]

  /// Reads all settings.
  ///
  /// - Parameters:
  ///   - flags: what stood on the command line, by key.
  ///   - environment: the process's variables.
  /// - Returns: a value and its origin for every setting.
  /// - Throws: `SettingRefusal`.
  static func read(
    flags: [String: String], environment: [String: String] = ProcessInfo.processInfo.environment
  ) async throws -> Settings {
    let given = flags.map { (AbsoluteConfigKey([$0]), ConfigValue(.string($1), isSecret: true)) }
    let flagLayer = Layer(.flag, InMemoryProvider(values: Dictionary(uniqueKeysWithValues: given)))
    let environmentLayer = Layer(
      .environment, EnvironmentVariablesProvider(environmentVariables: environment), prefix: ["biying"])
    var layers = [flagLayer, environmentLayer]
    if let data = try value(of: .data, in: layers).map(\.text), let file = try await fileLayer(CenterPlaceFile.path(in: data)) {
      layers.append(file)
    }
    var values: [String: Value] = [:]
    for setting in Setting.all {
      values[setting.key] =
        try value(of: setting, in: layers)
        ?? Value(text: setting.fallback, origin: setting.fallback.isEmpty ? .unset : .fallback)
    }
    return Settings(values: values)
  }

  private init(values: [String: Value]) { self.values = values }

  /// The value; empty when it is not set.
  subscript(_ setting: Setting) -> String { self.value(of: setting).text }

  func value(of setting: Setting) -> Value { values[setting.key] ?? Value(text: "", origin: .unset) }

  private struct Layer {
    let origin: Origin
    let provider: any ConfigProvider
    let prefix: [String]

    init(_ origin: Origin, _ provider: some ConfigProvider, prefix: [String] = []) {
      self.origin = origin
      self.provider = provider
      self.prefix = prefix
    }
  }

  private static func value(of setting: Setting, in layers: [Layer]) throws -> Value? {
    for layer in layers {
      // An empty variable or text is as good as none.
      if let text = try text(setting, layer), !text.isEmpty { return Value(text: text, origin: layer.origin) }
    }
    return nil
  }

  private static func text(_ setting: Setting, _ layer: Layer) throws -> String? {
    let found: LookupResult
    do { found = try layer.provider.value(forKey: AbsoluteConfigKey(layer.prefix + [setting.key]), type: .string) } catch {
      throw SettingRefusal.notText(key: setting.key)
    }
    guard case .string(let text)? = found.value?.content else { return nil }
    return text
  }

  private static func fileLayer(_ path: String) async throws -> Layer? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let data = FileManager.default.contents(atPath: path), data.count <= UpkeepLimits.secretFileBytes,
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { throw SettingRefusal.fileUnreadable(path: path) }
    let known = Set(Setting.all.map(\.key)).subtracting([Setting.data.key])
    if let stranger = object.keys.sorted().first(where: { !known.contains($0) }) {
      throw SettingRefusal.unknownKey(stranger, path: path)
    }
    do { return Layer(.file, try await FileProvider<JSONSnapshot>(filePath: FilePath(path))) } catch {
      throw SettingRefusal.fileUnreadable(path: path)
    }
  }
}

/// Where the settings of a data folder lie.
enum CenterPlaceFile {
  static func path(in data: String) -> String { URL(filePath: data).appending(path: CenterFolder.settingsName).path }
}
