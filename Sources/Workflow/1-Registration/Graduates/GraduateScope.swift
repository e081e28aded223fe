import GraduatePhotos
import Storage

/// Which graduates somebody may see: every query about graduates starts from it.
public struct GraduateScope: Sendable {
  /// Nil for all institutions of the campaign.
  public var institutionID: String?
  public var department: String?
  /// Nil for all classes.
  public var classGroups: [Counselor.ClassGroup]?
  public var studyCenterID: String?

  init(
    institutionID: String? = nil, department: String? = nil, classGroups: [Counselor.ClassGroup]? = nil,
    studyCenterID: String? = nil
  ) {
    self.institutionID = institutionID
    self.department = department
    self.classGroups = classGroups
    self.studyCenterID = studyCenterID
  }

  /// What a row of `graduate g` has to meet, with its arguments; or of another table with the same columns, called `people`.
  func condition(campaignID: String, of people: String = "g") -> (sql: String, arguments: [SQLValue]) {
    var parts = ["\(people).campaign_id = ?"]
    var arguments: [SQLValue] = [.text(campaignID)]
    func require(_ column: String, _ value: String?) {
      guard let value else { return }
      parts.append("\(people).\(column) = ?")
      arguments.append(.text(value))
    }
    require("institution_id", institutionID)
    require("department", department)
    require("study_center_id", studyCenterID)
    if let classGroups {
      let one = "(\(people).department = ? AND \(people).class_group = ?)"
      parts.append(classGroups.isEmpty ? "1 = 0" : "(" + classGroups.map { _ in one }.joined(separator: " OR ") + ")")
      for group in classGroups { arguments += [.text(group.department), .text(group.name)] }
    }
    return (parts.joined(separator: " AND "), arguments)
  }

  /// Full numbers and papers are one institution's: classes of the same name at two institutions never mix.
  ///
  /// - Throws: `RegistrationRefusal.institutionNotChosen`.
  func requireInstitution(_ chosen: String?) throws {
    guard institutionID != nil || chosen != nil else { throw RegistrationRefusal.institutionNotChosen }
  }

  /// The condition that a row of `graduate g` has left, by a status change in force.
  static let hasLeft = """
    EXISTS (SELECT 1 FROM status_change s WHERE s.graduate_id = g.id AND NOT EXISTS
      (SELECT 1 FROM status_change_withdrawn w WHERE w.status_change_id = s.id))
    """
}

/// Who may see graduates, and which.
public protocol GraduateReader: SignedIn {
  var graduateScope: GraduateScope { get }
}

extension GraduateReader {
  public var seesSeveralInstitutions: Bool { graduateScope.institutionID == nil }
}

extension Officer: GraduateReader {
  public var graduateScope: GraduateScope { GraduateScope() }
}

extension Liaison: GraduateReader {
  public var graduateScope: GraduateScope { GraduateScope(institutionID: institutionID) }
}

extension SealingLeader: GraduateReader {
  public var graduateScope: GraduateScope { GraduateScope(institutionID: institutionID) }
}

extension DepartmentSecretary: GraduateReader {
  public var graduateScope: GraduateScope { GraduateScope(institutionID: institutionID, department: department) }
}

extension Counselor: GraduateReader {
  public var graduateScope: GraduateScope { GraduateScope(institutionID: institutionID, classGroups: classGroups) }
}

extension StudyCenterLiaison: GraduateReader {
  public var graduateScope: GraduateScope { GraduateScope(institutionID: institutionID, studyCenterID: studyCenterID) }
}

extension OperatorForInstitution: GraduateReader {
  public var graduateScope: GraduateScope { GraduateScope(institutionID: institutionID) }
}

/// Who says that a graduate cannot come: whoever at the institution knows the class.
public protocol AbsenceKeeper: GraduateReader {}
extension Liaison: AbsenceKeeper {}
extension StudyCenterLiaison: AbsenceKeeper {}
extension DepartmentSecretary: AbsenceKeeper {}
extension Counselor: AbsenceKeeper {}

/// Who approves a special case for an institution.
public protocol SpecialCaseApprover: GraduateReader {}
extension Liaison: SpecialCaseApprover {}
extension SealingLeader: SpecialCaseApprover {}
