import GraduatePhotos
import Hummingbird
import Workflow

extension Admit where Guest == any SeasonWatcher {
  static var seasonWatchers: Admit<any SeasonWatcher> {
    Admit(roles: [
      .officer, .planner, .clerk, .liaison, .sealingLeader, .departmentSecretary, .counselor, .studyCenterLiaison,
    ]) { $0?.person.signedIn as? any SeasonWatcher }
  }
}

extension Admit where Guest == any SeasonPeopleReader {
  static var seasonPeopleReaders: Admit<any SeasonPeopleReader> {
    Admit(roles: [
      .officer, .clerk, .liaison, .sealingLeader, .departmentSecretary, .counselor, .studyCenterLiaison,
    ]) { $0?.person.signedIn as? any SeasonPeopleReader }
  }
}

/// The addresses of a campaign's overview.
struct OverviewAddress: Sendable {
  let campaignID: String

  var home: String { "/campaigns/\(campaignID)/overview" }
  /// 进度通报.
  var late: String { "/campaigns/\(campaignID)/progress" }
  func institution(_ id: String?) -> String { WebAddress.path(home, query: [("institution", id ?? "")]) }
  func report(_ format: ProgressReportFormat) -> String {
    WebAddress.path(late + "/report", query: [("format", format.rawValue)])
  }

  /// The people behind a number: ids and classes, nothing of a person.
  func people(_ number: SeasonNumber, at spot: LedgerSpot) -> String {
    WebAddress.path(home + "/people", query: query(number, at: spot))
  }

  func query(_ number: SeasonNumber, at spot: LedgerSpot) -> [(name: String, value: String)] {
    LedgerAddress(campaignID: campaignID).query(.due, at: spot).map { $0.name == "of" ? ("of", number.key) : $0 }
  }
}

extension Call {
  var overviewAddress: OverviewAddress { OverviewAddress(campaignID: part("campaign")) }
}

extension Site {
  private static let campaign = "/campaigns/{campaign}"

  /// 进度总览 and 进度通报.
  static let overviewRoutes: [Route] = [
    .get(campaign + "/overview", .seasonWatchers) { call, watcher in
      try await SeasonOverviewPage(call: call, watcher: watcher).show()
    },
    .get(campaign + "/overview/people", .seasonPeopleReaders) { call, reader in
      try await SeasonPeoplePageView(call: call, reader: reader).show()
    },
    .get(campaign + "/progress", .campaignKeepers) { call, keeper in
      try await LateReportPage(call: call, keeper: keeper).show()
    },
    .get(campaign + "/progress/report", .campaignKeepers) { call, keeper in
      try await LateReportPage(call: call, keeper: keeper).report()
    },
  ]
}
