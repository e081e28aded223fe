import GraduatePhotos

/// 进度通报 as it is handed round: a text document, and a workbook; counts, institutions and whom to call, nothing of a graduate.
public struct ProgressReport: Sendable {
  /// An institution that is late with something.
  public struct Late: Sendable {
    public var code: String
    public var name: String
    public var items: [LateItem]
    public var contact: String
    public var telephone: String

    public init(code: String, name: String, items: [LateItem], contact: String, telephone: String) {
      self.code = code
      self.name = name
      self.items = items
      self.contact = contact
      self.telephone = telephone
    }
  }

  /// How far an institution is.
  public struct Line: Sendable {
    public var code: String
    public var name: String
    public var count: SeasonCount

    public init(code: String, name: String, count: SeasonCount) {
      self.code = code
      self.name = name
      self.count = count
    }
  }

  public var plan: CampaignPlan
  public var steps: [SeasonStep]
  /// 「2014年4月15日（周二）14:30」.
  public var countedAt: String
  public var today: CalendarDay
  /// Milliseconds UTC.
  public var now: Int64
  public var total: InstitutionSeason
  public var late: [Late]
  public var lines: [Line]

  public init(
    plan: CampaignPlan, steps: [SeasonStep], countedAt: String, today: CalendarDay, now: Int64, total: InstitutionSeason,
    late: [Late], lines: [Line]
  ) {
    self.plan = plan
    self.steps = steps
    self.countedAt = countedAt
    self.today = today
    self.now = now
    self.total = total
    self.late = late
    self.lines = lines
  }

  public var title: String { "\(plan.title)进度通报" }

  // MARK: - The text document

  /// - Throws: `TableFault`.
  public func writeDocument(to path: String) throws { try document.write(to: path, day: today) }

  private var document: DOCXDocument {
    let office = plan.office(.educationDepartment)?.name ?? ""
    return DOCXDocument(
      title: title,
      blocks: [
        .title("\(plan.graduatingClass.chineseName)毕业生图像信息采集进度通报"), .subtitle("\(plan.province)　\(today.chinese)"),
        .heading("一、总体进度"), .paragraph(summary), .table(flow), .heading("二、逾期事项"), .paragraph(lateSummary),
      ] + (late.isEmpty ? [] : [.table(matters), .heading("三、逾期院校"), .table(lateTable)]) + [
        .heading(late.isEmpty ? "三、各院校进度" : "四、各院校进度"), .table(progress),
        .signature([office.isEmpty ? plan.province : office, "\(today.year)年\(today.month)月\(today.day)日"]),
      ], foot: title)
  }

  private var summary: String {
    let people = total.people
    var text = "截至\(countedAt)，全省应采 \(people.due) 人"
    for step in steps.dropFirst() { text += "，\(step.chineseName) \(people.reached(step, in: steps)) 人" }
    if people.missingHeads > 0 { text += "；漏拍 \(people.missingHeads) 人" }
    if people.leftHeads > 0 { text += "；学籍异动 \(people.leftHeads) 人（不计入应采）" }
    if total.judged > 0 { text += "；照片一次合格率 \(Percent.text(total.firstPass, of: total.judged))" }
    return text + "。"
  }

  private var flow: DOCXDocument.Table {
    DOCXDocument.Table(
      "各环节人数和等待时间",
      columns: [
        .init("环节", millimetres: 26), .init("到达人数", millimetres: 24, isNumber: true),
        .init("占应采", millimetres: 22, isNumber: true), .init("停在这一步", millimetres: 40),
        .init("平均等待", millimetres: 29, isNumber: true), .init("最久等待", millimetres: 29, isNumber: true),
      ],
      rows: steps.map { step in
        let reached = total.people.reached(step, in: steps)
        let waiting = total.people.waiting(at: step)
        let isLast = step == steps.last
        return [
          step.chineseName, String(reached), Percent.text(reached, of: total.people.due),
          isLast ? "—" : "\(step.waitingName) \(waiting.heads) 人",
          isLast ? "—" : waiting.mean(now: now).map(CaseMedians.chineseDuration) ?? "—",
          isLast ? "—" : waiting.longest(now: now).map(CaseMedians.chineseDuration) ?? "—",
        ]
      })
  }

