import GraduatePhotos

/// A year's holidays as the State Council's notice has them: a name, the days off in a row, the weekend days worked in return.
struct HolidayRun: Sendable, Equatable {
  var name = ""
  var first = ""
  var last = ""
  /// Days, separated by commas.
  var worked = ""

  var isEmpty: Bool { name.isEmpty && first.isEmpty && last.isEmpty && worked.isEmpty }

  /// The runs of a year, in order; a worked day goes with the holiday it belongs to.
  static func runs(of year: HolidayYear) -> [HolidayRun] {
    var runs: [(run: HolidayRun, last: CalendarDay)] = []
    for holiday in year.holidays where holiday.kind == .off {
      if let previous = runs.indices.last, runs[previous].run.name == holiday.name,
        runs[previous].last.adding(days: 1) == holiday.day
      {
        runs[previous].run.last = holiday.day.iso
        runs[previous].last = holiday.day
      } else {
        runs.append((HolidayRun(name: holiday.name, first: holiday.day.iso, last: holiday.day.iso), holiday.day))
      }
    }
    var result = runs.map(\.run)
    for holiday in year.holidays where holiday.kind == .work {
      let text = "\(holiday.day.month)月\(holiday.day.day)日"
      if let index = result.firstIndex(where: { $0.name == holiday.name }) {
        result[index].worked += result[index].worked.isEmpty ? text : "、\(text)"
      } else {
        result.append(HolidayRun(name: holiday.name, worked: text))
      }
    }
    return result
  }

  static func field(_ part: String, _ row: Int) -> String { "\(part)-\(row)" }

  init(name: String = "", first: String = "", last: String = "", worked: String = "") {
    self.name = name
    self.first = first
    self.last = last
    self.worked = worked
  }

  /// The n-th row of the form, from 1.
  init(_ form: SubmittedForm, row: Int) {
    name = form.trimmed(Self.field("name", row))
    first = form.trimmed(Self.field("first", row))
    last = form.trimmed(Self.field("last", row))
    worked = form.trimmed(Self.field("worked", row))
  }

  /// The days of this run; what cannot be read is said at its field.
  func holidays(in year: Int, row: Int, errors: inout FormErrors) -> [Holiday] {
    guard !isEmpty else { return [] }
    if name.isEmpty { errors.add("第 \(row) 行没有填写假日名称", for: Self.field("name", row)) }
    var days: [Holiday] = []
    let firstDay = day(first, "first", year, row, &errors)
    let lastDay = last.isEmpty ? firstDay : day(last, "last", year, row, &errors)
    if let firstDay, let lastDay {
      let span = CalendarDays(firstDay, through: lastDay)
      if span.isBackwards || span.count > HolidayYear.holidayLimit {
        errors.add("「\(name)」的结束日期早于开始日期，或放假太长", for: Self.field("last", row))
      } else {
        days += (0..<span.count).map { Holiday(firstDay.adding(days: $0), .off, name) }
      }
    }
    for piece in worked.split(whereSeparator: { "、，,；; ".contains($0) }) {
      guard let day = Self.read(String(piece), in: year) else {
        errors.add("「\(piece)」不是日期，例如 2月14日", for: Self.field("worked", row))
        continue
      }
      days.append(Holiday(day, .work, name))
    }
    return days
  }

  private func day(_ text: String, _ part: String, _ year: Int, _ row: Int, _ errors: inout FormErrors) -> CalendarDay? {
    guard !text.isEmpty else { return nil }
    guard let day = Self.read(text, in: year) else {
      errors.add("「\(text)」不是日期，例如 \(year)-02-14", for: Self.field(part, row))
      return nil
    }
    return day
  }

  /// A whole date, or month and day of the year.
  static func read(_ text: String, in year: Int) -> CalendarDay? {
    CalendarDay.parse(text) ?? CalendarDay.parse("\(year)年\(text)")
  }
}
