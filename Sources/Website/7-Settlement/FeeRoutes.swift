import GraduatePhotos
import Hummingbird
import Workflow

extension Admit where Guest == any FeeReader {
  static var feeReaders: Admit<any FeeReader> {
    Admit(roles: [.officer, .planner, .liaison, .sealingLeader, .departmentSecretary, .counselor]) {
      $0?.person.signedIn as? any FeeReader
    }
  }
}

extension Admit where Guest == any FeeStatementReader {
  static var feeStatementReaders: Admit<any FeeStatementReader> {
    Admit(roles: [.officer, .planner, .liaison, .sealingLeader]) { $0?.person.signedIn as? any FeeStatementReader }
  }

  /// Those who see all institutions.
  static var feeOverviewReaders: Admit<any FeeStatementReader> {
    Admit(roles: [.officer, .planner]) { $0?.person.signedIn as? any FeeStatementReader }
  }
}

extension Admit where Guest == any FeeExempter {
  static var feeExempters: Admit<any FeeExempter> {
    Admit(roles: [.planner, .liaison]) { $0?.person.signedIn as? any FeeExempter }
  }
}

extension Admit where Guest == any FeeCollector {
  static var feeCollectors: Admit<any FeeCollector> {
    Admit(roles: [.liaison, .departmentSecretary, .counselor]) { $0?.person.signedIn as? any FeeCollector }
  }
}

/// The addresses of a campaign's fees: ids and classes, nothing of a person.
struct FeeAddress: Sendable {
  let campaignID: String

  var home: String { "/campaigns/\(campaignID)/fees" }
  var book: String { home + "/book" }
  var invoices: String { home + "/invoices" }
  func institution(_ id: String) -> String { "\(home)/institutions/\(id)" }
  func statement(_ id: String, of institution: String) -> String { "\(self.institution(institution))/statements/\(id)" }

  func group(_ key: FeeClassKey, of institution: String) -> String {
    WebAddress.path(self.institution(institution) + "/class", query: Self.fields(key))
  }

  /// A class as an address and a form name it; what is empty is left out.
  static func fields(_ key: FeeClassKey) -> [(name: String, value: String)] {
    [
      ("center", key.studyCenterID), ("category", key.category), ("department", key.department), ("class", key.classGroup),
    ].filter { !$0.1.isEmpty }
  }
}

extension Call {
  var feeAddress: FeeAddress { FeeAddress(campaignID: part("campaign")) }

  /// The class that an address names.
  var feeClass: FeeClassKey {
    FeeClassKey(
      studyCenterID: query("center"), category: query("category"), department: query("department"), classGroup: query("class"))
  }
}

extension SubmittedForm {
  /// The class that a form names.
  var feeClass: FeeClassKey {
    FeeClassKey(
      studyCenterID: self["center"] ?? "", category: self["category"] ?? "", department: self["department"] ?? "",
      classGroup: self["class"] ?? "")
  }
}

extension Site {
  private static let fees = "/campaigns/{campaign}/fees"
  private static let feeInstitution = fees + "/institutions/{institution}"

  /// 费用结算: the list of institutions, an institution's statement, its classes.
  static let feeRoutes: [Route] = feePageRoutes + feePlannerRoutes + feeSchoolRoutes

  private static let feePageRoutes: [Route] = [
    .get(fees, .feeReaders) { call, reader in
      if reader.seesAllFees { return try await FeeOverviewPage(call: call, reader: reader).show() }
      return try await FeePage(call: call, reader: reader).show()
    },
    .get(fees + "/book", .feeOverviewReaders) { call, reader in
      try await .file(call.center.feeOverviewBook(campaignID: call.part("campaign"), by: reader))
    },
    .post(fees + "/invoices", .feeStatementReaders) { call, reader, _ in
      try await .file(call.center.invoiceBook(campaignID: call.part("campaign"), by: reader))
    },
    .get(feeInstitution, .feeReaders) { call, reader in try await FeePage(call: call, reader: reader).show() },
    .get(feeInstitution + "/book", .feeStatementReaders) { call, reader in
      try await FeePage(call: call, reader: reader).book(by: reader)
    },
    .get(feeInstitution + "/class", .feeReaders) { call, reader in
      try await FeeClassPage(call: call, reader: reader, group: call.feeClass).show()
    },
    .post(feeInstitution + "/statements/{statement}/paper", .feeStatementReaders) { call, reader, _ in
      try await FeePage(call: call, reader: reader).print(by: reader)
    },
  ]

