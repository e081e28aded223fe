import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Admit where Guest == Clerk {
  static var clerk: Admit<Clerk> {
    Admit(roles: [.clerk]) { if case .clerk(let person)? = $0?.person { person } else { nil } }
  }
}

extension Admit where Guest == any RetakeReader {
  static var retakeReaders: Admit<any RetakeReader> {
    Admit(roles: [
      .clerk, .planner, .officer, .liaison, .sealingLeader, .departmentSecretary, .counselor, .studyCenterLiaison,
    ]) { $0?.person.signedIn as? any RetakeReader }
  }
}

extension Site {
  /// The head office's release of portraits, and those that are to be shot again.
  static let releaseRoutes: [Route] = [
    .get(ReleaseWords.pattern, .clerk) { call, clerk in try await ReleasePage(call: call, clerk: clerk).show() },
    .post(ReleaseWords.pattern, .clerk) { call, clerk, form in try await ReleasePage(call: call, clerk: clerk).release(form) },
    .get(ReleaseWords.pattern + "/look", .clerk) { call, clerk in
      try await CloseLookPage(call: call, clerk: clerk).first()
    },
    .get(ReleaseWords.pattern + "/look/{person}", .clerk) { call, clerk in
      try await CloseLookPage(call: call, clerk: clerk).show()
    },
    .post(ReleaseWords.pattern + "/look/{person}", .clerk) { call, clerk, form in
      try await CloseLookPage(call: call, clerk: clerk).decide(form)
    },
    .get(ReleaseWords.pattern + "/shots/{shot}/portrait", .clerk) { call, clerk in
      try await ReleaseWords.picture {
        try await call.center.portraitToRelease(of: call.part("shot"), campaignID: call.part("campaign"), by: clerk)
      }
    },
    .get(ReleaseWords.pattern + "/shots/{shot}/original", .clerk) { call, clerk in
      try await ReleaseWords.picture {
        try await call.center.originalToRelease(of: call.part("shot"), campaignID: call.part("campaign"), by: clerk)
      }
    },
    .get(ReleaseWords.pattern + "/look/{person}/reference", .clerk) { call, clerk in
      try await ReleaseWords.picture {
        try await call.center.referenceToRelease(of: call.part("person"), campaignID: call.part("campaign"), by: clerk)
      }
    },
    .get(ReleaseWords.pattern + "/released", .clerk) { call, clerk in
      try await ReleasedPage(call: call, clerk: clerk).show()
    },
    .post(ReleaseWords.pattern + "/released/{portrait}/withdraw", .clerk) { call, clerk, form in
      try await ReleasedPage(call: call, clerk: clerk).withdraw(form)
    },
    .get(RetakesPage.pattern, .retakeReaders) { call, reader in try await RetakesPage(call: call, reader: reader).show() },
    .post(RetakesPage.pattern + "/undo", .clerk) { call, clerk, form in
      try await RetakesPage(call: call, reader: clerk).undo(form, by: clerk)
    },
  ]
}

/// What the pages of the release say in common.
enum ReleaseWords {
  static let pattern = "/campaigns/{campaign}/release"

  static func base(_ call: Call) -> String { "/campaigns/\(call.part("campaign"))/release" }

  static func trail(_ call: Call) -> [Frame.Crumb] { [.init(label: "放行照片", address: base(call))] }

  /// The institution that the queue is narrowed to; nil for all.
  static func institution(_ call: Call) -> String? {
    let id = call.query("institution")
    return id.isEmpty ? nil : id
  }

  /// An address with the queue's narrowing kept.
  static func address(_ path: String, _ call: Call, _ query: [(name: String, value: String)] = []) -> String {
    WebAddress.path(base(call) + path, query: (institution(call).map { [("institution", $0)] } ?? []) + query)
  }

  /// 「李示例 20140001」, or the serial where no name may be shown.
  static func who(name: String, number: String, serial: Int) -> String {
    name.isEmpty ? "拍摄序号 \(StationNumbers.serialText(serial))" : "\(name) \(number)"
  }

  /// That the portrait before was sent back.
  static func returned(_ call: Call) -> HTML {
    guard call.query("done") == "returned" else { return .nothing }
    return Notice(kind: .right, title: "上一张已退回重拍", text: "学校和摄影员会看到原因。退错了，在「退回重拍」里撤销。").html
  }

  static func picture(_ bytes: () async throws -> [UInt8]) async throws -> Response {
    do { return .portrait(try await bytes()) } catch ReleaseRefusal.portraitUnknown { throw HTTPError(.notFound) }
  }
}