  private var lateSummary: String {
    late.isEmpty ? "各院校没有逾期未办的事项。" : "\(late.count) 所院校有逾期未办的事项，请尽快办理；电话和联系人见下表。"
  }

  private var matters: DOCXDocument.Table {
    let counts = LateMatter.allCases.map { matter in
      (matter, late.count { $0.items.contains { $0.matter == matter } })
    }.filter { $0.1 > 0 }
    return DOCXDocument.Table(
      "逾期事项和院校数", columns: [.init("事项", millimetres: 60), .init("院校数", millimetres: 30, isNumber: true)],
      rows: counts.map { [$0.0.chineseName, String($0.1)] })
  }

  private var lateTable: DOCXDocument.Table {
    DOCXDocument.Table(
      "逾期院校、事项、联系人和电话",
      columns: [
        .init("院校", millimetres: 47), .init("逾期事项", millimetres: 71), .init("联系人", millimetres: 19),
        .init("电话", millimetres: 33),
      ],
      rows: late.map { line in
        [
          "\(line.name)（\(line.code)）", line.items.map(\.chinese).joined(separator: "\n"),
          line.contact.isEmpty ? "—" : line.contact, line.telephone.isEmpty ? "—" : line.telephone,
        ]
      })
  }

  private var progress: DOCXDocument.Table {
    let numbers = steps.dropFirst()
    let width = 114.0 / Double(numbers.count + 1)
    return DOCXDocument.Table(
      "各院校到达各环节的人数",
      columns: [.init("代码", millimetres: 15), .init("院校", millimetres: 41), .init("应采", millimetres: width, isNumber: true)]
        + numbers.map { .init($0.chineseName, millimetres: width, isNumber: true) },
      rows: lines.map { line in
        [line.code, line.name, String(line.count.due)] + numbers.map { String(line.count.reached($0, in: steps)) }
      } + [
        ["", "合计", String(total.people.due)] + numbers.map { String(total.people.reached($0, in: steps)) }
      ])
  }

  // MARK: - The workbook

  /// - Throws: `TableWriteRefusal`, `TableFault`.
  public func writeBook(to path: String, temporaryFolder: String? = nil) throws {
    let writer = try XLSXWriter(path: path, temporaryFolder: temporaryFolder, created: today.workbookSeconds)
    let lines = [plan.title, "截至\(countedAt)"]
    try writer.addSheet(
      "逾期院校",
      columns: [
        .init("院校代码", width: 12), .init("院校", width: 32), .init("逾期事项", width: 18), .init("说明", width: 18),
        .init("应办完日期", width: 14), .init("逾期天数", width: 10, isText: false), .init("联系人", width: 12), .init("电话", width: 18),
      ], form: XLSXWriter.Form(title: "逾期院校", lines: lines))
    for line in late {
      for item in line.items {
        try writer.write([
          line.code, line.name, item.matter.chineseName, item.detail, item.due.iso, String(item.daysLate), line.contact,
          line.telephone,
        ])
      }
    }
    try writer.addSheet(
      "各院校进度",
      columns: [.init("院校代码", width: 12), .init("院校", width: 32)]
        + (steps.map(\.chineseName) + ["漏拍", "学籍异动"]).map { .init($0, width: 11, isText: false) },
      form: XLSXWriter.Form(title: "各院校进度", lines: lines))
    for line in self.lines { try writer.write([line.code, line.name] + numbers(line.count)) }
    try writer.write(["", "合计"] + numbers(total.people))
    try writer.finish()
  }

  private func numbers(_ count: SeasonCount) -> [String] {
    (steps.map { count.reached($0, in: steps) } + [count.missingHeads, count.leftHeads]).map(String.init)
  }
}
