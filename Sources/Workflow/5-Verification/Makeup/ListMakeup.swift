import GraduatePhotos
import Storage

/// A bus of one institution.
public struct MakeupBus: Sendable, Identifiable {
  public let id: String
  public let institution: String
  public let heads: Int
  public let first: MakeupSlot
  public let leader: String
  public let telephone: String
}

/// A quarter of an hour with what is left of it.
public struct MakeupQuarter: Sendable, Hashable {
  public let slot: MakeupSlot
  public let capacity: Int
  public let free: Int
}

/// Who may come to the make-up, and what is booked.
public struct MakeupList: Sendable {
  public let terms: MakeupTermsPage
  /// By institution, class and student number.
  public let people: [MakeupPerson]
  /// Names by id of the institutions of these people.
  public let institutions: [String: String]
  /// Quarters that have not begun, in order; none after the deadline.
  public let quarters: [MakeupQuarter]
  /// That this reader may see.
  public let buses: [MakeupBus]
  /// Milliseconds UTC, by the clock of deadlines.
  public let now: Int64

  /// N4: nothing is accepted any more.
  public var isOver: Bool { terms.terms.map { DayMinute(milliseconds: now) >= $0.deadline } ?? false }
}

/// Who books places at the branch: whoever at the institution knows the class, each within his own part.
public protocol MakeupBooker: GraduateReader, RetakeReader {
  var institutionID: String { get }
}
extension Liaison: MakeupBooker {}
extension StudyCenterLiaison: MakeupBooker {}
extension DepartmentSecretary: MakeupBooker {}
extension Counselor: MakeupBooker {}

extension CollectionCenter {
  /// Who may come and who booked (A1, N4, A6): an institution's people see their own, head office, planner and officer all.
  public func makeupList(campaignID: String, by reader: any RetakeReader) async throws -> MakeupList {
    try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let terms = try transaction.makeupTerms(campaign)
      let people = try transaction.makeupPeople(campaign, reader.retakeScope, bookedToo: true)
      var names: [String: String] = [:]
      for id in Set(people.map(\.institutionID)) { names[id] = try transaction.institutionName(id, in: campaign.year) ?? "" }
      return MakeupList(
        terms: terms, people: people, institutions: names, quarters: try transaction.makeupQuarters(campaignID, terms.terms),
        buses: try transaction.makeupBuses(campaign, of: reader.retakeScope), now: transaction.now)
    }
  }
}

extension Transaction {
  /// The book with what is taken so far.
  func makeupBook(_ campaignID: String, _ terms: MakeupTerms) throws -> MakeupBook {
    var heads: [MakeupSlot: Int] = [:]
    let people = Self.people(in: try storedCampaign(campaignID).plan.regime)
    // Who left the roster gives the place back by that.
    for row in try rows(
      """
      SELECT b.day, b.minute, COUNT(*) AS n FROM makeup_booking b JOIN \(people.table) ON \(people.alias).id = b.person_id
      WHERE b.campaign_id = ? AND NOT \(people.hasLeft) GROUP BY b.day, b.minute
      """, [.text(campaignID)])
    {
      guard let day = CalendarDay.parse(try row.text("day")) else { continue }
      heads[MakeupSlot(day, try row.int("minute"))] = try row.int("n")
    }
    return MakeupBook(terms, heads: heads)
  }

  fileprivate func makeupQuarters(_ campaignID: String, _ terms: MakeupTerms?) throws -> [MakeupQuarter] {
    let moment = DayMinute(milliseconds: now)
    guard let terms, moment < terms.deadline else { return [] }
    let book = try makeupBook(campaignID, terms)
    return book.slots.filter { $0 > moment }.map {
      MakeupQuarter(slot: $0, capacity: terms.capacity(at: $0.minute), free: book.free($0))
    }
  }

  /// Of the reader's institution; secretaries and counselors, who book no bus, see none.
  func makeupBuses(_ campaign: StoredCampaign, of scope: GraduateScope) throws -> [MakeupBus] {
    guard scope.department == nil, scope.classGroups == nil, scope.studyCenterID == nil else { return [] }
    let own = scope.institutionID.map { (" AND m.institution_id = ?", [SQLValue.text($0)]) } ?? ("", [])
    return try rows(
      """
      SELECT m.id, m.institution_id, m.heads, m.day, m.minute, m.leader, m.telephone FROM makeup_group m
      WHERE m.campaign_id = ?\(own.0) ORDER BY m.day, m.minute, m.id
      """, [.text(campaign.id)] + own.1
    ).compactMap { row in
      guard let day = CalendarDay.parse(try row.text("day")) else { return nil }
      return MakeupBus(
        id: try row.text("id"), institution: try institutionName(row.text("institution_id"), in: campaign.year) ?? "",
        heads: try row.int("heads"), first: MakeupSlot(day, try row.int("minute")), leader: try row.text("leader"),
        telephone: try row.text("telephone"))
    }
  }
}
