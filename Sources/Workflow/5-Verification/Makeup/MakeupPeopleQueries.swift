import GraduatePhotos
import Storage

/// A place that is somebody's.
public struct MakeupPlaceBooked: Sendable, Hashable {
  public let slot: MakeupSlot
  /// Of a bus; nil for who comes by himself.
  public let groupID: String?
}

/// Somebody who may come to the make-up, or who booked or came.
public struct MakeupPerson: Sendable, Identifiable {
  public let id: String
  /// Empty in code mode, as the student number is.
  public let name: String
  public let studentNumber: String
  public let institutionID: String
  public let turn: TurnKey
  public let standing: MakeupStanding
  /// Why he comes in more words: what the claim says, or the head office's reason.
  public let words: String
  public let booked: MakeupPlaceBooked?

  /// As people call him: in code mode by the end of his number, which the institution's own list bears too.
  public var label: String { name.isEmpty ? PersonEnd.of(id) : name }

  /// Nil for who may not come.
  public var entitlement: MakeupEntitlement? { try? MakeupEntitlement(standing) }
  public var group: CheckedClass { CheckedClass(department: turn.department, classGroup: turn.classGroup) }
}

extension Transaction {
  /// What the standings of people are read from; conditions follow.
  private static func makeupPeople(in regime: Regime) -> (select: String, alias: String, hasLeft: String, isWaiting: String) {
    let (table, alias, hasLeft, names) = people(in: regime)
    let own = "campaign_id = \(alias).campaign_id"
    // A shot that waits for eyes, or that its station holds back: nobody knows yet whether he has to come.
    let isWaiting = """
      (EXISTS (SELECT 1 FROM release_queue q WHERE q.\(own) AND q.person_id = \(alias).id) OR EXISTS (SELECT 1 FROM shot_chosen h
        JOIN shot_held_back z ON z.shot_id = h.shot_id WHERE h.\(own) AND h.person_id = \(alias).id))
      """
    let select = """
      SELECT \(alias).id, \(alias).institution_id, \(alias).category, \(alias).department, \(alias).class_group, \(names),
        p.number AS portrait, k.id AS claim_id, k.details_sealed, b.day, b.minute, b.group_id,
        CASE WHEN \(isWaiting) THEN 1 ELSE 0 END AS waiting,
        (SELECT COUNT(*) FROM shot_chosen o WHERE o.\(own) AND o.person_id = \(alias).id) AS shots,
        (SELECT r.reason FROM release_returned r WHERE r.\(own) AND r.person_id = \(alias).id AND \(Retake.isOpen)
          ORDER BY r.returned_at DESC LIMIT 1) AS retake
      FROM \(table) \(Portrait.present(of: alias))
        LEFT JOIN claim k ON k.\(own) AND k.person_id = \(alias).id AND k.kind = 'photo'
          AND NOT EXISTS (SELECT 1 FROM claim_ended e WHERE e.claim_id = k.id)
        LEFT JOIN makeup_booking b ON b.\(own) AND b.person_id = \(alias).id
      """
    return (select, alias, hasLeft, isWaiting)
  }

  /// Everybody who may come, by institution, class and number (A1, N4, A6): who has no photo although his class's turn is over, whose
  /// photo has an open claim, whose portrait the head office sent back.
  ///
  /// - bookedToo: those who booked stay on the list when they need not come any more.
  func makeupPeople(
    _ campaign: StoredCampaign, _ scope: GraduateScope, bookedToo: Bool = false
  ) throws -> [MakeupPerson] {
    let people = Self.makeupPeople(in: campaign.plan.regime)
    let own = people.alias
    var (condition, arguments) = scope.condition(campaignID: campaign.id, of: own)
    var missing = "1 = 0"
    // Nobody is missing before the first class was awaited.
    if let first = campaign.plan.phases.first?.days.first, today > first {
      missing = """
        (p.id IS NULL AND NOT EXISTS (SELECT 1 FROM visit v JOIN visit_turn u ON u.visit_id = v.id
          WHERE v.campaign_id = \(own).campaign_id AND v.schedule_version = ? AND v.day >= ?
            AND v.place_id = COALESCE(\(own).study_center_id, \(own).institution_id)
            AND u.category = \(own).category AND u.department = \(own).department AND u.class_group = \(own).class_group))
        """
      arguments += [.int(try newestScheduleVersion(campaign.id) ?? 0), .text(today.compact)]
    }
    let retake = """
      EXISTS (SELECT 1 FROM release_returned r WHERE r.campaign_id = \(own).campaign_id AND r.person_id = \(own).id
        AND \(Retake.isOpen))
      """
    condition += """
       AND NOT \(people.hasLeft) AND (\(bookedToo ? "b.person_id IS NOT NULL OR " : "")
         NOT \(people.isWaiting) AND (k.id IS NOT NULL OR \(retake) OR \(missing)))
      """
    return try rows(
      """
      \(people.select) WHERE \(condition)
      ORDER BY \(own).institution_id, \(own).department, \(own).class_group, \(names(own, campaign)), \(own).id
      """, arguments
    ).compactMap { try makeupPerson($0) }
  }

