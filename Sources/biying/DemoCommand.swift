import ArgumentParser
import Foundation
import GraduatePhotos
import Website
import Workflow

/// Fills an empty data folder with the demonstration; a folder that holds it already is left as it is.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "在空的数据文件夹里装上演示数据",
    discussion: "一次年度采集、一所示例院校的登记单和学生名单、各种身份的账号，全是编造的。已有演示数据时不再改动。")

  @OptionGroup var center: CenterOptions

  func run() async throws {
    let place = try await Settings.read(flags: center.given).place()
    let users = try await Demonstration.install(at: place) { Console.say("正在装演示数据……") }
    Console.say("演示账号（登录页上也有，验证码每 30 秒变一次）：")
    for user in users { Console.say("  \(user.role)　登录名 \(user.signInName)　密码 \(user.password)") }
  }
}

extension DemoHints {
  /// What the sign-in page of a demonstration shows; nil in service, and for listeners that others could reach.
  static func of(_ folder: String, host: String) throws -> DemoHints? {
    guard ["127.0.0.1", "::1", "localhost"].contains(host) else { return nil }
    guard let users = try DemonstrationFile.read(from: folder) else { return nil }
    return DemoHints(
      users: users.map { user in
        User(role: user.role, signInName: user.signInName, password: user.password) {
          user.digits(at: Int64(Date().timeIntervalSince1970 * 1000))
        }
      })
  }
}
