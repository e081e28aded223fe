import Crypto
import Foundation
import GraduatePhotos
import Storage

extension Transaction {
  /// Everything a station has to know of a visit.
  func takeAlong(_ visit: OpenVisit, markKey: [UInt8], table: CharacterTable?) throws -> TakeAlong {
    let plan = visit.campaign.plan
    guard let standard = try storedStandard(plan.photoStandard)?.standard else { throw PhotoStandardGone() }
    return TakeAlong(
      campaignTitle: plan.title, regime: plan.regime, placeID: visit.place.id, place: visit.place.name,
      point: visit.record.point,
      crew: try crewNames(visit.campaign.id)[visit.record.crewID] ?? "", sessions: try sessions(of: visit),
      headsPerHour: plan.studentsPerHour,
      turns: visit.record.turns.map { TakeAlong.Turn(key: $0.key, heads: $0.heads, span: $0.span) },
      otherTurns: try otherTurns(visit), makeup: plan.days(of: .makeup), makeupPlace: plan.makeupPlace, standard: standard,
      people: try people(of: visit, markKey, table), crewMembers: try crewMembers(visit.record.crewID),
      hosts: try hosts(visit), markKey: Data(markKey).base64EncodedString(),
      // The same for all stations of the visit, whenever each took it along.
      peerKey: Data(keys.blindIndex(of: "\(visit.campaign.id)|\(visit.record.number)", field: "station-peers"))
        .base64EncodedString())
  }

  private func people(of visit: OpenVisit, _ markKey: [UInt8], _ table: CharacterTable?) throws -> [TakeAlong.Person] {
    let excused = try excusedChecks(visit)
    let people = try doorPeople(of: visit, table: table)
    let numbers = try sealedTexts(visit, of: people)
    let isInCodeMode = visit.campaign.plan.regime == .code
    // In code mode the agency's stations carry codes and nothing else, whatever should lie in the rows.
    return try people.filter { !isInCodeMode || $0.name.isEmpty && $0.studentNumber.isEmpty }.map {
      person in
      var person = person
      let text = try numbers[person.id]?.opened(keys)
      person.marks = text.map { [scanMark($0.marked, key: markKey)] } ?? []
      return TakeAlong.Person(person: person, excused: excused[person.id] ?? [], born: text?.born)
    }
  }

  /// Identity numbers and codes of a visit's people, still sealed, by person.
  private func sealedTexts(_ visit: OpenVisit, of visitPeople: [DuePerson]) throws -> [String: SealedText] {
    if visit.isMakeup { return try sealedTexts(of: visitPeople) }
    let place: [SQLValue] =
      [.text(visit.campaign.id), .text(visit.place.institutionID)] + (visit.place.studyCenterID.map { [.text($0)] } ?? [])
    let center = visit.place.studyCenterID == nil ? "IS NULL" : "= ?"
    var found: [String: SealedText] = [:]
    let departments = Set(visit.record.turns.map(\.department)).sorted()
    for department in departments {
      let numbers = try rows(
        """
        SELECT id, id_kind, id_sealed, id_key FROM graduate
        WHERE campaign_id = ? AND institution_id = ? AND study_center_id \(center) AND department = ?
        """, place + [.text(department)])
      for row in numbers {
        found[try row.text("id")] = SealedText(
          record: try row.text("id"), sealed: try row.blob("id_sealed"), keyID: try row.text("id_key"),
          kind: IDNumberKind(rawValue: try row.text("id_kind")))
      }
      let codes = try rows(
        """
        SELECT id, code_sealed, code_key FROM collection_code
        WHERE campaign_id = ? AND institution_id = ? AND study_center_id \(center) AND department = ?
        """, place + [.text(department)])
      for row in codes {
        let id = try row.text("id")
        found[id] = SealedText(
          record: SealedValues.collectionCodes.record([id]), sealed: try row.blob("code_sealed"),
          keyID: try row.text("code_key"), kind: nil)
      }
    }
    return found
  }

