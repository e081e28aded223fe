import GraduatePhotos
import Storage

extension CollectionCenter {
  /// How many things of stage 1 wait on this person, for the frame of every page; 0 for who only looks on.
  ///
  /// - Institutions and study centers: the steps to be done now or late, and for the leader what waits for the seal.
  /// - Officer and planner: those who are late and were not reminded today.
  public func waitingAtRegistration(of person: Person, campaignID: String) async throws -> Int {
    try await records.read { transaction in
      do {
        return switch person {
        case .officer, .planner: try transaction.lateUnreminded(campaignID)
        case .liaison(let liaison):
          try transaction.openSteps(campaignID, liaison.institutionID, nil, liaison.accountID) { $0.state.isOpen }
        case .studyCenterLiaison(let keeper):
          try transaction.openSteps(campaignID, keeper.institutionID, keeper.studyCenterID, keeper.accountID) {
            $0.state.isOpen
          }
        case .sealingLeader(let leader):
          try transaction.openSteps(campaignID, leader.institutionID, nil, leader.accountID) { $0.waitsForLeader }
        case .departmentSecretary, .counselor, .photographer, .clerk, .graduate: 0
        }
      } catch SlipRefusal.notTakingPart, SlipRefusal.notFound {
        return 0
      }
    }
  }
}

extension Transaction {
  fileprivate func openSteps(
    _ campaignID: String, _ institutionID: String, _ centerID: String?, _ accountID: String, _ isMine: (NextStep) -> Bool
  ) throws -> Int {
    let home = try institutionHome(
      campaignID: campaignID, institutionID: institutionID, centerID: centerID, accountID: accountID)
    return home.steps.count { $0.stage == .registration && isMine($0) }
  }

  fileprivate func lateUnreminded(_ campaignID: String) throws -> Int {
    try slipOverviewLines(campaignID).lines.count { line in
      line.isLate && line.remindedAt.map { CalendarDay(milliseconds: $0) != today } ?? true
    }
  }
}

extension NextStep.State {
  fileprivate var isOpen: Bool { self == .now || self == .late }
}

extension NextStep {
  /// A slip that is ready can be sealed by the leader's second factor, printed or not.
  fileprivate var waitsForLeader: Bool {
    key == "slip-seal" && (state.isOpen || state == .waiting(on: Role.sealingLeader.chineseName))
  }
}
