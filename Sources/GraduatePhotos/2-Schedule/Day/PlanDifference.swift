/// What differs between two plans for one institution, in Chinese: for the planner, and for the people concerned after a new version.
public struct PlanDifference: Sendable, Hashable, Codable {
  /// `TourInstitution.id`.
  public var institution: String
  public var name: String
  /// Visits that are no more: 「10月8日（周二）08:30–17:30 第一组，第 1 拍摄点，690 人」.
  public var removed: [String]
  public var added: [String]
  /// Classes whose day or call changed: 「计科2班：10月8日（周二）08:30 改为 10月9日（周三）14:00」.
  public var classes: [String]

  /// One paragraph: 「兰州第1学院：取消 …；新增 …；12 个班的时间有变化」.
  public var chinese: String {
    var parts: [String] = []
    if !removed.isEmpty { parts.append("取消 \(removed.joined(separator: "、"))") }
    if !added.isEmpty { parts.append("新增 \(added.joined(separator: "、"))") }
    if !classes.isEmpty { parts.append("\(classes.count) 个班的时间有变化") }
    return "\(name)：\(parts.joined(separator: "；"))"
  }
}

extension TourRules {
  /// What differs from one plan to another, by institution in the order of the list; institutions without a difference are left out.
  public func differences(from old: TourPlan, to new: TourPlan) -> [PlanDifference] {
    let before = Dictionary(grouping: old.visits, by: \.institution)
    let after = Dictionary(grouping: new.visits, by: \.institution)
    return model.problem.institutions.compactMap { institution in
      let (one, other) = (before[institution.id] ?? [], after[institution.id] ?? [])
      let (was, now) = (one.sorted(by: Self.isEarlier).map(describe), other.sorted(by: Self.isEarlier).map(describe))
      let classes = classDifferences(institution, calls(one), calls(other))
      guard was != now || !classes.isEmpty else { return nil }
      return PlanDifference(
        institution: institution.id, name: institution.name, removed: was.filter { !now.contains($0) },
        added: now.filter { !was.contains($0) }, classes: classes)
    }
  }

  private func describe(_ visit: Visit) -> String {
    "\(visit.day.chineseWithoutYear)\(visit.span.chinese) \(crewName(visit.crew))，第 \(visit.point) 拍摄点，\(visit.heads) 人"
  }

  /// When each class is called.
  private func calls(_ visits: [Visit]) -> [String: (day: CalendarDay, minute: Int)] {
    var calls: [String: (day: CalendarDay, minute: Int)] = [:]
    for visit in visits {
      for turn in visit.turns { calls[turn.group] = (visit.day, turn.callMinutes) }
    }
    return calls
  }

  private func classDifferences(
    _ institution: TourInstitution, _ old: [String: (day: CalendarDay, minute: Int)],
    _ new: [String: (day: CalendarDay, minute: Int)]
  ) -> [String] {
    func text(_ call: (day: CalendarDay, minute: Int)?) -> String {
      call.map { "\($0.day.chineseWithoutYear)\(MinuteSpan.clock($0.minute))" } ?? "没有安排"
    }
    return institution.groups.compactMap { group in
      let (was, now) = (text(old[group.id]), text(new[group.id]))
      return was == now ? nil : "\(group.classGroup)：\(was) 改为 \(now)"
    }
  }
}
