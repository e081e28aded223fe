import GraduatePhotos

/// What is typed to list a study center (函授站、校外学习中心).
public struct StudyCenterEntry: Sendable, Hashable {
  /// The parent's five digits; empty when it is found by its name (a parent with a provisional code).
  public var parentCode: String
  /// Needed when the code is new here: the parent is then added with it (A2: parents may be anywhere).
  public var parentName: String
  /// Where the parent is; may be empty.
  public var parentProvince: String
  public var name: String
  /// Where the center is: it decides who photographs it (N7).
  public var province: String
  public var city: String
  public var address: String
  public var contact: String
  /// Empty or a checked telephone.
  public var telephone: String
  public var expectedHeads: Int

  public init(
    parentCode: String, parentName: String = "", parentProvince: String = "", name: String, province: String, city: String = "",
    address: String = "", contact: String = "", telephone: String = "", expectedHeads: Int = 0
  ) {
    self.parentCode = parentCode
    self.parentName = parentName
    self.parentProvince = parentProvince
    self.name = name
    self.province = province
    self.city = city
    self.address = address
    self.contact = contact
    self.telephone = telephone
    self.expectedHeads = expectedHeads
  }
}

/// Which study centers of a campaign to list; empty lists all.
public struct StudyCenterFilter: Sendable, Hashable {
  public enum Place: String, Sendable, Hashable, CaseIterable {
    /// In the campaign's province.
    case here
    /// In other provinces (N7).
    case elsewhere
    /// Elsewhere, and their agency has not been told yet.
    case waiting
  }

  public var place: Place?
  /// The province of the center.
  public var province: String?
  public var parentInstitutionID: String?
  /// Part of the center's name, its city, its parent's code or a name the parent bears or bore.
  public var search: String

  public init(place: Place? = nil, province: String? = nil, parentInstitutionID: String? = nil, search: String = "") {
    self.place = place
    self.province = province
    self.parentInstitutionID = parentInstitutionID
    self.search = search
  }
}

/// A study center as lists and papers show it.
public struct StudyCenterLine: Sendable, Identifiable, Hashable {
  /// To whom and when a center elsewhere was handed over.
  public struct HandOver: Sendable, Hashable {
    public let agency: String
    /// Milliseconds UTC.
    public let at: Int64
  }

  public let id: String
  public let parentInstitutionID: String
  /// Code, the parent's name in the campaign's graduating year, own name, province.
  public let center: StudyCenter
  public let city: String
  public let address: String
  public let contact: String
  public let telephone: String
  public let expectedHeads: Int
  /// False outside the campaign's province: then it is never scheduled here.
  public let isHere: Bool
  public let handedOver: HandOver?
  /// Grows with every change; a change names the version it was made from.
  public let version: Int

  /// Parent and own name (A4).
  public var displayName: String { center.displayName }
}

/// What handing over did.
public struct StudyCentersHandedOver: Sendable, Hashable {
  public let agency: String
  public let province: String
  public let count: Int
  /// Centers the agency cannot call: contact or telephone is missing.
  public let withoutContact: [String]
}

/// The study centers of one other province, as its agency gets them (N7).
public struct StudyCenterTable: Sendable, Hashable {
  public let province: String
  /// Empty while nobody was told.
  public let agency: String
  /// The headings first, then a row a center.
  public let rows: [[String]]

  public static let headings = ["学校代码", "总校名称", "站点名称", "省份", "城市", "地址", "联系人", "电话", "预计人数"]
}
