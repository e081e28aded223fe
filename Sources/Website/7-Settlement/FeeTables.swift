import GraduatePhotos
import Workflow

/// The lists of an institution's page.
struct FeeTables: Sendable {
  let call: Call
  let reader: any FeeReader
  let sheet: FeeSheet
  let refused: FeePage.Refused
  let errors: FormErrors

  private var page: String { call.feeAddress.institution(sheet.institutionID) }

  func statement(_ facts: FeeFacts) -> HTML {
    let statement = facts.statement
    func sum(_ name: String, _ amount: Fen) -> [DataTable.Cell] {
      [.html(Tag.strong(name)), .html(Tag.strong(amount.plain))]
    }
    let isOver = statement.balance < .zero
    return fragment {
      DataTable(
        caption: "对账", columns: [.text("项目"), .number("金额（元）")],
        rows: statement.lines.map { [.text($0.chinese), .text($0.amount?.plain ?? "—")] } + [
          sum("应收合计", statement.due), sum("已缴合计", statement.paid),
          sum(isOver ? "多缴" : "未缴", isOver ? Fen(-statement.balance.count) : statement.balance),
        ], emptyText: ""
      ).html
      if sheet.plan.feePerHead != statement.rate {
        Tag.p("年度设置里现在每人 \(sheet.plan.feePerHead.chinese)；双方确认时是 \(statement.rate.chinese)，按确认时的算。", .class("hint"))
      }
    }
  }

  func payments(_ facts: FeeFacts) -> HTML {
    let columns: [DataTable.Column] = [
      .text("收据编号"), .text("日期", wide: true), .text("方式", wide: true), .text("付款人", wide: true),
      .text("收据号或回单号", wide: true), .number("金额（元）"), .text("状态"),
    ]
    return DataTable(
      caption: "缴费", columns: columns, rows: facts.payments.reversed().map(cells), emptyText: "还没有缴费。采集单位收到后登记在这里。"
    ).html
  }

  private func cells(_ row: FeePaymentRow) -> [DataTable.Cell] {
    let payment = row.payment
    return [
      .text(row.number), .text(payment.day), .text(payment.method.chineseName), .text(payment.payer),
      .text(payment.receiptNumber), .text(payment.amount.plain),
      .html(
        row.cancelled.map { ended(.wait("已作废"), $0) }
          ?? fragment {
            Mark.right("已登记").html
            if reader is Planner { acts(row) }
          }),
    ]
  }

  private func acts(_ row: FeePaymentRow) -> HTML {
    let address = "\(page)/payments/\(row.id)"
    return fragment {
      Button.act("打印收据", at: address + "/receipt", csrf: call.csrf)
      why("作废", at: address + "/cancel", verb: "作废这一笔", isRefused: refused.isCancelling(row.id), row.id)
    }
  }

  /// A fold with one reason and one button.
  private func why(_ title: String, at action: String, verb: String, isRefused: Bool, _ id: String) -> HTML {
    FeeReason(call: call, title: title, action: action, verb: verb, errors: isRefused ? errors : FormErrors(), mark: id).html
  }

  private func ended(_ mark: Mark, _ end: FeeEnd) -> HTML {
    fragment {
      mark.html
      Tag.small("　\(end.why)（\(end.by)，\(Moment.text(end.at))）")
    }
  }

  var exemptions: HTML {
    let columns: [DataTable.Column] = [
      .text("姓名"), .text("学号"), .text("证件号码", wide: true), .text("班级", wide: true), .text("原因"), .text("提出", wide: true),
      .text("状态"),
    ]
    let how = reader is any FeeExempter ? "在下面选班级，勾选学生。" : ""
    return DataTable(
      caption: "免收", columns: columns, rows: sheet.exemptions.map(cells), emptyText: "没有免收的学生。" + how
    ).html
  }

  private func cells(_ row: FeeExemptionRow) -> [DataTable.Cell] {
    [
      .text(row.name.isEmpty ? "—" : row.name), .text(row.number), .text(row.maskedNumber.isEmpty ? "—" : row.maskedNumber),
      .text([row.key.department, row.key.classGroup].filter { !$0.isEmpty }.joined(separator: " ")),
      .text(row.kind.chineseName + (row.remark.isEmpty ? "" : "：\(row.remark)")),
      .text("\(row.proposedBy)，\(CalendarDay(milliseconds: row.proposedAt).iso)"),
      .html(
        fragment {
          state(row)
          if reader is any FeeExempter { acts(row) }
        }),
    ]
  }

