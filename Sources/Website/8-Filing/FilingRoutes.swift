import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Admit where Guest == any Filer {
  static var filers: Admit<any Filer> {
    Admit(roles: [.officer, .liaison, .sealingLeader]) { $0?.person.signedIn as? any Filer }
  }
}

/// The addresses of a campaign's filing; none says whom it is about.
struct FilingAddress: Sendable {
  let campaignID: String

  var home: String { "/campaigns/\(campaignID)/filing" }
  func of(_ institutionID: String, profile: String = "") -> String {
    WebAddress.path(home, query: [("institution", institutionID), ("profile", profile)].filter { !$0.1.isEmpty })
  }
  func held(_ hold: FilingHold, _ institutionID: String, profile: String) -> String {
    WebAddress.path(
      home + "/held", query: [("hold", hold.rawValue), ("institution", institutionID), ("profile", profile)])
  }
  func zip(_ filing: String) -> String { "\(home)/\(filing)/zip" }
  func changes(_ filing: String) -> String { "\(home)/\(filing)/changes" }
  func password(_ filing: String) -> String { "\(home)/\(filing)/password" }
  func sent(_ filing: String) -> String { "\(home)/\(filing)/sent" }
}

extension FilingAddress {
  /// The room in which one's own people put it right; nil where others do.
  func room(of hold: FilingHold) -> String? {
    let campaign = "/campaigns/\(campaignID)"
    return switch hold {
    case .noPortrait: campaign + "/makeup"
    case .claimOpen, .classUnsealed: ClassCheckAddress(campaignID: campaignID).home
    case .erratumOpen: campaign + "/verification/errata"
    case .disputed: ProofAddress(campaignID: campaignID).disputes
    case .unanswered: ProofAddress(campaignID: campaignID).home
    case .fieldMissing, .fieldWide, .fieldUnwritable, .nameTaken, .nameIncomplete: campaign + "/roster"
    case .codeProvisional: nil
    }
  }
}

extension Call {
  var filingAddress: FilingAddress { FilingAddress(campaignID: part("campaign")) }
}

extension Site {
  private static let filing = "/campaigns/{campaign}/filing"

  /// 报盘 (A11): pre-flight, packages, what was sent.
  static let filingRoutes: [Route] = [
    .get(filing, .filers) { call, filer in try await FilingPage(call: call, filer: filer).show() },
    .get(filing + "/held", .filers) { call, filer in try await FilingHeldPage(call: call, filer: filer).show() },
    .post(filing + "/make", .filers) { call, filer, form in try await FilingPage(call: call, filer: filer).make(form) },
    .get(filing + "/{filing}/zip", .filers) { call, filer in
      do {
        let archive = try await call.center.openFiling(
          call.part("filing"), campaignID: call.filingAddress.campaignID, by: filer)
        return Download.response(archive, to: call.request)
      } catch FilingRefusal.unknown { throw HTTPError(.notFound) }
    },
    .get(filing + "/{filing}/changes", .filers) { call, filer in
      try await FilingChangesPage(call: call, filer: filer).show()
    },
    .post(filing + "/{filing}/password", .filers) { call, filer, _ in
      try await FilingPage(call: call, filer: filer).password()
    },
    .post(filing + "/{filing}/sent", .filers) { call, filer, form in
      try await FilingPage(call: call, filer: filer).record(form)
    },
    .post(filing + "/{filing}/sent/cancel", .filers) { call, filer, form in
      try await FilingPage(call: call, filer: filer).cancel(form)
    },
  ]
}
