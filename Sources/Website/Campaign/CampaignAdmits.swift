import GraduatePhotos
import Workflow

extension Admit where Guest == Session {
  /// Who may see study centers: those who run the campaign all of them, an institution's and a center's liaison their own.
  static var centerReaders: Admit<Session> { Admit(roles: [.officer, .planner, .liaison, .studyCenterLiaison]) { $0 } }
}

/// Who writes study centers: those who run the campaign all of them, a liaison the own institution's.
enum CenterKeeper: Sendable {
  case campaign(any CampaignKeeper)
  case own(Liaison)

  var liaison: Liaison? { if case .own(let liaison) = self { liaison } else { nil } }
}

extension Admit where Guest == CenterKeeper {
  static var centerKeepers: Admit<CenterKeeper> {
    Admit(roles: [.officer, .planner, .liaison]) { session in
      switch session?.person.signedIn {
      case let keeper as any CampaignKeeper: .campaign(keeper)
      case let liaison as Liaison: .own(liaison)
      default: nil
      }
    }
  }
}
