import Crypto
import GraduatePhotos
import Storage

/// An erratum's rows: what it says, and how far it is.
struct StoredErratum: Sendable {
  let id: String
  let campaignID: String
  let institutionID: String
  let group: String
  let draft: ErratumDraft
  let proposedAt: Int64
  let withdrawnAt: Int64?
  /// The form in whose newest version it stands, and that version.
  let formID: String?
  let formVersion: Int
  let sealedAt: Int64?
  let sealedBy: String?
  /// The stamped page; nil for a leader's second factor.
  let documentID: String?
  let decided: (decision: ErratumDecision, by: String, at: Int64)?
  /// SHA-256 of the sealed values.
  let valuesHash: String
  /// Its person was erased.
  let isErased: Bool

  /// Neither decided nor taken back.
  static let isOpen = """
    NOT EXISTS (SELECT 1 FROM erratum_withdrawn x WHERE x.erratum_id = e.id)
      AND NOT EXISTS (SELECT 1 FROM erratum_decided x WHERE x.erratum_id = e.id)
    """

  static let columns = """
    e.id, e.campaign_id, e.institution_id, e.person_id, e.kind, e.field, e.group_id, e.values_sealed, e.evidence, e.stated_on,
      e.claim_id, e.proposed_at, w.withdrawn_at, l.form_id, l.version AS form_version, s.sealed_at, s.sealed_by, s.document_id,
      d.outcome, d.reason, d.remark, d.decided_at, da.name AS decided_by_name
    """

  /// With the newest version of its form, its seal and its decision.
  static let joined = """
    LEFT JOIN erratum_withdrawn w ON w.erratum_id = e.id
    LEFT JOIN errata_form_line l ON l.erratum_id = e.id
      AND l.version = (SELECT MAX(v.number) FROM errata_form_version v WHERE v.form_id = l.form_id)
    LEFT JOIN seal s ON s.kind = 'errata' AND s.subject_id = l.form_id AND s.subject_version = l.version
    LEFT JOIN erratum_decided d ON d.erratum_id = e.id LEFT JOIN account da ON da.id = d.decided_by
    """

  var standing: ErratumDecision.Standing {
    if let decided { return .decided(decided.decision.outcome) }
    if withdrawnAt != nil { return .withdrawn }
    return sealedAt == nil ? .unsealed : .sealed
  }

  /// On whom it waits since when.
  var clock: CaseClock {
    var marks = [CaseClock.Mark(.toSeal, at: proposedAt)]
    if let sealedAt { marks.append(.init(.toDecide, at: sealedAt)) }
    if let end = decided?.at ?? withdrawnAt { marks.append(.init(.settled, at: end)) }
    return CaseClock(marks)
  }
}

extension Transaction {
  /// Errata that meet a condition on `erratum e`, those that wait the longest first.
  func storedErrata(_ condition: String, _ arguments: [SQLValue]) throws -> [StoredErratum] {
    try rows(
      "SELECT \(StoredErratum.columns) FROM erratum e \(StoredErratum.joined) WHERE \(condition) ORDER BY e.proposed_at, e.id",
      arguments
    ).compactMap { try storedErratum($0) }
  }

  func storedErratum(_ row: SQLRow) throws -> StoredErratum? {
    guard let kind = Erratum.Kind(rawValue: try row.text("kind")), let field = RosterColumn(rawValue: try row.text("field")),
      let evidence = ErratumEvidence.Kind(rawValue: try row.text("evidence")),
      let day = CalendarDay.parse(try row.text("stated_on"))
    else { return nil }
    let (id, person) = (try row.text("id"), try row.text("person_id"))
    let sealed = try row.blob("values_sealed")
    let plain = try openForGraduate(person, sealed, as: ErratumValues.record(id)).map { try ErratumValues(read: $0) }
    return StoredErratum(
      id: id, campaignID: try row.text("campaign_id"), institutionID: try row.text("institution_id"),
      group: try row.text("group_id"),
      draft: ErratumDraft(
        person: person, kind: kind, field: field, old: plain?.old ?? "", new: plain?.new ?? "",
        evidence: ErratumEvidence(evidence, plain?.text ?? ""), handler: plain?.handler ?? "", day: day,
        claim: try row.optionalText("claim_id")),
      proposedAt: try row.integer("proposed_at"), withdrawnAt: try row.optionalInteger("withdrawn_at"),
      formID: try row.optionalText("form_id"), formVersion: try row.optionalInt("form_version") ?? 0,
      sealedAt: try row.optionalInteger("sealed_at"), sealedBy: try row.optionalText("sealed_by"),
      documentID: try row.optionalText("document_id"), decided: try decision(row),
      valuesHash: hexadecimal(SHA256.hash(data: sealed)), isErased: plain == nil)
  }

  private func decision(_ row: SQLRow) throws -> (decision: ErratumDecision, by: String, at: Int64)? {
    guard let outcome = try row.optionalText("outcome") else { return nil }
    let reason = ErratumDecision.DeclineReason(rawValue: try row.text("reason")) ?? .other
    return (
      ErratumDecision(outcome == "accepted" ? .accepted : .declined(reason), remark: try row.text("remark")),
      try row.optionalText("decided_by_name") ?? Self.machineName, try row.integer("decided_at")
    )
  }
}
