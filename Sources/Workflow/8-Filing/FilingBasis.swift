import GraduatePhotos
import Paperwork
import Storage

/// Who looks after an institution's filing: its own people, and the officer for all.
public protocol Filer: SignedIn {
  /// Nil for who files for every institution.
  var filesFor: String? { get }
}
extension Officer: Filer { public var filesFor: String? { nil } }
extension Liaison: Filer { public var filesFor: String? { institutionID } }
extension SealingLeader: Filer { public var filesFor: String? { institutionID } }

/// Somebody who is due, judged before he is filed.
struct FilingPerson: Sendable {
  let candidate: FilingCandidate
  let portraitID: String?
  let sha256: String
  let byteCount: Int
  let department: String
  let classGroup: String
  /// 校对回执编号 of what he confirmed; empty for none.
  let receipt: String
  var findings: [FilingRule.Finding] = []
}

/// An institution's graduates with all that stands in the way of filing them, read at one moment.
struct FilingBasis: Sendable {
  let campaign: StoredCampaign
  let institutionID: String
  let institutionCode: String
  let institutionName: String
  let rule: FilingRule
  let people: [FilingPerson]
  let day: CalendarDay

  var ready: [FilingPerson] { people.filter(\.findings.isEmpty) }

  /// Stands for everything that a filing made of it would hold.
  var contentHash: String {
    var sum = SHA256Sum()
    func add(_ texts: [String]) { sum.add(Array((texts.joined(separator: "\u{1F}") + "\u{1E}").utf8)) }
    add([campaign.id, institutionCode, institutionName, rule.profile.id])
    for column in rule.profile.columns { add([column.field, String(column.width), column.value]) }
    for person in ready {
      add(
        [person.candidate.id, person.sha256, rule.confirmation(of: person.candidate).rawValue, person.candidate.photoName]
          + rule.profile.columns.map { rule.value($0, of: person.candidate) })
    }
    return HexText.write(sum.digest())
  }
}

extension Transaction {
  /// - Throws: `FilingRefusal.codeMode`, `.unknown` for an institution that does not take part or is not the filer's.
  func filingBasis(
    _ profile: FilingProfile, campaignID: String, institutionID: String, by filer: any Filer
  ) throws -> FilingBasis {
    let campaign = try storedCampaign(campaignID)
    guard filer.filesFor.map({ $0 == institutionID }) ?? true else { throw FilingRefusal.unknown }
    guard campaign.plan.regime == .roster else { throw FilingRefusal.codeMode }
    let place: RosterPlaceInCenter
    do { place = try rosterPlace(campaignID: campaignID, institutionID: institutionID).place } catch is RosterImportRefusal {
      throw FilingRefusal.unknown
    }
    let terms = campaign.proofTerms
    let rule = FilingRule(
      profile: profile, isNational: terms.isRehearsal,  // Before its days are set nobody was asked yet.
      isProofingOpen: terms.days.map { today <= $0.last } ?? true,
      isCodeProvisional: (try? InstitutionCode.read(place.institutionCode))?.isProvisional ?? true)
    let sealed = try sealedClasses(campaignID, institutionID)
    var people: [FilingPerson] = []
    try sql.forEachRow(
      Self.filingPeople, [.text(campaign.proofKind.rawValue), .text(campaignID), .text(institutionID)]
    ) { row in people.append(try filingPerson(row, rule, place, sealed)) }
    var names: [String: Int] = [:]
    for person in people { names[person.candidate.photoName.lowercased(), default: 0] += 1 }
    for index in people.indices {
      let name = people[index].candidate.photoName.lowercased()
      people[index].findings = rule.findings(people[index].candidate, isNameTaken: names[name, default: 0] > 1)
    }
    return FilingBasis(
      campaign: campaign, institutionID: institutionID, institutionCode: place.institutionCode,
      institutionName: place.institutionName, rule: rule, people: people, day: today)
  }

