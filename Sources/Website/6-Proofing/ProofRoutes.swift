import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Admit where Guest == any ProofWatcher {
  static var proofWatchers: Admit<any ProofWatcher> {
    Admit(roles: [
      .officer, .planner, .liaison, .sealingLeader, .departmentSecretary, .counselor, .studyCenterLiaison,
    ]) { $0?.person.signedIn as? any ProofWatcher }
  }
}

extension Admit where Guest == any ProofKeeper {
  static var proofKeepers: Admit<any ProofKeeper> {
    Admit(roles: [.liaison, .departmentSecretary, .counselor, .studyCenterLiaison]) {
      $0?.person.signedIn as? any ProofKeeper
    }
  }
}

/// Who takes a graduate's 有误 up as a finding of the institution's.
typealias DisputeTaker = ProofKeeper & ClassVerifier

extension Admit where Guest == any DisputeTaker {
  static var disputeTakers: Admit<any DisputeTaker> {
    Admit(roles: [.liaison, .departmentSecretary, .counselor]) { $0?.person.signedIn as? any DisputeTaker }
  }
}

/// The addresses of a campaign's proofing, for those who follow it.
struct ProofAddress: Sendable {
  let campaignID: String

  var home: String { "/campaigns/\(campaignID)/proofing" }
  var slips: String { home + "/slips" }
  var disputes: String { home + "/disputes" }
  var grants: String { home + "/grants" }
  var national: String { home + "/national" }
  func institution(_ id: String) -> String { WebAddress.path(home, query: [("institution", id)]) }
  func group(_ line: ProofLine) -> String {
    WebAddress.path(
      home + "/class",
      query: [("institution", line.institutionID), ("department", line.department), ("class", line.classGroup)])
  }
  func proxy(_ person: String) -> String { "\(home)/proxy/\(person)" }
  func evidence(_ id: String) -> String { "\(home)/evidence/\(id)" }
}

extension Call {
  var proofAddress: ProofAddress { ProofAddress(campaignID: part("campaign")) }
}

extension Site {
  private static let proofing = "/campaigns/{campaign}/proofing"

  /// Proofing as institutions, planner and officer follow it.
  static let proofRoutes: [Route] = [
    .get(proofing, .proofWatchers) { call, watcher in try await ProofProgressPage(call: call, watcher: watcher).show() },
    .get(proofing + "/class", .proofWatchers) { call, watcher in
      try await ProofClassPage(call: call, watcher: watcher).show()
    },
    .post(proofing + "/slips", .proofKeepers) { call, keeper, form in
      try await ProofClassPage(call: call, watcher: keeper).slips(form, by: keeper)
    },
    .post(proofing + "/reset", .proofKeepers) { call, keeper, form in
      try await ProofClassPage(call: call, watcher: keeper).reset(form, by: keeper)
    },
    .get(proofing + "/disputes", .proofWatchers) { call, watcher in
      try await ProofDisputesPage(call: call, watcher: watcher).show()
    },
    .post(proofing + "/disputes/take", .disputeTakers) { call, taker, form in
      try await ProofDisputesPage(call: call, watcher: taker).take(form, by: taker)
    },
    .post(proofing + "/disputes/decline", .proofKeepers) { call, keeper, form in
      try await ProofDisputesPage(call: call, watcher: keeper).decline(form, by: keeper)
    },
    .get(proofing + "/evidence/{evidence}", .proofKeepers) { call, keeper in
      do {
        let found = try await call.center.proofEvidence(
          call.part("evidence"), campaignID: call.proofAddress.campaignID, by: keeper)
        return Response(
          status: .ok, headers: [.contentType: found.mediaType],
          body: ResponseBody(byteBuffer: ByteBuffer(bytes: found.bytes)))
      } catch ProofDeskRefusal.personUnknown { throw HTTPError(.notFound) }
    },
    .get(proofing + "/grants", .proofWatchers) { call, watcher in
      try await ProofGrantsPage(call: call, watcher: watcher).show()
    },
    .post(proofing + "/grants/extend", .officer) { call, officer, form in
      try await ProofGrantsPage(call: call, watcher: officer).extend(form, by: officer)
    },
    .post(proofing + "/grants/proxy", .officer) { call, officer, form in
      try await ProofGrantsPage(call: call, watcher: officer).proxy(form, by: officer)
    },
    .post(proofing + "/grants/withdraw", .officer) { call, officer, form in
      try await ProofGrantsPage(call: call, watcher: officer).withdraw(form, by: officer)
    },
    .get(proofing + "/proxy/{person}", .proofKeepers) { call, keeper in
      try await ProofProxyPage(call: call, keeper: keeper).show()
    },
    .get(proofing + "/proxy/{person}/portrait", .proofKeepers) { call, keeper in
      try await ProofProxyPage(call: call, keeper: keeper).portrait()
    },
    .post(proofing + "/proxy/{person}/right", .proofKeepers) { call, keeper, form in
      try await ProofProxyPage(call: call, keeper: keeper).takeRight(form)
    },
    .upload(proofing + "/proxy/{person}/wrong", .proofKeepers, sizeLimitBytes: ProofLimits.evidenceBytes) {
      call, keeper, form in try await ProofProxyPage(call: call, keeper: keeper).takeWrong(form)
    },
    .get(proofing + "/national", .liaison) { call, liaison in
      try await NationalStatusPage(call: call, liaison: liaison).show()
    },
    .upload(proofing + "/national", .liaison, sizeLimitBytes: ProofLimits.statusFileBytes) { call, liaison, form in
      try await NationalStatusPage(call: call, liaison: liaison).take(form)
    },
  ]
}