  private func names(_ alias: String, _ campaign: StoredCampaign) -> String {
    campaign.plan.regime == .roster ? "\(alias).student_number" : "\(alias).id"
  }

  /// One person as far as somebody may see him; nil for a stranger.
  func makeupPerson(_ id: String, _ campaign: StoredCampaign, _ scope: GraduateScope = GraduateScope()) throws -> MakeupPerson?
  {
    let people = Self.makeupPeople(in: campaign.plan.regime)
    let (condition, arguments) = scope.condition(campaignID: campaign.id, of: people.alias)
    let found = try row("\(people.select) WHERE \(condition) AND \(people.alias).id = ?", arguments + [.text(id)])
    return try found.flatMap { try makeupPerson($0, left: leftKind(of: id, campaign.plan.regime)) }
  }

  private func leftKind(of id: String, _ regime: Regime) throws -> StatusChange.Kind? {
    let table =
      regime == .roster
      ? """
      SELECT s.kind FROM status_change s WHERE s.graduate_id = ? AND NOT EXISTS
        (SELECT 1 FROM status_change_withdrawn w WHERE w.status_change_id = s.id) ORDER BY s.id DESC LIMIT 1
      """
      : """
      SELECT l.kind FROM collection_code_left l WHERE l.code_id = ? AND NOT EXISTS
        (SELECT 1 FROM collection_code_back b WHERE b.left_id = l.id) ORDER BY l.id DESC LIMIT 1
      """
    return try row(table, [.text(id)]).flatMap { StatusChange.Kind(rawValue: try $0.text("kind")) }
  }

  private func makeupPerson(_ row: SQLRow, left: StatusChange.Kind? = nil) throws -> MakeupPerson? {
    guard let turn = try turn(of: row) else { return nil }
    let id = try row.text("id")
    let (standing, words) = try standing(of: row, left)
    let slot = try row.optionalText("day").flatMap { CalendarDay.parse($0) }.map { MakeupSlot($0, try row.int("minute")) }
    return MakeupPerson(
      id: id, name: try row.text("name"), studentNumber: try row.text("student_number"),
      institutionID: try row.text("institution_id"), turn: turn, standing: standing, words: words,
      booked: try slot.map { MakeupPlaceBooked(slot: $0, groupID: try row.optionalText("group_id")) })
  }

  private func standing(of row: SQLRow, _ left: StatusChange.Kind?) throws -> (MakeupStanding, words: String) {
    if let left { return (.left(left), "") }
    if try row.int("waiting") > 0 { return (.waiting, "") }
    if let claim = try row.optionalText("claim_id") {
      let (person, sealed) = (try row.text("id"), try row.optionalBlob("details_sealed"))
      let details = try sealed.flatMap { try openForGraduate(person, $0, as: Self.claimRecord(claim)) }
        .map { try VerdictDetails(read: $0) }
      let isEyes = details?.photoFaults.contains { $0 == .eyes || $0 == .expression } ?? false
      return (.claimed(isEyes ? .eyesOrExpression : .other), details?.words(openNumbers: false) ?? "")
    }
    if let retake = try row.optionalText("retake") { return (.missing(wasShot: true), retake) }
    if try row.optionalInt("portrait") != nil { return (.captured, "") }
    return (.missing(wasShot: try row.int("shots") > 0), "")
  }
}
