/// Pace and working hours of a visit's turns.
extension TourRules {
  /// Takes the group of each turn, and the pace in heads an hour.
  func timeViolations(
    of visit: Visit, _ institution: TourInstitution, _ crew: Crew, _ groups: [TourGroup], pace: Int
  ) -> [TourViolation] {
    let place = "\(institution.name) \(visit.day.chineseWithoutYear)"
    var found: [TourViolation] = []
    if visit.span.start % 15 != 0 {
      found.append(
        violation(.workingHours, visit, "\(place)的开始时间 \(MinuteSpan.clock(visit.span.start))不在整刻", hint: "请改为整刻，例如 08:30"))
    }
    if visit.turns.first?.span.start != visit.span.start || visit.turns.last?.span.end != visit.span.end {
      found.append(violation(.workingHours, visit, "\(place)的起止时间与第一个、最后一个班的时间不一致", hint: "请重新排这一场的时间"))
    }
    var end = visit.span.start
    var heads = 0
    for (turn, group) in zip(visit.turns, groups) {
      let name = "\(place)：\(group.chinese)"
      let work = Self.workMinutes(turn.span, crew.sessions)
      let needed = TourModel.minutes(for: turn.heads, perHour: pace)
      // The last few heads of a half-day may round to no minute at its very end.
      let session = crew.sessions.last { $0.start <= turn.span.start && turn.span.start <= $0.end }
      heads += turn.heads
      if session == nil || !crew.sessions.contains(where: { $0.start < turn.span.end && turn.span.end <= $0.end }) {
        found.append(violation(.workingHours, visit, "\(name) \(turn.span.chinese)不在\(crew.name)的工作时间内", hint: "请改到工作时间内"))
      } else if let session, turn.span.end > session.end, needed <= session.minutes {
        found.append(violation(.classesWhole, visit, "\(name) \(turn.span.chinese)跨了午休", hint: "请改到同一个半天"))
      }
      if turn.span.start < end {
        found.append(violation(.capacity, visit, "\(name)与前一个班的时间重叠", hint: "请往后排"))
      }
      // Ends are rounded up to whole minutes one after the other, so that a turn may be one minute short.
      if work < needed - 1 {
        found.append(violation(.capacity, visit, "\(name)只有 \(work) 分钟，按每小时 \(pace) 人要 \(needed) 分钟", hint: "请给足时间"))
      }
      end = turn.span.end
    }
    let work = Self.workMinutes(visit.span, crew.sessions)
    if found.isEmpty, TourModel.minutes(for: heads, perHour: pace) > work {
      found.append(
        violation(.capacity, visit, "\(place)共 \(heads) 人，\(work) 分钟按每小时 \(pace) 人拍不完", hint: "请把一部分班级改到别的场次"))
    }
    return found
  }

  /// Minutes of a span that lie in working hours.
  static func workMinutes(_ span: MinuteSpan, _ sessions: [MinuteSpan]) -> Int {
    sessions.reduce(0) { $0 + max(0, min($1.end, span.end) - max($1.start, span.start)) }
  }
}
