import ArgumentParser
import Foundation
import GraduatePhotos

struct ScheduleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "时间安排", subcommands: [ScheduleSolveCommand.self, ScheduleExampleCommand.self])
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
  @Flag(name: .customLong("greedy"), help: "不求解：按院校次序逐个排，像在表格里手工排那样，供比较")
  var isGreedy = false
  @Flag(name: .customLong("json"), help: "输出一个 JSON 对象：安排、用了多少、下界、用时")
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
    let rules = TourRules(problem)
    let answer = isGreedy ? nil : try solved(problem)
    let plan = answer?.plan ?? GreedyPlan.plan(problem)
    let cost = rules.cost(of: plan)
    let broken = rules.violations(of: plan)
    if isJSON {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let data = try answer.map { try encoder.encode($0) } ?? encoder.encode(PlanAndCost(plan: plan, cost: cost))
      Console.out(String(decoding: data, as: UTF8.self))
    } else {
      list(plan, problem)
    }
    for sentence in cost.sentences { Console.say(sentence) }
    for late in rules.lateInstitutions(of: plan) { Console.say(late.chinese) }
    for unused in rules.unusedAgreements(of: plan) { Console.say(unused.chinese) }
    for violation in broken { Console.say("违反「\(violation.rule.chineseName)」：\(violation.message)") }
    guard broken.isEmpty else { throw Ended(status: .fault) }
    if cost.unplacedHeads > 0 { throw Ended(status: .refused) }
  }

  private struct PlanAndCost: Encodable {
    let plan: TourPlan
    let cost: PlanCost
  }

  /// Solves with a progress line, and says how far it is from the bound.
  private func solved(_ problem: TourProblem) throws -> TourAnswer {
    let began = ContinuousClock.now
    func elapsed() -> Double { (ContinuousClock.now - began) / .seconds(1) }
    func share(_ step: Int) -> Double {
      steps.map { $0 == 0 ? 1 : Double(step) / Double($0) } ?? elapsed() / Double(seconds)
    }
    let line = ProgressLine("求解")
    defer { line.end() }
    var firstPlanSeconds: Double?
    var solver = try TourSolver(problem, seed: seed)
    let best = solver.solve(until: share) { progress in
      firstPlanSeconds = firstPlanSeconds ?? elapsed()
      line.show(min(1, share(progress.steps)), "第 \(progress.steps) 步，\(progress.chinese)")
    }
    line.end()
    Console.say(best.chinese + "（下界：不漏一名学生的任何安排都至少要这么多天）")
    return TourAnswer(best, firstPlanSeconds: firstPlanSeconds ?? elapsed(), seconds: elapsed())
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

/// A made-up season to try the solver on.
struct ScheduleExampleCommand: ParsableCommand {
  enum Shape: String, ExpressibleByArgument, CaseIterable {
    case gansu = "gansu-2013"
    case large

    var season: TourInstances.Shape { self == .gansu ? .gansu2013 : .large }
  }

  static let configuration = CommandConfiguration(
    commandName: "example", abstract: "写出一份虚构的求解问题（JSON），供试用和比较",
    discussion: "gansu-2013：50 所院校、60 个站点、13 万人、8 组；large：500 所院校、130 万人、80 组。院校、班级和人数都是虚构的。")

  @Option(help: ArgumentHelp("随机种子", valueName: "整数"))
  var seed: UInt64 = 1
  @Argument(help: ArgumentHelp("规模：gansu-2013 或 large", valueName: "规模"))
  var shape: Shape

  func run() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let problem = TourInstances.problem(shape.season, seed: seed)
    Console.out(String(decoding: try encoder.encode(problem), as: UTF8.self))
  }
}

/// A file that is no problem of a tour.
struct ScheduleFileRefusal: Refusal, Equatable {
  let path: String

  var code: String { "schedule.file" }
  var message: String { "文件 \(path) 不是求解用的问题文件" }
  var hint: String { "请用 JSON，字段见 GraduatePhotos/2-Schedule/Problem/TourProblem.swift" }
}
