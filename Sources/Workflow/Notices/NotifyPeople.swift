import GraduatePhotos
import Storage

/// Notices to those who are no institution: the campaign's keepers, and a study center's own people.
extension Transaction {
  /// Tells every officer and planner.
  func notifyKeepers(
    campaignID: String, title: String, body: String, path: String, roles: [Role] = [.officer, .planner], by actor: some SignedIn
  ) throws {
    let found = try rows(
      """
      SELECT a.id FROM account a WHERE a.role IN (\(roles.map { _ in "?" }.joined(separator: ", ")))
        AND NOT EXISTS (SELECT 1 FROM account_closed c WHERE c.account_id = a.id) ORDER BY a.id
      """, roles.map { .text($0.rawValue) })
    for row in found {
      try notify(
        NoticeDraft(campaignID: campaignID, audience: .account(row.text("id")), title: title, body: body, path: path), by: actor
      )
    }
  }

  /// The open accounts of a study center's people, in whichever campaign they were invited.
  func studyCenterPeople(_ studyCenterID: String) throws -> [String] {
    try rows(
      """
      SELECT a.id FROM account a WHERE a.role = 'study-center-liaison' AND a.study_center_id IS NOT NULL
        AND \(Self.isSameStudyCenter("a.study_center_id"))
        AND NOT EXISTS (SELECT 1 FROM account_closed c WHERE c.account_id = a.id) ORDER BY a.id
      """, [.text(studyCenterID), .text(studyCenterID)]
    ).map { try $0.text("id") }
  }
}
