import GraduatePhotos
import Storage

/// Somebody whose portrait was sent back and who was not shot anew since: to be shot again, for free (A6).
public struct Retake: Sendable, Identifiable {
  public let seen: SeenPortrait
  /// Empty in code mode.
  public let name: String
  /// Student number; empty in code mode.
  public let number: String
  public let institution: String
  public let turn: TurnKey?
  public let visit: Int
  public let serial: Int
  public let reason: String
  public let returnedAt: Int64

  public var id: String { seen.person }

  /// That no other shot of the same visit, and no later one, was chosen for the person of `release_returned r`.
  static let isOpen = """
    NOT EXISTS (SELECT 1 FROM shot_chosen n JOIN shot m ON m.id = n.shot_id JOIN shot o ON o.id = r.shot_id
      WHERE n.campaign_id = r.campaign_id AND n.person_id = r.person_id AND n.shot_id <> r.shot_id
        AND (m.arrived_at > o.arrived_at OR m.visit_number = o.visit_number))
    """
}

/// Who may see the retakes of a campaign, and which.
public protocol RetakeReader: SignedIn {
  var retakeScope: GraduateScope { get }
}

extension Clerk: RetakeReader {
  public var retakeScope: GraduateScope { GraduateScope() }
}
extension Planner: RetakeReader {
  public var retakeScope: GraduateScope { GraduateScope() }
}
extension Officer: RetakeReader {}
extension Liaison: RetakeReader {}
extension SealingLeader: RetakeReader {}
extension DepartmentSecretary: RetakeReader {}
extension Counselor: RetakeReader {}
extension StudyCenterLiaison: RetakeReader {}

extension RetakeReader where Self: GraduateReader {
  public var retakeScope: GraduateScope { graduateScope }
}

extension CollectionCenter {
  /// Those who are to be shot again, the last first, a page of them; an institution's people see their own.
  ///
  /// - page: from 1.
  public func retakes(
    campaignID: String, page: Int, by reader: any RetakeReader
  ) async throws -> (retakes: [Retake], total: Int) {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let people = Transaction.people(in: campaign.plan.regime)
      let (condition, arguments) = reader.retakeScope.condition(campaignID: campaignID, of: people.alias)
      let from = """
        FROM release_returned r JOIN shot s ON s.id = r.shot_id JOIN \(people.table) ON \(people.alias).id = r.person_id
        WHERE r.campaign_id = ? AND \(condition) AND NOT \(people.hasLeft) AND \(Retake.isOpen)
        """
      let all: [SQLValue] = [.text(campaignID)] + arguments
      let total = try transaction.count("SELECT COUNT(*) AS n \(from)", all)
      let columns = ["institution_id", "category", "department", "class_group"].map { "\(people.alias).\($0)" }
      let found = try transaction.rows(
        """
        SELECT r.person_id, r.shot_id, r.reason, r.returned_at, s.visit_number, s.serial, \(people.names),
          \(columns.joined(separator: ", "))
        \(from) ORDER BY r.returned_at DESC, r.person_id LIMIT ? OFFSET ?
        """, all + WorkflowLimits.page(page, of: total))
      let names = try transaction.institutionNames(of: found, in: campaign.year)
      let retakes = try found.map { row in
        Retake(
          seen: SeenPortrait(person: try row.text("person_id"), shot: try row.text("shot_id")), name: try row.text("name"),
          number: try row.text("student_number"), institution: names[try row.text("institution_id")] ?? "",
          turn: try transaction.turn(of: row), visit: try row.int("visit_number"), serial: try row.int("serial"),
          reason: try row.text("reason"), returnedAt: try row.integer("returned_at"))
      }
      return (retakes, total)
    }
  }
}
