import GraduatePhotos
import Workflow

/// Tells what is in a roster file: problems to stdout, a line each; the sum to stderr.
enum RosterTalk {
  static func list(_ reading: RosterReading) throws {
    for problem in reading.problems {
      Console.out("\(problem.severity.chineseName)　\(problem.sentence)")
    }
    let hidden = reading.errorCount + reading.warningCount - reading.problems.count
    if hidden > 0 { Console.say("还有 \(hidden) 个问题没有列出") }
    Console.say(
      "共 \(reading.rowCount) 行，可以导入 \(reading.entries.count) 人；错误 \(reading.errorCount) 个，提醒 \(reading.warningCount) 个")
  }
}
