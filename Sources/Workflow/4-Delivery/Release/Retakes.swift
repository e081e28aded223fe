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

  /// That no newer shot was chosen for the person of `release_returned r`.
  static let isOpen = """
    NOT EXISTS (SELECT 1 FROM shot_chosen n JOIN shot o ON o.id = r.shot_id
      WHERE n.campaign_id = r.campaign_id AND n.person_id = r.person_id AND n.shot_id <> r.shot_id AND n.since >= o.arrived_at)
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
  /// Those who are to be shot again, the last first, 50 a page; an institution's people see their own.
  ///
  /// - page: from 1.
  public func retakes(
    campaignID: String, page: Int, by reader: any RetakeReader
  ) async throws -> (retakes: [Retake], total: Int) {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let isInCodeMode = campaign.plan.regime == .code
      let (condition, arguments) = reader.retakeScope.condition(campaignID: campaignID)
      // Codes have the columns that a scope asks for, and neither name nor student number.
      let people = isInCodeMode ? "collection_code" : "graduate"
      let from = """
        FROM release_returned r JOIN shot s ON s.id = r.shot_id JOIN \(people) g ON g.id = r.person_id
        WHERE r.campaign_id = ? AND \(condition) AND \(Retake.isOpen)
        """
      let all: [SQLValue] = [.text(campaignID)] + arguments
      let found = try transaction.rows(
        """
        SELECT r.person_id, r.shot_id, r.reason, r.returned_at, s.visit_number, s.serial, g.institution_id, g.category,
          g.department, g.class_group, \(isInCodeMode ? "'' AS name, '' AS student_number" : "g.name, g.student_number")
        \(from) ORDER BY r.returned_at DESC, r.person_id LIMIT ? OFFSET ?
        """,
        all + [.int(DeliveryDeskLimits.rowsOnPage), .int((page - 1) * DeliveryDeskLimits.rowsOnPage)])
      var names: [String: String] = [:]
      let retakes = try found.map { row in
        let institution = try row.text("institution_id")
        if names[institution] == nil {
          names[institution] = try transaction.institutionName(institution, in: campaign.year) ?? ""
        }
        return Retake(
          seen: SeenPortrait(person: try row.text("person_id"), shot: try row.text("shot_id")), name: try row.text("name"),
          number: try row.text("student_number"), institution: names[institution] ?? "", turn: try transaction.turn(of: row),
          visit: try row.int("visit_number"), serial: try row.int("serial"), reason: try row.text("reason"),
          returnedAt: try row.integer("returned_at"))
      }
      return (retakes, try transaction.count("SELECT COUNT(*) AS n \(from)", all))
    }
  }
}
