/// Problems of a whole roster, collected while its rows go by: all are counted, the first ones kept with their text.
public struct RosterTally: Sendable {
  /// In the order they were found, at most `RegistrationLimits.rosterProblems`.
  public private(set) var kept: [RosterProblem] = []
  /// By reason, everything counted.
  public private(set) var counts: [String: Int] = [:]
  /// Rows that no entry may be taken from, the earlier rows of contradictions included.
  public private(set) var refusedRows: Set<RosterPlace> = []
  public private(set) var errors = 0
  public private(set) var warnings = 0

  public init() {}

  public mutating func add(_ problems: [RosterProblem]) {
    for problem in problems {
      counts[problem.reason, default: 0] += 1
      if problem.severity == .error {
        errors += 1
        refusedRows.insert(problem.place)
      } else {
        warnings += 1
      }
      if kept.count < RegistrationLimits.rosterProblems { kept.append(problem) }
    }
  }

  /// Counted, but beyond the number that is kept.
  public var notKept: Int { errors + warnings - kept.count }

  /// 「3 行有错误，不能导入；另有 5 处提醒」; 「没有问题」 when there is none.
  public var chineseSummary: String {
    switch (refusedRows.count, warnings) {
    case (0, 0): "没有问题"
    case (0, let warnings): "有 \(warnings) 处提醒"
    case (let rows, 0): "\(rows) 行有错误，不能导入"
    case (let rows, let warnings): "\(rows) 行有错误，不能导入；另有 \(warnings) 处提醒"
    }
  }
}
