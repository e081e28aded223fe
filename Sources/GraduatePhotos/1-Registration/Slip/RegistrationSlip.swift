/// 《综合信息采集登记单》 as it was typed: fields are plain texts, so that a draft can hold anything; `problems` judges them.
public struct RegistrationSlip: Sendable, Hashable, Codable {
  /// Full name; for a study center the parent's (A4.1).
  public var institutionName: String
  /// The center's own name; empty for an institution.
  public var studyCenterName: String
  /// Five digits; a study center uses its parent's (A4.4).
  public var institutionCode: String
  public var address: String
  public var postcode: String
  public var contactName: String
  /// Landline with area code (A4.3).
  public var telephone: String
  /// A second number, mobile allowed; may be empty.
  public var secondTelephone: String
  public var headCounts: HeadCounts
  public var points: [ShootingPoint]
  /// Who receives discs and photos by post.
  public var receiver: PostalReceiver
  public var remark: String

  public init(
    institutionName: String = "", studyCenterName: String = "", institutionCode: String = "", address: String = "",
    postcode: String = "", contactName: String = "", telephone: String = "", secondTelephone: String = "",
    headCounts: HeadCounts = HeadCounts(), points: [ShootingPoint] = [], receiver: PostalReceiver = PostalReceiver(),
    remark: String = ""
  ) {
    self.institutionName = institutionName
    self.studyCenterName = studyCenterName
    self.institutionCode = institutionCode
    self.address = address
    self.postcode = postcode
    self.contactName = contactName
    self.telephone = telephone
    self.secondTelephone = secondTelephone
    self.headCounts = headCounts
    self.points = points
    self.receiver = receiver
    self.remark = remark
  }

  /// What is printed as the name: parent first, then the center's own (A4.1).
  public var displayName: String {
    studyCenterName.hasPrefix(institutionName) ? studyCenterName : institutionName + studyCenterName
  }
}

/// Heads to be shot, by category; nil is "not filled in", 0 is none.
public struct HeadCounts: Sendable, Hashable, Codable {
  public var regular: Int?
  public var adult: Int?
  public var postgraduate: Int?

  public init(regular: Int? = nil, adult: Int? = nil, postgraduate: Int? = nil) {
    self.regular = regular
    self.adult = adult
    self.postgraduate = postgraduate
  }

  public subscript(category: Category) -> Int? {
    get {
      switch category {
      case .regular: regular
      case .adult: adult
      case .postgraduate: postgraduate
      }
    }
    set {
      switch category {
      case .regular: regular = newValue
      case .adult: adult = newValue
      case .postgraduate: postgraduate = newValue
      }
    }
  }

  /// Bounded, because a draft may hold any number that was typed.
  public var total: Int {
    [regular, adult, postgraduate].reduce(0) { $0 + min(max($1 ?? 0, 0), RegistrationLimits.headCount.upperBound) }
  }
  public var isBlank: Bool { regular == nil && adult == nil && postgraduate == nil }
}

/// To whom discs and photos go; an empty address means the slip's own.
public struct PostalReceiver: Sendable, Hashable, Codable {
  public var name: String
  public var telephone: String
  public var address: String
  public var postcode: String

  public init(name: String = "", telephone: String = "", address: String = "", postcode: String = "") {
    self.name = name
    self.telephone = telephone
    self.address = address
    self.postcode = postcode
  }
}

/// 拍摄点: one place where a crew sets up, with the people who answer for it (A8, A9.2).
public struct ShootingPoint: Sendable, Hashable, Codable {
  public var name: String
  public var address: String
  public var leader: PointPerson
  /// Two are asked for (A8).
  public var coordinators: [PointPerson]
  public var venue: VenueCheckList

  public init(
    name: String = "", address: String = "", leader: PointPerson = PointPerson(),
    coordinators: [PointPerson] = [PointPerson(), PointPerson()], venue: VenueCheckList = VenueCheckList()
  ) {
    self.name = name
    self.address = address
    self.leader = leader
    self.coordinators = coordinators
    self.venue = venue
  }

  /// A8: coordinators of each shooting point.
  public static let coordinatorCount = 2
}

/// Somebody of the institution who is at the shooting point that day.
public struct PointPerson: Sendable, Hashable, Codable {
  public var name: String
  public var telephone: String

  public init(name: String = "", telephone: String = "") {
    self.name = name
    self.telephone = telephone
  }
}
