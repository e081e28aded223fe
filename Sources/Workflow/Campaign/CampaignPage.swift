import GraduatePhotos

/// A line of the list of campaigns.
public struct CampaignLine: Sendable, Identifiable, Hashable {
  public let id: String
  public let province: String
  public let graduatingClass: GraduatingClass
  public let kind: CampaignKind
  public let regime: Regime
  public let participantCount: Int
  /// Milliseconds UTC.
  public let openedAt: Int64

  /// 「甘肃省2014届毕业生图像信息采集」.
  public var title: String { province + graduatingClass.chineseName + kind.chineseTitle }
}

/// A campaign with what its page shows.
public struct CampaignPage: Sendable, Identifiable {
  public let id: String
  public let plan: CampaignPlan
  /// Grows with every change; a change names the version it was made from.
  public let version: Int
  /// The name of the person who made this version: for the pages of those who run the campaign, not for public ones.
  public let changedBy: String
  /// Milliseconds UTC.
  public let changedAt: Int64
  public let openedAt: Int64
  public let previousID: String?
  /// Institutions that take part.
  public let participantCount: Int
  public let studyCenters: StudyCenterCounts

  /// What the form would still point out.
  public var problems: [CampaignProblem] { plan.problems() }
}

/// Study centers of a campaign by what becomes of them (N7).
public struct StudyCenterCounts: Sendable, Hashable {
  /// In the province: photographed here.
  public let here: Int
  /// In other provinces.
  public let elsewhere: Int
  /// Of those elsewhere, the ones whose agency has been told.
  public let handedOver: Int
}

/// One version of a campaign's settings and what it changed.
public struct CampaignVersion: Sendable, Identifiable {
  public let version: Int
  public let plan: CampaignPlan
  public let changedBy: String
  /// Milliseconds UTC.
  public let changedAt: Int64
  /// Against the version before; empty for the first.
  public let differences: [FieldDifference]

  public var id: Int { version }
}
