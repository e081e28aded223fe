import GraduatePhotos
import Storage

/// What the schedule in force changed for a place against the version it had different days in.
public struct ScheduleDifference: Sendable, Equatable {
  /// The earlier version.
  public let since: Int
  /// 「10月8日（周二）08:30–17:30 第一组，第 1 拍摄点，690 人」.
  public let removed: [String]
  public let added: [String]
  /// Classes whose day or call changed: 「计科2班：10月8日（周二）08:30 改为 10月9日（周三）14:00」.
  public let classes: [String]
}

extension CollectionCenter {
  /// Nil when the place's days never changed, or nothing was published.
  public func scheduleDifference(
    of placeID: String, campaignID: String, by speaker: some VisitSpeaker
  ) async throws -> ScheduleDifference? {
    try await records.read { transaction in
      guard speaker.speaks(for: try transaction.tourPlace(placeID, in: campaignID)) else { throw ScheduleRefusal.placeUnknown }
      guard let version = try transaction.newestScheduleVersion(campaignID) else { return nil }
      func visits(_ version: Int) throws -> [VisitRecord] {
        try transaction.storedVisits(campaignID, version: version).filter { $0.placeID == placeID }
      }
      let now = try visits(version)
      let earlier = stride(from: version - 1, to: max(0, version - 1 - PlannerLimits.comparedVersions), by: -1)
      for before in earlier {
        let old = try visits(before)
        guard old.map(\.facts) != now.map(\.facts) else { continue }
        return ScheduleDifference(since: before, from: old, to: now, crews: try transaction.crewNames(campaignID))
      }
      return nil
    }
  }
}

extension ScheduleDifference {
  init(since: Int, from old: [VisitRecord], to new: [VisitRecord], crews: [String: String]) {
    func sentence(_ visit: VisitRecord) -> String {
      "\(visit.day.chineseWithoutYear)\(visit.span.chinese) \(crews[visit.crewID] ?? "")，第 \(visit.point) 拍摄点，\(visit.heads) 人"
    }
    let (was, now) = (old.map(sentence), new.map(sentence))
    func calls(_ visits: [VisitRecord]) -> [TurnKey: String] {
      var calls: [TurnKey: String] = [:]
      for visit in visits {
        for turn in visit.turns { calls[turn.key] = visit.day.chineseWithoutYear + MinuteSpan.clock(turn.callMinutes) }
      }
      return calls
    }
    let (before, after) = (calls(old), calls(new))
    self.since = since
    removed = was.filter { !now.contains($0) }
    added = now.filter { !was.contains($0) }
    classes = Set(before.keys).union(after.keys).sorted().compactMap { key in
      let (one, other) = (before[key] ?? "没有安排", after[key] ?? "没有安排")
      return one == other ? nil : "\(key.classGroup)：\(one) 改为 \(other)"
    }
  }
}
