import GraduatePhotos
import Hummingbird
import Workflow

/// Who sees and seals a class's sign-off: the liaison and the leader.
typealias SignOffReader = PaperReader & VerificationReader

extension Admit where Guest == any VerificationReader {
  static var verificationReaders: Admit<any VerificationReader> {
    Admit(roles: [.liaison, .sealingLeader, .departmentSecretary, .counselor]) {
      $0?.person.signedIn as? any VerificationReader
    }
  }
}

extension Admit where Guest == any ClassVerifier {
  static var classVerifiers: Admit<any ClassVerifier> {
    Admit(roles: [.liaison, .departmentSecretary, .counselor]) { $0?.person.signedIn as? any ClassVerifier }
  }
}

extension Admit where Guest == any SignOffReader {
  static var signOffReaders: Admit<any SignOffReader> {
    Admit(roles: [.liaison, .sealingLeader]) { $0?.person.signedIn as? any SignOffReader }
  }
}

/// The addresses of a campaign's verification.
struct ClassCheckAddress: Sendable {
  let campaignID: String

  var home: String { "/campaigns/\(campaignID)/verification" }
  var verdict: String { home + "/verdict" }
  var rest: String { home + "/rest" }
  var handIn: String { home + "/hand-in" }
  var claims: String { home + "/claims" }
  var resultFile: String { home + "/result-file" }
  func check(_ id: String) -> String { "\(home)/checks/\(id)" }
  func picture(_ portrait: String) -> String { "\(home)/portraits/\(portrait)" }

  func group(_ group: CheckedClass, page: Int? = nil) -> String {
    WebAddress.path(
      home + "/class",
      query: [("department", group.department), ("class", group.classGroup), ("page", page.map { String($0) } ?? "")])
  }
}

extension Call {
  var classCheckAddress: ClassCheckAddress { ClassCheckAddress(campaignID: part("campaign")) }
}

extension SubmittedForm {
  /// The class that a form is about, by the names it came with.
  var checkedClass: CheckedClass { CheckedClass(department: self["department"] ?? "", classGroup: self["class"] ?? "") }
}

extension Site {
  /// The institution's verification: classes, verdicts, claims, sign-off.
  static let verificationRoutes: [Route] = verdictRoutes + signOffRoutes

  private static let home = "/campaigns/{campaign}/verification"

  private static let verdictRoutes: [Route] = [
    .get(home, .verificationReaders) { call, reader in try await ClassCheckListPage(call: call, reader: reader).show() },
    .get(home + "/class", .verificationReaders) { call, reader in
      try await ClassCheckPage(call: call, reader: reader).show()
    },
    .get(home + "/portraits/{portrait}", .verificationReaders) { call, reader in
      try await CheckedPictureAnswer(call: call, reader: reader).show()
    },
    .post(home + "/verdict", .classVerifiers) { call, verifier, form in
      try await VerdictActs(call: call, verifier: verifier).give(form)
    },
    .post(home + "/rest", .classVerifiers) { call, verifier, form in
      try await VerdictActs(call: call, verifier: verifier).giveRest(form)
    },
    .get(home + "/result-file", .liaison) { call, liaison in try await ResultFilePage(call: call, liaison: liaison).show() },
    .upload(home + "/result-file", .liaison, sizeLimitBytes: ResultFilePage.sizeLimitBytes) { call, liaison, form in
      try await ResultFilePage(call: call, liaison: liaison).take(form)
    },
    .get(home + "/claims", .verificationReaders) { call, reader in
      try await ClaimListPage(call: call, reader: reader).show()
    },
    .post(home + "/claims/{claim}/withdraw", .classVerifiers) { call, verifier, form in
      try await ClaimListPage(call: call, reader: verifier).withdraw(form, by: verifier)
    },
  ]

  private static let signOffRoutes: [Route] = [
    .post(home + "/hand-in", .liaison) { call, liaison, form in
      try await SignOffPage.handIn(call, form, by: liaison)
    },
    .get(home + "/checks/{check}", .signOffReaders) { call, reader in
      try await SignOffPage(call: call, reader: reader).show()
    },
    .post(home + "/checks/{check}/paper", .signOffReaders) { call, reader, _ in
      try await SignOffPage(call: call, reader: reader).paper()
    },
    .upload(home + "/checks/{check}/seal/page", .liaison, sizeLimitBytes: WorkflowLimits.documentBytes) {
      call, liaison, form in try await SignOffPage(call: call, reader: liaison).takePage(form, by: liaison)
    },
    .post(home + "/checks/{check}/seal/leader", .sealingLeader) { call, leader, form in
      try await SignOffPage(call: call, reader: leader).takeAnswer(form, by: leader)
    },
    .post(home + "/checks/{check}/reopen", .liaison) { call, liaison, form in
      try await SignOffPage(call: call, reader: liaison).reopen(form, by: liaison)
    },
  ]
}
