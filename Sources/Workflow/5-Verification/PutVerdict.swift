import GraduatePhotos
import Storage

/// Where a verdict is given.
struct GivenPlace: Sendable {
  let campaignID: String
  let institutionID: String
}

/// On which page somebody checked.
enum VerdictWay: Sendable {
  case page
  /// - `checker`: as typed there.
  /// - `at`: by that computer's clock, milliseconds UTC.
  case disc(checker: String, at: Int64)
}

extension Transaction {
  /// Writes a verdict, its journal line and the claims that follow; the one way in which a verdict comes into the database.
  ///
  /// One without verdicts takes the newest back. What was said already is not said again.
  /// - Throws: `ClassCheckRefusal.contradiction`, `.sealed`.
  func putVerdict(
    _ verdict: PersonVerdict, about person: CheckedPerson, _ place: GivenPlace, way: VerdictWay, by actor: some SignedIn
  ) throws -> VerdictReceipt {
    if let found = verdict.contradiction(hasPicture: person.portrait != nil) { throw ClassCheckRefusal.contradiction(found) }
    let details = VerdictDetails(verdict)
    let number = person.newest?.number ?? 0
    if try isSaid(verdict, details, about: person) { return VerdictReceipt(number: number, isNew: false) }
    try refuseChangeOfSealed(person, place)
    try insert(verdict, details, number: number + 1, about: person, place, way: way, by: actor)
    try settleClaims(verdict, number: number + 1, about: person, place, by: actor)
    return VerdictReceipt(number: number + 1, isNew: true)
  }

  private func isSaid(_ verdict: PersonVerdict, _ details: VerdictDetails, about person: CheckedPerson) throws -> Bool {
    guard let newest = person.newest else { return verdict.verdicts.isEmpty }
    if verdict.verdicts.isEmpty { return newest.verdicts.isEmpty }
    guard let holding = person.verdict, holding.verdicts == verdict.verdicts else { return false }
    let said = VerdictDetails(
      PersonVerdict(
        id: person.id, classID: "", verdicts: holding.verdicts, photoFaults: holding.photoFaults,
        corrections: holding.corrections, partner: holding.partner, note: holding.note, look: holding.look, at: 0))
    return try said.bytes() == details.bytes()
  }

  /// A verdict that was sealed is changed only after the class was opened again; one that does not hold any more may be given anew.
  private func refuseChangeOfSealed(_ person: CheckedPerson, _ place: GivenPlace) throws {
    guard person.verdict != nil, let seal = try classSealInForce(person.group, place) else { return }
    throw ClassCheckRefusal.sealed(by: seal.sealedByName)
  }

  private func insert(
    _ verdict: PersonVerdict, _ details: VerdictDetails, number: Int, about person: CheckedPerson, _ place: GivenPlace,
    way: VerdictWay, by actor: some SignedIn
  ) throws {
    let sealed: SQLValue =
      details.isEmpty
      ? .null : .blob(try sealForGraduate(person.id, details.bytes(), as: Self.verdictRecord(person.id, number)))
    let (wayName, checker, told): (String, String, SQLValue) =
      switch way {
      case .page: ("page", "", .null)
      case .disc(let checker, let at): ("disc", checker, .integer(at))
      }
    let at = if case .disc(_, let at) = way { min(at, now) } else { now }
    try execute(
      """
      INSERT INTO verdict (campaign_id, person_id, number, portrait_number, record_version, verdicts, details_sealed, look, given_to,
        way, checker, checked_at, told_at, given_by, given_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(place.campaignID), .text(person.id), .int(number), .int(person.portrait?.number ?? 0),
        .integer(person.recordVersion), .text(PersonVerdict.Verdict.stored(verdict.verdicts)), sealed,
        .int(verdict.look.rawValue), .text(verdict.isOfTheRest ? "rest" : "person"), .text(wayName), .text(checker),
        .integer(at), told, .text(actor.accountID), .integer(now),
      ])
    try journal(
      JournalLine(
        action: verdict.verdicts.isEmpty ? .verdictTakenBack : .verdictGiven, recordKind: "graduate", recordID: person.id,
        campaignID: place.campaignID, graduateID: person.id,
        details: [
          "verdicts": PersonVerdict.Verdict.stored(verdict.verdicts), "portrait": String(person.portrait?.number ?? 0),
          "look": String(verdict.look.rawValue), "way": wayName,
        ]), by: actor)
  }
}
