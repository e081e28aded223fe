import GraduatePhotos
import Workflow

/// Who fills in slips: a liaison all of the institution's, a study center's liaison the own center's.
typealias SlipKeeper = RosterKeeper & PaperReader

extension Admit where Guest == any SlipKeeper {
  static var slipKeepers: Admit<any SlipKeeper> {
    Admit(roles: [.liaison, .studyCenterLiaison]) { $0?.person.signedIn as? any SlipKeeper }
  }
}

extension Admit where Guest == any PaperReader {
  /// Who sees slips, printed papers and stamped pages, each within his reach.
  static var paperReaders: Admit<any PaperReader> {
    Admit(roles: [.officer, .planner, .clerk, .liaison, .sealingLeader, .studyCenterLiaison]) {
      $0?.person.signedIn as? any PaperReader
    }
  }

  /// Who puts a seal on a slip, in the way that is his.
  static var sealers: Admit<any PaperReader> {
    Admit(roles: [.planner, .clerk, .liaison, .sealingLeader, .studyCenterLiaison]) {
      $0?.person.signedIn as? any PaperReader
    }
  }

  /// The institution's people who see its slip.
  static var slipPeople: Admit<any PaperReader> {
    Admit(roles: [.liaison, .sealingLeader, .studyCenterLiaison]) { $0?.person.signedIn as? any PaperReader }
  }
}

extension Admit where Guest == any PaperReceiver {
  /// Who registers what came by fax or courier.
  static var paperReceivers: Admit<any PaperReceiver> {
    Admit(roles: [.planner, .clerk]) { $0?.person.signedIn as? any PaperReceiver }
  }
}
