/// What a station takes along to a visit: whom it may expect and when, by what pictures are judged, and for whom packets are sealed.
///
/// It holds names in roster mode and none in code mode. It lies encrypted (`TakeAlongHead`) and expires; packets do not.
public struct TakeAlong: Sendable, Hashable, Codable {
  public struct Turn: Sendable, Hashable, Codable {
    public var key: TurnKey
    public var heads: Int
    public var span: MinuteSpan

    public init(key: TurnKey, heads: Int, span: MinuteSpan) {
      self.key = key
      self.heads = heads
      self.span = span
    }
  }

  /// A turn of a class of the same place at another visit: where somebody is sent on to.
  public struct OtherTurn: Sendable, Hashable, Codable {
    public var key: TurnKey
    public var turn: DoorTurn

    public init(key: TurnKey, turn: DoorTurn) {
      self.key = key
      self.turn = turn
    }
  }

  public struct Person: Sendable, Hashable, Codable {
    /// `marks` are hashes under `markKey`.
    public var person: DuePerson
    /// Photo checks that a person decides, by his approved special case; never why.
    public var excused: Set<ExcusableCheck>
    /// Nil when unknown, and in code mode.
    public var born: CalendarDay?

    public init(person: DuePerson, excused: Set<ExcusableCheck> = [], born: CalendarDay? = nil) {
      self.person = person
      self.excused = excused
      self.born = born
    }
  }

  /// Somebody of the crew, or of the institution at the shooting point (A8).
  public struct Signer: Sendable, Hashable, Codable {
    /// Account of a crew member; empty for the institution's people.
    public var account: String
    public var name: String
    public var duty: String

    public init(account: String, name: String, duty: String) {
      self.account = account
      self.name = name
      self.duty = duty
    }
  }

  /// `placeID` of the branch, where the make-up is: no institution's and no study center's id (A1).
  public static let branchID = "makeup"

  public var campaignTitle: String
  public var regime: Regime
  public var placeID: String
  public var place: String
  public var point: Int
  public var crew: String
  public var sessions: [MinuteSpan]
  public var headsPerHour: Int
  public var turns: [Turn]
  public var otherTurns: [OtherTurn]
  public var makeup: CalendarDays?
  public var makeupPlace: String
  public var standard: PhotoStandard
  public var people: [Person]
  public var crewMembers: [Signer]
  public var hosts: [Signer]
  /// 32 bytes in Base64: what is scanned is compared as its HMAC-SHA256 under this key, made for this visit alone.
  public var markKey: String
  /// 32 bytes in Base64, the same for every station of the visit: what they tell each other is sealed under it; nil in files made before.
  public var peerKey: String?

  public init(
    campaignTitle: String, regime: Regime, placeID: String, place: String, point: Int, crew: String, sessions: [MinuteSpan],
    headsPerHour: Int, turns: [Turn], otherTurns: [OtherTurn], makeup: CalendarDays?, makeupPlace: String,
    standard: PhotoStandard, people: [Person], crewMembers: [Signer], hosts: [Signer], markKey: String,
    peerKey: String? = nil
  ) {
    self.campaignTitle = campaignTitle
    self.regime = regime
    self.placeID = placeID
    self.place = place
    self.point = point
    self.crew = crew
    self.sessions = sessions
    self.headsPerHour = headsPerHour
    self.turns = turns
    self.otherTurns = otherTurns
    self.makeup = makeup
    self.makeupPlace = makeupPlace
    self.standard = standard
    self.people = people
    self.crewMembers = crewMembers
    self.hosts = hosts
    self.markKey = markKey
    self.peerKey = peerKey
  }
}

/// A picture to compare with: the enrolment photo that was handed in with the roster.
public struct ReferencePicture: Sendable, Hashable, Codable {
  /// `DuePerson.id`.
  public var person: String
  /// The face's embedding; nil when none was found.
  public var embedding: [Float]?
  /// JPEG.
  public var picture: [UInt8]

  public init(person: String, embedding: [Float]?, picture: [UInt8]) {
    self.person = person
    self.embedding = embedding
    self.picture = picture
  }
}

/// The open part of what is taken along: for whom it is, who may open it, and what the station seals packets for; nothing personal but the
/// crew's sign-in names.
public struct TakeAlongHead: Sendable, Hashable, Codable {
  /// The visit's key, wrapped for one crew member under a key derived from his sign-in password.
  public struct Slot: Sendable, Hashable, Codable {
    public var account: String
    public var signInName: String
    public var name: String
    /// Argon2id's parameters and salt as in an encoded hash, without the hash.
    public var argon: String
    /// AES-256-GCM of the visit's key, Base64.
    public var wrapped: String

    public init(account: String, signInName: String, name: String, argon: String, wrapped: String) {
      self.account = account
      self.signInName = signInName
      self.name = name
      self.argon = argon
      self.wrapped = wrapped
    }
  }

  public static let currentVersion = 1

  public var version: Int
  /// UUID text: the same visit taken along anew has another.
  public var id: String
  public var campaign: String
  public var visit: Int
  public var day: CalendarDay
  /// The station it was made for, and its range of numbers at this visit (`StationNumbers`).
  public var station: String
  public var range: Int
  /// The center's key that packets are sealed for: id, and X25519 public key in Base64.
  public var recipient: String
  public var recipientKey: String
  /// Where the center is reached; empty when it said nothing.
  public var center: String
  /// Ed25519 public key that the file is signed with, Base64; a station that knows its center takes no other.
  public var centerKey: String
  /// Milliseconds UTC.
  public var issuedAt: Int64
  /// Then the sealed part is destroyed.
  public var expiresAt: Int64
  public var slots: [Slot]

  public init(
    version: Int = Self.currentVersion, id: String, campaign: String, visit: Int, day: CalendarDay, station: String, range: Int,
    recipient: String, recipientKey: String, center: String, centerKey: String, issuedAt: Int64, expiresAt: Int64, slots: [Slot]
  ) {
    self.version = version
    self.id = id
    self.campaign = campaign
    self.visit = visit
    self.day = day
    self.station = station
    self.range = range
    self.recipient = recipient
    self.recipientKey = recipientKey
    self.center = center
    self.centerKey = centerKey
    self.issuedAt = issuedAt
    self.expiresAt = expiresAt
    self.slots = slots
  }
}

/// A station as it introduces itself to the center: one line of text, fit for a QR or to be typed off a stick.
public struct StationCard: Sendable, Hashable, Codable {
  /// UUID text, made by the station.
  public var id: String
  /// What its people call it: 「1 号工作站」.
  public var name: String
  /// Ed25519 public key, 32 bytes in Base64.
  public var key: String

  public init(id: String, name: String, key: String) {
    self.id = id
    self.name = name
    self.key = key
  }
}
