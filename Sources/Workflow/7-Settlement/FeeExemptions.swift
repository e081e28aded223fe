import Foundation
import GraduatePhotos
import Storage

/// Somebody who costs nothing, or shall; the identity number masked.
public struct FeeExemptionRow: Sendable, Identifiable {
  public enum State: String, Sendable, CaseIterable {
    case proposed, accepted, declined, withdrawn

    public var chineseName: String {
      switch self {
      case .proposed: "等采集单位确认"
      case .accepted: "免收"
      case .declined: "不同意"
      case .withdrawn: "已撤销"
      }
    }
  }

  public let id: String
  let personID: String
  /// Empty in code mode.
  public let name: String
  /// Student number; in code mode the end of our own.
  public let number: String
  /// Empty in code mode.
  public let maskedNumber: String
  public let key: FeeClassKey
  public let kind: FeeExemption
  /// Empty once the person was erased.
  public let remark: String
  public let proposedBy: String
  public let proposedAt: Int64
  public let decided: FeeEnd?
  public let withdrawn: FeeEnd?
  public let state: State
  /// Proposed by this account.
  let proposer: String
}

enum FeeExemptionText {
  /// That a row of `fee_exemption` was accepted and not withdrawn.
  static func isInForce(_ alias: String) -> String {
    """
    EXISTS (SELECT 1 FROM fee_exemption_decided fd WHERE fd.exemption_id = \(alias).id AND fd.outcome = 'accepted')
      AND NOT EXISTS (SELECT 1 FROM fee_exemption_withdrawn fw WHERE fw.exemption_id = \(alias).id)
    """
  }

  /// That it is in force or may come to be.
  static func stands(_ alias: String) -> String {
    """
    NOT EXISTS (SELECT 1 FROM fee_exemption_decided fd WHERE fd.exemption_id = \(alias).id AND fd.outcome = 'declined')
      AND NOT EXISTS (SELECT 1 FROM fee_exemption_withdrawn fw WHERE fw.exemption_id = \(alias).id)
    """
  }

  /// What the remark's bytes belong to.
  static func record(_ id: String) -> String { "fee_exemption:\(id)" }
}

extension Transaction {
  /// The newest first; only what the scope sees.
  ///
  /// - group: nil is all classes.
  func feeExemptions(
    _ campaign: StoredCampaign, institutionID: String, group: FeeClassKey? = nil, only id: String? = nil, scope: GraduateScope
  ) throws -> [FeeExemptionRow] {
    let people = Self.people(in: campaign.plan.regime)
    let place = GraduatePlace(campaignID: campaign.id, institutionID: institutionID)
    let (condition, arguments) =
      group?.condition(scope, campaignID: campaign.id, institutionID: institutionID, of: people.alias)
      ?? place.condition(scope, of: people.alias)
    let masked = campaign.plan.regime == .code ? "'' AS id_masked" : "g.id_masked"
    return try rows(
      """
      SELECT q.id, q.person_id, q.kind, q.remark_sealed, q.proposed_by, q.proposed_at, a.name AS proposer, \(people.names), \(masked),
        \(people.alias).study_center_id, \(people.alias).category, \(people.alias).department, \(people.alias).class_group,
        d.outcome, d.why AS decided_why, d.decided_at, b.name AS decider, w.why, w.withdrawn_at, c2.name AS withdrawer
      FROM fee_exemption q JOIN \(people.table) ON \(people.alias).id = q.person_id LEFT JOIN account a ON a.id = q.proposed_by
      LEFT JOIN fee_exemption_decided d ON d.exemption_id = q.id LEFT JOIN account b ON b.id = d.decided_by
      LEFT JOIN fee_exemption_withdrawn w ON w.exemption_id = q.id LEFT JOIN account c2 ON c2.id = w.withdrawn_by
      WHERE q.campaign_id = ? AND q.institution_id = ? AND \(id == nil ? "" : "q.id = ? AND ")\(condition) ORDER BY q.proposed_at DESC, q.id DESC
      """, [.text(campaign.id), .text(institutionID)] + (id.map { [.text($0)] } ?? []) + arguments
    ).map { try feeExemption($0) }
  }

  private func feeExemption(_ row: SQLRow) throws -> FeeExemptionRow {
    let (id, person) = (try row.text("id"), try row.text("person_id"))
    let number = try row.text("student_number")
    let outcome = try row.optionalText("outcome")
    let withdrawn = try feeEnd(row, at: "withdrawn_at", by: "withdrawer")
    let state: FeeExemptionRow.State =
      withdrawn != nil ? .withdrawn : outcome == "accepted" ? .accepted : outcome == "declined" ? .declined : .proposed
    let remark = try openForGraduate(person, row.blob("remark_sealed"), as: FeeExemptionText.record(id)) ?? []
    return FeeExemptionRow(
      id: id, personID: person, name: try row.text("name"), number: number.isEmpty ? PersonEnd.of(person) : number,
      maskedNumber: try row.text("id_masked"), key: try FeeClassKey(row),
      kind: FeeExemption(rawValue: try row.text("kind")) ?? .other, remark: String(decoding: remark, as: UTF8.self),
      proposedBy: try row.optionalText("proposer") ?? Self.machineName, proposedAt: try row.integer("proposed_at"),
      decided: try row.optionalInteger("decided_at").map {
        FeeEnd(why: try row.text("decided_why"), by: try row.optionalText("decider") ?? Self.machineName, at: $0)
      }, withdrawn: withdrawn, state: state, proposer: try row.text("proposed_by"))
  }

  /// When anything was last said about exemptions, by institution.
  func lastExemptions(campaignID: String, institutionID: String?) throws -> [String: Int64] {
    let (condition, arguments) = Self.feePlace(campaignID, institutionID, of: "q")
    let found = try rows(
      """
      SELECT q.institution_id, MAX(q.proposed_at) AS proposed, MAX(d.decided_at) AS decided, MAX(w.withdrawn_at) AS withdrawn
      FROM fee_exemption q LEFT JOIN fee_exemption_decided d ON d.exemption_id = q.id
      LEFT JOIN fee_exemption_withdrawn w ON w.exemption_id = q.id WHERE \(condition) GROUP BY q.institution_id
      """, arguments)
    var last: [String: Int64] = [:]
    for row in found {
      let moments = [
        try row.optionalInteger("proposed"), try row.optionalInteger("decided"), try row.optionalInteger("withdrawn"),
      ]
      last[try row.text("institution_id")] = moments.compactMap { $0 }.max()
    }
    return last
  }

  /// One exemption's row, of the campaign and within the reader's institution.
  ///
  /// - Throws: `FeeDeskRefusal.unknown`.
  func storedExemption(_ id: String, campaignID: String, by reader: any FeeReader) throws -> FeeExemptionRow {
    let found = try row(
      "SELECT institution_id FROM fee_exemption WHERE id = ? AND campaign_id = ?", [.text(id), .text(campaignID)])
    guard let institution = try found?.text("institution_id"), reader.feeScope.institutionID ?? institution == institution,
      let row = try feeExemptions(storedCampaign(campaignID), institutionID: institution, only: id, scope: reader.feeScope)
        .first
    else { throw FeeDeskRefusal.unknown }
    return row
  }
}
