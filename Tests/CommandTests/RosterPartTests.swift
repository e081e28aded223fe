import Foundation
import TestSupport
import Testing

/// A file that is only a part of the roster, on the command line.
@Suite struct RosterPartTests {
  private func roster(_ folder: TemporaryFolder, _ numbers: [Int]) throws -> String {
    let lines = numbers.map { number in
      "普通,示例部件系,1班,2031\(1000 + number),\(["", "李示例", "王拟文", "赵构宁"][number]),\(number.isMultiple(of: 2) ? "女" : "男"),\(MadeUp.idNumber(number))"
    }
    let path = folder.path("\(UUID().uuidString).csv")
    try Data((["类别,院系,班级,学号,姓名,性别,身份证号"] + lines).joined(separator: "\n").utf8).write(to: URL(filePath: path))
    return path
  }

  @Test("A9.3: a file of one department is taken for a part unless --part says otherwise")
  func part() async throws {
    let folder = try TemporaryFolder()
    let data = ["--data", folder.path("data")]
    #expect(try await Command.run(["demo"] + data).status == 0)
    let years = try await Command.run(
      ["roster", "import", "--campaign", "0", "--institution", "临001", roster(folder, [1])] + data)
    let year = try #require(years.err.firstMatch(of: /20[0-9]{2}/)?.output, "\(years.err)")
    let start = ["roster", "import", "--campaign", String(year), "--institution", "临001"]
    let whole = try await Command.run(start + ["--part", "whole", roster(folder, [1, 2])] + data)
    #expect(whole.status == 1 && whole.err.contains("没有填写学籍异动"), "\(whole.err)")
    let guessed = try await Command.run(start + [roster(folder, [1, 2])] + data)
    #expect(guessed.status == 0 && guessed.err.contains("新增 2 人"), "\(guessed.err)")
    #expect(guessed.err.contains("这份文件看来只是其中的院系"))
    let fewer = try await Command.run(start + ["--part", "additions", roster(folder, [3])] + data)
    #expect(fewer.status == 0 && fewer.err.contains("新增 1 人") && !fewer.err.contains("看来"), "\(fewer.err)")
    let wrong = try await Command.run(start + ["--part", "half", roster(folder, [3])] + data)
    #expect(wrong.status == 64)
  }
}
