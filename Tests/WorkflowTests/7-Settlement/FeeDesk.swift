import Foundation
import GraduatePhotos
import Storage
import TestSupport

@testable import Workflow

/// The classes of a `CheckDesk`, all seven shot at 20 yuan a head, and the agency's planner.
struct FeeDesk {
  let desk: CheckDesk
  let planner: Planner

  var center: CollectionCenter { desk.center }
  var campaignID: String { desk.campaignID }
  var institutionID: String { desk.liaison.institutionID }

  init(on engine: SQLEngine) async throws {
    desk = try await CheckDesk(on: engine)
    planner = try await desk.province.planner()
    try await desk.portrait(of: 3, shot: 40)
  }

  func sheet(by reader: (any FeeReader)? = nil) async throws -> FeeSheet {
    try await center.fees(campaignID: campaignID, institutionID: institutionID, by: reader ?? planner)
  }

  func facts() async throws -> FeeFacts {
    guard let facts = try await sheet().facts else { throw FeeDeskRefusal.institutionUnknown }
    return facts
  }

  func key(_ group: CheckedClass) async throws -> FeeClassKey {
    let found = try await sheet().classes.first {
      $0.key.department == group.department && $0.key.classGroup == group.classGroup
    }
    guard let found else { throw FeeDeskRefusal.classUnknown }
    return found.key
  }

  @discardableResult
  func issue(seen: String? = nil) async throws -> Int {
    let shown = try await facts().seen()
    return try await center.issueFees(
      campaignID: campaignID, institutionID: institutionID, seen: seen ?? shown, by: planner)
  }

  /// Issued, printed, stamped and uploaded.
  func agree() async throws {
    try await issue()
    let id = try await statementID()
    let page = try await center.printFees(id, by: desk.liaison).pdf
    _ = try await center.sealFees(id, byPage: page, by: desk.liaison)
  }

  func statementID() async throws -> String { try await facts().newest?.statementID ?? "" }

  static func payment(
    _ yuan: Int, _ slip: String = "0012", _ method: FeePayment.Method = .transfer, payer: String = "示例大学"
  ) -> FeePayment {
    FeePayment(amount: .yuan(yuan), method: method, payer: payer, receiptNumber: slip, day: "2013-09-17")
  }

  @discardableResult
  func pay(_ yuan: Int, _ slip: String, operation: String? = nil) async throws -> FeePaymentRecorded {
    try await center.recordFeePayment(
      Self.payment(yuan, slip), campaignID: campaignID, institutionID: institutionID, operation: operation ?? slip, by: planner)
  }

  func exempt(
    _ numbers: [Int], as kind: FeeExemption = .hardship, remark: String = "", operation: String = "e",
    by exempter: (any FeeExempter)? = nil
  ) async throws {
    var ids: [String] = []
    for number in numbers { ids.append(try await desk.desk.id(number)) }
    try await center.exempt(
      ids, of: key(desk.first), as: kind, remark: remark, campaignID: campaignID, institutionID: institutionID,
      operation: operation, by: exempter ?? planner)
  }

  func leave(_ number: Int) async throws {
    try await center.recordStatusChange(
      RosterDesk.change(.suspension), of: desk.desk.id(number), campaignID: campaignID, by: desk.liaison)
  }

  /// An order for further prints that was handed over: eight and two of them, the two held back.
  func handOverPrints(_ number: String = "加-10730-2014-001", price: Fen? = Fen(150)) async throws {
    let (campaign, institution, people) = (
      campaignID, institutionID, [try await desk.desk.id(0), try await desk.desk.id(1)]
    )
    try await center.records.write { transaction in
      try transaction.execute(
        """
        INSERT INTO reprint_order (id, campaign_id, institution_id, number, price_fen, note, placed_by, placed_at)
        VALUES (?, ?, ?, ?, ?, '', 'x', ?)
        """,
        [
          .text(number), .text(campaign), .text(institution), .text(number), price.map { .int($0.count) } ?? .null,
          .integer(transaction.now),
        ])
      for (position, copies) in [8, 2].enumerated() {
        try transaction.execute(
          "INSERT INTO reprint_line (order_id, position, person_id, size, copies) VALUES (?, ?, ?, '35x49', ?)",
          [.text(number), .int(position), .text(people[position]), .int(copies)])
      }
      try transaction.execute(
        "INSERT INTO reprint_held_back (order_id, position, reason) VALUES (?, 1, 'withdrawn')", [.text(number)])
      for (step, slot) in [("printed", "printed"), ("handed-over", "end")] {
        try transaction.execute(
          "INSERT INTO reprint_step (order_id, step, slot, why, done_by, done_at) VALUES (?, ?, ?, '', 'x', ?)",
          [.text(number), .text(step), .text(slot), .integer(transaction.now)])
      }
    }
  }
}
