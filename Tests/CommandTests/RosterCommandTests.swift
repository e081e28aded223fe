import Foundation
import GraduatePhotos
import TestSupport
import Testing

@Suite struct RosterCommandTests {
  private func roster(_ folder: TemporaryFolder, _ change: (Int, String) -> String = { $1 }) throws -> String {
    let lines = (0..<5).map { number in
      change(
        number,
        "99901,示例大学,普通,文学院,文学,1班,2010\(1000 + number),张示例,\(number.isMultiple(of: 2) ? "女" : "男"),\(MadeUp.idNumber(number)),本科"
      )
    }
    let path = folder.path("\(UUID().uuidString).csv")
    try Data((["学校代码,学校名称,类别,院系,专业,班级,学号,姓名,性别,身份证号,层次"] + lines).joined(separator: "\r\n").utf8)
      .write(to: URL(filePath: path))
    return path
  }

  @Test("A file is checked without a center: 0 when it is fine, 1 with every problem on a line of its own")
  func dryRun() async throws {
    let folder = try TemporaryFolder()
    let fine = try await Command.run(["roster", "import", "--dry-run", roster(folder)])
    #expect(fine.status == 0, "\(fine.out)\(fine.err)")
    #expect(fine.err.contains("可以导入 5 人"))
    let number = MadeUp.idNumber(3)
    let digit = number.hasSuffix("X") ? "0" : "X"
    let broken = try roster(folder) { $0 == 3 ? $1.replacing(number, with: number.dropLast() + digit) : $1 }
    let bad = try await Command.run(["roster", "import", "--dry-run", broken])
    #expect(bad.status == 1)
    let lines = bad.out.split(separator: "\n").filter { $0.hasPrefix("错误") }
    #expect(lines.count == 1)
    #expect(lines.first?.contains("第 5 行 身份证号") == true, "\(bad.out)")
    #expect(!(bad.out + bad.err).contains(number.dropLast()), "numbers only masked")
    let none = try await Command.run(["roster", "import", "--dry-run", folder.path("nothing.csv")])
    #expect(none.status == 1 && none.err.contains("读不出来"))
    let text = folder.path("text.csv")
    try Data("只有一句话".utf8).write(to: URL(filePath: text))
    #expect(try await Command.run(["roster", "import", "--dry-run", text]).status == 1)
  }

  @Test("Campaign and institution are found or asked for in Chinese")
  func unknown() async throws {
    let folder = try TemporaryFolder()
    let data = ["--data", folder.path("data")]
    let outcome = try await Command.run(
      ["roster", "import", "--campaign", "2014", "--institution", "99901", try roster(folder)] + data)
    #expect(outcome.status == 1 && outcome.err.contains("没有代码为 99901 的院校"), "\(outcome.err)")
  }

  @Test("The commands of the benchmarks print a number and nothing else")
  func bench() async throws {
    let folder = try TemporaryFolder()
    let path = try roster(folder)
    let rows = try await Command.run(["bench", "read-table", path])
    #expect(rows.status == 0 && rows.out == "6\n" && rows.err.isEmpty)
    let imported = try await Command.run(["bench", "import-roster", path])
    #expect(imported.status == 0 && imported.out == "5\n", "\(imported.err)")
  }
}
