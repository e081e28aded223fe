import ArgumentParser

/// One setting, described once: the flag's help, `biying settings` and docs/configuration.md are made from it.
struct Setting: Sendable {
  /// As in `biying.json`; the flag is `--key`, the environment's name `BIYING_KEY`.
  let key: String
  /// What stands for the value in help.
  let value: String
  /// What holds when nobody says anything; empty for nothing.
  let fallback: String
  /// Never printed.
  let isSecret: Bool
  /// False for what must not stand in a list of processes.
  let hasFlag: Bool
  let text: String

  init(_ key: String, value: String, fallback: String = "", isSecret: Bool = false, hasFlag: Bool = true, text: String) {
    self.key = key
    self.value = value
    self.fallback = fallback
    self.isSecret = isSecret
    self.hasFlag = hasFlag
    self.text = text
  }

  var flag: String { "--" + key }
  var environmentName: String { "BIYING_" + key.uppercased().replacing("-", with: "_") }

  var help: ArgumentHelp {
    ArgumentHelp(stringLiteral: fallback.isEmpty ? text : "\(text)（默认 \(fallback)）").named(value)
  }
}

extension ArgumentHelp {
  fileprivate func named(_ value: String) -> ArgumentHelp {
    var help = self
    help.valueName = value
    return help
  }
}

extension Setting {
  static let data = Setting(
    "data", value: "文件夹", text: "数据文件夹：数据库、照片、密钥都在里面")
  static let database = Setting(
    "database", value: "地址", isSecret: true,
    text: "PostgreSQL 数据库，例如 postgres://用户名@主机/库名；不写就用数据文件夹里的 SQLite。含口令时请写在环境变量或文件里")
  static let databaseURLFile = Setting(
    "database-url-file", value: "文件", text: "从这个文件的第一行读取 PostgreSQL 数据库的地址")
  static let keys = Setting(
    "keys", value: "文件", text: "密钥文件；不写就是数据文件夹里的 keys/ring.json")
  static let publicAddress = Setting(
    "public-address", value: "网址", text: "大家在浏览器里输入的网址，用于邀请链接和印在纸上；不写就是 http://localhost 加端口")
  static let logLevel = Setting(
    "log-level", value: "级别", fallback: "info", text: "日志级别：trace、debug、info、notice、warning、error、critical")
  static let listen = Setting(
    "listen", value: "地址:端口", fallback: "127.0.0.1:8080", text: "服务监听的地址和端口")
  static let trustedProxies = Setting(
    "trusted-proxies", value: "地址表", text: "前面的反向代理，例如 127.0.0.1,10.0.0.0/8；只相信它们转告的来访地址")
  static let contact = Setting(
    "contact", value: "文字", text: "出了问题打给谁，印在每页下方，例如 0931-1234567 采集中心")
  static let smtp = Setting(
    "smtp", value: "地址", isSecret: true, hasFlag: false,
    text: "邮件服务器：smtps://用户名:口令@主机:465（TLS）、smtp://…:587（STARTTLS）或 smtp+plain://主机:25（不加密，不带口令）")
  static let mailFrom = Setting(
    "mail-from", value: "地址", text: "发件人，例如 毕影 <photos@example.edu.cn>")
  static let webhookURL = Setting(
    "webhook-url", value: "网址", text: "年度采集的通知同时发到这个消息接口；个人账号的安全通知不发")
  static let webhookSecret = Setting(
    "webhook-secret", value: "文字", isSecret: true, hasFlag: false, text: "消息接口的签名密钥，至少 16 个字节")

  static let metricsToken = Setting(
    "metrics-token", value: "文字", isSecret: true, hasFlag: false,
    text: "监控从别的机器读 /metrics 时带的口令，至少 16 个字节；不写就只有本机能读")

  static let rehearsalClock = Setting(
    "rehearsal-clock", value: "文件", hasFlag: false,
    text: "只用于演练：时间从这个文件读，由 biying season 拨动；只能用在为演练新建的数据文件夹上，正式使用不写")

  /// In the order of the documentation.
  static let all = [
    data, database, databaseURLFile, keys, publicAddress, logLevel, listen, trustedProxies, contact, smtp, mailFrom, webhookURL,
    webhookSecret, metricsToken, rehearsalClock,
  ]
}
