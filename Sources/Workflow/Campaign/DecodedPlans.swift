import GraduatePhotos
import Synchronization

/// Plans that were read from their JSON lately: nearly every page asks for the same few, and a text always means the same plan.
final class DecodedPlans: Sendable {
  static let shared = DecodedPlans()

  private let plans = Mutex<[String: CampaignPlan]>([:])

  func plan(_ text: String) throws -> CampaignPlan {
    if let known = plans.withLock({ $0[text] }) { return known }
    let plan = try CampaignJSON.value(CampaignPlan.self, from: text)
    plans.withLock { plans in
      if plans.count >= CampaignLimits.plansKept { plans.removeAll() }
      plans[text] = plan
    }
    return plan
  }
}
