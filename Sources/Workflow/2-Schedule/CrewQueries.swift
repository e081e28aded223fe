import GraduatePhotos
import Storage

/// A crew's row body.
private struct CrewBody: Codable {
  var crew: Crew
  var members: [String]
}

extension Transaction {
  func storedCrews(_ campaignID: String) throws -> [CrewPage] {
    try rows(
      """
      SELECT c.id, c.body, c.version FROM crew c WHERE c.campaign_id = ?
        AND NOT EXISTS (SELECT 1 FROM crew_dismissed d WHERE d.crew_id = c.id)
      """, [.text(campaignID)]
    ).map { row in
      let body = try CampaignJSON.value(CrewBody.self, from: row.text("body"))
      return CrewPage(crew: body.crew, members: body.members, version: try row.int("version"))
    }.sorted { ($0.crew.name, $0.id) < ($1.crew.name, $1.id) }
  }

  /// Half-days of a crew, dismissed or not.
  func crewSessions(_ id: String) throws -> [MinuteSpan] {
    let body = try row("SELECT body FROM crew WHERE id = ?", [.text(id)])?.text("body")
    return try body.map { try CampaignJSON.value(CrewBody.self, from: $0).crew.sessions } ?? Crew.usualSessions
  }

  func insertCrew(_ page: CrewPage, in campaignID: String) throws {
    let body = try CampaignJSON.text(CrewBody(crew: page.crew, members: page.members))
    try execute(
      "INSERT INTO crew (id, campaign_id, body, version, made_at) VALUES (?, ?, ?, 1, ?)",
      [.text(page.id), .text(campaignID), .text(body), .integer(now)])
  }

  /// False when somebody was first.
  func updateCrew(_ page: CrewPage, seen version: Int) throws -> Bool {
    let body = try CampaignJSON.text(CrewBody(crew: page.crew, members: page.members))
    return try execute(
      "UPDATE crew SET body = ?, version = version + 1 WHERE id = ? AND version = ?",
      [.text(body), .text(page.id), .int(version)]) == 1
  }

  func insertCrewDismissed(_ id: String, by keeper: some SignedIn) throws {
    try execute(
      "INSERT INTO crew_dismissed (crew_id, dismissed_by, dismissed_at) VALUES (?, ?, ?)",
      [.text(id), .text(keeper.accountID), .integer(now)])
  }

  func journalCrew(_ action: JournalLine.Action, _ page: CrewPage, _ campaignID: String, by keeper: some SignedIn) throws {
    let crew = page.crew
    let details = [
      "name": crew.name, "home-city": crew.homeCity, "sessions": crew.sessions.map(\.chinese).joined(separator: "、"),
      "days-off": crew.daysOff.map(\.chinese).joined(separator: "、"),
    ]
    try journal(
      JournalLine(action: action, recordKind: "crew", recordID: page.id, campaignID: campaignID, details: details), by: keeper)
  }
}
