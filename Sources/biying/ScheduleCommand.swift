import ArgumentParser
import Foundation
import GraduatePhotos

struct ScheduleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "时间安排", subcommands: [ScheduleSolveCommand.self])
}

struct ScheduleSolveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve", abstract: "求解巡回拍摄的安排，说明与证得的下界差多少",
    discussion: """
      读一份问题文件（JSON，字段同 TourProblem），第一个可行的安排马上就有，到时间为止越来越省。同一问题、同一种子、同样步数，结果相同。
      退出码：0 全部学生都有安排，1 有学生没有安排或文件不对，2 程序故障。
      """)

  @Option(help: ArgumentHelp("最多求解几秒", valueName: "秒"))
  var seconds = 30
  @Option(help: ArgumentHelp("不看时间，改为固定步数：结果可以重现", valueName: "步数"))
  var steps: Int?
  @Option(help: ArgumentHelp("随机种子", valueName: "整数"))
  var seed: UInt64 = 1
  @Flag(name: .customLong("json"), help: "把安排作为一个 JSON 对象写到标准输出")
  var isJSON = false
  @Argument(help: ArgumentHelp("问题文件", valueName: "文件"))
  var file: String

  func validate() throws {
    if !(1...86_400).contains(seconds) { throw ValidationError("--seconds 应在 1–86400 之间") }
  }

  func run() async throws {
    guard let data = FileManager.default.contents(atPath: file) else { throw FileRefusal.unreadable(path: file) }
    let problem: TourProblem
    do { problem = try JSONDecoder().decode(TourProblem.self, from: data) } catch { throw ScheduleFileRefusal(path: file) }
    var solver = try TourSolver(problem, seed: seed)
    let line = ProgressLine("求解")
    let began = ContinuousClock.now
    func share(_ step: Int) -> Double {
      steps.map { $0 == 0 ? 1 : Double(step) / Double($0) } ?? (ContinuousClock.now - began) / .seconds(seconds)
    }
    var last = 0.0
    let best = solver.solve(until: share) { progress in
      last = max(last, min(1, share(progress.steps)))
      line.show(last, "第 \(progress.steps) 步，\(progress.chinese)")
    }
    line.end()
    let plan = best.plan
    let broken = TourRules(problem).violations(of: plan)
    if isJSON {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      Console.out(String(decoding: try encoder.encode(plan), as: UTF8.self))
    } else {
      list(plan, problem)
    }
    for sentence in best.cost.sentences { Console.say(sentence) }
    Console.say(best.chinese + "（下界：不漏一名学生的任何安排都至少要这么多天）")
    for violation in broken { Console.say("违反「\(violation.rule.chineseName)」：\(violation.message)") }
    guard broken.isEmpty else { throw Ended(status: .fault) }
    if best.cost.unplacedHeads > 0 { throw Ended(status: .refused) }
  }

  private func list(_ plan: TourPlan, _ problem: TourProblem) {
    let names = Dictionary(problem.institutions.map { ($0.id, $0.name) }) { first, _ in first }
    let crews = Dictionary(problem.crews.map { ($0.id, $0.name) }) { first, _ in first }
    for visit in plan.visits {
      Console.out(
        "\(visit.day.iso)\t\(visit.span.chinese)\t\(crews[visit.crew] ?? "")\t\(names[visit.institution] ?? "")\t拍摄点 \(visit.point)\t\(visit.heads) 人"
      )
    }
    for group in plan.unplaced { Console.out("未安排\t\(names[group.institution] ?? "")\t\(group.heads) 人\t\(group.reason)") }
  }
}

/// A file that is no problem of a tour.
struct ScheduleFileRefusal: Refusal, Equatable {
  let path: String

  var code: String { "schedule.file" }
  var message: String { "文件 \(path) 不是求解用的问题文件" }
  var hint: String { "请用 JSON，字段见 GraduatePhotos/2-Schedule/Problem/TourProblem.swift" }
}
