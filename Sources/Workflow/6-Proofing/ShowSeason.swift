import GraduatePhotos
import Storage

/// A graduate's whole season on one page: when and where, what to bring, whether the photo is there, what comes next.
public struct GraduateSeason: Sendable {
  /// How far the photo is.
  public enum Photo: Sendable, Hashable {
    /// Not shot yet.
    case none
    /// Shot; looked at and made at the head office.
    case inWork
    case ready
  }

  public let shown: ShownProof
  /// The own class's times, the schedule's version with them; none while nothing is published or the class is in none.
  public let appointments: [ClassNotice.Appointment]
  public let edition: ScheduleEdition?
  public let preparation: [String]
  public let missed: String
  public let photo: Photo
  /// When and where the graduate is booked for the make-up.
  public let makeupBooked: MakeupSlot?
  public let makeupPlace: String
  public let contact: [Office]
  /// The day it is, in China.
  public let today: CalendarDay
}

extension CollectionCenter {
  /// - Throws: `ProofDeskRefusal.personUnknown`.
  public func season(of graduate: SignedInGraduate) async throws -> GraduateSeason {
    try await records.read { try $0.season(of: graduate) }
  }
}

extension Transaction {
  fileprivate func season(of graduate: SignedInGraduate) throws -> GraduateSeason {
    let campaign = try storedCampaign(graduate.campaignID)
    let shown = try shownProof(of: graduate.personID, campaignID: graduate.campaignID)
    let schedule = try classAppointments(of: graduate, campaign)
    let booked = try row(
      "SELECT day, minute FROM makeup_booking WHERE campaign_id = ? AND person_id = ?",
      [.text(graduate.campaignID), .text(graduate.personID)])
    return GraduateSeason(
      shown: shown, appointments: schedule.appointments, edition: schedule.edition,
      preparation: ShootingAdvice.preparation(try storedStandard(campaign.plan.photoStandard)?.standard),
      missed: ShootingAdvice.missed(campaign.plan, on: today), photo: try photo(of: graduate, shown),
      makeupBooked: try booked.flatMap { row in
        try CalendarDay.parse(row.text("day")).map { MakeupSlot($0, try row.int("minute")) }
      }, makeupPlace: campaign.plan.makeupPlace, contact: campaign.plan.offices, today: today)
  }

  private func photo(of graduate: SignedInGraduate, _ shown: ShownProof) throws -> GraduateSeason.Photo {
    if shown.portraitID != nil { return .ready }
    let shot = try row(
      """
      SELECT 1 AS n FROM shot_binding b JOIN shot t ON t.id = b.shot_id WHERE b.person_id = ? AND t.campaign_id = ?
        AND b.number = (SELECT MAX(m.number) FROM shot_binding m WHERE m.shot_id = b.shot_id) LIMIT 1
      """, [.text(graduate.personID), .text(graduate.campaignID)])
    return shot == nil ? .none : .inWork
  }

  /// The own class's, and with it the times for those who come back, told as such.
  private func classAppointments(
    of graduate: SignedInGraduate, _ campaign: StoredCampaign
  ) throws -> (appointments: [ClassNotice.Appointment], edition: ScheduleEdition?) {
    let people = Self.people(in: campaign.plan.regime)
    guard let edition = try scheduleEdition(campaign.id),
      let row = try row(
        """
        SELECT \(people.alias).institution_id, \(people.alias).study_center_id, \(people.alias).category, \(people.alias).department,
          \(people.alias).class_group FROM \(people.table) WHERE \(people.alias).id = ?
        """, [.text(graduate.personID)]),
      let category = Category(rawValue: try row.text("category"))
    else { return ([], nil) }
    let place = try row.optionalText("study_center_id") ?? row.text("institution_id")
    let (department, name) = (try row.text("department"), try row.text("class_group"))
    // A center that another province's agency took over is in no schedule of ours.
    guard let schedule = try? placeSchedule(place, campaign.id) else { return ([], edition) }
    let own = schedule.classes.first { group in
      group.identity.category == category && group.identity.department.hasSameCodePoints(as: department)
        && group.identity.classGroup.hasSameCodePoints(as: name)
    }
    return (own?.notice.appointments ?? [], edition)
  }
}
