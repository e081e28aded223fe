import ArgumentParser

/// The flags of every command that opens a center.
struct CenterOptions: ParsableArguments {
  @Option(name: .customLong(Setting.data.key), help: Setting.data.help)
  var data: String?
  @Option(name: .customLong(Setting.database.key), help: Setting.database.help)
  var database: String?
  @Option(name: .customLong(Setting.databaseURLFile.key), help: Setting.databaseURLFile.help)
  var databaseURLFile: String?
  @Option(name: .customLong(Setting.keys.key), help: Setting.keys.help)
  var keys: String?
  @Option(name: .customLong(Setting.publicAddress.key), help: Setting.publicAddress.help)
  var publicAddress: String?

  var given: [String: String] {
    [
      Setting.data.key: data, Setting.database.key: database, Setting.databaseURLFile.key: databaseURLFile,
      Setting.keys.key: keys,
      Setting.publicAddress.key: publicAddress,
    ].compactMapValues { $0 }
  }
}

/// The flags of `biying serve` beyond those.
struct ServingOptions: ParsableArguments {
  @Option(name: .customLong(Setting.listen.key), help: Setting.listen.help)
  var listen: String?
  @Option(name: .customLong(Setting.trustedProxies.key), help: Setting.trustedProxies.help)
  var trustedProxies: String?
  @Option(name: .customLong(Setting.contact.key), help: Setting.contact.help)
  var contact: String?
  @Option(name: .customLong(Setting.mailFrom.key), help: Setting.mailFrom.help)
  var mailFrom: String?
  @Option(name: .customLong(Setting.webhookURL.key), help: Setting.webhookURL.help)
  var webhookURL: String?
  @Option(name: .customLong(Setting.logLevel.key), help: Setting.logLevel.help)
  var logLevel: String?

  var given: [String: String] {
    [
      Setting.listen.key: listen, Setting.trustedProxies.key: trustedProxies, Setting.contact.key: contact,
      Setting.mailFrom.key: mailFrom, Setting.webhookURL.key: webhookURL, Setting.logLevel.key: logLevel,
    ].compactMapValues { $0 }
  }
}
