/// The steps of the season from due to filed, in the order in which a graduate goes through them.
public enum SeasonStep: String, Sendable, Hashable, CaseIterable, Codable, CodingKeyRepresentable {
  case due
  /// A picture was taken, and waits for the head office.
  case shot
  /// The portrait was released: 制作合格.
  case accepted
  case delivered
  /// The class was signed off with the seal.
  case verified
  /// The graduate said that it is right, where the campaign's one chance is.
  case proofed
  /// The package with him was sent to the registration.
  case filed

  /// What is said of those who got as far.
  public var chineseName: String {
    switch self {
    case .due: "应采"
    case .shot: "已采集"
    case .accepted: "制作合格"
    case .delivered: "已交付"
    case .verified: "已核对"
    case .proofed: "已校对"
    case .filed: "已报盘"
    }
  }

  /// What those who stand here wait for.
  public var waitingName: String {
    switch self {
    case .due: "待采集"
    case .shot: "待制作"
    case .accepted: "待交付"
    case .delivered: "待核对"
    case .verified: "待校对"
    case .proofed: "待报盘"
    case .filed: "已办完"
    }
  }

  /// On whom they wait; empty where nothing is left.
  public var waitsOn: String {
    switch self {
    case .due: "院校和采集单位"
    case .shot, .accepted: "总部"
    case .delivered, .proofed: "院校"
    case .verified: "毕业生本人"
    case .filed: ""
    }
  }

  /// Those that the center can see: in code mode verification, data and filing are the institution's own (domain.md 5.5).
  public static func steps(in plan: CampaignPlan) -> [SeasonStep] {
    guard plan.regime == .code else { return allCases }
    return [.due, .shot, .accepted, .delivered] + (plan.proofingPlace == .here ? [.proofed] : [])
  }

  /// Where a graduate stands and since when, by the times at which each step was done.
  ///
  /// A step counts when all before it are done: whoever proofs before the class is signed off stands where the sign-off is waited for. Filed
  /// is the end however it was reached, because the registration has him then.
  /// - times: milliseconds UTC; of `due` when he came onto the list.
  public static func standing(
    _ times: [SeasonStep: Int64], in steps: [SeasonStep] = allCases
  ) -> (step: SeasonStep, since: Int64) {
    if steps.contains(.filed), let filed = times[.filed] { return (.filed, filed) }
    var standing: (step: SeasonStep, since: Int64) = (.due, times[.due] ?? 0)
    for step in steps.dropFirst() {
      guard let time = times[step] else { break }
      standing = (step, max(standing.since, time))
    }
    return standing
  }
}
