import GraduatePhotos
import Hummingbird
import Workflow

extension Admit where Guest == any ErrataOfficeReader {
  static var errataOfficeReaders: Admit<any ErrataOfficeReader> {
    Admit(roles: [.clerk, .officer]) { $0?.person.signedIn as? any ErrataOfficeReader }
  }
}

extension Admit where Guest == any CaseWatcher {
  static var caseWatchers: Admit<any CaseWatcher> {
    Admit(roles: [.officer, .planner, .clerk]) { $0?.person.signedIn as? any CaseWatcher }
  }
}

extension Admit where Guest == any PaperReader {
  /// Who sees an institution's form or letter: its liaison and leader, and the head office.
  static var letterReaders: Admit<any PaperReader> {
    Admit(roles: [.liaison, .sealingLeader, .clerk, .officer]) { $0?.person.signedIn as? any PaperReader }
  }
}

/// The addresses of a campaign's errata.
struct ErrataAddress: Sendable {
  let campaignID: String

  /// The institution's list.
  var home: String { "/campaigns/\(campaignID)/verification/errata" }
  var new: String { home + "/new" }
  var shift: String { home + "/shift" }
  var upload: String { home + "/upload" }
  func uploaded(_ id: String) -> String { "\(upload)/\(id)" }
  func form(_ id: String) -> String { "\(home)/forms/\(id)" }

  /// The head office's desk.
  var desk: String { "/campaigns/\(campaignID)/errata-desk" }
  var register: String { desk + "/register" }
  func screen(_ institution: String) -> String { "\(desk)/institutions/\(institution)" }
}

extension Call {
  var errataAddress: ErrataAddress { ErrataAddress(campaignID: part("campaign")) }
}

extension Site {
  /// 勘误 (A7): proposed and sealed by the institution, decided by the head office; and how long everything waits.
  static let errataRoutes: [Route] = proposingRoutes + errataFormRoutes + errataDeskRoutes

  private static let home = "/campaigns/{campaign}/verification/errata"
  private static let desk = "/campaigns/{campaign}/errata-desk"

  private static let proposingRoutes: [Route] = [
    .get(home, .verificationReaders) { call, reader in try await ErrataListPage(call: call, reader: reader).show() },
    .post(home + "/{erratum}/withdraw", .liaison) { call, liaison, _ in
      try await ErrataListPage(call: call, reader: liaison).withdraw(by: liaison)
    },
    .get(home + "/new", .liaison) { call, liaison in try await NewErratumPage(call: call, liaison: liaison).show() },
    .post(home + "/find", .liaison) { call, liaison, form in
      try await NewErratumPage(call: call, liaison: liaison).find(form)
    },
    .post(home + "/new", .liaison) { call, liaison, form in
      try await NewErratumPage(call: call, liaison: liaison).take(form)
    },
    .get(home + "/shift", .liaison) { call, liaison in try await NewShiftPage(call: call, liaison: liaison).show() },
    .post(home + "/shift/find", .liaison) { call, liaison, form in
      try await NewShiftPage(call: call, liaison: liaison).find(form)
    },
    .post(home + "/shift", .liaison) { call, liaison, form in
      try await NewShiftPage(call: call, liaison: liaison).take(form)
    },
    .get(home + "/upload", .liaison) { call, liaison in try await ErrataUploadPage(call: call, liaison: liaison).show() },
    .get(home + "/upload/template", .liaison) { call, liaison in
      try await .file(call.center.errataTemplate(campaignID: call.part("campaign"), by: liaison))
    },
    .upload(home + "/upload", .liaison, sizeLimitBytes: ErrataUploadPage.sizeLimitBytes) { call, liaison, form in
      try await ErrataUploadPage(call: call, liaison: liaison).take(form)
    },
    .get(home + "/upload/{upload}", .liaison) { call, liaison in
      try await ErrataUploadPage(call: call, liaison: liaison).preview()
    },
    .post(home + "/upload/{upload}", .liaison) { call, liaison, form in
      try await ErrataUploadPage(call: call, liaison: liaison).confirm(form)
    },
  ]

  private static let errataFormRoutes: [Route] = [
    .post(home + "/hand-in", .liaison) { call, liaison, _ in try await ErrataSealPage.handIn(call, by: liaison) },
    .get(home + "/forms/{form}", .letterReaders) { call, reader in
      try await ErrataSealPage(call: call, reader: reader).show()
    },
    .post(home + "/forms/{form}/paper", .letterReaders) { call, reader, _ in
      try await ErrataSealPage(call: call, reader: reader).paper()
    },
    .get(home + "/forms/{form}/book", .letterReaders) { call, reader in
      try await ErrataSealPage(call: call, reader: reader).book()
    },
    .upload(home + "/forms/{form}/seal/page", .liaison, sizeLimitBytes: WorkflowLimits.documentBytes) {
      call, liaison, form in try await ErrataSealPage(call: call, reader: liaison).takePage(form, by: liaison)
    },
    .post(home + "/forms/{form}/seal/leader", .sealingLeader) { call, leader, form in
      try await ErrataSealPage(call: call, reader: leader).takeAnswer(form, by: leader)
    },
    .upload(home + "/forms/{form}/seal/received", .clerk, sizeLimitBytes: WorkflowLimits.documentBytes) {
      call, clerk, form in try await ErrataSealPage(call: call, reader: clerk).takeReceived(form, by: clerk)
    },
  ]

  private static let errataDeskRoutes: [Route] = [
    .get(desk, .errataOfficeReaders) { call, reader in try await ErrataDeskPage(call: call, reader: reader).show() },
    .get(desk + "/register", .clerk) { call, clerk in try await RegisterErrataPage(call: call, clerk: clerk).show() },
    .upload(desk + "/register", .clerk, sizeLimitBytes: RegisterErrataPage.sizeLimitBytes) { call, clerk, form in
      try await RegisterErrataPage(call: call, clerk: clerk).take(form)
    },
    .get(desk + "/institutions/{institution}", .errataOfficeReaders) { call, reader in
      try await ErrataScreenPage(call: call, reader: reader).show()
    },
    .post(desk + "/institutions/{institution}", .clerk) { call, clerk, form in
      try await ErrataScreenPage(call: call, reader: clerk).decide(form, by: clerk)
    },
    .get(desk + "/institutions/{institution}/portraits/{portrait}", .errataOfficeReaders) { call, reader in
      try await ErrataScreenPage(call: call, reader: reader).picture()
    },
    .get("/campaigns/{campaign}/waiting", .caseWatchers) { call, watcher in
      try await WaitingCasesPage(call: call, watcher: watcher).show()
    },
  ]
}
