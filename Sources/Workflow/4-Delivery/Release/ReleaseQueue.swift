import GraduatePhotos
import Storage

/// Keeps the queue of portraits that wait for release; every change of a shot asks it anew for the people whom the change touches.
extension Transaction {
  /// Brings a person's place in the queue to what shots and decisions say now, and takes back a release of a shot that
  /// is in doubt.
  ///
  /// May be asked any number of times.
  func refreshRelease(of personID: String, campaignID: String) throws {
    try withdrawDoubtfulPortraits(of: personID, campaignID: campaignID)
    let key: [SQLValue] = [.text(campaignID), .text(personID)]
    // Whose a spare card's pictures are is the institution's to say first.
    guard try !isSpare(personID), let shot = try shotToRelease(of: personID, campaignID: campaignID) else {
      try execute("DELETE FROM release_queue WHERE campaign_id = ? AND person_id = ?", key)
      return
    }
    let concerns = try concerns(about: shot.id)
    let looks = try count(
      "SELECT COUNT(*) AS n FROM release_look WHERE shot_id = ? AND person_id = ?", [.text(shot.id), .text(personID)])
    let names = ReleaseConcern.allCases.filter(concerns.contains).map(\.rawValue).joined(separator: " ")
    try execute(
      """
      INSERT INTO release_queue (campaign_id, person_id, institution_id, shot_id, rank, concerns, looks, since)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (campaign_id, person_id) DO UPDATE SET institution_id = excluded.institution_id, shot_id = excluded.shot_id,
        rank = excluded.rank, concerns = excluded.concerns, looks = excluded.looks, since = excluded.since
      """,
      key + [
        .text(try institution(of: personID)), .text(shot.id), .int(concerns.isEmpty ? 1 : 0), .text(names), .int(looks),
        .integer(shot.since),
      ])
  }

  private func isSpare(_ personID: String) throws -> Bool {
    try row("SELECT 1 AS n FROM spare_person WHERE id = ?", [.text(personID)]) != nil
  }

  /// Empty for somebody who is in no roster any more.
  private func institution(of personID: String) throws -> String {
    let found = try row(
      """
      SELECT institution_id AS t FROM graduate WHERE id = ? UNION ALL SELECT institution_id FROM collection_code WHERE id = ?
      """, [.text(personID), .text(personID)])
    return try found?.text("t") ?? ""
  }

  /// The newest chosen shot, while nothing was decided about it and nothing holds it back.
  private func shotToRelease(of personID: String, campaignID: String) throws -> (id: String, since: Int64)? {
    // By when it was shot: a repair of an old visit says of an old shot that it is chosen now.
    let newest = try row(
      """
      SELECT c.shot_id, c.since FROM shot_chosen c JOIN shot s ON s.id = c.shot_id
      WHERE c.campaign_id = ? AND c.person_id = ? ORDER BY s.arrived_at DESC, c.since DESC, c.visit_number DESC LIMIT 1
      """, [.text(campaignID), .text(personID)])
    guard let newest else { return nil }
    let id = try newest.text("shot_id")
    // Of the portraits only the present one decides: an earlier shot that is chosen again is looked at again.
    let decided = try row(
      """
      SELECT 1 AS n FROM shot_held_back WHERE shot_id = ?
      UNION ALL SELECT 1 FROM release_returned WHERE shot_id = ? AND person_id = ?
      UNION ALL SELECT 1 FROM portrait p WHERE p.shot_id = ? AND p.person_id = ? AND p.campaign_id = ?
        AND p.number = \(Portrait.presentNumber("p", person: "person_id"))
      """, [.text(id), .text(id), .text(personID), .text(id), .text(personID), .text(campaignID)])
    return decided == nil ? (id, try newest.integer("since")) : nil
  }

  /// Takes back what was released of a shot that is no longer this person's, that the crew set aside, or that its station holds back.
  ///
  /// What may be a stranger's picture goes nowhere (promise 2). Whoever looked before did not know it: he looks again.
  private func withdrawDoubtfulPortraits(of personID: String, campaignID: String) throws {
    let found = try rows(
      """
      SELECT d.id, d.shot_id, d.is_his, d.is_aside, d.is_held FROM (
        SELECT p.id, p.shot_id,
          (SELECT COUNT(*) FROM shot_binding b WHERE b.shot_id = p.shot_id AND b.person_id = p.person_id
            AND b.number = (SELECT MAX(x.number) FROM shot_binding x WHERE x.shot_id = p.shot_id)) AS is_his,
          (SELECT COUNT(*) FROM shot_set_aside a WHERE a.shot_id = p.shot_id) AS is_aside,
          (SELECT COUNT(*) FROM shot_held_back h WHERE h.shot_id = p.shot_id) AS is_held
        FROM portrait p WHERE p.campaign_id = ? AND p.person_id = ? AND \(Portrait.stands("p"))) d
      WHERE d.is_his = 0 OR d.is_aside > 0 OR d.is_held > 0
      """, [.text(campaignID), .text(personID)])
    for portrait in found {
      let why =
        try portrait.int("is_his") == 0
        ? "照片改记到别人名下" : portrait.int("is_aside") > 0 ? "现场弃用了这张照片" : "现场扣住了这张照片，等人核实"
      try withdraw(
        portrait: portrait.text("id"), of: SeenPortrait(person: personID, shot: portrait.text("shot_id")), why,
        campaignID: campaignID, by: CenterItself())
    }
  }

  /// A portrait counts no longer; who looked at it looks again.
  func withdraw(
    portrait id: String, of seen: SeenPortrait, _ why: String, campaignID: String, by actor: some SignedIn
  ) throws {
    try execute(
      "INSERT INTO portrait_withdrawn (portrait_id, why, withdrawn_by, withdrawn_at) VALUES (?, ?, ?, ?)",
      [.text(id), .text(why), .text(actor.accountID), .integer(now)])
    try forgetLooks(at: seen)
    try journal(
      JournalLine(
        action: .portraitWithdrawn, recordKind: "portrait", recordID: id, campaignID: campaignID,
        graduateID: try graduateID(seen.person), details: ["shot": seen.shot, "reason": why]), by: actor)
  }

  func forgetLooks(at seen: SeenPortrait) throws {
    try execute(
      "DELETE FROM release_look WHERE shot_id = ? AND person_id = ?", [.text(seen.shot), .text(seen.person)])
  }

  /// What is to be looked at closer, from what is stored of the shot.
  private func concerns(about shotID: String) throws -> Set<ReleaseConcern> {
    let found = try row(
      """
      SELECT s.verdict, s.source,
        (SELECT COUNT(*) FROM shot_overruled o WHERE o.shot_id = s.id) AS overruled,
        (SELECT MAX(b.number) FROM shot_binding b WHERE b.shot_id = s.id) AS bindings,
        (SELECT COUNT(*) FROM packet_reviewed r WHERE r.packet_id = s.packet_id) AS reviewed
      FROM shot s WHERE s.id = ?
      """, [.text(shotID)])
    guard let found else { return [] }
    var concerns: Set<ReleaseConcern> = []
    if try found.text("verdict") == ShotVerdict.look.rawValue { concerns.insert(.look) }
    if try found.int("overruled") > 0 { concerns.insert(.overruled) }
    if try found.optionalInt("bindings") ?? 0 > 1 { concerns.insert(.bound) }
    if try found.text("source") == ShotSource.card.rawValue { concerns.insert(.card) }
    if try found.int("reviewed") > 0 { concerns.insert(.reviewed) }
    return concerns
  }
}