  /// The same of people of whichever institution.
  private func sealedTexts(of people: [DuePerson]) throws -> [String: SealedText] {
    var found: [String: SealedText] = [:]
    for person in people {
      if let row = try row("SELECT id_kind, id_sealed, id_key FROM graduate WHERE id = ?", [.text(person.id)]) {
        found[person.id] = SealedText(
          record: person.id, sealed: try row.blob("id_sealed"), keyID: try row.text("id_key"),
          kind: IDNumberKind(rawValue: try row.text("id_kind")))
      } else if let row = try row("SELECT code_sealed, code_key FROM collection_code WHERE id = ?", [.text(person.id)]) {
        found[person.id] = SealedText(
          record: SealedValues.collectionCodes.record([person.id]), sealed: try row.blob("code_sealed"),
          keyID: try row.text("code_key"), kind: nil)
      }
    }
    return found
  }

  private func excusedChecks(_ visit: OpenVisit) throws -> [String: Set<ExcusableCheck>] {
    var excused: [String: Set<ExcusableCheck>] = [:]
    let found = try rows(
      """
      SELECT s.graduate_id, s.photo_check FROM special_case s JOIN graduate g ON g.id = s.graduate_id
      WHERE g.campaign_id = ? AND (g.institution_id = ? OR ? = '')
      """, [.text(visit.campaign.id), .text(visit.place.institutionID), .text(visit.place.institutionID)])
    for row in found {
      guard let check = ExcusableCheck(rawValue: try row.text("photo_check")) else { continue }
      excused[try row.text("graduate_id"), default: []].insert(check)
    }
    return excused
  }

  /// Turns of the place at its other visits: where somebody who is not of today is sent on to.
  private func otherTurns(_ visit: OpenVisit) throws -> [TakeAlong.OtherTurn] {
    try storedVisits(visit.campaign.id, version: visit.version, placeID: visit.place.id).filter {
      $0.number != visit.record.number
    }.flatMap { other in
      other.turns.map { turn in
        TakeAlong.OtherTurn(
          key: turn.key, turn: DoorTurn(visit: other.number, day: other.day, point: other.point, span: turn.span))
      }
    }
  }

  private func crewMembers(_ crewID: String) throws -> [TakeAlong.Signer] {
    try rows(
      """
      SELECT a.id, a.name FROM crew_account x JOIN account a ON a.id = x.account_id
      WHERE x.crew_id = ? AND NOT EXISTS (SELECT 1 FROM account_closed c WHERE c.account_id = a.id) ORDER BY a.name, a.id
      """, [.text(crewID)]
    ).map { TakeAlong.Signer(account: try $0.text("id"), name: try $0.text("name"), duty: Role.photographer.chineseName) }
  }

  /// Leader and coordinators of the visit's shooting point, as the place's newest slip names them (A8).
  private func hosts(_ visit: OpenVisit) throws -> [TakeAlong.Signer] {
    let newest = try row(
      """
      SELECT v.body FROM slip s JOIN slip_version v ON v.slip_id = s.id
      WHERE s.campaign_id = ? AND s.institution_id = ? AND COALESCE(s.study_center_id, '') = ? ORDER BY v.number DESC LIMIT 1
      """, [.text(visit.campaign.id), .text(visit.place.institutionID), .text(visit.place.studyCenterID ?? "")])
    guard let newest else { return [] }
    let points = try CampaignJSON.value(RegistrationSlip.self, from: newest.text("body")).points
    guard points.indices.contains(visit.record.point - 1) else { return [] }
    let point = points[visit.record.point - 1]
    let named = [("负责人", point.leader)] + point.coordinators.map { ("工作人员", $0) }
    return named.filter { !$0.1.name.isEmpty }.map { TakeAlong.Signer(account: "", name: $0.1.name, duty: $0.0) }
  }
}

/// What somebody is found by when it is scanned, hashed as the station hashes what it reads: lower-case hexadecimal of HMAC-SHA256.
///
/// - key: `TakeAlong.markKey`, 32 bytes.
func scanMark(_ text: String, key: [UInt8]) -> String {
  hexadecimal(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key)))
}

/// A text that is opened only when it is needed.
private struct SealedText {
  let record: String
  let sealed: [UInt8]
  let keyID: String
  /// Nil for a collection code.
  let kind: IDNumberKind?

  func opened(_ keys: KeyRing) throws -> (marked: String, born: CalendarDay?) {
    let text = String(decoding: try keys.open(sealed, under: keyID, as: record), as: UTF8.self)
    guard let kind else { return (text, nil) }
    let number = IDNumber(storedKind: kind, value: text)
    return (number.comparisonKey, number.birthDate)
  }
}

/// A campaign names a standard that is not there: a fault of ours.
struct PhotoStandardGone: Error {}
