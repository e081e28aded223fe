import Foundation
import GraduatePhotos
import Storage

/// What is counted of cases and pictures rather than of people.
extension Transaction {
  func countCases(_ campaignID: String, _ institutionID: String, _ season: inout InstitutionSeason) throws {
    for found in try openAndSettledCases(campaignID, of: institutionID) {
      guard let last = found.clock.marks.last else { continue }
      if last.step == .settled {
        season.settled[found.kind, default: 0] += 1
      } else {
        season.cases[found.kind, default: [:]][last.step, default: WaitingTally()].add(since: last.at)
      }
    }
  }

  /// - condition: on the people's alias.
  func countPictures(
    _ campaign: StoredCampaign, _ condition: (sql: String, arguments: [SQLValue]), _ season: inout InstitutionSeason
  ) throws {
    let people = Self.people(in: campaign.plan.regime)
    let decoder = JSONDecoder()
    try sql.forEachRow(
      """
      SELECT s.problems FROM \(people.table) JOIN shot_binding b ON b.person_id = \(people.alias).id
        AND b.number = (SELECT MAX(x.number) FROM shot_binding x WHERE x.shot_id = b.shot_id)
      JOIN shot s ON s.id = b.shot_id AND s.campaign_id = \(people.alias).campaign_id WHERE \(condition.sql)
      """, condition.arguments
    ) { row in
      season.shots += 1
      let problems = try row.text("problems")
      guard problems != "[]" else { return }
      for problem in try decoder.decode([ShotProblem].self, from: Data(problems.utf8)) where problem.isFailure {
        season.failedChecks[problem.check, default: 0] += 1
      }
    }
    let reasons = try rows(
      """
      SELECT z.reason, COUNT(*) AS n FROM \(people.table) JOIN release_returned z
        ON z.campaign_id = \(people.alias).campaign_id AND z.person_id = \(people.alias).id
      WHERE \(condition.sql) GROUP BY z.reason ORDER BY n DESC, z.reason
      """, condition.arguments)
    for (index, row) in reasons.enumerated() {
      let text = String(try row.text("reason").prefix(SeasonLimits.reasonCharacters))
      season.returned[index < SeasonLimits.reasons ? text : SeasonLimits.otherReasons, default: 0] += try row.int("n")
    }
  }
}
