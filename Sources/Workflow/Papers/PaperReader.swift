/// Who may look at slips, papers, seals and documents, and how far.
public protocol PaperReader: SignedIn {
  var paperReach: PaperReach { get }
}

/// The part of a campaign's papers that somebody sees; beyond it nothing is found.
public enum PaperReach: Sendable, Hashable {
  case everything
  case institution(String)
  /// One study center of an institution.
  case studyCenter(String, institutionID: String)

  func covers(institutionID: String?, studyCenterID: String?) -> Bool {
    switch self {
    case .everything: true
    case .institution(let own): own == institutionID
    case .studyCenter(let own, let institution): own == studyCenterID && institution == institutionID
    }
  }
}

extension Officer: PaperReader {
  public var paperReach: PaperReach { .everything }
}

extension Planner: PaperReader {
  public var paperReach: PaperReach { .everything }
}

extension Clerk: PaperReader {
  public var paperReach: PaperReach { .everything }
}

extension MachineOperator: PaperReader {
  public var paperReach: PaperReach { .everything }
}

extension Liaison: PaperReader {
  public var paperReach: PaperReach { .institution(institutionID) }
}

extension SealingLeader: PaperReader {
  public var paperReach: PaperReach { .institution(institutionID) }
}

extension OperatorForInstitution: PaperReader {
  public var paperReach: PaperReach { .institution(institutionID) }
}

extension StudyCenterLiaison: PaperReader {
  public var paperReach: PaperReach { .studyCenter(studyCenterID, institutionID: institutionID) }
}

/// Who registers what came by fax or courier: the agency's planner, the head office's clerk.
public protocol PaperReceiver: PaperReader {}
extension Planner: PaperReceiver {}
extension Clerk: PaperReceiver {}
