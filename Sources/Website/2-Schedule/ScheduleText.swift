import GraduatePhotos

/// Days and times as they are typed in the schedule's forms.
enum ScheduleText {
  /// 「08:30-12:00, 14:00-17:30」; what cannot be read is said.
  static func spans(_ text: String, field: String, errors: inout FormErrors) -> [MinuteSpan] {
    pieces(text).compactMap { piece in
      let ends = piece.split { "-–—~～至到".contains($0) }.map { String($0).trimmed }
      guard ends.count == 2, let start = MinuteSpan.minutes(of: ends[0]), let end = MinuteSpan.minutes(of: ends[1]), start < end
      else {
        errors.add("「\(piece)」不是时间，例如 08:30-12:00", for: field)
        return nil
      }
      return MinuteSpan(start, end)
    }
  }

  /// 「2013-10-08」 or 「2013-10-08 至 2013-10-12」, several a line or with commas.
  static func dayRuns(_ text: String, field: String, errors: inout FormErrors) -> [CalendarDays] {
    pieces(text).compactMap { piece in
      let ends = piece.replacing("至", with: "到").split(separator: "到").map { CalendarDay.parse(String($0).trimmed) }
      if ends.count == 1, let day = ends[0] { return CalendarDays(day, through: day) }
      if ends.count == 2, let first = ends[0], let last = ends[1], first <= last { return CalendarDays(first, through: last) }
      errors.add("「\(piece)」不是日期，例如 2026-04-09，或 2026-04-09 到 2026-04-12", for: field)
      return nil
    }
  }

  /// Every day of the runs, once, in order.
  static func days(_ text: String, field: String, errors: inout FormErrors) -> [CalendarDay] {
    var days: Set<CalendarDay> = []
    for run in dayRuns(text, field: field, errors: &errors) {
      guard run.count <= 100 else {
        errors.add("\(run.chinese) 太长，请核对", for: field)
        continue
      }
      for offset in 0..<run.count { days.insert(run.first.adding(days: offset)) }
    }
    return days.sorted()
  }

  static func text(_ runs: [CalendarDays]) -> String {
    runs.map { $0.count == 1 ? $0.first.iso : "\($0.first.iso) 到 \($0.last.iso)" }.joined(separator: "\n")
  }

  static func text(_ spans: [MinuteSpan]) -> String {
    spans.map { "\(MinuteSpan.clock($0.start))-\(MinuteSpan.clock($0.end))" }.joined(separator: ", ")
  }

  private static func pieces(_ text: String) -> [String] {
    text.split { "\n,，、;；".contains($0) }.map { String($0).trimmed }.filter { !$0.isEmpty }
  }
}
