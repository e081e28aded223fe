import Foundation
import TestSupport
import Testing

/// A6: the verdict on a picture, at the command line.
@Suite struct PhotoCommandTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures")

  private static func photo(_ name: String) -> String { fixtures.appending(path: "Photos/\(name).jpg").path }
  private static func picture(_ name: String) -> String { fixtures.appending(path: "Pictures/\(name)").path }

  private func lines(_ outcome: Command.Outcome) throws -> [[String: Any]] {
    try outcome.out.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  private func check(_ name: String, in line: [String: Any]) throws -> [String: Any] {
    let findings = try #require(line["findings"] as? [[String: Any]])
    return try #require(findings.first { $0["check"] as? String == name })
  }

  @Test("A6: one JSON object a picture, every check listed, and the end is 0 though pictures fail")
  func json() async throws {
    let files = [
      Self.photo("ok-lon004"), Self.photo("eyes-closed-lon041"), Self.picture("transparent.png"), "/no/such/file.jpg",
    ]
    let outcome = try await Command.run(["photo", "check", "--json", "--timings"] + files)
    #expect(outcome.status == 0)
    let lines = try lines(outcome)
    #expect(lines.map { $0["file"] as? String } == files)
    #expect(lines.map { $0["verdict"] as? String } == ["pass", "fail", "refused", "refused"])
    #expect(lines.allSatisfy { $0["standard"] as? String == "national-2017" })
    for line in lines.prefix(2) {
      let findings = try #require(line["findings"] as? [[String: Any]])
      #expect(findings.count == 40)
      for finding in findings {
        #expect(Set(finding.keys) == ["check", "verdict", "value", "unit", "low", "high", "message"])
      }
      let measures = try #require(line["measures"] as? [String: Any])
      #expect(measures["placement"] is [String: Any] && measures["eyes"] is [String: Any])
      #expect(
        (line["timings"] as? [String: Double])?.keys.sorted() == ["checks", "decoding", "measures", "models", "portrait"])
    }
    let eyes = try check("eyes-open", in: lines[1])
    #expect(eyes["verdict"] as? String == "fail" && (eyes["message"] as? String)?.hasSuffix("闭合，请重拍") == true)
    #expect((lines[2]["refusal"] as? [String: String])?["code"] == "picture.transparent")
    #expect((lines[3]["refusal"] as? [String: String])?["message"] == "图片文件打不开")
    #expect(outcome.err.contains("共 4 张：通过 1 张，不合格 1 张，读不出 2 张"), "\(outcome.err)")
    #expect(outcome.err.contains("人脸模型"))
  }

  @Test("The same pictures give the same reports whatever the number of workers")
  func workers() async throws {
    let folder = Self.fixtures.appending(path: "Labelled/tilted").path
    let one = try await Command.run(["photo", "check", "--json", "--jobs", "1", folder])
    let two = try await Command.run(["photo", "check", "--json", "--jobs", "4", folder])
    #expect(one.status == 0 && !one.out.isEmpty)
    #expect(one.out == two.out)
  }

  @Test("Without an option: a line a picture with what to do")
  func table() async throws {
    let outcome = try await Command.run(["photo", "check", Self.photo("ok-lon004"), Self.photo("eyes-closed-lon041")])
    let rows = outcome.out.split(separator: "\n")
    #expect(rows.count == 2)
    #expect(rows[0].hasPrefix("通过") && rows[1].hasPrefix("不合格"))
    #expect(rows[1].contains("闭合，请重拍"))
  }

  @Test("A standard by name or file; a file's mistake is named with its field")
  func standards() async throws {
    let folder = try TemporaryFolder()
    let white = try await Command.run(
      ["photo", "check", "--json", "--standard", "self-taught-white", Self.photo("ok-lon004")])
    #expect(try check("background-colour", in: lines(white)[0])["verdict"] as? String == "fail")
    let path = folder.path("own.json")
    func judged(_ text: String) async throws -> Command.Outcome {
      try Data(text.utf8).write(to: URL(filePath: path))
      return try await Command.run(["photo", "check", "--json", "--standard", path, Self.photo("ok-lon004")])
    }
    let own = try await judged(
      #"{"id": "own", "name": "本校", "source": "通知", "backgrounds": [{"name": "白", "red": 255, "green": 255, "blue": 255}]}"#)
    #expect(try own.status == 0 && lines(own)[0]["standard"] as? String == "own")
    for (text, expected) in [
      ("[", "不是 JSON"), (#"{"id": "own"}"#, "缺少 name"), (#"{"id": "own", "nam": "x"}"#, "没有 nam 这一项"),
      (
        #"{"id": "own", "name": "n", "source": "s", "backgrounds": [{"name": "白", "red": "x", "green": 1, "blue": 1}]}"#,
        "red 的值不对"
      ),
      (#"{"id": "own", "name": "n", "source": "s", "backgrounds": [], "eyes": {"pixels": {"leest": 3}}}"#, "eyes.pixels.leest"),
      (#"{"id": "own", "name": "n", "source": "s", "backgrounds": []}"#, "背景颜色应有"),
    ] {
      let outcome = try await judged(text)
      #expect(outcome.status == 1 && outcome.err.contains(expected), "\(text): \(outcome.err)")
      #expect(outcome.out.isEmpty)
    }
    let unknown = try await Command.run(["photo", "check", "--standard", "nowhere", Self.photo("ok-lon004")])
    #expect(unknown.status == 1 && unknown.err.contains("national-2017"))
  }

  @Test("Special cases and a school's rule for glasses")
  func specialCases() async throws {
    let excused = try await Command.run(
      ["photo", "check", "--json", "--person-decides", "eyes-open,mouth-closed", Self.photo("eyes-closed-lon041")])
    #expect(try lines(excused)[0]["verdict"] as? String == "look")
    let unknown = try await Command.run(["photo", "check", "--person-decides", "eyes", Self.photo("ok-lon004")])
    #expect(unknown.status == 1 && unknown.err.contains("没有叫「eyes」的检测"))
    let glasses = try await Command.run(
      ["photo", "check", "--json", "--glasses", "taken-off", Self.photo("glasses-lon105-clear")])
    #expect(try check("glasses", in: lines(glasses)[0])["verdict"] as? String == "look")
  }

  @Test("The HTML report holds each picture with its measures drawn, and replaces an older one whole")
  func html() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("report.html")
    let files = [Self.photo("ok-lon004"), Self.photo("two-faces-lon007-lon019"), Self.picture("transparent.png")]
    for _ in 0..<2 {
      let outcome = try await Command.run(["photo", "check", "--html", path] + files)
      #expect(outcome.status == 0, "\(outcome.err)")
    }
    let page = try String(contentsOfFile: path, encoding: .utf8)
    #expect(page.components(separatedBy: "<article").count == 4)
    #expect(page.components(separatedBy: "<svg").count == 3)
    #expect(page.contains("眼睛 ") && page.contains("脸宽 ") && page.contains("<rect class=\"fail\""))
    #expect(!page.contains("http://") && !page.contains("https://"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["report.html"])
    let nowhere = try await Command.run(["photo", "check", "--html", folder.path("no/report.html"), files[0]])
    #expect(nowhere.status == 1 && nowhere.err.contains("写不进去"))
  }

  @Test("Portraits are cut from camera pictures; a finished one keeps its bytes; nothing is written over")
  func make() async throws {
    let folder = try TemporaryFolder()
    let out = folder.path("out")
    let good = Self.photo("ok-lon004")
    let done = try await Command.run(["photo", "make", "--out", out, good])
    #expect(done.status == 0, "\(done.err)")
    #expect(try Data(contentsOf: URL(filePath: out + "/ok-lon004.jpg")) == Data(contentsOf: URL(filePath: good)))
    let again = try await Command.run(["photo", "make", "--out", out, good])
    #expect(again.status == 1 && again.err.contains("已经存在"))
    #expect(try await Command.run(["photo", "make", "--out", out, "--overwrite", good]).status == 0)
    let itself = try await Command.run(["photo", "make", "--out", out, "--overwrite", out + "/ok-lon004.jpg"])
    #expect(itself.status == 1)
    let failed = try await Command.run(["photo", "make", "--out", out, Self.photo("eyes-closed-lon041")])
    #expect(failed.status == 1 && failed.out.contains("没有写出"))
    #expect(!FileManager.default.fileExists(atPath: out + "/eyes-closed-lon041.jpg"))
    let anyway = try await Command.run(["photo", "make", "--even-failed", "--out", out, Self.photo("eyes-closed-lon041")])
    #expect(anyway.status == 0)
    let twice = try await Command.run(["photo", "make", "--out", folder.path("other"), good, good])
    #expect(twice.status == 1 && twice.err.contains("有两张照片都会写成 ok-lon004.jpg"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("other")))
  }

  @Test("Two pictures are compared, and one is looked for among many, as a hint")
  func compare() async throws {
    let same = try await Command.run(["photo", "compare", Self.photo("ok-lon004"), Self.photo("smile-lon004")])
    #expect(same.status == 0 && same.out.hasPrefix("像同一人"))
    let other = try await Command.run(["photo", "compare", "--json", Self.photo("ok-lon004"), Self.photo("ok-lon137")])
    #expect(try lines(other)[0]["answer"] as? String == "different")
    let none = try await Command.run(["photo", "compare", Self.photo("ok-lon004"), Self.picture("scene.png")])
    #expect(none.status == 1 && none.err.contains("没有找到人脸"))
    let missing = try await Command.run(["photo", "compare", Self.photo("ok-lon004"), "/no/such.jpg"])
    #expect(missing.status == 1 && missing.err.contains("/no/such.jpg：图片文件打不开"))
    let found = try await Command.run(
      ["photo", "find", "--limit", "2", Self.photo("ok-lon004"), Self.photo("ok-lon137"), Self.photo("smile-lon004")])
    let rows = found.out.split(separator: "\n")
    #expect(rows.count == 2 && rows[0].contains("smile-lon004") && rows[0].contains("像同一人"))
  }

  @Test("A6: accuracy on the labelled portraits stays above its floor")
  func accuracy() async throws {
    let root = Self.fixtures.deletingLastPathComponent().deletingLastPathComponent()
    // A release build may be named; the tests' own build judges pictures with optimised code too.
    let program = try ProcessInfo.processInfo.environment["BIYING_PROGRAM"] ?? Command.path()
    let outcome = try await Command.run(
      [
        root.appending(path: "Benchmarks/Calibration/calibrate.py").path,
        Self.fixtures.appending(path: "Labelled/manifest.csv").path, "--biying", program, "--floor",
      ], program: "/usr/bin/python3", seconds: 1_200)
    #expect(outcome.status == 0, "\(outcome.out)\(outcome.err)")
    #expect(outcome.out.contains("304 pictures"))
  }
}
