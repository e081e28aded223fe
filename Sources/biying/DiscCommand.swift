import ArgumentParser
import Foundation
import GraduatePhotos
import Paperwork

struct DiscCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disc", abstract: "重做和核对交付的光盘、压缩包", subcommands: [DiscBuildCommand.self, DiscVerifyCommand.self])
}

struct DiscVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "核对一张光盘、一个映像、压缩包或文件夹，逐个说出缺少、多出和不对的文件",
    discussion: """
      可以写光盘所在的文件夹、光盘映像（.iso）、光驱设备或 ZIP 压缩包，加密的压缩包会问密码。
      写上公钥才核对签名；公钥由总部公布，64 位十六进制数。不联网，不改动任何文件。
      退出码：0 没有发现问题（没有写公钥时只说明文件与清单一致），1 有问题，2 程序故障。
      """)

  @Option(name: .customLong("key"), help: ArgumentHelp("签发单位的公钥", valueName: "公钥"))
  var key: String?
  @Option(help: ArgumentHelp("加密压缩包的密码，写在文件第一行；不写则在终端里问", valueName: "文件"))
  var passwordFile: String?
  @Argument(help: ArgumentHelp("光盘、映像、压缩包或文件夹", valueName: "路径"))
  var path: String

  func run() throws {
    var publicKey: [UInt8]?
    if let key {
      guard let bytes = HexText.read(key.lowercased()) else { throw DiscRefusal.publicKeyForm }
      publicKey = bytes
    }
    var password = try passwordFile.map { try Passphrase.get(file: $0, again: false) }
    let report: DiscReport
    do {
      report = try check(publicKey, password)
    } catch DiscRefusal.passwordNeeded where password == nil {
      password = try Passphrase.get(file: nil, again: false, question: "压缩包的密码（不显示）：")
      report = try check(publicKey, password)
    }
    Console.out(report.chineseLines.joined(separator: "\n"))
    guard report.isRight else { throw Ended(status: .refused) }
  }

  private func check(_ publicKey: [UInt8]?, _ password: String?) throws -> DiscReport {
    let check = try DiscCheck(publicKey: publicKey, password: password)
    let line = ProgressLine("核对")
    defer { line.end() }
    let whole = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    return try check.check(path) { bytes in
      // How large a folder is shows only at its end.
      if whole > 1 << 20 { line.show(Double(bytes) / Double(whole)) } else { line.show(0, "\(bytes >> 20) MB") }
    }
  }
}
