/// What an institution found about one person, on the page of a disc or of the center (A5–A7).
public struct PersonVerdict: Sendable, Hashable {
  public enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// Picture and data are right; stands alone.
    case right
    /// 缺照片: due, and no picture came back (A5).
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
    /// What stands under the picture.
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
    /// Nil when nobody who is known was chosen; in code mode somebody always was.
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
  /// Into the file's list of those who checked.
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
