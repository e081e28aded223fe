import GraduatePhotos
import Storage

/// By what the list of institutions is ordered.
public enum FeeOrder: String, Sendable, CaseIterable {
  case code, due, paid, balance
  case last = "changed"
}

/// All institutions' fees, with their sums.
public struct FeeOverview: Sendable {
  public let plan: CampaignPlan
  /// What was asked for, a page of it.
  public let lines: [FeeFacts]
  /// Institutions that were asked for.
  public let total: Int
  /// By standing, of all institutions.
  public let standings: [FeeStatement.Standing: Int]
  /// Of those that were asked for.
  public let due: Fen
  public let paid: Fen
  public var balance: Fen { due - paid }
}

extension CollectionCenter {
  /// Every institution's due, paid and balance (A10).
  ///
  /// - standing: nil is all.
  /// - page: from 1.
  public func feeOverview(
    campaignID: String, standing: FeeStatement.Standing? = nil, order: FeeOrder = .code, isDescending: Bool = false,
    page: Int = 1, by reader: any FeeReader
  ) async throws -> FeeOverview {
    guard reader.seesAllFees else { throw FeeDeskRefusal.institutionUnknown }
    return try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let all = try transaction.feeFacts(campaign, institutionID: nil)
      let chosen = all.filter { standing == nil || $0.statement.standing == standing }
      let from = min(max(0, page - 1), max(0, (chosen.count - 1) / WorkflowLimits.rowsOnPage)) * WorkflowLimits.rowsOnPage
      return FeeOverview(
        plan: campaign.plan,
        lines: Array(order.sorted(chosen, isDescending: isDescending).dropFirst(from).prefix(WorkflowLimits.rowsOnPage)),
        total: chosen.count, standings: Dictionary(grouping: all) { $0.statement.standing }.mapValues(\.count),
        due: chosen.reduce(.zero) { $0 + $1.statement.due }, paid: chosen.reduce(.zero) { $0 + $1.statement.paid })
    }
  }
}

extension FeeOrder {
  /// Equal ones stay in the order of codes.
  fileprivate func sorted(_ facts: [FeeFacts], isDescending: Bool) -> [FeeFacts] {
    let keys = facts.map { facts -> Int64 in
      let statement = facts.statement
      return switch self {
      case .code: 0
      case .due: Int64(statement.due.count)
      case .paid: Int64(statement.paid.count)
      case .balance: Int64(statement.balance.count)
      case .last: facts.lastAt ?? 0
      }
    }
    guard self != .code else { return isDescending ? facts.reversed() : facts }
    return facts.indices.sorted { left, right in
      if keys[left] == keys[right] { return left < right }
      return isDescending ? keys[left] > keys[right] : keys[left] < keys[right]
    }.map { facts[$0] }
  }
}
