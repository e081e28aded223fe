import GraduatePhotos

/// What is wrong with a setting; secrets are never repeated.
enum SettingRefusal: Refusal, Equatable {
  case missing(Name)
  case fileUnreadable(path: String)
  case unknownKey(String, path: String)
  case notText(key: String)
  case unusable(Name, String)
  case addressInUse(String)
  case addressNotAllowed(String)

  /// A setting by its key, so that refusals can be compared.
  struct Name: Equatable, Sendable {
    let key: String
    init(_ setting: Setting) { key = setting.key }
  }

  var code: String {
    switch self {
    case .missing: "settings.missing"
    case .fileUnreadable: "settings.file-unreadable"
    case .unknownKey: "settings.unknown-key"
    case .notText: "settings.not-text"
    case .unusable: "settings.unusable"
    case .addressInUse: "settings.address-in-use"
    case .addressNotAllowed: "settings.address-not-allowed"
    }
  }

  var message: String {
    switch self {
    case .missing(let name): "没有设置 \(name.key)"
    case .fileUnreadable(let path): "设置文件 \(path) 读不出来，不是一个 JSON 对象"
    case .unknownKey(let key, let path): "设置文件 \(path) 里有不认识的设置 \(key)"
    case .notText(let key): "设置 \(key) 的值要写成带引号的文字"
    case .unusable(let name, let why): "设置 \(name.key) 不能用：\(why)"
    case .addressInUse(let address): "\(address) 已被别的程序占用"
    case .addressNotAllowed(let address): "不能在 \(address) 上监听"
    }
  }

  var hint: String {
    switch self {
    case .missing(let name): "请加上 --\(name.key)，或设环境变量 BIYING_\(name.key.uppercased().replacing("-", with: "_"))"
    case .fileUnreadable, .notText: "例如 {\"contact\": \"0931-1234567 采集中心\"}"
    case .unknownKey: "biying settings 列出全部设置"
    case .unusable: "biying settings 列出现在的设置和来源"
    case .addressInUse: "请换一个端口，或停止占用它的程序"
    case .addressNotAllowed: "1024 以下的端口要有权限；地址要是这台机器的"
    }
  }
}
