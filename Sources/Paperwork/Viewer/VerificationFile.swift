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
