import Foundation
import GraduatePhotos

/// What became of one file: a report, or why it cannot be judged.
public enum PhotoOutcome: Sendable {
  case judged(PhotoReport)
  case refused(any Refusal)

  /// `pass`, `look`, `fail` or `refused`, as in reports.
  public var verdictName: String {
    switch self {
    case .judged(let report): report.verdict.rawValue
    case .refused: "refused"
    }
  }

  public var chineseVerdict: String {
    switch self {
    case .judged(let report): report.verdict.chineseName
    case .refused: "读不出"
    }
  }

  /// What is the matter, the worst first; empty when all is in order.
  public var sentences: [String] {
    switch self {
    case .judged(let report): report.problems.map(\.message)
    case .refused(let refusal): ["\(refusal.message)。\(refusal.hint)"]
    }
  }
}

/// One file's outcome as a line of JSON.
///
/// `{"file","standard","verdict":"pass|look|fail|refused","findings":[{"check","verdict","value","unit","low","high","message"}],"measures":{…}}`
///
/// - `findings` lists every check in the order of reports; `value`, `low` and `high` are null when there is none. Empty for a refused file, which
///   has `refusal` (`code`, `message`, `hint`) instead.
/// - `measures` are `PhotoMeasures`; parts that were not measured are missing.
/// - `backgroundReplaced` is there, and true, when the program put another background behind the person.
/// - `timings`, milliseconds of CPU for each stage, is there when it was asked for.
public struct PhotoLine: Encodable {
  private let file: String
  private let standard: String
  private let outcome: PhotoOutcome
  private let hasTimings: Bool

  public init(file: String, standard: PhotoStandard, outcome: PhotoOutcome, hasTimings: Bool = false) {
    self.file = file
    self.standard = standard.id
    self.outcome = outcome
    self.hasTimings = hasTimings
  }

  /// Without a line's end.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  private enum Key: String, CodingKey {
    case file, standard, verdict, findings, measures, refusal, backgroundReplaced, timings
  }

  private enum RefusalKey: String, CodingKey { case code, message, hint }

  public func encode(to encoder: any Encoder) throws {
    var line = encoder.container(keyedBy: Key.self)
    try line.encode(file, forKey: .file)
    try line.encode(standard, forKey: .standard)
    try line.encode(outcome.verdictName, forKey: .verdict)
    switch outcome {
    case .judged(let report):
      try line.encode(report.findings.map(FindingLine.init), forKey: .findings)
      try line.encode(report.measures, forKey: .measures)
      if report.isBackgroundReplaced { try line.encode(true, forKey: .backgroundReplaced) }
      if hasTimings {
        let times = PhotoStage.allCases.map { ($0.rawValue, report.times[$0]) }
        try line.encode(Dictionary(uniqueKeysWithValues: times), forKey: .timings)
      }
    case .refused(let refusal):
      try line.encode([FindingLine](), forKey: .findings)
      try line.encode([String: String](), forKey: .measures)
      var why = line.nestedContainer(keyedBy: RefusalKey.self, forKey: .refusal)
      try why.encode(refusal.code, forKey: .code)
      try why.encode(refusal.message, forKey: .message)
      try why.encode(refusal.hint, forKey: .hint)
    }
  }
}

/// A finding whose keys are all there.
private struct FindingLine: Encodable {
  let finding: Finding

  private enum Key: String, CodingKey { case check, verdict, value, unit, low, high, message }

  func encode(to encoder: any Encoder) throws {
    var line = encoder.container(keyedBy: Key.self)
    try line.encode(finding.check, forKey: .check)
    try line.encode(finding.verdict, forKey: .verdict)
    // encoded as null when there is none
    try line.encode(finding.value, forKey: .value)
    try line.encode(finding.unit, forKey: .unit)
    try line.encode(finding.low, forKey: .low)
    try line.encode(finding.high, forKey: .high)
    try line.encode(finding.message, forKey: .message)
  }
}
