/// What a rehearsed season is made of.
public struct SeasonOrder: Sendable {
  /// How many institutions; 1…200.
  public var institutions: Int
  /// How many graduates in all; at least 20 an institution.
  public var graduates: Int
  /// The same seed makes the same people and the same mishaps.
  public var seed: UInt64
  /// Folder of portraits with a `manifest.csv` (columns path, person, label).
  public var photosPath: String
  public var faults: Set<SeasonMishap>
  /// Cameras give pictures of the finished size instead of the folder's own.
  public var isFast: Bool
  /// Where the season keeps its center, stations and what it brought; must not be there yet.
  public var folder: String
  /// The program that serves: this one.
  public var program: String
  /// A center that runs already, instead of one of the season's own.
  public var server: SeasonServer?

  public init(
    institutions: Int, graduates: Int, seed: UInt64, photosPath: String, faults: Set<SeasonMishap>, isFast: Bool,
    folder: String,
    program: String, server: SeasonServer? = nil
  ) {
    self.institutions = institutions
    self.graduates = graduates
    self.seed = seed
    self.photosPath = photosPath
    self.faults = faults
    self.isFast = isFast
    self.folder = folder
    self.program = program
    self.server = server
  }

  /// Fewer would leave classes without enough different faces side by side.
  public static let fewestGraduates = 20
  public static let mostInstitutions = 200
}

/// A center that somebody started for a rehearsal.
public struct SeasonServer: Sendable {
  /// Without a slash at the end.
  public var address: String
  /// The file of its driven clock.
  public var clockPath: String
  /// The link that makes somebody its first officer.
  public var invitation: String

  public init(address: String, clockPath: String, invitation: String) {
    self.address = address
    self.clockPath = clockPath
    self.invitation = invitation
  }
}

/// What goes wrong on purpose.
public enum SeasonMishap: String, Sendable, CaseIterable {
  /// Wrong check digits, garbled names, people twice, numbers cut short.
  case roster
  /// Nobody comes when his class is called; some come to the make-up, some never.
  case absence = "no-show"
  /// Who comes and stands on no list.
  case walkIn = "walk-in"
  /// Pictures go to the next person, a run of them.
  case shift
  /// Two pictures change places and nobody at the camera sees it.
  case swap
  case closedEyes = "closed-eyes"
  /// A station's or the center's process dies while it writes.
  case powerCut = "power-cut"
  /// The center cannot be reached while pictures are taken.
  case lostNetwork = "lost-network"
  /// A name is wrong in the roster and seen only on the returned print.
  case wrongName = "wrong-name"
  /// A graduate says at the proof that something is wrong.
  case dispute

  public var chineseName: String {
    switch self {
    case .roster: "名单里的错"
    case .absence: "没来拍"
    case .walkIn: "名单外的人"
    case .shift: "照片错位"
    case .swap: "两张拿反"
    case .closedEyes: "闭眼"
    case .powerCut: "断电"
    case .lostNetwork: "断网"
    case .wrongName: "姓名写错"
    case .dispute: "校对有误"
    }
  }
}
