import GraduatePhotos
import Workflow

/// Whom a route lets in, and as what: the handler gets exactly the type that the operations behind it take.
struct Admit<Guest: Sendable>: Sendable {
  /// Nil for everybody, signed in or not.
  let roles: Set<Role>?
  /// True for the pages of the second step: a password was right, the second factor is still to be proved.
  var takesHalfSignedIn = false
  let guest: @Sendable (Session?) -> Guest?
}

extension Admit where Guest == Session? {
  /// Everybody, with the session when there is one.
  static var everybody: Admit<Session?> { Admit(roles: nil, takesHalfSignedIn: true) { .some($0) } }
}

extension Admit where Guest == Session {
  /// Everybody who is signed in.
  static var anyone: Admit<Session> { Admit(roles: Set(Role.allCases).subtracting([.graduate])) { $0 } }

  /// Who has typed the right password, proved or not.
  static var halfSignedIn: Admit<Session> {
    Admit(roles: Set(Role.allCases).subtracting([.graduate]), takesHalfSignedIn: true) { $0 }
  }

  /// Those who see a whole campaign: the province's, the agency's and the head office's people.
  static var campaignReaders: Admit<Session> { Admit(roles: [.officer, .planner, .clerk]) { $0 } }

  /// The people of one institution who see all of it.
  static var institutionPeople: Admit<Session> { Admit(roles: [.liaison, .sealingLeader]) { $0 } }

  /// Everybody who belongs to an institution, each within his own part.
  static var atInstitution: Admit<Session> {
    Admit(roles: [.liaison, .sealingLeader, .departmentSecretary, .counselor, .studyCenterLiaison]) { $0 }
  }

  /// Those who keep accounts.
  static var accountKeepers: Admit<Session> { Admit(roles: [.officer, .planner, .liaison]) { $0 } }
}

extension Admit where Guest == Officer {
  static var officer: Admit<Officer> {
    Admit(roles: [.officer]) { if case .officer(let person)? = $0?.person { person } else { nil } }
  }
}

extension Admit where Guest == any CampaignKeeper {
  static var campaignKeepers: Admit<any CampaignKeeper> {
    Admit(roles: [.officer, .planner]) { $0?.person.signedIn as? any CampaignKeeper }
  }
}

extension Admit where Guest == any RosterKeeper {
  static var rosterKeepers: Admit<any RosterKeeper> {
    Admit(roles: [.liaison, .studyCenterLiaison]) { $0?.person.signedIn as? any RosterKeeper }
  }
}

extension Admit where Guest == Liaison {
  static var liaison: Admit<Liaison> {
    Admit(roles: [.liaison]) { if case .liaison(let person)? = $0?.person { person } else { nil } }
  }
}

extension Admit where Guest == SealingLeader {
  static var sealingLeader: Admit<SealingLeader> {
    Admit(roles: [.sealingLeader]) { if case .sealingLeader(let person)? = $0?.person { person } else { nil } }
  }
}
