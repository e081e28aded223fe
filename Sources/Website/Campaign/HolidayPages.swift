import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The years whose holidays are known, and the next ones that are not.
struct HolidayListPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper
  /// Years after the last known one that are offered.
  private static let yearsAhead = 2

  func show() async throws -> Response {
    try await page(.nothing)
  }

  private func page(_ notice: HTML) async throws -> Response {
    let frame = try await call.frame()
    let now = CalendarDay(milliseconds: try await call.center.now()).year
    let known = try await call.center.holidayYears()
    let years = Set(known).union(now...(now + Self.yearsAhead)).sorted(by: >)
    var rows: [[DataTable.Cell]] = []
    for year in years {
      let page = try await call.center.holidayYear(year)
      let off = page.holidays.holidays.count { $0.kind == .off }
      let worked = page.holidays.holidays.count { $0.kind == .work }
      rows.append([
        .link("\(year) 年", to: "/holidays/\(year)"), .number(off), .number(worked), .mark(HolidayMark.of(page)),
        .text(page.isEstimated ? "" : page.holidays.source),
      ])
    }
    return frame.page("节假日", lead: "时间安排据此避开放假、用上调休的周末。每年 11 月前后公布次年安排，公布后请填写。") {
      notice
      if ShippedFiles.found() != nil {
        Button.row { Button.act("导入随程序提供的节假日", at: "/holidays/import", csrf: call.csrf) }
      }
      DataTable(
        caption: "节假日", columns: [.text("年份"), .number("放假天数"), .number("调休上班"), .text("状态"), .text("依据", wide: true)],
        rows: rows,
        emptyText: "还没有节假日。"
      ).html
    }.response(status: .ok)
  }

  func importShipped() async throws -> Response {
    guard let files = ShippedFiles.found() else { throw HTTPError(.notFound) }
    let done = try await call.center.importHolidays(from: files.holidays, by: keeper)
    func years(_ list: [Int]) -> String { list.map(String.init).joined(separator: "、") }
    var lines: [String] = []
    if !done.added.isEmpty { lines.append("新增 \(done.added.count) 年（\(years(done.added))）") }
    if !done.changed.isEmpty { lines.append("更新 \(years(done.changed)) 年") }
    if !done.kept.isEmpty { lines.append("\(years(done.kept)) 年在这里改过，保持不变") }
    if lines.isEmpty { lines.append("都已是最新，没有改动") }
    return try await page(Notice(kind: .right, title: "导入完成", text: lines.joined(separator: "；") + "。").html)
  }
}

/// What is known of a year.
enum HolidayMark {
  static func of(_ page: HolidayYearPage) -> Mark {
    if page.holidays.isPublished { return .right("已公布") }
    return page.isEstimated ? .wait("未公布，按估算") : .look("未确认")
  }
}

/// One year's holidays, as the notice of the State Council has them.
struct HolidayPage: Sendable {
  /// Empty rows offered.
  private static let spareRows = 2
  /// Rows of a form at most: one a holiday's day.
  private static let rowLimit = HolidayYear.holidayLimit

  let call: Call
  let keeper: any CampaignKeeper

  private func year() throws -> Int {
    guard let year = Int(call.part("year")), CalendarDay.years.contains(year) else { throw HTTPError(.notFound) }
    return year
  }

  func show() async throws -> Response {
    let year = try year()
    let page = try await call.center.holidayYear(year)
    return try await show(
      year, HolidayRun.runs(of: page.holidays), source: page.isEstimated ? "" : page.holidays.source,
      isPublished: page.holidays.isPublished, version: page.version, warning: page.warning, errors: FormErrors())
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let year = try year()
    let count = min(Int(form.trimmed("rows")) ?? 0, Self.rowLimit)
    let runs = (0..<max(0, count)).map { HolidayRun(form, row: $0 + 1) }
    var errors = FormErrors()
    var days: [Holiday] = []
    for (index, run) in runs.enumerated() { days += run.holidays(in: year, row: index + 1, errors: &errors) }
    let source = form.trimmed("source")
    let isPublished = form["published"] != nil
    var version = Int(form.trimmed("version")) ?? 0
    if errors.isEmpty {
      do {
        let value = HolidayYear(year: year, holidays: days, source: source, isPublished: isPublished)
        _ = try await call.center.editHolidays(value, seen: version, by: keeper)
        return .redirect(toOwn: "/holidays/\(year)?done=saved")
      } catch HolidayRefusal.problems(let problems) {
        for problem in problems { errors.add(problem) }
      } catch let refusal as ChangedMeanwhile {
        errors.add("\(refusal.message)。您填写的都在下面；再保存一次就按您填写的保存")
        version = try await call.center.holidayYear(year).version
      }
    }
    // Rows keep their numbers, which the errors name; spare rows that stayed empty are offered anew.
    let last = runs.lastIndex { !$0.isEmpty } ?? -1
    return try await show(
      year, Array(runs.prefix(last + 1)), source: source, isPublished: isPublished, version: version, warning: nil,
      errors: errors)
  }

  private func show(
    _ year: Int, _ runs: [HolidayRun], source: String, isPublished: Bool, version: Int, warning: String?, errors: FormErrors
  ) async throws -> Response {
    let frame = try await call.frame()
    let rows = runs + Array(repeating: HolidayRun(), count: Self.spareRows)
    return frame.page(
      "\(year) 年节假日", lead: "照国务院办公厅的放假通知逐行填写，和通知的写法一样。", trail: [.init(label: "节假日", address: "/holidays")]
    ) {
      CampaignWords.done(call, ["saved": "已保存。排好的时间安排请再核对一次。"])
      if let warning { Notice(kind: .look, title: warning).html }
      ErrorSummary(errors: errors).html
      Tag.form(.class("form"), .set(.method, "post"), .action("/holidays/\(year)"), .flag(.novalidate)) {
        CSRF.field(call.csrf)
        hidden("version", String(version))
        hidden("rows", String(rows.count))
        card {
          for (index, run) in rows.enumerated() { self.row(run, index + 1, errors) }
        }
        card {
          FormField(
            "source", "依据", value: source, hint: "例如 国办发明电〔2025〕7号", isRequired: false,
            lengthLimit: CampaignLimits.textCharacters
          )
          .html(error: errors["source"])
          FormField("published", "国务院办公厅已公布，上面是正式安排", .checkbox, value: isPublished ? "on" : "", isRequired: false)
            .html(error: nil)
        }
        Button.row {
          Button.submit("保存 \(year) 年节假日")
          Tag.a("返回节假日", .href("/holidays"))
        }
      }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func hidden(_ name: String, _ value: String) -> HTML {
    Tag.input(.set(.type, "hidden"), .set(.name, name), .set(.value, value))
  }

  private func row(_ run: HolidayRun, _ row: Int, _ errors: FormErrors) -> HTML {
    func field(_ part: String, _ label: String, _ kind: FormField.Kind, _ value: String) -> HTML {
      let name = HolidayRun.field(part, row)
      return FormField(name, label, kind, value: value, autocomplete: "off", lengthLimit: 100).html(error: errors[name])
    }
    return Tag.div(.class("row"), .set(.role, "group"), .aria("label", "第 \(row) 行")) {
      field("name", "假日", .text, run.name)
      field("first", "放假第一天", .date, run.first)
      field("last", "放假最后一天", .date, run.last)
      field("worked", "调休上班", .text, run.worked)
    }
  }
}
