import GraduatePhotos

/// Somebody whose sign-in was proved.
///
/// The type is the permission (each operation names the one it takes), and the value carries what it may see; values are made
/// only by `CollectionCenter.session` and by the command line on the center's own machine.
public protocol SignedIn: Sendable {
  var accountID: String { get }
  /// The role as the journal keeps it: `Role.rawValue`, or "machine" and "center" for those who are no people.
  var roleName: String { get }
}

/// The province's officer (省厅管理员).
public struct Officer: SignedIn {
  public let accountID: String
  public var roleName: String { Role.officer.rawValue }
}

/// The agency's planner (采集计划员): runs the campaign day by day.
public struct Planner: SignedIn {
  public let accountID: String
  public var roleName: String { Role.planner.rawValue }
}

/// A photographer of a crew (摄影员).
public struct Photographer: SignedIn {
  public let accountID: String
  public var roleName: String { Role.photographer.rawValue }
}

/// The head office's processing clerk (总部制作员).
public struct Clerk: SignedIn {
  public let accountID: String
  public var roleName: String { Role.clerk.rawValue }
}

/// An institution's liaison (学籍管理员).
public struct Liaison: SignedIn {
  public let accountID: String
  public let institutionID: String
  public var roleName: String { Role.liaison.rawValue }
}

/// The leader who seals for an institution (主管领导).
public struct SealingLeader: SignedIn {
  public let accountID: String
  public let institutionID: String
  public var roleName: String { Role.sealingLeader.rawValue }
}

/// A department's secretary (院系秘书): the own department only.
public struct DepartmentSecretary: SignedIn {
  public let accountID: String
  public let institutionID: String
  public let department: String
  public var roleName: String { Role.departmentSecretary.rawValue }
}

/// A counselor (辅导员): the own class groups only, by an expiring link.
public struct Counselor: SignedIn {
  public struct ClassGroup: Sendable, Hashable {
    public let department: String
    public let name: String

    public init(department: String, name: String) {
      self.department = department
      self.name = name
    }
  }

  public let accountID: String
  public let institutionID: String
  public let classGroups: [ClassGroup]
  public var roleName: String { Role.counselor.rawValue }
}

/// A study center's liaison: the own center only.
public struct StudyCenterLiaison: SignedIn {
  public let accountID: String
  public let institutionID: String
  public let studyCenterID: String
  public var roleName: String { Role.studyCenterLiaison.rawValue }
}

/// A graduate on his own page: himself only, in one campaign.
public struct SignedInGraduate: SignedIn {
  /// Id of the graduate, or of the collection code (code mode).
  public let personID: String
  public let campaignID: String
  public let institutionID: String
  public var accountID: String { personID }
  public var roleName: String { Role.graduate.rawValue }
}

/// Whoever has the center's own machine and data folder (commands); journaled as such.
public struct MachineOperator: SignedIn {
  public var accountID: String { "machine" }
  public var roleName: String { "machine" }

  public init() {}
}

/// The center itself: what happens by the clock.
struct CenterItself: SignedIn {
  var accountID: String { "center" }
  var roleName: String { "center" }
}

/// One of the people who can sign in.
public enum Person: Sendable {
  case officer(Officer)
  case planner(Planner)
  case photographer(Photographer)
  case clerk(Clerk)
  case liaison(Liaison)
  case sealingLeader(SealingLeader)
  case departmentSecretary(DepartmentSecretary)
  case counselor(Counselor)
  case studyCenterLiaison(StudyCenterLiaison)
  case graduate(SignedInGraduate)

  public var signedIn: any SignedIn {
    switch self {
    case .officer(let person): person
    case .planner(let person): person
    case .photographer(let person): person
    case .clerk(let person): person
    case .liaison(let person): person
    case .sealingLeader(let person): person
    case .departmentSecretary(let person): person
    case .counselor(let person): person
    case .studyCenterLiaison(let person): person
    case .graduate(let person): person
    }
  }

  public var role: Role {
    switch self {
    case .officer: .officer
    case .planner: .planner
    case .photographer: .photographer
    case .clerk: .clerk
    case .liaison: .liaison
    case .sealingLeader: .sealingLeader
    case .departmentSecretary: .departmentSecretary
    case .counselor: .counselor
    case .studyCenterLiaison: .studyCenterLiaison
    case .graduate: .graduate
    }
  }

  public var accountID: String { signedIn.accountID }

  /// The institution a person belongs to; nil for the province's, the agency's and the head office's people.
  public var institutionID: String? {
    switch self {
    case .liaison(let person): person.institutionID
    case .sealingLeader(let person): person.institutionID
    case .departmentSecretary(let person): person.institutionID
    case .counselor(let person): person.institutionID
    case .studyCenterLiaison(let person): person.institutionID
    case .graduate(let person): person.institutionID
    case .officer, .planner, .photographer, .clerk: nil
    }
  }
}

/// Who runs a campaign: the province's officer and the agency's planner.
public protocol CampaignKeeper: SignedIn {}
extension Officer: CampaignKeeper {}
extension Planner: CampaignKeeper {}
extension MachineOperator: CampaignKeeper {}

/// Who keeps a roster and a slip: an institution's liaison, and a study center's for its own part.
public protocol RosterKeeper: SignedIn {
  var institutionID: String { get }
  /// The center a keeper is limited to; nil for the whole institution.
  var ownStudyCenterID: String? { get }
}

extension Liaison: RosterKeeper {
  public var ownStudyCenterID: String? { nil }
}

extension StudyCenterLiaison: RosterKeeper {
  public var ownStudyCenterID: String? { studyCenterID }
}

/// Work for an institution done on the center's own machine (`biying roster import --institution …`).
public struct OperatorForInstitution: RosterKeeper {
  public let institutionID: String
  public var ownStudyCenterID: String? { nil }
  public var accountID: String { "machine" }
  public var roleName: String { "machine" }

  init(institutionID: String) { self.institutionID = institutionID }
}
