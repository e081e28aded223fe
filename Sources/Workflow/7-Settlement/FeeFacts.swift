import Crypto
import Foundation
import GraduatePhotos
import Storage

/// An institution's fees as they are at this moment.
public struct FeeFacts: Sendable {
  public let institutionID: String
  public let code: String
  public let name: String
  /// In the order of the roster.
  public let classes: [FeeClassLine]
  /// What would be agreed on now.
  public let claim: FeeClaim
  /// The oldest first.
  public let versions: [FeeVersion]
  /// Cancelled ones too, in the order in which they were recorded.
  public let payments: [FeePaymentRow]
  public let adjustments: [FeeAdjustmentRow]
  /// People who may still be shot: nobody any more once the make-up is over.
  public let stillOpen: Int
  /// When anything of it was last written; nil where nothing was.
  public let lastAt: Int64?

  public var newest: FeeVersion? { versions.last }
  /// The newest version that both sides agreed on.
  public var agreed: FeeVersion? { versions.last { $0.sealedAt != nil } }
  public var standingPayments: [FeePayment] { payments.filter { $0.cancelled == nil }.map(\.payment) }
  public var statement: FeeStatement {
    FeeStatement(present: claim, agreed: agreed?.body.claim, payments: standingPayments)
  }
  public var isAnybodyThere: Bool { !classes.isEmpty || !versions.isEmpty || !payments.isEmpty }
  /// 「示例大学（10730）」.
  public var owner: String { "\(name)（\(code)）" }

  /// Why it cannot be issued now; nil when it can.
  public var issueRefusal: (any Refusal)? {
    guard isAnybodyThere else { return FeeDeskRefusal.nobody }
    do throws(SettlementRefusal) {
      try claim.checkAgreement(seen: claim, stillOpen: stillOpen)
      return nil
    } catch { return error }
  }

  /// What stands in a form that issues it: the same only while nothing changed.
  public func seen() throws -> String { try Self.seen(claim) }

  static func seen(_ claim: FeeClaim) throws -> String {
    String(hexadecimal(SHA256.hash(data: Data(try FeeBody(claim, [], []).text().utf8))).prefix(16))
  }
}

extension Transaction {
  /// Facts by institution, in the order of their codes.
  ///
  /// - institutionID: nil is all of the campaign.
  func feeFacts(_ campaign: StoredCampaign, institutionID: String?) throws -> [FeeFacts] {
    let people = Self.people(in: campaign.plan.regime)
    let place = GraduatePlace(campaignID: campaign.id, institutionID: institutionID)
    let classes = try feeClasses(
      place.condition(GraduateScope(), of: people.alias),
      takings: Self.feePlace(campaign.id, institutionID, of: "t"), in: campaign)
    let versions = try feeVersions(campaignID: campaign.id, institutionID: institutionID)
    let payments = try feePayments(campaignID: campaign.id, institutionID: institutionID)
    let adjustments = try feeAdjustments(campaignID: campaign.id, institutionID: institutionID)
    let prints = try feePrints(campaignID: campaign.id, institutionID: institutionID)
    let exemptions = try lastExemptions(campaignID: campaign.id, institutionID: institutionID)
    let ids =
      institutionID.map { [$0] }
      ?? Array(
        Set(classes.keys).union(versions.keys).union(payments.keys).union(adjustments.keys).union(prints.keys))
    let mayBeShot = campaign.plan.mayStillBeShot(on: today)
    return try ids.map { id in
      let lines = classes[id] ?? []
      var moments: [Int64?] = [exemptions[id]]
      for version in versions[id] ?? [] { moments += [version.issuedAt, version.sealedAt] }
      for payment in payments[id] ?? [] { moments += [payment.recordedAt, payment.cancelled?.at] }
      moments += (adjustments[id] ?? []).map { $0.madeAt } + (prints[id] ?? []).map { $0.at }
      return FeeFacts(
        institutionID: id, code: try row("SELECT code FROM institution WHERE id = ?", [.text(id)])?.text("code") ?? "",
        name: try institutionName(id, in: campaign.year) ?? "", classes: lines,
        claim: FeeClaim(
          // Agreed heads keep the price they were agreed at: another one is an adjustment.
          rate: (versions[id] ?? []).last { $0.sealedAt != nil }?.body.claim.rate ?? campaign.plan.feePerHead,
          basis: lines.basis, prints: (prints[id] ?? []).map(\.prints),
          adjustments: (adjustments[id] ?? []).map(\.adjustment)),
        versions: versions[id] ?? [], payments: payments[id] ?? [], adjustments: adjustments[id] ?? [],
        stillOpen: mayBeShot ? lines.reduce(0) { $0 + $1.unshot } : 0, lastAt: moments.compactMap { $0 }.max())
    }.sorted { ($0.code, $0.institutionID) < ($1.code, $1.institutionID) }
  }

  /// One institution's.
  ///
  /// - Throws: `FeeDeskRefusal.institutionUnknown`.
  func feeFacts(of institutionID: String, _ campaign: StoredCampaign) throws -> FeeFacts {
    guard try row("SELECT id FROM institution WHERE id = ?", [.text(institutionID)]) != nil,
      let facts = try feeFacts(campaign, institutionID: institutionID).first
    else { throw FeeDeskRefusal.institutionUnknown }
    return facts
  }
}

extension CampaignPlan {
  /// Whether a shot may still come: until the end of the make-up, or of the last phase where there is none.
  func mayStillBeShot(on today: CalendarDay) -> Bool {
    guard let last = days(of: .makeup)?.last ?? phases.map(\.days.last).max() else { return true }
    return today <= last
  }
}
