import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// 应采实采对账 (promise 3): every number opens its people; what does not close is said first.
struct LedgerPage: Sendable {
  let call: Call
  let reader: any LedgerReader

  private var address: LedgerAddress { call.ledgerAddress }

  func show(errors: FormErrors = FormErrors(), refused: (any Refusal)? = nil) async throws -> Response {
    let sheet = try await sheet()
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    let seal = try await LedgerSealCards(call: call, reader: reader, sheet: sheet, errors: errors).html
    let isRefused = !errors.isEmpty || refused != nil
    return frame.page("应采实采对账", lead: "\(sheet.owner)，截至 \(Moment.text(sheet.countedAt))。", trail: trail(sheet)) {
      if let refused { Notice(kind: .wrong, title: refused.message, text: refused.hint).html }
      done
      verdict(sheet)
      LedgerTable(sheet: sheet, address: address, page: call.pageNumber).html
      steps(sheet)
      seal
      paper(sheet)
    }.response(status: isRefused ? .unprocessableContent : .ok)
  }

  private func sheet() async throws -> LedgerSheet {
    let institution = call.query("institution")
    do {
      return try await call.center.ledger(
        campaignID: address.campaignID, institutionID: institution.isEmpty ? nil : institution, by: reader)
    } catch LedgerDeskRefusal.institutionUnknown { throw HTTPError(.notFound) }
  }

  private func trail(_ sheet: LedgerSheet) -> [Frame.Crumb] {
    if reader is any VerificationReader {
      return [.init(label: "核对照片", address: ClassCheckAddress(campaignID: address.campaignID).home)]
    }
    return sheet.institutionID == nil ? [] : [.init(label: "全部院校对账", address: address.home)]
  }

  private var done: HTML {
    switch call.query("done") {
    case "handed-in": Notice(kind: .right, title: "对账已交", text: "还差用印：打印盖章后上传，或者请主管领导直接确认。").html
    case "sealed": Notice(kind: .right, title: "用印完成", text: "以后人数有变化，会在这里列为用印后的变化。").html
    default: .nothing
    }
  }

  /// The proof: the sum as it is, and every class where the two sides differ.
  private func verdict(_ sheet: LedgerSheet) -> HTML {
    let (total, open) = (sheet.ledger.total, sheet.ledger.openClasses)
    return fragment {
      if sheet.ledger.classes.isEmpty {
        Notice(kind: .plain, title: LedgerRefusal.empty.message, text: LedgerRefusal.empty.hint).html
      } else if open.isEmpty {
        Notice(kind: .right, title: "账平", text: total.chinese + "。" + Self.grounds).html
      } else {
        Notice(kind: .wrong, title: "账不平：\(open.count) 个班级对不上", text: total.chinese + "。" + Self.grounds).html
        card("对不上的班级") {
          Tag.ul {
            for entry in open.prefix(20) {
              Tag.li {
                "\(entry.place.chinese)：\(entry.count.chinese)。"
                Tag.a("看没有着落或者重复的人", .href(address.people(.astray, at: sheet.spot(of: entry.place, by: .classGroup))))
              }
            }
          }
          if open.count > 20 { Tag.p("另有 \(open.count - 20) 个班级对不上，见下表「对账」一栏。") }
        }
      }
    }
  }

  private static let grounds = "应采按学生名单数，其余按每个人的拍摄、照片和学籍异动数，两边分别计算。"

  /// Each number with what is to be done.
  private func steps(_ sheet: LedgerSheet) -> HTML {
    let total = sheet.ledger.total
    let spot = LedgerSpot(institutionID: sheet.institutionID)
    guard !total.occupied.isEmpty else { return .nothing }
    return DataTable(
      caption: "各项人数和怎么办", columns: [.text("名目"), .number("人数"), .text("怎么办")],
      rows: total.occupied.map { post in
        [
          .text(post.chineseName), .link(String(total[post]), to: address.people(.post(post), at: spot)),
          .text(post.nextStep(in: sheet.plan, today: sheet.today)),
        ]
      }, emptyText: ""
    ).html
  }

  private func paper(_ sheet: LedgerSheet) -> HTML {
    card("下载和转发") {
      Button.row {
        Button.link("下载 Excel 表格", to: address.book(sheet.institutionID), .quiet)
        if sheet.institutionID == nil { Button.link("下载全省对账表（PDF）", to: address.province, .quiet) }
      }
      CopyText(title: "发到工作群", text: "【应采实采对账】\(sheet.owner)，截至 \(Moment.text(sheet.countedAt))：\(sheet.ledger.total.chinese)。")
        .html
    }
  }

  // MARK: - Acts

  func book() async throws -> Response {
    let institution = call.query("institution")
    do {
      return try await .file(
        call.center.ledgerBook(
          campaignID: address.campaignID, institutionID: institution.isEmpty ? nil : institution, by: reader))
    } catch LedgerDeskRefusal.institutionUnknown { throw HTTPError(.notFound) }
  }

  func handIn(by liaison: Liaison) async throws -> Response {
    do {
      _ = try await call.center.handInLedger(campaignID: address.campaignID, by: liaison)
      return .redirect(toOwn: address.home + "?done=handed-in")
    } catch let refusal as LedgerRefusal { return try await show(refused: refusal) }
  }

  func print(by printer: any LedgerPrinter) async throws -> Response {
    let printed = try await orNotFound { try await call.center.printLedger(call.part("statement"), by: printer) }
    guard printed.paper.campaignID == address.campaignID else { throw HTTPError(.notFound) }
    return Download.response(bytes: printed.pdf, fileName: printed.fileName, contentType: "application/pdf")
  }
}

extension LedgerPage: SealActs {
  var sealedAddress: String { address.home }
  /// The seal itself finds no statement that is out of reach.
  func checkReach() async throws {}
  func again(_ errors: FormErrors, _ typed: SubmittedForm?) async throws -> Response { try await show(errors: errors) }

  func takePage(_ form: SubmittedForm, by liaison: Liaison) async throws -> Response {
    try await seal(byPage: form) {
      _ = try await call.center.sealLedger(call.part("statement"), byPage: $0, by: liaison)
    }
  }

  func takeAnswer(_ form: SubmittedForm, by leader: SealingLeader) async throws -> Response {
    try await seal(byAnswer: form) {
      _ = try await call.center.sealLedger(
        call.part("statement"), version: $0, answer: $1, token: call.token, by: leader)
    }
  }
}
