import GraduatePhotos

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

  /// Code point for code point: two classes may differ in what Swift takes for one character.
  public static func == (left: CheckedClass, right: CheckedClass) -> Bool {
    left.department.hasSameCodePoints(as: right.department) && left.classGroup.hasSameCodePoints(as: right.classGroup)
  }

  public func hash(into hasher: inout Hasher) {
    for text in [department, classGroup] { for scalar in text.unicodeScalars { hasher.combine(scalar) } }
  }

  /// 「民族学院 民族学1班」.
  public var title: String {
    [department, classGroup.isEmpty ? "（没有班级）" : classGroup].filter { !$0.isEmpty }.joined(separator: " ")
  }

  func place(_ campaignID: String) -> GraduatePlace {
    GraduatePlace(campaignID: campaignID, department: department, classGroup: classGroup)
  }
}
