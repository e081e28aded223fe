import Foundation
import GraduatePhotos

@testable import Workflow

extension Province {
  /// Opens the window of proofing from yesterday to ten days on, there or here.
  public func openProofing(at place: ProofingPlace, campaignID: String) async throws {
    try await center.records.write { transaction in
      var plan = try transaction.storedCampaign(campaignID).plan
      plan.proofingPlace = place
      plan.windows = [
        CampaignWindow(
          .proofing, CalendarDays(transaction.today.adding(days: -1), through: transaction.today.adding(days: 10)))
      ]
      let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
      try transaction.execute(
        "UPDATE campaign SET plan = ?, version = version + 1 WHERE id = ?", [.text(json), .text(campaignID)])
    }
  }
}
