import Crypto
import GraduatePhotos
import Storage

/// A graduate with what is proofed and the newest answer to it.
struct ProofPerson: Sendable {
  struct Answer: Sendable {
    let entry: ProofBook.Entry
    let number: String
    let answeredAt: Int64
    /// What the institution did about it: taken, declined, or nil.
    let outcome: String?
  }

  let id: String
  let institutionID: String
  let department: String
  let classGroup: String
  /// Empty in code mode, as the student number is.
  let name: String
  let studentNumber: String
  let recordVersion: Int64
  let portraitID: String?
  let portraitFileID: String?
  /// What would be filed now; nil without a released portrait.
  let version: ProofVersion?
  let portraitNumber: Int
  let last: Answer?

  var standing: ProofStanding { ProofBook(last.map { [$0.entry] } ?? []).standing(version) }
}

extension Transaction {
  /// `FROM` of people of a regime with their portrait and newest answer of a kind; its one argument is the kind.
  static func proofPeople(_ regime: Regime) -> String {
    let people = people(in: regime)
    let key = "campaign_id = \(people.alias).campaign_id AND r.person_id = \(people.alias).id"
    return """
      \(people.table) \(Portrait.present(of: people.alias))
      LEFT JOIN filed_change h ON h.graduate_id = \(people.alias).id
      LEFT JOIN proof r ON r.\(key) AND r.kind = ? AND r.round = (SELECT MAX(m.round) FROM proof m
        WHERE m.campaign_id = r.campaign_id AND m.person_id = r.person_id AND m.kind = r.kind)
      LEFT JOIN proof_settled d ON d.campaign_id = r.campaign_id AND d.person_id = r.person_id AND d.kind = r.kind AND d.round = r.round
        AND d.number = (SELECT MAX(n.number) FROM proof_settled n WHERE n.campaign_id = r.campaign_id
          AND n.person_id = r.person_id AND n.kind = r.kind AND n.round = r.round)
      """
  }

  /// The group (`ProofStanding.Group`) of a row of `proofPeople`.
  static let proofGroup = """
    CASE WHEN p.id IS NULL THEN 'no-portrait' WHEN r.round IS NULL THEN 'unanswered'
      WHEN r.portrait_sha256 <> p.sha256 OR r.filed_version <> COALESCE(h.version, 1) THEN 'again'
      WHEN r.is_right = 1 THEN 'confirmed' ELSE 'disputed' END
    """

  static func proofColumns(_ regime: Regime) -> String {
    let people = people(in: regime)
    let version = regime == .roster ? "\(people.alias).version" : "1"
    return """
      \(people.alias).id, \(people.alias).institution_id, \(people.alias).department, \(people.alias).class_group, \(people.names),
        \(version) AS record_version, p.id AS portrait_id, p.file_id, p.sha256, p.number AS portrait_number,
        COALESCE(h.version, 1) AS filed, r.round, r.portrait_sha256, r.filed_version, r.is_right, r.number, r.answered_at, d.outcome
      """
  }

  /// Those who are due, by `condition` on the people's alias (`g`, or `c` in code mode).
  func proofPeople(
    _ kind: ProofKind, _ regime: Regime, _ condition: (sql: String, arguments: [SQLValue]), order: String = "",
    page: [SQLValue] = []
  ) throws -> [ProofPerson] {
    try rows(
      """
      SELECT \(Self.proofColumns(regime)) FROM \(Self.proofPeople(regime))
      WHERE \(condition.sql) AND NOT \(Self.people(in: regime).hasLeft) \(order) \(page.isEmpty ? "" : "LIMIT ? OFFSET ?")
      """, [.text(kind.rawValue)] + condition.arguments + page
    ).map(Self.proofPerson)
  }

  /// - Throws: `ProofDeskRefusal.personUnknown`, also for who is no longer due.
  func proofPerson(_ id: String, _ campaign: StoredCampaign) throws -> ProofPerson {
    let regime = campaign.plan.regime
    let alias = Self.people(in: regime).alias
    let found = try proofPeople(
      campaign.proofKind, regime,
      ("\(alias).campaign_id = ? AND \(alias).id = ?", [.text(campaign.id), .text(id)]))
    guard let person = found.first else { throw ProofDeskRefusal.personUnknown }
    return person
  }

  private static func proofPerson(_ row: SQLRow) throws -> ProofPerson {
    var last: ProofPerson.Answer?
    if let round = try row.optionalInt("round") {
      last = ProofPerson.Answer(
        entry: ProofBook.Entry(
          round: round,
          version: ProofVersion(portrait: try row.text("portrait_sha256"), data: try row.integer("filed_version")),
          isRight: try row.int("is_right") == 1),
        number: try row.text("number"), answeredAt: try row.integer("answered_at"), outcome: try row.optionalText("outcome"))
    }
    let filed = try row.integer("filed")
    return ProofPerson(
      id: try row.text("id"), institutionID: try row.text("institution_id"), department: try row.text("department"),
      classGroup: try row.text("class_group"), name: try row.text("name"), studentNumber: try row.text("student_number"),
      recordVersion: try row.integer("record_version"), portraitID: try row.optionalText("portrait_id"),
      portraitFileID: try row.optionalText("file_id"),
      version: try row.optionalText("sha256").map { ProofVersion(portrait: $0, data: filed) },
      portraitNumber: try row.optionalInt("portrait_number") ?? 0, last: last)
  }

  /// The record as it would be filed, with the number in full; nil in code mode, where nothing is known.
  func filedEntry(_ person: ProofPerson, _ campaign: StoredCampaign) throws -> RosterEntry? {
    guard campaign.plan.regime == .roster else { return nil }
    let place = try filedPlace(person.institutionID, campaign)
    guard
      let row = try row("SELECT \(StoredGraduate.readColumns) FROM graduate g WHERE g.id = ?", [.text(person.id)])
    else { throw ProofDeskRefusal.personUnknown }
    return try StoredGraduate.entry(from: row, place: place, keys: keys)
  }

  /// Code and name of the institution in the campaign's year, without its study centers: no filed field asks for them.
  private func filedPlace(_ institutionID: String, _ campaign: StoredCampaign) throws -> RosterPlaceInCenter {
    let code = try row("SELECT code FROM institution WHERE id = ?", [.text(institutionID)])?.text("code") ?? ""
    return RosterPlaceInCenter(
      campaignID: campaign.id, institutionID: institutionID, institutionCode: code,
      institutionName: try institutionName(institutionID, in: campaign.year) ?? "", studyCenters: [:], plan: campaign.plan)
  }
}

extension StoredCampaign {
  var proofTerms: ProofTerms { ProofTerms(plan: plan) }
  var proofKind: ProofKind { proofTerms.isRehearsal ? .rehearsal : .final }
}
