import Foundation
import GraduatePhotos
import Storage

/// What the agency issued and an institution seals: what is asked for, by class, and what had been paid by then.
public struct FeeBody: Codable, Sendable, Hashable {
  public struct ClassLine: Codable, Sendable, Hashable {
    public var title: String
    public var captured: Int
    public var exempt: Int
  }

  public var claim: FeeClaim
  public var payments: [FeePayment]
  public var classes: [ClassLine]

  init(_ claim: FeeClaim, _ payments: [FeePayment], _ classes: [FeeClassLine]) {
    (self.claim, self.payments) = (claim, payments)
    self.classes = classes.filter { $0.captured > 0 }.map {
      ClassLine(title: $0.title, captured: $0.captured, exempt: $0.exempted)
    }
  }

  init(text: String) throws { self = try JSONDecoder().decode(FeeBody.self, from: Data(text.utf8)) }

  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  /// As it read then.
  public var statement: FeeStatement { FeeStatement(present: claim, payments: payments) }
}

/// A version of an institution's statement.
public struct FeeVersion: Sendable {
  public let statementID: String
  public let number: Int
  public let body: FeeBody
  /// As it is stored, which is what is sealed.
  let text: String
  public let issuedBy: String
  public let issuedAt: Int64
  /// Nil while the institution did not seal it.
  public let sealedAt: Int64?
  /// 费-10730-2014-001.
  public let paperNumber: String
}

extension Transaction {
  /// Versions by institution, the oldest first.
  func feeVersions(campaignID: String, institutionID: String?) throws -> [String: [FeeVersion]] {
    let (condition, arguments) = Self.feePlace(campaignID, institutionID, of: "f")
    return try feeVersions(where: condition, arguments)
  }

  func newestFees(_ id: String) throws -> FeeVersion? {
    try feeVersions(where: "f.id = ?", [.text(id)]).values.first?.last
  }

  private func feeVersions(where condition: String, _ arguments: [SQLValue]) throws -> [String: [FeeVersion]] {
    let found = try rows(
      """
      SELECT f.institution_id, v.statement_id, v.number, v.body, v.issued_at, a.name, e.sealed_at, r.number AS paper
      FROM fee_statement f JOIN fee_statement_version v ON v.statement_id = f.id LEFT JOIN account a ON a.id = v.issued_by
      LEFT JOIN seal e ON e.kind = 'fees' AND e.subject_id = f.id AND e.subject_version = v.number
      LEFT JOIN paper r ON r.kind = 'fees' AND r.subject_id = f.id AND r.subject_version = v.number
      WHERE \(condition) ORDER BY f.institution_id, v.number
      """, arguments)
    return try Dictionary(grouping: found) { try $0.text("institution_id") }.mapValues { rows in
      try rows.map { row in
        let text = try row.text("body")
        return FeeVersion(
          statementID: try row.text("statement_id"), number: try row.int("number"), body: try FeeBody(text: text), text: text,
          issuedBy: try row.optionalText("name") ?? Self.machineName, issuedAt: try row.integer("issued_at"),
          sealedAt: try row.optionalInteger("sealed_at"), paperNumber: try row.optionalText("paper") ?? "")
      }
    }
  }

  /// The newest version; it speaks of its moment, and what it says is held against the present when it is sealed.
  func feeSealSubject(_ id: String) throws -> InstitutionSealSubject? {
    let found = try row("SELECT campaign_id, institution_id FROM fee_statement WHERE id = ?", [.text(id)])
    guard let found, let newest = try newestFees(id) else { return nil }
    let (campaign, institution) = (try found.text("campaign_id"), try found.text("institution_id"))
    return try InstitutionSealSubject(
      .fees, id, version: newest.number, body: "\(newest.issuedAt) \(newest.text)", campaignID: campaign,
      institutionID: institution, path: "/campaigns/\(campaign)/fees/institutions/\(institution)")
  }
}