  private func state(_ row: FeeExemptionRow) -> HTML {
    switch row.state {
    case .proposed: Mark.look(row.state.chineseName).html
    case .accepted: Mark.right(row.state.chineseName).html
    case .declined: row.decided.map { ended(.wrong(row.state.chineseName), $0) } ?? .nothing
    case .withdrawn: row.withdrawn.map { ended(.wait(row.state.chineseName), $0) } ?? .nothing
    }
  }

  private func acts(_ row: FeeExemptionRow) -> HTML {
    let address = "\(page)/exemptions/\(row.id)"
    let isRefused = refused.isExemption(row.id)
    switch row.state {
    case .proposed where reader is Planner:
      return fragment {
        Button.act("同意免收", at: address + "/accept", csrf: call.csrf)
        why("不同意", at: address + "/decline", verb: "登记不同意", isRefused: isRefused, row.id)
      }
    case .proposed: return why("撤销", at: address + "/withdraw", verb: "撤销", isRefused: isRefused, row.id)
    case .accepted where reader is Planner:
      return why("撤销", at: address + "/withdraw", verb: "撤销免收", isRefused: isRefused, row.id)
    default: return .nothing
    }
  }

  var classes: HTML {
    let paging = Paging(page: call.pageNumber, rowCount: sheet.classes.count)
    let shown = sheet.classes.dropFirst(paging.offset).prefix(Paging.rowsPerPage)
    return DataTable(
      caption: "班级收费",
      columns: [
        .text("班级"), .number("实采", wide: true), .number("免收", wide: true), .number("收费人数", wide: true),
        .number("交费人数", wide: true),
        .number("应收（元）", wide: true), .number("已收（元）"), .text("核对"),
      ], rows: shown.map(cells) + (sheet.classes.count > 1 ? [sums] : []), emptyText: "还没有学生名单。学籍管理员导入后，按班登记收费。",
      address: call.request.uri.path, paging: paging
    ).html
  }

  private func cells(_ line: FeeClassLine) -> [DataTable.Cell] {
    let collection = line.collection(rate: sheet.rate)
    return [
      .link(line.title, to: call.feeAddress.group(line.key, of: sheet.institutionID)), .number(line.captured),
      .number(line.exempted), .number(line.charged), .number(line.paidHeads), .text(collection.expected.plain),
      .text(collection.collected.plain), .mark(collection.mark),
    ]
  }

  private var sums: [DataTable.Cell] {
    let lines = sheet.classes
    let all = lines.map { $0.collection(rate: sheet.rate) }
    func sum(_ count: (FeeClassLine) -> Int) -> DataTable.Cell { .number(lines.reduce(0) { $0 + count($1) }) }
    return [
      .html(Tag.strong("合计")), sum(\.captured), sum(\.exempted), sum(\.charged), sum(\.paidHeads),
      .text(all.map(\.expected).reduce(.zero, +).plain), .text(all.map(\.collected).reduce(.zero, +).plain), .text(""),
    ]
  }
}

/// A fold that asks why and ends something.
struct FeeReason: Sendable {
  let call: Call
  let title: String
  let action: String
  let verb: String
  let errors: FormErrors
  /// Tells several on a page apart.
  let mark: String
  var hidden: [(name: String, value: String)] = []

  var html: HTML {
    Tag.details(.flag(.open, if: !errors.isEmpty)) {
      Tag.summary(title)
      Tag.form(.class("form"), .set(.method, "post"), .action(action)) {
        CSRF.field(call.csrf, and: hidden)
        Tag.label("原因", .set(.for, "why-\(mark)"))
        Tag.input(
          .set(.type, "text"), .id("why-\(mark)"), .set(.name, "why"), .set(.maxlength, String(FeeDeskLimits.reasonCharacters)),
          .flag(.required), .aria("invalid", errors.isEmpty ? nil : "true"))
        for entry in errors.entries { Tag.p(entry.message, .class("field-error")) }
        Button.submit(verb, .quiet)
      }
    }
  }
}

extension ClassCollection {
  var mark: Mark {
    if heads == 0, takings.isEmpty { return .wait("还没有拍摄") }
    if difference == .zero { return .right(chinese) }
    return difference < .zero ? .look(chinese) : .wrong(chinese)
  }
}
