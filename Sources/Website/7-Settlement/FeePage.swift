import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// 费用结算 of one institution: what to do now, the statement, payments, exemptions, classes.
struct FeePage: Sendable {
  /// A form of the page that was refused.
  enum Refused: Sendable {
    case whole, adjustment, payment, seal
    case cancelling(String)
    case exemption(String)
  }

  let call: Call
  let reader: any FeeReader

  var address: FeeAddress { call.feeAddress }
  /// As the address names it; nil where the page is the reader's own.
  private var asked: String? { call.part("institution").isEmpty ? nil : call.part("institution") }

  func show(
    _ refused: Refused = .whole, errors: FormErrors = FormErrors(), typed: SubmittedForm? = nil
  ) async throws -> Response {
    let sheet = try await sheet()
    let frame = try await call.frame(campaign: address.campaignID, here: .settlement)
    let tables = FeeTables(call: call, reader: reader, sheet: sheet, refused: refused, errors: errors)
    guard let facts = sheet.facts else { return classesOnly(frame, sheet, tables) }
    let statement = facts.statement
    let steps = try await FeeSteps(
      call: call, reader: reader, facts: facts, seal: sheet.seal, errors: errors, isSealRefused: refused.isSeal, typed: typed
    ).html
    return frame.page(
      reader.seesAllFees ? facts.name : "费用结算",
      lead: "\(facts.owner)：应收 \(statement.due.chinese)，已缴 \(statement.paid.chinese)，\(Self.balance(statement))。",
      trail: reader.seesAllFees ? [.init(label: "费用结算", address: address.home)] : []
    ) {
      CampaignWords.done(call, FeeWords.done)
      if case .whole = refused { ErrorSummary(errors: errors).html }
      steps
      tables.statement(facts)
      tables.payments(facts)
      if reader is Planner {
        FeeForms(call: call, facts: facts, today: sheet.today, refused: refused, errors: errors, typed: typed).html
      }
      tables.exemptions
      tables.classes
      downloads(facts)
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  /// Secretaries and counselors see the money of their own classes.
  private func classesOnly(_ frame: Frame, _ sheet: FeeSheet, _ tables: FeeTables) -> Response {
    frame.page("费用结算", lead: "每人 \(sheet.rate.chinese)，按实际拍摄人数收。收了一笔就登记一笔。") { tables.classes }.response(status: .ok)
  }

  static func balance(_ statement: FeeStatement) -> String {
    let balance = statement.balance
    if balance == .zero { return "无未缴款" }
    return balance < .zero ? "多缴 \(Fen(-balance.count).chinese)" : "未缴 \(balance.chinese)"
  }

  private func sheet() async throws -> FeeSheet {
    do {
      return try await call.center.fees(campaignID: address.campaignID, institutionID: asked, by: reader)
    } catch FeeDeskRefusal.institutionUnknown { throw HTTPError(.notFound) }
  }

  private func downloads(_ facts: FeeFacts) -> HTML {
    card("下载和转发") {
      Button.row {
        Button.link("下载 Excel 表格", to: address.institution(facts.institutionID) + "/book", .quiet)
        if !reader.seesAllFees { Button.act("下载开票申请（Excel）", at: address.invoices, csrf: call.csrf) }
      }
      CopyText(
        title: "发到工作群",
        text:
          "【费用结算】\(facts.owner)：收费 \(facts.claim.basis.charged) 人，应收 \(facts.statement.due.chinese)，"
          + "已缴 \(facts.statement.paid.chinese)，\(Self.balance(facts.statement))。"
      ).html
    }
  }

  func book(by reader: any FeeStatementReader) async throws -> Response {
    do {
      return try await .file(call.center.feeBook(campaignID: address.campaignID, institutionID: asked, by: reader))
    } catch FeeDeskRefusal.institutionUnknown { throw HTTPError(.notFound) }
  }

  func print(by reader: any FeeStatementReader) async throws -> Response {
    let printed = try await orNotFound { try await call.center.printFees(call.part("statement"), by: reader) }
    guard printed.paper.campaignID == address.campaignID, printed.paper.institutionID == asked else {
      throw HTTPError(.notFound)
    }
    return Download.response(bytes: printed.pdf, fileName: printed.fileName, contentType: "application/pdf")
  }
}

extension FeePage.Refused {
  var isSeal: Bool { if case .seal = self { true } else { false } }
  var isPayment: Bool { if case .payment = self { true } else { false } }
  var isAdjustment: Bool { if case .adjustment = self { true } else { false } }
  func isCancelling(_ id: String) -> Bool { if case .cancelling(let other) = self { other == id } else { false } }
  func isExemption(_ id: String) -> Bool { if case .exemption(let other) = self { other == id } else { false } }
}

enum FeeWords {
  static let done = [
    "issued": "对账单已出具，学校会收到通知。", "sealed": "用印完成，双方已确认。以后人数有变化，会单独列一行。", "adjusted": "调整已登记。",
    "paid": "缴费已登记，可以打印收据。", "cancelled": "已作废，原来的一条留着备查。", "accepted": "已同意免收。", "declined": "已登记不同意，学校能看到原因。",
    "withdrawn": "已撤销。", "taken": "收费已登记。", "exempt": "已登记免收 # 人。", "proposed": "已提出免收 # 人，等采集单位确认。",
  ]
}
