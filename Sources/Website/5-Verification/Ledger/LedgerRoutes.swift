import GraduatePhotos
import Hummingbird
import Workflow

/// Who has a ledger on paper: everybody who sees all of an institution.
typealias LedgerPrinter = LedgerReader & PaperReader

extension Admit where Guest == any LedgerReader {
  static var ledgerReaders: Admit<any LedgerReader> {
    Admit(roles: [.officer, .clerk, .liaison, .sealingLeader, .departmentSecretary, .counselor]) {
      $0?.person.signedIn as? any LedgerReader
    }
  }

  static var provinceLedgerReaders: Admit<any LedgerReader> {
    Admit(roles: [.officer, .clerk]) { $0?.person.signedIn as? any LedgerReader }
  }
}

extension Admit where Guest == any LedgerPrinter {
  static var ledgerPrinters: Admit<any LedgerPrinter> {
    Admit(roles: [.officer, .clerk, .liaison, .sealingLeader]) { $0?.person.signedIn as? any LedgerPrinter }
  }
}

/// The addresses of a campaign's ledger.
struct LedgerAddress: Sendable {
  let campaignID: String

  var home: String { "/campaigns/\(campaignID)/ledger" }
  var handIn: String { home + "/hand-in" }
  /// Where all institutions are printed together.
  var province: String { home + "/province.pdf" }
  func statement(_ id: String) -> String { "\(home)/statements/\(id)" }

  func institution(_ id: String?) -> String { WebAddress.path(home, query: [("institution", id ?? "")]) }
  func book(_ institution: String?) -> String { WebAddress.path(home + "/book", query: [("institution", institution ?? "")]) }

  /// The people behind a number: ids and classes, nothing of a person.
  func people(_ number: LedgerNumber, at spot: LedgerSpot) -> String {
    WebAddress.path(home + "/people", query: query(number, at: spot))
  }

  func query(_ number: LedgerNumber, at spot: LedgerSpot) -> [(name: String, value: String)] {
    [
      ("of", number.key), ("institution", spot.institutionID ?? ""),
      ("center", spot.studyCenterID.map { $0.isEmpty ? Self.noCenter : $0 } ?? ""), ("category", spot.category?.rawValue ?? ""),
      ("department", spot.department ?? ""), ("class", spot.classGroup.map { $0.isEmpty ? Self.noClass : $0 } ?? ""),
    ].filter { !$0.1.isEmpty }
  }

  /// An address leaves out what is empty.
  static let noCenter = "none"
  static let noClass = "-"
}

extension Call {
  var ledgerAddress: LedgerAddress { LedgerAddress(campaignID: part("campaign")) }

  /// The part of the ledger that an address names.
  var ledgerSpot: LedgerSpot {
    func value(_ name: String, empty: String? = nil) -> String? {
      let value = query(name)
      return value.isEmpty ? nil : value == empty ? "" : value
    }
    return LedgerSpot(
      institutionID: value("institution"), studyCenterID: value("center", empty: LedgerAddress.noCenter),
      category: Category(rawValue: query("category")), department: value("department"),
      classGroup: value("class", empty: LedgerAddress.noClass))
  }
}

extension Site {
  private static let ledger = "/campaigns/{campaign}/ledger"

  /// 应采实采对账: the numbers, their people, its paper and its seal.
  static let ledgerRoutes: [Route] = [
    .get(ledger, .ledgerReaders) { call, reader in try await LedgerPage(call: call, reader: reader).show() },
    .get(ledger + "/people", .ledgerReaders) { call, reader in
      try await LedgerPeoplePageView(call: call, reader: reader).show()
    },
    .get(ledger + "/book", .ledgerReaders) { call, reader in
      try await LedgerPage(call: call, reader: reader).book()
    },
    .get(ledger + "/province.pdf", .provinceLedgerReaders) { call, reader in
      let printed = try await call.center.provinceLedgerPDF(campaignID: call.part("campaign"), by: reader)
      return Download.response(bytes: printed.pdf, fileName: printed.fileName, contentType: "application/pdf")
    },
    .post(ledger + "/hand-in", .liaison) { call, liaison, _ in
      try await LedgerPage(call: call, reader: liaison).handIn(by: liaison)
    },
    .post(ledger + "/statements/{statement}/paper", .ledgerPrinters) { call, printer, _ in
      try await LedgerPage(call: call, reader: printer).print(by: printer)
    },
    .upload(ledger + "/statements/{statement}/seal/page", .liaison, sizeLimitBytes: WorkflowLimits.documentBytes) {
      call, liaison, form in try await LedgerPage(call: call, reader: liaison).takePage(form, by: liaison)
    },
    .post(ledger + "/statements/{statement}/seal/leader", .sealingLeader) { call, leader, form in
      try await LedgerPage(call: call, reader: leader).takeAnswer(form, by: leader)
    },
  ]
}