  private func sealedClasses(_ campaignID: String, _ institutionID: String) throws -> Set<CheckedClass> {
    let scope = GraduateScope(institutionID: institutionID)
    return Set(
      try checkedClasses(campaignID, institutionID, scope).filter {
        if case .sealed = $0.signature { true } else { false }
      }.map(\.group))
  }

  private static let filingPeople = """
    SELECT \(StoredGraduate.readColumns), p.id AS portrait_id, p.sha256 AS portrait_sha, f.byte_count, t.serial,
      \(proofGroup) AS standing, r.number AS receipt, d.outcome AS settled,
      CASE WHEN EXISTS (SELECT 1 FROM claim c WHERE c.campaign_id = g.campaign_id AND c.person_id = g.id
        AND NOT EXISTS (SELECT 1 FROM claim_ended e WHERE e.claim_id = c.id)) THEN 1 ELSE 0 END AS has_claim,
      CASE WHEN EXISTS (SELECT 1 FROM erratum e WHERE e.campaign_id = g.campaign_id AND e.person_id = g.id
        AND \(StoredErratum.isOpen)) THEN 1 ELSE 0 END AS has_erratum,
      (SELECT n.status FROM national_status n WHERE n.campaign_id = g.campaign_id AND n.person_id = g.id
        ORDER BY n.import_id DESC LIMIT 1) AS national,
      (SELECT MAX(x.last_day) FROM proof_grant x WHERE x.campaign_id = g.campaign_id AND x.person_id = g.id AND x.kind = 'extension'
        AND NOT EXISTS (SELECT 1 FROM proof_grant_withdrawn w WHERE w.grant_id = x.id)) AS extended
    FROM \(proofPeople(.roster))
    WHERE g.campaign_id = ? AND g.institution_id = ? AND NOT \(GraduateScope.hasLeft) ORDER BY g.student_number, g.id
    """

  private func filingPerson(
    _ row: SQLRow, _ rule: FilingRule, _ place: RosterPlaceInCenter, _ sealed: Set<CheckedClass>
  ) throws -> FilingPerson {
    let entry = try StoredGraduate.entry(from: row, place: place, keys: keys)
    var values: [RosterColumn: String] = [:]
    for column in rule.profile.columns.compactMap(\.source) { values[column] = entry[column] }
    let serial = try row.optionalInt("serial").map(String.init) ?? ""
    let name =
      switch rule.profile.photoName {
      case .idNumber: entry.idNumber.value
      case .studentNumber: entry.studentNumber
      case .shotSerial: serial
      case .internalNumber: try row.text("id")
      }
    let group = CheckedClass(department: entry.department, classGroup: entry.classGroup)
    let standing = ProofStanding.Group(rawValue: try row.text("standing")) ?? .unanswered
    let candidate = FilingCandidate(
      id: try row.text("id"), values: values, photoName: (try? SafeName.encode(name, reserved: 4)) ?? "",
      hasPortrait: try row.optionalText("portrait_id") != nil,
      claimOpen: try row.int("has_claim") == 1, erratumOpen: try row.int("has_erratum") == 1,
      classSealed: sealed.contains(group),
      proof: standing, disputeSettled: try row.optionalText("settled") != nil,
      national: try row.optionalText("national").flatMap { NationalProofStatus(rawValue: $0) },
      hasMoreTime: try row.optionalText("extended").flatMap { CalendarDay.parse($0) }.map { today <= $0 } ?? false,
      nameLacksCharacters: entry.nameLacksCharacters)
    return FilingPerson(
      candidate: candidate, portraitID: try row.optionalText("portrait_id"), sha256: try row.optionalText("portrait_sha") ?? "",
      byteCount: try row.optionalInt("byte_count") ?? 0, department: entry.department, classGroup: entry.classGroup,
      receipt: standing == .confirmed ? try row.optionalText("receipt") ?? "" : "")
  }
}
