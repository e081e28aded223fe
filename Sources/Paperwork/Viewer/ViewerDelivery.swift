import GraduatePhotos

/// What one delivery holds, as far as the page on its disc shows it (A3, A5).
public struct ViewerDelivery: Sendable, Hashable {
  /// The two regimes of design.md.
  public enum Mode: String, Sendable, Hashable {
    /// The disc holds what is printed under the pictures.
    case roster
    /// The disc holds codes and serials only; the school joins its own roster in its browser.
    case code
  }

  /// Never used again for another delivery: what a browser remembers of a disc hangs on it.
  public var id: String
  /// As it is written on the disc and on the slip that goes with it.
  public var number: String
  /// 批次, as it stands in the result file's name.
  public var batch: String
  public var mode: Mode
  public var campaign: String
  public var institutionCode: String
  public var institutionName: String
  /// What `ViewerPerson.values` are, in the order of the captions, without the serial; empty in code mode.
  public var columns: [RosterColumn]
  public var classes: [ViewerClass]

  public init(
    id: String, number: String, batch: String, mode: Mode, campaign: String, institutionCode: String, institutionName: String,
    columns: [RosterColumn], classes: [ViewerClass]
  ) {
    self.id = id
    self.number = number
    self.batch = batch
    self.mode = mode
    self.campaign = campaign
    self.institutionCode = institutionCode
    self.institutionName = institutionName
    self.columns = columns
    self.classes = classes
  }

  /// The data under a picture (A3) beside its serial.
  public static let captionColumns: [RosterColumn] = [.institutionName, .name, .studentNumber, .idNumber]
}

/// A class of a delivery, in the order of its list.
public struct ViewerClass: Sendable, Hashable {
  public var id: String
  /// 类别, 院系 and 班级; empty where the roster has none.
  public var category: String
  public var department: String
  public var name: String
  public var people: [ViewerPerson]

  public init(id: String, category: String, department: String, name: String, people: [ViewerPerson]) {
    self.id = id
    self.category = category
    self.department = department
    self.name = name
    self.people = people
  }
}

/// A person who is due in a delivery, with a picture or without.
public struct ViewerPerson: Sendable, Hashable {
  /// Ours, opaque; what the result file names.
  public var id: String
  /// 采集码; empty in roster mode.
  public var code: String
  /// 拍摄序号; empty for who was not shot.
  public var serial: String
  public var picture: ViewerPicture?
  /// One for each of the delivery's columns.
  public var values: [String]

  public init(id: String, code: String = "", serial: String, picture: ViewerPicture?, values: [String] = []) {
    self.id = id
    self.code = code
    self.serial = serial
    self.picture = picture
    self.values = values
  }
}

/// A portrait on the disc.
public struct ViewerPicture: Sendable, Hashable {
  /// From the disc's root, parted by slashes.
  public var path: String
  /// Hex; not on the page, but what `DiscViewer.contents(of:)` vouches for.
  public var sha256: String

  public init(path: String, sha256: String) {
    self.path = path
    self.sha256 = sha256
  }
}
