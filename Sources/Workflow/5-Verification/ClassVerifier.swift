/// Who looks at the verification of an institution's classes, each within his own part.
public protocol VerificationReader: GraduateReader {
  var institutionID: String { get }
}

/// Who verifies: the liaison all classes, a secretary the own department's, a counselor the own classes.
public protocol ClassVerifier: VerificationReader {}

extension Liaison: ClassVerifier {}
extension DepartmentSecretary: ClassVerifier {}
extension Counselor: ClassVerifier {}
/// Seals what others verified.
extension SealingLeader: VerificationReader {}

/// A class of an institution, as it is verified and signed off.
public struct CheckedClass: Sendable, Hashable {
  public var department: String
  /// Empty for those of a department who are of no class.
  public var classGroup: String

  public init(department: String, classGroup: String) {
    self.department = department
    self.classGroup = classGroup
  }

  /// 「民族学院 民族学1班」.
  public var title: String {
    [department, classGroup.isEmpty ? "（没有班级）" : classGroup].filter { !$0.isEmpty }.joined(separator: " ")
  }

  func place(_ campaignID: String) -> GraduatePlace {
    GraduatePlace(campaignID: campaignID, department: department, classGroup: classGroup)
  }
}

/// Bounds of the verification's pages.
public enum ClassCheckLimits {
  /// People on one page of a class.
  public static let peopleOnPage = 120
  /// People whom one click may call right.
  public static let restAtOnce = 120
  /// Claims on one page of the list.
  public static let claimsOnPage = 50
  /// Characters of a reason.
  public static let reasonCharacters = 200
  /// Characters of an operation's id as a page makes it.
  static let operationCharacters = 64
  /// A class that somebody opened is open to him for so long before a further journal line is written: half a day's work.
  static let openedMilliseconds: Int64 = 12 * 3_600_000
}