  private static let feePlannerRoutes: [Route] = [
    .post(feeInstitution + "/issue", .feePlanner) { call, planner, form in
      try await FeePage(call: call, reader: planner).issue(form, by: planner)
    },
    .post(feeInstitution + "/adjustments", .feePlanner) { call, planner, form in
      try await FeePage(call: call, reader: planner).adjust(form, by: planner)
    },
    .post(feeInstitution + "/payments", .feePlanner) { call, planner, form in
      try await FeePage(call: call, reader: planner).pay(form, by: planner)
    },
    .post(feeInstitution + "/payments/{payment}/cancel", .feePlanner) { call, planner, form in
      try await FeePage(call: call, reader: planner).cancelPayment(form, by: planner)
    },
    .post(feeInstitution + "/payments/{payment}/receipt", .feePlanner) { call, planner, _ in
      try await FeePage(call: call, reader: planner).receipt(by: planner)
    },
    .post(feeInstitution + "/exemptions/{exemption}/accept", .feePlanner) { call, planner, _ in
      try await FeePage(call: call, reader: planner).accept(by: planner)
    },
    .post(feeInstitution + "/exemptions/{exemption}/decline", .feePlanner) { call, planner, form in
      try await FeePage(call: call, reader: planner).decline(form, by: planner)
    },
    .upload(
      feeInstitution + "/statements/{statement}/seal/received", .feePlanner, sizeLimitBytes: WorkflowLimits.documentBytes
    ) { call, planner, form in try await FeePage(call: call, reader: planner).takeReceived(form, by: planner) },
  ]

  private static let feeSchoolRoutes: [Route] = [
    .post(feeInstitution + "/exemptions", .feeExempters) { call, exempter, form in
      try await FeeClassPage(call: call, reader: exempter, group: form.feeClass).exempt(form, by: exempter)
    },
    .post(feeInstitution + "/exemptions/{exemption}/withdraw", .feeExempters) { call, exempter, form in
      try await FeePage(call: call, reader: exempter).withdraw(form, by: exempter)
    },
    .post(feeInstitution + "/takings", .feeCollectors) { call, collector, form in
      try await FeeClassPage(call: call, reader: collector, group: form.feeClass).take(form, by: collector)
    },
    .post(feeInstitution + "/takings/{taking}/cancel", .feeCollectors) { call, collector, form in
      try await FeeClassPage(call: call, reader: collector, group: form.feeClass).cancel(form, by: collector)
    },
    .upload(feeInstitution + "/statements/{statement}/seal/page", .liaison, sizeLimitBytes: WorkflowLimits.documentBytes) {
      call, liaison, form in try await FeePage(call: call, reader: liaison).takePage(form, by: liaison)
    },
    .post(feeInstitution + "/statements/{statement}/seal/leader", .sealingLeader) { call, leader, form in
      try await FeePage(call: call, reader: leader).takeAnswer(form, by: leader)
    },
  ]
}

extension Admit where Guest == Planner {
  static var feePlanner: Admit<Planner> {
    Admit(roles: [.planner]) { if case .planner(let person)? = $0?.person { person } else { nil } }
  }
}

extension FeeStatement.Standing {
  var mark: Mark {
    switch self {
    case .open: .wait(chineseName)
    case .agreed, .changed: .look(chineseName)
    case .settled: .right(chineseName)
    case .overpaid: .wrong(chineseName)
    }
  }
}
