import GraduatePhotos

/// What is typed to add an institution.
public struct InstitutionEntry: Sendable, Hashable {
  public enum Code: Sendable, Hashable {
    /// Five digits of the ministry, of any province (A2).
    case ministry(String)
    /// The ministry's code is not known yet: the next free 临nnn, which blocks only filing.
    case provisional
  }

  public var code: Code
  public var names: [InstitutionName]
  public var kind: Institution.Kind
  public var province: String
  public var city: String
  /// Ten digits of the ministry, or empty.
  public var identifier: String

  public init(
    code: Code, names: [InstitutionName], kind: Institution.Kind, province: String, city: String = "", identifier: String = ""
  ) {
    self.code = code
    self.names = names
    self.kind = kind
    self.province = province
    self.city = city
    self.identifier = identifier
  }

  public init(
    code: Code, name: String, kind: Institution.Kind, province: String, city: String = "", identifier: String = ""
  ) {
    self.init(
      code: code, names: [InstitutionName(name)], kind: kind, province: province, city: city, identifier: identifier)
  }
}

/// What to look for in the list of institutions; empty looks for all.
public struct InstitutionFilter: Sendable, Hashable {
  /// Part of a code (former ones too), of a name of any year, or of a city.
  public var search = ""
  public var province: String?
  public var city: String?
  public var kind: Institution.Kind?
  /// Only those whose code is provisional: filing waits for them.
  public var onlyProvisional = false
  /// The campaign whose participation is shown, and whose year picks the names.
  public var campaignID: String?
  /// With a campaign: only those that take part, or only those that do not.
  public var participates: Bool?
  public var order = InstitutionOrder.code
  public var isDescending = false

  public init(
    search: String = "", province: String? = nil, city: String? = nil, kind: Institution.Kind? = nil,
    onlyProvisional: Bool = false, campaignID: String? = nil, participates: Bool? = nil
  ) {
    self.search = search
    self.province = province
    self.city = city
    self.kind = kind
    self.onlyProvisional = onlyProvisional
    self.campaignID = campaignID
    self.participates = participates
  }
}

/// One page of a list: at most `CampaignLimits.pageLines` lines.
public struct ListPage<Line: Sendable>: Sendable {
  public let lines: [Line]
  /// Lines on all pages.
  public let total: Int
  /// From 1.
  public let page: Int

  public var pageCount: Int { max(1, (total + CampaignLimits.pageLines - 1) / CampaignLimits.pageLines) }
}

/// A line of the list of institutions.
public struct InstitutionLine: Sendable, Identifiable, Hashable {
  public let id: String
  public let code: InstitutionCode
  /// In the campaign's graduating year, or this year.
  public let name: String
  public let kind: Institution.Kind
  public let province: String
  public let city: String
  /// False where no campaign was asked for.
  public let participates: Bool
}

/// An institution with what its page shows.
public struct InstitutionPage: Sendable, Identifiable {
  public let id: String
  public let institution: Institution
  /// Empty where it is not known (a parent elsewhere).
  public let province: String
  /// Grows with every change; a change names the version it was made from.
  public let version: Int
  /// In the campaign's graduating year, or this year.
  public let name: String
  /// Codes it had before, the latest first.
  public let formerCodes: [String]
  /// Ids of the campaigns it takes part in.
  public let campaignIDs: [String]
}
