import GraduatePhotos
import Storage

/// A class of the published schedule.
public struct ScheduledClass: Sendable, Hashable, Identifiable {
  /// In addresses; the same from version to version.
  public let key: String
  public let identity: TurnKey
  public let notice: ClassNotice
  /// `/s/…`, short enough for a QR and a text.
  public let shortPath: String

  public var id: String { key }
  public var heads: Int { notice.appointments.reduce(0) { $0 + $1.heads } }
}

/// Which version holds.
public struct ScheduleEdition: Sendable, Hashable {
  public let version: Int
  /// Milliseconds UTC.
  public let publishedAt: Int64

  public var day: CalendarDay { CalendarDay(milliseconds: publishedAt) }
  /// 「第 2 版，2013年9月20日发布」.
  public var chinese: String { "第 \(version) 版，\(day.year)年\(day.month)月\(day.day)日发布" }
}

/// A place's part of the published schedule: classes and times, no person.
public struct PlaceSchedule: Sendable {
  public let campaignID: String
  public let plan: CampaignPlan
  /// Nil while nothing is published.
  public let edition: ScheduleEdition?
  public let place: TourPlace
  /// By day, time and number.
  public let visits: [VisitRecord]
  /// Name and address of each shooting point of the newest slip, the first one first.
  public let venues: [String]
  /// In the order in which they are called first.
  public internal(set) var classes: [ScheduledClass]

  /// `/s/…` of the place's own page.
  public var shortPath: String { "/s/" + ShortKey.campaign(campaignID) + ShortKey.place(place.id) }
  public var days: [CalendarDay] { Set(visits.map(\.day)).sorted() }
  public func classGroup(_ key: String) -> ScheduledClass? { classes.first { $0.key == key } }

  /// Where a visit is; the point's number where the slip does not say, or says several.
  public func venue(of visit: VisitRecord) -> String { Self.venue(visit, venues) }

  static func venue(_ visit: VisitRecord, _ venues: [String]) -> String {
    let known = venues.indices.contains(visit.point - 1) ? venues[visit.point - 1] : ""
    if venues.count <= 1, !known.isEmpty { return known }
    return known.isEmpty ? "拍摄点 \(visit.point)" : "拍摄点 \(visit.point)：\(known)"
  }
}

extension CollectionCenter {
  /// A place's days and classes, for everybody (N3, N6).
  ///
  /// - Throws: `ScheduleRefusal.placeUnknown`, `CampaignRefusal.unknown`.
  public func placeSchedule(of placeID: String, campaignID: String) async throws -> PlaceSchedule {
    try await records.read { try $0.placeSchedule(placeID, campaignID) }
  }
}

extension Transaction {
  func scheduleEdition(_ campaignID: String) throws -> ScheduleEdition? {
    try row(
      "SELECT version, published_at FROM schedule WHERE campaign_id = ? ORDER BY version DESC LIMIT 1", [.text(campaignID)]
    ).map { ScheduleEdition(version: try $0.int("version"), publishedAt: try $0.integer("published_at")) }
  }

  func placeSchedule(_ placeID: String, _ campaignID: String) throws -> PlaceSchedule {
    let plan = try storedCampaign(campaignID).plan
    let place = try tourPlace(placeID, in: campaignID)
    guard let edition = try scheduleEdition(campaignID) else {
      return PlaceSchedule(
        campaignID: campaignID, plan: plan, edition: nil, place: place, visits: [], venues: [], classes: [])
    }
    let visits = try storedVisits(campaignID, version: edition.version, placeID: placeID)
    let venues = try venues(of: place, campaignID)
    let standard = try storedStandard(plan.photoStandard)?.standard
    return PlaceSchedule(
      campaignID: campaignID, plan: plan, edition: edition, place: place, visits: visits, venues: venues,
      classes: Self.classes(of: visits, place, campaignID, venues) { identity, appointments in
        ClassNotice(
          campaign: plan.title, institution: place.name, department: identity.department, classGroup: identity.classGroup,
          appointments: appointments, preparation: ShootingAdvice.preparation(standard),
          missed: ShootingAdvice.missed(plan, on: today))
      })
  }

  private static func classes(
    of visits: [VisitRecord], _ place: TourPlace, _ campaignID: String, _ venues: [String],
    notice: (TurnKey, [ClassNotice.Appointment]) -> ClassNotice
  ) -> [ScheduledClass] {
    var order: [TurnKey] = []
    var found: [TurnKey: [ClassNotice.Appointment]] = [:]
    for visit in visits {
      let venue = PlaceSchedule.venue(visit, venues)
      for turn in visit.turns {
        if found[turn.key.plain] == nil { order.append(turn.key.plain) }
        found[turn.key.plain, default: []].append(
          ClassNotice.Appointment(
            day: visit.day, callMinutes: turn.callMinutes, span: turn.span, place: venue, heads: turn.heads,
            isForReturning: turn.key.isForReturning))
      }
    }
    let prefix = "/s/" + ShortKey.campaign(campaignID) + ShortKey.place(place.id)
    return order.map { identity in
      let key = ShortKey.classGroup(place.id, identity)
      let appointments = (found[identity] ?? []).sorted { ($0.day, $0.callMinutes) < ($1.day, $1.callMinutes) }
      return ScheduledClass(
        key: key, identity: identity, notice: notice(identity, appointments), shortPath: prefix + key)
    }
  }

  /// Where the shooting points of a place are, by its newest slip that was handed in.
  private func venues(of place: TourPlace, _ campaignID: String) throws -> [String] {
    let newest = try row(
      """
      SELECT v.body FROM slip s JOIN slip_version v ON v.slip_id = s.id
      WHERE s.campaign_id = ? AND s.institution_id = ? AND COALESCE(s.study_center_id, '') = ? ORDER BY v.number DESC LIMIT 1
      """, [.text(campaignID), .text(place.institutionID), .text(place.studyCenterID ?? "")])
    guard let newest else { return [] }
    return try CampaignJSON.value(RegistrationSlip.self, from: newest.text("body")).points.map(\.publicPlace)
  }

  /// The same of every place, by its id.
  func venuesByPlace(_ campaignID: String) throws -> [String: [String]] {
    let newest = try rows(
      """
      SELECT COALESCE(s.study_center_id, s.institution_id) AS place, v.body FROM slip s JOIN slip_version v ON v.slip_id = s.id
      WHERE s.campaign_id = ? AND v.number = (SELECT MAX(w.number) FROM slip_version w WHERE w.slip_id = s.id)
      """, [.text(campaignID)])
    var venues: [String: [String]] = [:]
    for row in newest {
      venues[try row.text("place")] = try CampaignJSON.value(RegistrationSlip.self, from: row.text("body")).points
        .map(\.publicPlace)
    }
    return venues
  }
}
