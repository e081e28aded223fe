/// A crew is in one place, and can be there in time.
extension TourRules {
  func violations(of crew: Crew, visits: [Visit]) -> [TourViolation] {
    guard let crewAt = model.crewIndex[crew.id] else { return [] }
    var found: [TourViolation] = []
    let sorted = visits.filter { model.institutionIndex[$0.institution] != nil }.sorted(by: Self.isEarlier)
    for (before, after) in zip(sorted, sorted.dropFirst()) {
      if before.day == after.day, before.span.overlaps(after.span) {
        found.append(
          TourViolation(
            .oneCrewOnePlace, crew: crew.id, day: after.day, visits: [before.number, after.number],
            message:
              "\(crew.name)\(after.day.chineseWithoutYear)同时在\(name(before.institution))（\(before.span.chinese)）和\(name(after.institution))（\(after.span.chinese)）",
            hint: "请把其中一场换给别的拍摄小组或改期"))
      } else if model.journey(of: crewAt, from: stop(before, \.end), to: stop(after, \.start)) == nil {
        found.append(travelViolation(crew, crewAt, before, after))
      }
    }
    if let first = sorted.first, model.journeyOut(of: crewAt, to: stop(first, \.start)) == nil {
      found.append(
        TourViolation(
          .travel, institution: first.institution, crew: crew.id, day: first.day, visits: [first.number],
          message: "不知道\(crew.name)从\(crew.homeCity)到\(name(first.institution))要多久", hint: "请在路程表里补上城市的位置或时间"))
    }
    return found
  }

  private func travelViolation(_ crew: Crew, _ crewAt: Int, _ before: Visit, _ after: Visit) -> TourViolation {
    let (from, to) = (model.institutionIndex[before.institution] ?? 0, model.institutionIndex[after.institution] ?? 0)
    let way = "\(name(before.institution))到\(name(after.institution))"
    guard let minutes = model.minutes(from: from, to: to) else {
      return TourViolation(
        .travel, crew: crew.id, day: after.day, visits: [before.number, after.number], message: "不知道\(way)要多久",
        hint: "请在路程表里补上城市的位置或时间")
    }
    return TourViolation(
      .travel, crew: crew.id, day: after.day, visits: [before.number, after.number],
      message:
        "\(crew.name)\(before.day.chineseWithoutYear) \(MinuteSpan.clock(before.span.end))结束后，从\(way)要 \(PlanCost.duration(minutes))，赶不上\(after.day.chineseWithoutYear) \(MinuteSpan.clock(after.span.start))的开始时间",
      hint: "请推迟后一场，或换一个拍摄小组")
  }

  /// Where a crew is when a visit starts or ends.
  func stop(_ visit: Visit, _ end: KeyPath<MinuteSpan, Int>) -> Journey.Stop {
    Journey.Stop(
      place: model.institutionIndex[visit.institution] ?? 0, day: visit.day.dayNumber, minute: visit.span[keyPath: end])
  }

  static func isEarlier(_ one: Visit, _ other: Visit) -> Bool {
    (one.day, one.span.start, one.number) < (other.day, other.span.start, other.number)
  }
}
