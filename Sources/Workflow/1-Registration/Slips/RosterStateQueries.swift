import GraduatePhotos
import Storage

/// How far every roster of a campaign is: some thousands of imports, read at once.
struct RosterStates: Sendable {
  /// Rows that the newest standing import of a whole institution left blocked, by institution.
  fileprivate var blocked: [String: Int] = [:]
  /// The same of what a center brought itself, by center.
  fileprivate var blockedOfCenter: [String: Int] = [:]
  fileprivate var participants: Set<String> = []

  func state(institutionID: String, centerID: String?) -> RosterState {
    if let centerID {
      if let own = blockedOfCenter[centerID] { return own > 0 ? .errorsOpen(own) : .confirmed }
      if participants.contains(institutionID) { return .withParent }
      // A guest's parent has no students here but its centers'.
      return blocked[institutionID].map { $0 > 0 ? .errorsOpen($0) : .confirmed } ?? .notUploaded
    }
    return blocked[institutionID].map { $0 > 0 ? .errorsOpen($0) : .confirmed } ?? .notUploaded
  }
}

extension Transaction {
  /// By the newest import of each that was not taken back; of an institution only those for all of it.
  func rosterStates(_ campaignID: String) throws -> RosterStates {
    var states = RosterStates()
    for row in try rows(
      """
      SELECT r.institution_id, r.study_center_id, r.blocked FROM roster_import r
      WHERE r.campaign_id = ? AND \(Self.standingImport) ORDER BY r.institution_id, r.version
      """, [.text(campaignID)])
    {
      let rows = try row.int("blocked")
      if let center = try row.optionalText("study_center_id") {
        states.blockedOfCenter[center] = rows
      } else {
        states.blocked[try row.text("institution_id")] = rows
      }
    }
    states.participants = Set(
      try rows("SELECT institution_id FROM participation WHERE campaign_id = ?", [.text(campaignID)])
        .map { try $0.text("institution_id") })
    return states
  }
}
