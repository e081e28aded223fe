extension CampaignPlan {
  /// Heads an hour that a crew can be asked for; codes speed the work up to about 350 (domain.md 5.1).
  public static let studentsPerHourRange = 20...600
  /// Nobody was ever charged more for a head; a higher fee is a slip of the decimal point.
  public static let highestFee = Fen.yuan(500)

  /// Everything that stands against opening the campaign, in the order of the form; empty when it can be opened.
  public func problems() -> [CampaignProblem] {
    generalProblems() + windowProblems() + officeProblems()
  }

  private func generalProblems() -> [CampaignProblem] {
    var problems: [CampaignProblem] = []
    func report(_ field: CampaignField, _ message: String) {
      problems.append(CampaignProblem(field: field, message: message))
    }
    if province.trimmed.isEmpty { report(.province, "没有填写省份") }
    if provinceCode.utf8.count != 2 || !IDNumber.isProvince(Int(provinceCode) ?? 0) {
      report(.provinceCode, "省份代码应为两位数字，例如甘肃为 62")
    }
    if !(2000...2100).contains(graduatingClass.year) { report(.graduatingClass, "届应为四位年份，例如 2026") }
    if feePerHead < .zero { report(.feePerHead, "每人费用不能小于 0 元") }
    if feePerHead > Self.highestFee { report(.feePerHead, "每人费用超过 \(Self.highestFee.chinese)，请核对小数点") }
    if let reprintPrice, !(.zero...Self.highestFee).contains(reprintPrice) {
      report(.reprintPrice, "加洗每张的价格应在 0–\(Self.highestFee.chinese)之间")
    }
    if photoStandard.trimmed.isEmpty { report(.photoStandard, "没有选择照片规范") }
    if !Self.studentsPerHourRange.contains(studentsPerHour) {
      let range = Self.studentsPerHourRange
      report(.studentsPerHour, "每小时人数应在 \(range.lowerBound)–\(range.upperBound) 之间")
    }
    for problem in rosterTerms?.problems() ?? [] { report(.rosterColumn(problem.column), problem.message) }
    for problem in captions?.problems(in: regime) ?? [] {
      problems.append(
        CampaignProblem(field: .captions, severity: problem.isError ? .error : .warning, message: problem.message))
    }
    if days(of: .makeup) != nil, makeupPlace.trimmed.isEmpty { report(.makeupPlace, "没有填写补拍地点") }
    return problems
  }

  private func windowProblems() -> [CampaignProblem] {
    var problems: [CampaignProblem] = []
    func report(_ kind: CampaignWindow.Kind, _ message: String, _ severity: CampaignProblem.Severity = .error) {
      problems.append(CampaignProblem(field: .window(kind), severity: severity, message: message))
    }
    for kind in CampaignWindow.Kind.allCases {
      let same = windows.filter { $0.kind == kind }
      if same.count > 1 { report(kind, "\(kind.chineseName)填写了 \(same.count) 次，请只留一个") }
      for window in same where window.days.isBackwards {
        report(kind, "\(kind.chineseName)的结束日期早于开始日期")
      }
    }
    if phases.isEmpty { report(.phase1, "没有填写拍摄日期") }
    if days(of: .makeup) == nil { report(.makeup, "没有填写补拍日期") }
    if days(of: .verification) == nil { report(.verification, "没有填写院校核对日期", .warning) }
    if days(of: .proofing) == nil { report(.proofing, "没有填写学生校对日期", .warning) }
    for (kind, message) in orderProblems() { report(kind, message) }
    return problems
  }

  /// Pairs that must follow each other: registration ends before the last phase ends, phases in order without overlap,
  /// the make-up after the first phase began, data check and proofing not before shooting.
  private func orderProblems() -> [(CampaignWindow.Kind, String)] {
    var problems: [(CampaignWindow.Kind, String)] = []
    let phases = windows.filter(\.kind.isPhase).sorted { $0.kind.rawValue < $1.kind.rawValue }
    for (earlier, later) in zip(phases, phases.dropFirst()) where later.days.first <= earlier.days.last {
      problems.append((later.kind, "\(later.kind.chineseName)应在\(earlier.kind.chineseName)结束之后开始"))
    }
    guard let firstPhase = phases.first, let lastPhase = phases.last else { return problems }
    if let registration = days(of: .registration), registration.first > firstPhase.days.first {
      problems.append((.registration, "登记与名单应在第一次拍摄之前开始"))
    }
    if let makeup = days(of: .makeup), makeup.first <= lastPhase.days.last, makeup.last <= lastPhase.days.last {
      problems.append((.makeup, "补拍应在\(lastPhase.kind.chineseName)结束之后"))
    }
    for kind in [CampaignWindow.Kind.dataCheck, .verification, .proofing] {
      if let days = days(of: kind), days.first < firstPhase.days.first {
        problems.append((kind, "\(kind.chineseName)不应早于第一次拍摄"))
      }
    }
    return problems
  }

  private func officeProblems() -> [CampaignProblem] {
    var problems: [CampaignProblem] = []
    for kind in [Office.Kind.educationDepartment, .agency, .headOffice] {
      guard let office = office(kind) else {
        problems.append(CampaignProblem(field: .office(kind), message: "没有填写\(kind.chineseName)的联系方式"))
        continue
      }
      problems += office.problems()
    }
    for office in offices where office.kind == .otherAgency {
      problems += office.problems().map { CampaignProblem(field: $0.field, severity: .warning, message: $0.message) }
    }
    return problems
  }
}

extension CampaignPlan {
  /// Defaults for the campaign after another one: the next class, the same offices, fee and standard, all dates a year on.
  ///
  /// Short windows (make-up, data check: up to `shortWindowDays`) keep their weekdays: the second Wednesday stays the second
  /// Wednesday. Long ones keep their dates, since 31 December stays the end of a phase whatever its weekday.
  public static func next(from previous: CampaignPlan) -> CampaignPlan {
    var plan = previous
    plan.graduatingClass = previous.graduatingClass.next
    plan.windows = previous.windows.map { window in
      let days = window.days
      guard days.count <= shortWindowDays else {
        return CampaignWindow(window.kind, CalendarDays(days.first.adding(years: 1), through: days.last.adding(years: 1)))
      }
      let first = days.first.sameWeekdayNextYear()
      return CampaignWindow(window.kind, CalendarDays(first, through: first.adding(days: max(0, days.count - 1))))
    }
    return plan
  }

  public static let shortWindowDays = 14
}
