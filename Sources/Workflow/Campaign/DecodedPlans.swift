import GraduatePhotos
import Synchronization

/// Plans that were read from their JSON lately: nearly every page asks for the same few, and a text always means the same plan.
final class DecodedPlans: Sendable {
  static let shared = DecodedPlans()

  /// By the texts' lengths: comparing with the few of one length is quicker than hashing a text of kilobytes.
  private let plans = Mutex<[Int: [(text: String, plan: CampaignPlan)]]>([:])

  func plan(_ text: String) throws -> CampaignPlan {
    if let known = plans.withLock({ $0[text.utf8.count]?.first { $0.text == text }?.plan }) { return known }
    let plan = try CampaignJSON.value(CampaignPlan.self, from: text)
    plans.withLock { plans in
      if plans.reduce(0, { $0 + $1.value.count }) >= CampaignLimits.plansKept { plans.removeAll() }
      plans[text.utf8.count, default: []].append((text, plan))
    }
    return plan
  }
}
