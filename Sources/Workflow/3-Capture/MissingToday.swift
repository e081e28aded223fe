import GraduatePhotos
import Storage

/// Who of a class did not come.
public struct MissingClass: Sendable, Hashable {
  public let turn: TurnKey
  public let heads: Int
  /// In the order of student numbers; empty names in code mode, where only the count is told.
  public let people: [DuePerson]

  /// 「计科2班（2 人）：李示例、王示例」.
  public var chinese: String {
    let names = people.map(\.name).filter { !$0.isEmpty }
    return "\(turn.classGroup)（\(people.count) 人）" + (names.isEmpty ? "" : "：" + names.joined(separator: "、"))
  }
}

/// Who may read the names of those who did not come: the crew at the door, and whoever at the place keeps its roster.
public protocol MissingReader: DayWatcher {}
extension Photographer: MissingReader {}
extension Officer: MissingReader {}
extension Liaison: MissingReader {}
extension SealingLeader: MissingReader {}
extension StudyCenterLiaison: MissingReader {}

extension CollectionCenter {
  /// 「今天谁没拍」: who of the classes that are over did not come, by class in the visit's order; classes of which nobody is missing are left out.
  ///
  /// After the day every class is over.
  ///
  /// - Throws: `CaptureRefusal.visitUnknown`.
  public func missing(at visitNumber: Int, campaignID: String, by reader: some MissingReader) async throws -> [MissingClass] {
    try await records.read { transaction in
      let visit = try transaction.watchedVisit(visitNumber, campaignID, by: reader)
      guard !visit.isMakeup else { return [] }
      let progress = try transaction.livingDay(of: visit)
      let isOver = visit.record.day < transaction.today
      let came = Set(try transaction.checkIns(at: visit).map(\.personID))
      let people = Dictionary(grouping: try transaction.doorPeople(of: visit, table: nil), by: \.turn)
      return try progress.turns.filter { isOver || $0.state == .closed }.compactMap { turn in
        let missing = try (people[turn.key] ?? []).filter { person in
          guard person.standing == .due, !came.contains(person.id) else { return false }
          return try transaction.otherVisit(of: person.id, visit) == nil
        }
        return missing.isEmpty ? nil : MissingClass(turn: turn.key, heads: turn.heads, people: missing)
      }
    }
  }
}
