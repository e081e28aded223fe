import Glibc
import GraduatePhotos
import Synchronization

/// Plans that were read from their JSON lately: nearly every page asks for the same few, and a text always means the same plan.
final class DecodedPlans: Sendable {
  static let shared = DecodedPlans()

  /// By the texts' lengths: comparing with the few of one length is quicker than hashing a text of kilobytes.
  private let plans = Mutex<[Int: [(text: [UInt8], plan: CampaignPlan)]]>([:])

  func plan(_ text: String) throws -> CampaignPlan {
    var text = text
    return try text.withUTF8 { try plan($0) }
  }

  /// The plan of a text in UTF-8; no `String` is made of one that is known.
  func plan(_ text: UnsafeBufferPointer<UInt8>) throws -> CampaignPlan {
    // Outside the lock: what is behind it may be compared while others look up theirs.
    let candidates = plans.withLock { $0[text.count] } ?? []
    if let start = text.baseAddress, let known = candidates.first(where: { memcmp($0.text, start, text.count) == 0 }) {
      return known.plan
    }
    let plan = try CampaignJSON.value(CampaignPlan.self, from: String(decoding: text, as: UTF8.self))
    plans.withLock { plans in
      if plans.reduce(0, { $0 + $1.value.count }) >= CampaignLimits.plansKept { plans.removeAll() }
      plans[text.count, default: []].append((Array(text), plan))
    }
    return plan
  }
}
