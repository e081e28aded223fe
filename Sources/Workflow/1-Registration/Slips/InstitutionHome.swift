import Foundation
import GraduatePhotos
import Storage

/// An institution's first page: what is to be done, by when, and what waits on whom (N2).
public struct InstitutionHome: Sendable {
  /// Parent and own name for a study center (A4).
  public let name: String
  public let code: String
  public let plan: CampaignPlan
  public let today: CalendarDay
  /// In the notice's order.
  public let steps: [NextStep]
  /// The institution's slip and those of its study centers in the province.
  public let slips: [SlipOverviewLine]
  /// Notices nobody opened yet.
  public let unreadNotices: Int

  /// Steps to be done now or late, and steps that wait for this reader's own role.
  public var waitingHere: Int {
    steps.count { step in
      switch step.state {
      case .now, .late: true
      default: false
      }
    }
  }
}

extension CollectionCenter {
  /// The home page of an institution, or of a study center for its own liaison.
  ///
  /// - Throws: `SlipRefusal.notTakingPart`, `.notFound`.
  public func institutionHome(campaignID: String, for keeper: some RosterKeeper & PaperReader) async throws -> InstitutionHome {
    try await records.read { transaction in
      try transaction.institutionHome(
        campaignID: campaignID, institutionID: keeper.institutionID, centerID: keeper.ownStudyCenterID,
        accountID: keeper.accountID)
    }
  }

  /// The same page for the leader who seals.
  public func institutionHome(campaignID: String, for leader: SealingLeader) async throws -> InstitutionHome {
    try await records.read { transaction in
      try transaction.institutionHome(
        campaignID: campaignID, institutionID: leader.institutionID, centerID: nil, accountID: leader.accountID)
    }
  }
}

extension Transaction {
  func institutionHome(
    campaignID: String, institutionID: String, centerID: String?, accountID: String
  ) throws -> InstitutionHome {
    let around = try slipSurroundings(campaignID: campaignID, institutionID: institutionID, studyCenterID: centerID)
    guard let around else { throw SlipRefusal.notFound }
    let slips = try slipOverviewLines(campaignID, institutionID: institutionID).lines.filter { line in
      centerID == nil || line.studyCenterID == centerID
    }
    guard !slips.isEmpty else { throw SlipRefusal.notTakingPart }
    let facts = try registrationFacts(campaignID: campaignID, institutionID: institutionID, centerID: centerID, around, slips)
    let notices = try noticePage(accountID: accountID, institutionID: centerID == nil ? institutionID : "", page: 1)
    return InstitutionHome(
      name: slips[0].name, code: around.code, plan: around.plan, today: today,
      steps: NextStep.list(for: facts, in: around.plan, today: today), slips: slips, unreadNotices: notices.unread)
  }
}
