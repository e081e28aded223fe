import GraduatePhotos
import Storage

extension Transaction {
  /// Heads an hour as the check-ins of visits that are over tell them: of the whole campaign, and of each place.
  func measuredPaces(_ campaignID: String, planned: Int) throws -> (all: Int?, byPlace: [String: Int]) {
    guard let version = try newestScheduleVersion(campaignID) else { return (nil, [:]) }
    let measured = try rows(
      """
      SELECT v.place_id, v.crew_id, v.day, COUNT(*) AS heads, MIN(c.checked_in_at) AS first, MAX(c.checked_in_at) AS last
      FROM check_in c JOIN visit v ON v.campaign_id = c.campaign_id AND v.number = c.visit_number AND v.schedule_version = ?
      WHERE c.campaign_id = ? AND c.slot = '' AND v.day < ? GROUP BY v.place_id, v.crew_id, v.day, v.number
      """, [.int(version), .text(campaignID), .text(today.compact)])
    var all = MeasuredPace()
    var byPlace: [String: MeasuredPace] = [:]
    for row in measured {
      guard let day = CalendarDay.parse(try row.text("day")) else { continue }
      func minute(_ column: String) throws -> Int { Int((try row.integer(column) - day.startMilliseconds) / 60_000) }
      var pace = MeasuredPace()
      pace.add(
        heads: try row.int("heads"), from: try minute("first"), to: try minute("last"),
        sessions: try crewSessions(row.text("crew_id")))
      all.add(pace)
      byPlace[try row.text("place_id"), default: MeasuredPace()].add(pace)
    }
    return (all.headsPerHour(planned: planned), byPlace.compactMapValues { $0.headsPerHour(planned: planned) })
  }
}
