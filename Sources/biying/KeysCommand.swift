import ArgumentParser
import Foundation
import Workflow

struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "密钥的导出、导入、更换",
    subcommands: [KeysExportCommand.self, KeysTestCommand.self, KeysImportCommand.self, KeysRotateCommand.self])
}

/// What the commands on the key file share; none of them opens the database.
struct KeyFileOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("导出文件", valueName: "文件"))
  var file: String
  @Option(name: .customLong("passphrase-file"), help: ArgumentHelp("从这个文件的第一行读口令；不写就在终端里输入", valueName: "文件"))
  var passphraseFile: String?
  @OptionGroup var center: CenterOptions

  func exports() async throws -> KeyExports {
    let place = try await Settings.read(flags: center.given).place()
    return KeyExports(keysPath: place.keysPath ?? CenterPlaceKeys.path(in: place.dataPath))
  }

  static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }
}

enum CenterPlaceKeys {
  static func path(in data: String) -> String { URL(filePath: data).appending(path: "keys/ring.json").path }
}

struct KeysExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "把密钥用口令包好，导出到文件",
    discussion: "数据备份里没有密钥。没有密钥，备份里的证件号就打不开。请把导出文件和口令分开保管。")

  @OptionGroup var options: KeyFileOptions
  @Flag(name: .customLong("replace"), help: "覆盖已有的文件")
  var isReplacing = false

  func run() async throws {
    let exports = try await options.exports()
    let passphrase = try Passphrase.get(file: options.passphraseFile, again: true)
    try exports.export(to: options.file, passphrase: passphrase, replacing: isReplacing, at: KeyFileOptions.now)
    Console.say("已导出到 \(options.file)。请执行 biying keys test 试一次，再把文件和口令分开保管")
  }
}

struct KeysTestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "试一试导出文件能不能打开、是不是现在这套密钥")

  @OptionGroup var options: KeyFileOptions

  func run() async throws {
    let exports = try await options.exports()
    let passphrase = try Passphrase.get(file: options.passphraseFile, again: false)
    try exports.test(options.file, passphrase: passphrase, at: KeyFileOptions.now)
    Console.say("能打开，现在用的密钥都在里面")
  }
}

struct KeysImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "从导出文件放回密钥", discussion: "从备份恢复之后执行。已有另一套密钥时不会覆盖，除非写上 --replace。")

  @OptionGroup var options: KeyFileOptions
  @Flag(name: .customLong("replace"), help: "换掉已有的另一套密钥；原文件改名保留")
  var isReplacing = false

  func run() async throws {
    let exports = try await options.exports()
    let passphrase = try Passphrase.get(file: options.passphraseFile, again: false)
    let kept = try exports.importExport(options.file, passphrase: passphrase, replacing: isReplacing, at: KeyFileOptions.now)
    Console.say("密钥已放回 \(exports.path)" + (kept.map { "；原来的文件改名为 \($0)" } ?? ""))
  }
}
