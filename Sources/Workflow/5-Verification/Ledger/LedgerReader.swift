import GraduatePhotos

/// Who looks at the ledger (应采实采对账, promise 3): an institution's people their own part, the head office and the officer all.
public protocol LedgerReader: SignedIn {
  var ledgerScope: GraduateScope { get }
}

extension Clerk: LedgerReader {
  public var ledgerScope: GraduateScope { GraduateScope() }
}
extension Officer: LedgerReader {}
extension Liaison: LedgerReader {}
extension SealingLeader: LedgerReader {}
extension DepartmentSecretary: LedgerReader {}
extension Counselor: LedgerReader {}

extension LedgerReader where Self: GraduateReader {
  public var ledgerScope: GraduateScope { graduateScope }
}

extension LedgerReader {
  public var seesAllInstitutions: Bool { ledgerScope.institutionID == nil }
}

/// A part of the ledger whose people are asked for; nil is everybody's.
public struct LedgerSpot: Sendable, Hashable {
  public var institutionID: String?
  /// Empty for those who study at the institution itself.
  public var studyCenterID: String?
  public var category: Category?
  public var department: String?
  public var classGroup: String?

  public init(
    institutionID: String? = nil, studyCenterID: String? = nil, category: Category? = nil, department: String? = nil,
    classGroup: String? = nil
  ) {
    self.institutionID = institutionID
    self.studyCenterID = studyCenterID
    self.category = category
    self.department = department
    self.classGroup = classGroup
  }
}

/// Which number of a line was opened.
public enum LedgerNumber: Sendable, Hashable {
  case due
  case missing
  case post(LedgerPost)
  /// Those who stand nowhere or twice: they keep their class from closing.
  case astray
  /// Those whose status changed, or changed back, since the institution's seal.
  case changedSinceSeal

  /// For addresses.
  public var key: String {
    switch self {
    case .due: "due"
    case .missing: "missing"
    case .post(let post): post.key
    case .astray: "astray"
    case .changedSinceSeal: "since-seal"
    }
  }

  public init?(key: String) {
    switch key {
    case "due": self = .due
    case "missing": self = .missing
    case "astray": self = .astray
    case "since-seal": self = .changedSinceSeal
    default:
      guard let post = LedgerPost(name: key) else { return nil }
      self = .post(post)
    }
  }

  public var chineseName: String {
    switch self {
    case .due: "应采"
    case .missing: "漏拍"
    case .post(let post): post.chineseName
    case .astray: "没有着落或者重复的人"
    case .changedSinceSeal: "用印后有学籍异动的人"
    }
  }
}

extension LedgerPost {
  /// As the queries call it: who waits for the head office's release is captured too.
  var names: [String] {
    switch self {
    case .captured: ["captured", NoPortraitReason.inProcessing.rawValue]
    case .missing(let cause): [cause.rawValue]
    case .left(let kind): [Self.leftMark + kind.rawValue]
    }
  }

  static let leftMark = "left:"

  public var key: String { names[0] }

  init?(name: String) {
    guard let post = Self.byName[name] else { return nil }
    self = post
  }

  private static let byName = Dictionary(
    allCases.flatMap { post in post.names.map { ($0, post) } }, uniquingKeysWith: { first, _ in first })
}
