/// What an institution can be late with, in the notice's order.
public enum LateMatter: String, Sendable, Hashable, CaseIterable, Codable {
  case registration, seal, roster, schedule, verification, errata, missing, fees, proofing

  public var chineseName: String {
    switch self {
    case .registration: "登记单未交"
    case .seal: "登记单未用印"
    case .roster: "学生名单未交"
    case .schedule: "时间安排未答复"
    case .verification: "班级未核对"
    case .errata: "勘误未盖章"
    case .missing: "漏拍名单未报"
    case .fees: "对账单未确认"
    case .proofing: "学生未校对"
    }
  }

  /// Days that an institution has for what the campaign's days do not limit: from the publication of the schedule, the registration of what
  /// is wrong or missing, the issue of the statement.
  public static let daysToAnswerSchedule = 3
  public static let daysToSeal = 7
}

/// What is known of an institution, as far as somebody asks what it is late with; counts and days only.
public struct LateFacts: Sendable, Hashable {
  public var regime: Regime
  public var slipIsHandedIn = false
  public var slipIsComplete = true
  public var slipIsSealed = false
  /// Study centers whose slip is not handed in or not complete.
  public var openCenters = 0
  public var rosterIsThere = false
  /// Rows of the newest roster that errors kept out.
  public var rosterErrors = 0
  /// The newest schedule's day, and places of the institution in it that did not answer.
  public var scheduledOn: CalendarDay?
  public var unansweredPlaces = 0
  public var classes = 0
  public var signedClasses = 0
  /// Somebody has a delivered photo that can be verified.
  public var hasDelivery = false
  /// Errata without the institution's seal, and since when the oldest waits.
  public var unsealedErrata = 0
  public var errataSince: CalendarDay?
  /// People without a photo whom no letter asks for, and since when.
  public var unaskedMissing = 0
  public var missingSince: CalendarDay?
  /// A statement of fees that was issued and not sealed.
  public var feesIssuedOn: CalendarDay?
  /// Who can proof and has not.
  public var notProofed = 0

  public init(regime: Regime = .roster) { self.regime = regime }
}

/// One matter that an institution is late with.
public struct LateItem: Sendable, Hashable {
  public let matter: LateMatter
  /// Of what and how many: 「3 个班级」; may be empty.
  public let detail: String
  /// The last day on which it was in time.
  public let due: CalendarDay
  public let daysLate: Int

  /// 「班级未核对（3 个班级），逾期 5 天」.
  public var chinese: String {
    "\(matter.chineseName)\(detail.isEmpty ? "" : "（\(detail)）")，逾期 \(daysLate) 天"
  }
}

extension LateItem {
  /// What an institution is late with on a day, in the notice's order.
  public static func list(_ facts: LateFacts, in plan: CampaignPlan, today: CalendarDay) -> [LateItem] {
    var items: [LateItem] = []
    func judge(_ matter: LateMatter, due: CalendarDay?, _ isOpen: Bool, _ detail: String = "") {
      guard isOpen, let due, due < today else { return }
      items.append(LateItem(matter: matter, detail: detail, due: due, daysLate: due.days(until: today)))
    }
    let registration = plan.days(of: .registration)?.last ?? plan.phases.first?.days.first.adding(days: -1)
    let noun = facts.regime == .code ? "采集码" : ""
    let slip = facts.slipIsHandedIn ? facts.slipIsComplete ? "" : "已交，不完整" : "本校未交"
    let centers = facts.openCenters > 0 ? "\(facts.openCenters) 个站点" : ""
    judge(
      .registration, due: registration, !facts.slipIsHandedIn || !facts.slipIsComplete || facts.openCenters > 0,
      centers.isEmpty && !facts.slipIsHandedIn ? "" : [slip, centers].filter { !$0.isEmpty }.joined(separator: "、"))
    judge(.seal, due: registration, facts.slipIsHandedIn && !facts.slipIsSealed)
    judge(
      .roster, due: registration, !facts.rosterIsThere || facts.rosterErrors > 0,
      facts.rosterIsThere ? "\(facts.rosterErrors) 行有错误" : noun)
    judge(
      .schedule, due: facts.scheduledOn?.adding(days: LateMatter.daysToAnswerSchedule), facts.unansweredPlaces > 0,
      facts.unansweredPlaces > 1 ? "\(facts.unansweredPlaces) 处" : "")
    let open = facts.classes - facts.signedClasses
    judge(
      .verification, due: plan.days(of: .verification)?.last ?? plan.days(of: .dataCheck)?.last,
      facts.regime == .roster && facts.hasDelivery && open > 0, "\(open) 个班级")
    judge(
      .errata, due: facts.errataSince?.adding(days: LateMatter.daysToSeal), facts.unsealedErrata > 0,
      "\(facts.unsealedErrata) 项")
    judge(
      .missing, due: facts.missingSince?.adding(days: LateMatter.daysToSeal), facts.unaskedMissing > 0,
      "\(facts.unaskedMissing) 人")
    judge(.fees, due: facts.feesIssuedOn?.adding(days: LateMatter.daysToSeal), facts.feesIssuedOn != nil)
    judge(.proofing, due: plan.days(of: .proofing)?.last, facts.notProofed > 0, "\(facts.notProofed) 人")
    return items
  }
}
