import Darkroom
import Foundation
import GraduatePhotos

/// Counts outcomes, and says how fast it goes.
struct PhotoTally {
  private let total: Int
  private let started = ContinuousClock.now
  private(set) var counts: [String: Int] = [:]
  private var times = StageTimes()
  private var judged = 0
  private var done = 0

  init(total: Int) { self.total = total }

  mutating func add(_ outcome: PhotoOutcome) {
    done += 1
    counts[outcome.verdictName, default: 0] += 1
    if case .judged(let report) = outcome {
      judged += 1
      times += report.times
    }
  }

  /// 0…1.
  var share: Double { Double(done) / Double(max(1, total)) }

  private var seconds: Double { max(0.001, (ContinuousClock.now - started) / .seconds(1)) }
  private var perSecond: Double { Double(done) / seconds }

  /// Beside the progress bar.
  var pace: String {
    let left = Double(total - done) / max(0.001, perSecond)
    return "\(done)/\(total) 张，每秒 \(Self.number(perSecond)) 张，还需约 \(Self.duration(left))"
  }

  var summary: String {
    let parts = [("pass", "通过"), ("look", "需人工看"), ("fail", "不合格"), ("refused", "读不出")].compactMap { key, name in
      counts[key].map { "\(name) \($0) 张" }
    }
    return "共 \(done) 张：\(parts.joined(separator: "，"))。用时 \(Self.duration(seconds))，每秒 \(Self.number(perSecond)) 张"
  }

  /// Stage by stage, the mean of a picture.
  var timings: String {
    guard judged > 0 else { return "没有照片可以计时" }
    let mean = { (stage: PhotoStage) in times[stage] / Double(judged) }
    let all = max(0.001, times.total / Double(judged))
    let lines = PhotoStage.allCases.map { stage in
      let share = "\(Int((mean(stage) / all * 100).rounded()))%"
      return "\(Columns.padded(stage.chineseName, 10))\(Columns.padded(Self.number(mean(stage)) + " ms", 12))\(share)"
    }
    return (["每张照片的处理器时间（\(judged) 张平均）："] + lines + ["\(Columns.padded("合计", 10))\(Self.number(all)) ms"])
      .joined(separator: "\n")
  }

  private static func number(_ value: Double) -> String {
    value >= 100 ? String(Int(value.rounded())) : String((value * 10).rounded() / 10)
  }

  private static func duration(_ seconds: Double) -> String {
    seconds < 60 ? "\(number(seconds)) 秒" : "\(Int(seconds) / 60) 分 \(Int(seconds) % 60) 秒"
  }
}

/// Text in columns of a terminal, where a Han character takes two.
enum Columns {
  static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) } }

  /// With blanks up to so many columns.
  static func padded(_ text: String, _ columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - width(text)))
  }
}

/// A line a picture: verdict, file, what is the matter.
struct PhotoTable {
  private let nameColumns: Int
  /// Beyond this a long path is not made room for.
  private static let mostColumns = 48

  init(_ files: [PhotoFile]) { nameColumns = min(Self.mostColumns, files.map { Columns.width($0.name) }.max() ?? 0) }

  func row(_ file: PhotoFile, _ outcome: PhotoOutcome) -> String {
    let verdict = Columns.padded(outcome.chineseVerdict, 8)
    let colored =
      switch outcome.verdictName {
      case Finding.Verdict.pass.rawValue: Console.colored(verdict, isRight: true)
      case Finding.Verdict.look.rawValue: verdict
      default: Console.colored(verdict, isRight: false)
      }
    let text = outcome.sentences.joined(separator: "；")
    return text.isEmpty ? "\(colored)  \(file.name)" : "\(colored)  \(Columns.padded(file.name, nameColumns))  \(text)"
  }
}
