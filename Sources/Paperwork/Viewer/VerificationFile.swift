import GraduatePhotos

/// What an institution found on a disc, as the disc's page saves it (A5–A7); the format is docs/verification-file.md.
public struct VerificationFile: Sendable, Hashable {
  public static let format = "biying-verification"
  public static let version = 1

  /// The disc that was looked at.
  public struct Disc: Sendable, Hashable {
    public var id: String
    public var number: String
    public var batch: String
    /// `DiscViewer.contents(of:)`.
    public var contents: String
    public var mode: ViewerDelivery.Mode
    public var institutionCode: String
    public var institutionName: String

    public init(
      id: String, number: String, batch: String, contents: String, mode: ViewerDelivery.Mode, institutionCode: String,
      institutionName: String
    ) {
      self.id = id
      self.number = number
      self.batch = batch
      self.contents = contents
      self.mode = mode
      self.institutionCode = institutionCode
      self.institutionName = institutionName
    }
  }

  /// How a class stands; right and open people and those of any finding add up to all.
  public struct ClassCount: Sendable, Hashable {
    public var id: String
    public var people: Int
    public var right: Int
    /// People with any finding; one person may have two.
    public var found: Int
    public var open: Int

    public init(id: String, people: Int, right: Int, found: Int, open: Int) {
      self.id = id
      self.people = people
      self.right = right
      self.found = found
      self.open = open
    }
  }

  public var disc: Disc
  /// Whoever checked, as typed; `PersonVerdict.checker` points here.
  public var checkers: [String]
  /// Milliseconds UTC by the clock of the computer that saved it.
  public var savedAt: Int64
  /// In code mode: rows of the school's own roster that fit no person of the disc; nil where none was chosen.
  public var unmatchedRosterRows: Int?
  public var classes: [ClassCount]
  public var people: [PersonVerdict]

  public init(
    disc: Disc, checkers: [String], savedAt: Int64, unmatchedRosterRows: Int?, classes: [ClassCount], people: [PersonVerdict]
  ) {
    self.disc = disc
    self.checkers = checkers
    self.savedAt = savedAt
    self.unmatchedRosterRows = unmatchedRosterRows
    self.classes = classes
    self.people = people
  }

  /// Nobody is left unchecked, in the classes that it names; that these are all of the delivery's, `check(against:)` sees to.
  public var isComplete: Bool { !classes.isEmpty && classes.allSatisfy { $0.open == 0 } }
}

/// What was found about one person.
public struct PersonVerdict: Sendable, Hashable {
  public enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// Picture and data are right; stands alone.
    case right
    /// 缺照片: due, and the disc has no picture (A5).
    case missing
    /// 照片问题: to be shot again, free (A6).
    case photo
    /// 数据错误: an erratum (A7).
    case data
    /// 不是本人: somebody else's picture, 错位 (A7).
    case person
  }

  public enum PhotoFault: String, Sendable, Hashable, CaseIterable {
    case eyes, expression, pose, blur, light, covered, clothes, background, unreadable
  }

  public struct Correction: Sendable, Hashable {
    public var column: RosterColumn
    /// What the disc says.
    public var old: String
    /// What is right.
    public var new: String

    public init(column: RosterColumn, old: String, new: String) {
      self.column = column
      self.old = old
      self.new = new
    }
  }

  /// Who it really is.
  public struct Partner: Sendable, Hashable {
    /// Nil when nobody on the disc was chosen; in code mode somebody always was.
    public var id: String?
    /// The student number; in code mode the serial or code.
    public var number: String

    public init(id: String?, number: String) {
      self.id = id
      self.number = number
    }
  }

  /// How far the picture was on the screen before the verdict.
  public enum Look: Int, Sendable, Hashable {
    case never = 0
    case atAGlance = 1
    case large = 2
  }

  public var id: String
  public var classID: String
  /// In the order of `Verdict.allCases`, at least one.
  public var verdicts: [Verdict]
  public var photoFaults: [PhotoFault]
  public var corrections: [Correction]
  public var partner: Partner?
  public var note: String
  public var look: Look
  /// Given to the rest of a class at once.
  public var isOfTheRest: Bool
  /// Into `VerificationFile.checkers`.
  public var checker: Int
  /// Milliseconds UTC by the clock of the computer where it was checked.
  public var at: Int64

  public init(
    id: String, classID: String, verdicts: [Verdict], photoFaults: [PhotoFault] = [], corrections: [Correction] = [],
    partner: Partner? = nil, note: String = "", look: Look, isOfTheRest: Bool = false, checker: Int = 0, at: Int64
  ) {
    self.id = id
    self.classID = classID
    self.verdicts = verdicts
    self.photoFaults = photoFaults
    self.corrections = corrections
    self.partner = partner
    self.note = note
    self.look = look
    self.isOfTheRest = isOfTheRest
    self.checker = checker
    self.at = at
  }
}
