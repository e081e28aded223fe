/// 年度采集: everything a campaign of one province is set to; provinces and years differ in these values, never in code.
public struct CampaignPlan: Sendable, Hashable, Codable {
  /// 「甘肃省」.
  public var province: String
  /// First two digits of GB/T 2260, such as "62".
  public var provinceCode: String
  public var graduatingClass: GraduatingClass
  public var kind: CampaignKind
  public var regime: Regime
  /// Education department, agency, head office, and agencies of other provinces.
  public var offices: [Office]
  public var windows: [CampaignWindow]
  /// Where the make-up takes place: name and address (A1).
  public var makeupPlace: String
  /// For each head; free re-shoots are left out at settlement (A6, A10).
  public var feePerHead: Fen
  /// Name of the photo standard that applies, such as `2017-99`.
  public var photoStandard: String
  /// Where the one chance of proofing is (N5).
  public var proofingPlace: ProofingPlace
  /// Students an hour and crew (A9.3: 100).
  public var studentsPerHour: Int
  /// What the campaign changes about rosters (domain.md 2.2); nil in plans that leave them as they are.
  public var rosterTerms: RosterTerms?
  /// Which portraits two people look at before they are released; nil for those with a concern.
  public var secondEyes: SecondEyes?
  /// What stands under a returned photo (A3); nil for all five data on four rows.
  public var captions: CaptionSetting?
  /// Of one further print (加洗) of any size; nil where it is settled otherwise: the notice names no price.
  public var reprintPrice: Fen?
  /// How long originals and identity data are kept (promise 10); nil for what is usual.
  public var retention: RetentionTerms?

  public init(
    province: String, provinceCode: String, graduatingClass: GraduatingClass, kind: CampaignKind = .graduation,
    regime: Regime = .roster, offices: [Office] = [], windows: [CampaignWindow] = [], makeupPlace: String = "",
    feePerHead: Fen = .zero, photoStandard: String = "", proofingPlace: ProofingPlace = .nationalSite,
    studentsPerHour: Int = 100, rosterTerms: RosterTerms? = nil, secondEyes: SecondEyes? = nil,
    captions: CaptionSetting? = nil, reprintPrice: Fen? = nil, retention: RetentionTerms? = nil
  ) {
    self.province = province
    self.provinceCode = provinceCode
    self.graduatingClass = graduatingClass
    self.kind = kind
    self.regime = regime
    self.offices = offices
    self.windows = windows
    self.makeupPlace = makeupPlace
    self.feePerHead = feePerHead
    self.photoStandard = photoStandard
    self.proofingPlace = proofingPlace
    self.studentsPerHour = studentsPerHour
    self.rosterTerms = rosterTerms
    self.secondEyes = secondEyes
    self.captions = captions
    self.reprintPrice = reprintPrice
    self.retention = retention
  }

  /// 「甘肃省2014届毕业生图像信息采集」.
  public var title: String { "\(province)\(graduatingClass.chineseName)\(kind.chineseTitle)" }

  public func days(of kind: CampaignWindow.Kind) -> CalendarDays? { windows.first { $0.kind == kind }?.days }
  public func office(_ kind: Office.Kind) -> Office? { offices.first { $0.kind == kind } }
  public var phases: [CampaignWindow] { windows.filter(\.kind.isPhase).sorted { $0.days.first < $1.days.first } }
}

/// Whether the students' one chance of proofing is the national site's (ours is a rehearsal) or ours.
public enum ProofingPlace: String, Sendable, Hashable, CaseIterable, Codable {
  case nationalSite = "national-site"
  case here

  public var chineseName: String { self == .nationalSite ? "在学信网校对" : "在本系统校对" }
}
