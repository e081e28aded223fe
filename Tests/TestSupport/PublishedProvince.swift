import Foundation
import GraduatePhotos

@testable import Workflow

extension Province {
  /// Phases and make-up of the notice of 2013 (A1), so that visits can be planned.
  public func openPhases(_ campaignID: String, makeupPlace: String = "示例采集中心") async throws {
    func days(_ first: String, _ last: String) -> CalendarDays? {
      guard let from = CalendarDay.parse(first), let to = CalendarDay.parse(last) else { return nil }
      return CalendarDays(from, through: to)
    }
    var plan = try await center.records.read { try $0.storedCampaign(campaignID).plan }
    let windows: [(CampaignWindow.Kind, CalendarDays?)] = [
      (.phase1, days("2013-10-08", "2013-12-31")), (.phase2, days("2014-03-03", "2014-04-04")),
      (.makeup, days("2014-04-09", "2014-04-12")),
    ]
    plan.windows = windows.compactMap { kind, days in days.map { CampaignWindow(kind, $0) } }
    plan.makeupPlace = makeupPlace
    let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
    try await center.records.write { transaction in
      try transaction.execute(
        "UPDATE campaign SET plan = ?, version = version + 1 WHERE id = ?", [.text(json), .text(campaignID)])
    }
  }

  /// Solves the campaign's tour as it stands and publishes it.
  ///
  /// Returns the version.
  @discardableResult
  public func publishSolved(_ campaignID: String, steps: Int = 30, by keeper: some CampaignKeeper) async throws -> Int {
    let problem = try await center.tourInput(campaignID: campaignID, by: keeper).problem
    var solver = try TourSolver(problem, seed: 1)
    let draft = try await center.keepTour(
      solver.solve(steps: steps).plan, note: "求解", campaignID: campaignID, by: keeper)
    return try await center.publishSchedule(draft, campaignID: campaignID, by: keeper).version
  }

  /// A slip of the place as its newest handed-in version, with these shooting points.
  public func handInSlip(
    _ points: [ShootingPoint], campaignID: String, institutionID: String, studyCenterID: String? = nil, regularHeads: Int = 0
  ) async throws {
    var slip = RegistrationSlip(points: points)
    slip.headCounts.regular = regularHeads
    let body = String(decoding: try JSONEncoder().encode(slip), as: UTF8.self)
    try await center.records.write { transaction in
      let id = "slip-\(studyCenterID ?? institutionID)"
      try transaction.execute(
        "INSERT INTO slip (id, campaign_id, institution_id, study_center_id, made_at) VALUES (?, ?, ?, ?, ?)",
        [.text(id), .text(campaignID), .text(institutionID), .optional(studyCenterID), .integer(transaction.now)])
      try transaction.execute(
        """
        INSERT INTO slip_version (slip_id, number, body, regular_heads, adult_heads, postgraduate_heads, holds_up,
          submitted_by, submitted_at) VALUES (?, 1, ?, ?, 0, 0, '[]', 'test', ?)
        """, [.text(id), .text(body), .int(regularHeads), .integer(transaction.now)])
    }
  }
}
