import ArgumentParser
import Workflow

struct OfficerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "officer", abstract: "省厅管理员", subcommands: [OfficerAddCommand.self])
}

struct OfficerAddCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "添加一名省厅管理员，输出邀请链接",
    discussion: "链接只显示这一次，只能用一次，7 天内有效。请交到本人手里。")

  @Argument(help: ArgumentHelp("姓名", valueName: "姓名"))
  var name: String
  @Option(name: .customLong("sign-in-name"), help: ArgumentHelp("登录名", valueName: "登录名"))
  var signInName: String
  @Option(help: ArgumentHelp("电子邮箱", valueName: "地址"))
  var email: String?
  @OptionGroup var center: CenterOptions

  func run() async throws {
    try await center.withCenter(for: .working) { open in
      let request = AccountRequest(role: .officer, signInName: signInName, name: name, email: email)
      let invitation = try await open.center.invite(request, by: MachineOperator())
      Console.say("请打开下面的链接设置密码和第二验证（只能用一次，7 天内有效）：")
      Console.out(open.center.publicAddress + invitation.path)
    }
  }
}
