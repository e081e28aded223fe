import ArgumentParser
import Foundation
import Glibc
import GraduatePhotos
import Workflow

/// How the command ends, for scripts.
enum ExitStatus: Int32 {
  case done = 0
  /// An expected no, or problems found in what was looked at.
  case refused = 1
  /// Our fault, or the machine's.
  case fault = 2
  /// The command was written wrongly.
  case usage = 64

  func end() -> Never { exit(rawValue) }
}

/// Thrown by a command that has said everything itself.
struct Ended: Error { let status: ExitStatus }

/// Parses and runs one command, and says what became of it.
enum CommandRun {
  static func run(_ arguments: [String]) async -> ExitStatus {
    // Whatever this process makes is for its own user only.
    umask(0o077)
    do {
      var command = try Biying.parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return .done
    } catch { return say(error) }
  }

  private static func say(_ error: any Error) -> ExitStatus {
    if let ended = error as? Ended { return ended.status }
    if let refusal = error as? any Refusal {
      Console.say(refusal.message + (refusal.hint.isEmpty ? "" : "\n" + refusal.hint))
      if case SettingRefusal.missing? = refusal as? SettingRefusal { return .usage }
      return .refused
    }
    switch Biying.exitCode(for: error) {
    case .success:
      Console.out(ChineseHelp.translated(Biying.fullMessage(for: error, columns: ChineseHelp.columns)))
      return .done
    case .validationFailure:
      Console.say(ChineseHelp.translated(Biying.fullMessage(for: error, columns: ChineseHelp.columns)))
      return .usage
    default:
      Console.say("程序出了故障：\(FaultText.of(error))\n请把这一行告诉维护人员；数据没有改动一半，可以再试一次")
      return .fault
    }
  }
}
