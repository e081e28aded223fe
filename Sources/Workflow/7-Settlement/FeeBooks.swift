import Foundation
import GraduatePhotos
import Paperwork
import Storage

extension CollectionCenter {
  /// An institution's fees as they are now as a workbook: statement, payments, classes (A10).
  ///
  /// - Throws: `FeeDeskRefusal.institutionUnknown`, `TableWriteRefusal`.
  public func feeBook(
    campaignID: String, institutionID: String? = nil, by reader: any FeeStatementReader
  ) async throws -> PreparedFile {
    let sheet = try await fees(campaignID: campaignID, institutionID: institutionID, by: reader)
    guard let facts = sheet.facts else { throw FeeDeskRefusal.institutionUnknown }
    let statement = facts.statement
    let book = FeeBook(
      campaign: sheet.plan.title, institution: facts.owner, statement: statement,
      payments: facts.payments.map { row in
        .init(
          number: row.number, payment: row.payment, state: row.cancelled.map { "已作废：\($0.why)" } ?? "",
          recordedBy: row.recordedBy)
      },
      classes: facts.classes.map { line in
        let collection = line.collection(rate: statement.rate)
        return .init(
          title: line.title, captured: line.captured, exempt: line.exempted, paidHeads: line.paidHeads, collection: collection)
      }, today: sheet.today)
    return try await prepared("\(facts.owner)_费用结算_\(sheet.today.compact).xlsx") { path, folder in
      try book.write(to: path, temporaryFolder: folder)
    }
  }

  /// All institutions' fees as a workbook, with their sums.
  public func feeOverviewBook(campaignID: String, by reader: any FeeReader) async throws -> PreparedFile {
    guard reader.seesAllFees else { throw FeeDeskRefusal.institutionUnknown }
    let (plan, today, all) = try await records.read { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      return (campaign.plan, transaction.today, try transaction.feeFacts(campaign, institutionID: nil))
    }
    let book = FeeOverviewBook(
      campaign: plan.title,
      lines: all.map { facts in
        .init(
          code: facts.code, institution: facts.name, statement: facts.statement, number: facts.newest?.paperNumber ?? "",
          lastOn: facts.lastAt.map { CalendarDay(milliseconds: $0).iso } ?? "")
      }, today: today)
    return try await prepared("\(plan.province)_费用结算_\(today.compact).xlsx") { path, folder in
      try book.write(to: path, temporaryFolder: folder)
    }
  }

  /// 开票申请: whoever wants an invoice, of payments and of what was collected in classes; an institution's own, or all.
  ///
  /// - Throws: `FeeDeskRefusal.institutionUnknown`, `TableWriteRefusal`.
  public func invoiceBook(campaignID: String, by reader: any FeeStatementReader) async throws -> PreparedFile {
    let (book, owner) = try await records.write { transaction in
      let campaign = try transaction.storedCampaign(campaignID)
      let institution = reader.feeScope.institutionID
      let requests = try transaction.invoiceRequests(campaign, institution)
      try transaction.journal(
        JournalLine(
          action: .invoicesExported, recordKind: "invoice-list", recordID: institution ?? campaignID, campaignID: campaignID,
          details: ["rows": String(requests.count)]), by: reader)
      let owner = try institution.map { try transaction.ledgerOwner($0, in: campaign) } ?? campaign.plan.province
      return (InvoiceBook(campaign: campaign.plan.title, owner: owner, requests: requests, today: transaction.today), owner)
    }
    return try await prepared("\(owner)_开票申请_\(book.today.compact).xlsx") { path, folder in
      try book.write(to: path, temporaryFolder: folder)
    }
  }

  private func prepared(
    _ fileName: String, _ write: @escaping @Sendable (_ path: String, _ folder: String) throws -> Void
  ) async throws -> PreparedFile {
    let path = PreparedFile.newPath(in: spool, identifier())
    let folder = spool.path
    try await desks.prints.work { try write(path, folder) }
    return PreparedFile(path: path, fileName: fileName, contentType: PreparedFile.xlsx)
  }
}

extension Transaction {
  fileprivate func invoiceRequests(_ campaign: StoredCampaign, _ institutionID: String?) throws -> [InvoiceBook.Request] {
    let (condition, arguments) = Self.feePlace(campaign.id, institutionID, of: "t")
    let found = try rows(
      """
      SELECT t.institution_id, t.number, '' AS department, '' AS class_group, t.amount_fen, t.method, t.payer, t.slip_number, t.paid_on,
        t.invoice_title, t.tax_number
      FROM fee_payment t WHERE \(condition) AND t.invoice_title <> '' AND NOT EXISTS
        (SELECT 1 FROM fee_payment_cancelled x WHERE x.payment_id = t.id)
      UNION ALL
      SELECT t.institution_id, '' AS number, t.department, t.class_group, t.amount_fen, t.method, t.payer,
        t.receipt_number AS slip_number, t.taken_on AS paid_on, t.invoice_title, t.tax_number
      FROM class_taking t WHERE \(condition) AND t.invoice_title <> '' AND NOT EXISTS
        (SELECT 1 FROM class_taking_cancelled x WHERE x.taking_id = t.id)
      ORDER BY institution_id, number, department, class_group, paid_on, slip_number
      """, arguments + arguments)
    let names = try institutionNames(of: found, in: campaign.year)
    return try found.map { row in
      let place = [try row.text("department"), try row.text("class_group")].filter { !$0.isEmpty }.joined(separator: " ")
      return InvoiceBook.Request(
        institution: names[try row.text("institution_id")] ?? "", place: place, receipt: try row.text("number"),
        payment: try FeePayment(row, receipt: "slip_number", day: "paid_on"),
        invoice: try InvoiceTitle(row) ?? InvoiceTitle(name: "", taxNumber: ""))
    }
  }
}
