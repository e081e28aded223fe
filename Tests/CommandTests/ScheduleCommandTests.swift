import Foundation
import TestSupport
import Testing

/// X3: a season's tour at the command line.
@Suite struct ScheduleCommandTests {
  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test(
    "A made-up season is solved with its bound, never worse than a spreadsheet's plan, and the same again for the same steps")
  func solve() async throws {
    let folder = try TemporaryFolder()
    let example = try await Command.run(["schedule", "example", "gansu-2013"])
    #expect(example.status == 0)
    let file = folder.path("season.json")
    try Data(example.out.utf8).write(to: URL(filePath: file))
    let solve = ["schedule", "solve", file, "--json"]
    let ours = try await Command.run(solve + ["--steps", "20"])
    #expect(ours.status == 0, "\(ours.err)")
    #expect(ours.err.contains("下界") && ours.err.contains("未安排的学生 0 人"), "\(ours.err)")
    let answer = try object(ours.out)
    let cost = try #require(answer["cost"] as? [String: Int])
    let bound = try #require(answer["crewDayBound"] as? Int)
    let greedy = try object(try await Command.run(solve + ["--greedy"]).out)
    let greedyDays = try #require((greedy["cost"] as? [String: Int])?["crewDays"])
    #expect(bound <= cost["crewDays", default: 0] && cost["crewDays", default: .max] <= greedyDays)
    let again = try object(try await Command.run(solve + ["--steps", "20"]).out)
    #expect(NSDictionary(dictionary: ["plan": answer["plan"] ?? 0]) == NSDictionary(dictionary: ["plan": again["plan"] ?? 1]))
    let list = try await Command.run(["schedule", "solve", file, "--steps", "0"])
    #expect(list.out.contains("拍摄点 1"))
  }

  @Test("What cannot be solved is named", arguments: ["{}", "[1]", ""])
  func mistakes(text: String) async throws {
    let folder = try TemporaryFolder()
    let file = folder.path("season.json")
    try Data(text.utf8).write(to: URL(filePath: file))
    let outcome = try await Command.run(["schedule", "solve", file])
    #expect(outcome.status == 1 && outcome.err.contains("不是求解用的问题文件"))
    #expect(outcome.out.isEmpty)
  }
}
