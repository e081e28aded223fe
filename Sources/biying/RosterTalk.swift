import GraduatePhotos
import Workflow

/// Tells what is in a roster file: problems to stdout, a line each; the sum to stderr.
enum RosterTalk {
  static func list(_ problems: [RosterProblem], _ reading: RosterFacts) throws {
    for problem in problems {
      Console.out("\(problem.severity.chineseName)　\(problem.sentence)")
    }
    let hidden = reading.errorCount + reading.warningCount - problems.count
    if hidden > 0 { Console.say("还有 \(hidden) 个问题没有列出") }
    Console.say(
      "共 \(reading.rowCount) 行，可以导入 \(reading.entryCount) 人；错误 \(reading.errorCount) 个，提醒 \(reading.warningCount) 个")
  }
}
