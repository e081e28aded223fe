import GraduatePhotos
import Workflow

extension Admit where Guest == Session {
  /// Who may see study centers: those who run the campaign all of them, an institution's and a center's liaison their own.
  static var centerReaders: Admit<Session> { Admit(roles: [.officer, .planner, .liaison, .studyCenterLiaison]) { $0 } }
}
