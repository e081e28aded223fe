import ArgumentParser
import Workflow

struct KeysRotateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate", abstract: "更换密钥，并把加密内容全部换成新密钥",
    discussion: """
      服务不用停。中断了再执行一次，会从断的地方接着做。旧密钥留在密钥文件里，旧备份还要靠它打开。换完请重新导出密钥。
      几台机器共用一个数据库时：先执行 --new-keys-only，把密钥文件复制到其他机器，再执行一次本命令。
      """)

  @OptionGroup var center: CenterOptions
  @Flag(name: .customLong("new-keys-only"), help: "只生成新密钥，不改动加密内容")
  var onlyNewKeys = false

  func run() async throws {
    try await center.withCenter(for: .working) { open in
      let machine = MachineOperator()
      let left = try await open.valuesUnderOldKeys()
      if onlyNewKeys {
        try await open.makeNewKeys(by: machine)
        return Console.say("新密钥已写入 \(open.keysPath)。请把它复制到其他机器，再执行 biying keys rotate")
      }
      if left > 0 {
        Console.say("还有 \(left) 项用旧密钥，接着做完")
        let report = try await reencrypt(open, isContinued: true)
        // What is left then cannot be opened at all; the doctor names it, and it must not stand in the way for ever.
        guard report.total == 0 else { return try tell(report) }
      }
      try await open.makeNewKeys(by: machine)
      try await Task.sleep(for: .milliseconds(UpkeepLimits.keyGraceMilliseconds))
      try tell(try await reencrypt(open, isContinued: false))
    }
  }

  private func reencrypt(_ open: OpenCenter, isContinued: Bool) async throws -> RotationReport {
    let line = ProgressLine("换密钥")
    defer { line.end() }
    return try await open.reencrypt(isContinued: isContinued, by: MachineOperator()) { progress in
      line.show(progress.total == 0 ? 1 : Double(progress.done) / Double(progress.total))
    }
  }

  private func tell(_ report: RotationReport) throws {
    let parts = report.values.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: "、")
    Console.say("已换成密钥 \(report.keyID)" + (parts.isEmpty ? "" : "：\(parts)") + "。请重新执行 biying keys export 和 biying keys test")
    guard report.left == 0 else {
      Console.say("还有 \(report.left) 项没有换成新密钥：打不开，或者有服务还在用旧密钥写入。请再执行一次；仍然如此，请执行 biying doctor 查看")
      throw Ended(status: .refused)
    }
  }
}
