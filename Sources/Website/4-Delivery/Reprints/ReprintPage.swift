import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// One order: who gets how many, who is held back, and what comes next.
struct ReprintPage: Sendable {
  let call: Call
  let reader: any ReprintReader

  private var address: ReprintAddress { call.reprintAddress }
  private var id: String { call.part("order") }
  private var page: String { address.order(id) }
  private var isClerk: Bool { reader is Clerk }

  func show(errors: FormErrors = FormErrors()) async throws -> Response {
    let facts: ReprintFacts
    do {
      facts = try await call.center.reprintOrder(id, campaignID: address.campaignID, by: reader)
    } catch ReprintDeskRefusal.unknown { throw HTTPError(.notFound) }
    let frame = try await call.frame(campaign: address.campaignID, here: .delivery)
    return frame.page(
      facts.number, lead: "\(facts.institution)，加洗 \(facts.orderedPhotos) 张。",
      trail: [.init(label: "加洗", address: address.home)]
    ) {
      CampaignWords.done(
        call,
        [
          "placed": "加洗单已下，等总部冲印。", "printed": "已登记冲印，学校会收到通知。", "handed-over": "已登记交给学校。", "cancelled": "加洗单已取消。",
        ])
      ErrorSummary(errors: errors).html
      if !facts.held.isEmpty { held(facts) }
      next(facts, errors)
      card("加洗单") { about(facts) }
      table(facts)
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func held(_ facts: ReprintFacts) -> HTML {
    Notice(
      kind: .look, title: "暂不打印 \(facts.held.count) 项，不收费",
      text: facts.state == .placed ? "照片下单后撤回了，或者学生有了学籍异动；名单见下表「状态」。" : "冲印时没有印的，名单见下表「状态」。"
    ).html
  }

  private func about(_ facts: ReprintFacts) -> HTML {
    var list = DescriptionList()
    list.add("状态", facts.state.mark.html)
    list.add("下单", "\(facts.placedBy)，\(Moment.text(facts.placedAt))")
    for step in facts.steps {
      list.add(step.state.chineseName, "\(step.by)，\(Moment.text(step.at))" + (step.why.isEmpty ? "" : "：\(step.why)"))
    }
    for size in PrintedPhotoSize.allCases where facts.photos(of: size) > 0 {
      list.add(size.chineseName, "\(facts.photos(of: size)) 张")
    }
    list.add("单价", facts.price.map(\.chinese) ?? "另行结算")
    if facts.state == .cancelled {
      list.add("应付", "不用付（已取消）")
    } else {
      let remark = facts.price == nil ? nil : "冲印 \(facts.photos()) 张 × 单价，暂不打印的不算"
      list.add("应付", facts.sum.map(\.chinese) ?? "另行结算", remark: remark)
    }
    if !facts.note.isEmpty { list.add("备注", facts.note) }
    return list.html
  }

  private func next(_ facts: ReprintFacts, _ errors: FormErrors) -> HTML {
    switch facts.state {
    case .placed where isClerk:
      fragment {
        nowCard("冲印 \(facts.photos()) 张") {
          filesForm(facts)
          if facts.photos() > 0 {
            Tag.p("印好、数过张数以后再登记。登记后张数不再变。", .class("hint"))
            Button.row {
              Button.act(
                "登记已冲印 \(facts.photos()) 张", at: page + "/printed", csrf: call.csrf, .primary, fields: [("seen", facts.seen)])
            }
          }
        }
        cancelForm(errors)
      }
    case .printed where isClerk:
      fragment {
        nowCard("交给学校") {
          Tag.p("照片和加洗单一起交给学校或寄出后登记。")
          Button.row { Button.act("登记已交学校", at: page + "/handed-over", csrf: call.csrf, .primary) }
          filesForm(facts)
        }
        cancelForm(errors)
      }
    case .placed: cancelForm(errors)
    default: .nothing
    }
  }

  private func filesForm(_ facts: ReprintFacts) -> HTML {
    Tag.form(.class("form"), .set(.method, "post"), .action(page + "/files")) {
      CSRF.field(call.csrf)
      Tag.p("压缩包里有加洗单、相纸版 JPEG（300 dpi）和 A4 裁切版 PDF，张数与加洗单一致。印完整证件号码的，每个班记一条操作日志。", .class("hint"))
      FormField(
        "paper", "相纸", .radio(ReprintPaper.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }),
        value: ReprintPaper.sixR.rawValue
      ).html(error: nil)
      Button.row { Button.submit("生成并下载冲印文件", .quiet) }
    }
  }

  private func cancelForm(_ errors: FormErrors) -> HTML {
    Tag.details(.flag(.open, if: errors["why"] != nil)) {
      Tag.summary("取消这份加洗单")
      FormPage(
        action: page + "/cancel", csrf: call.csrf, submitVerb: "取消加洗单",
        fields: [FormField("why", "为什么取消", hint: "取消后不能恢复；要加洗请另下一份", lengthLimit: ReprintLimits.reasonCharacters)],
        errors: errors
      ).html
    }
  }

  private func table(_ facts: ReprintFacts) -> HTML {
    let paging = Paging(page: call.pageNumber, rowCount: facts.lines.count)
    // Who is held back comes first, so that nobody has to look for him.
    let lines = facts.held + facts.lines.filter { $0.hold == nil }
    return DataTable(
      caption: "学生", columns: [.text("学号"), .text("姓名"), .text("班级", wide: true), .text("尺寸"), .number("张数"), .text("状态")],
      rows: lines.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { line in
        [
          .text(line.number), .text(line.name.isEmpty ? "—" : line.name), .text(line.group.title), .text(line.size.shortName),
          .number(line.copies), .mark(mark(line, facts.state)),
        ]
      }, emptyText: "", address: page, paging: paging
    ).html
  }

  private func mark(_ line: ReprintLine, _ state: ReprintState) -> Mark {
    if let hold = line.hold {
      return .wrong(
        state == .placed
          ? "暂不打印：\(hold.chineseName)，\(hold.advice)" : "没有印：\(hold.chineseName)，不收费；要加洗请另下一份")
    }
    return state == .placed ? .look("待冲印") : state == .cancelled ? .wait("已取消") : .right("已冲印")
  }

  // MARK: - Acts

  func files(_ form: SubmittedForm, by clerk: Clerk) async throws -> Response {
    let paper = ReprintPaper(rawValue: form.trimmed("paper")) ?? .sixR
    do {
      return try await .file(call.center.reprintFiles(id, on: paper, campaignID: address.campaignID, by: clerk))
    } catch let refusal as any Refusal where refusal is ReprintDeskRefusal || refusal is PhotoPrintRefusal {
      return try await refuse(refusal, nil)
    }
  }

  func printed(_ form: SubmittedForm, by clerk: Clerk) async throws -> Response {
    try await settle("printed") {
      try await call.center.markReprintPrinted(id, campaignID: address.campaignID, seen: form.trimmed("seen"), by: clerk)
    }
  }

  func handedOver(by clerk: Clerk) async throws -> Response {
    try await settle("handed-over") {
      try await call.center.markReprintHandedOver(id, campaignID: address.campaignID, by: clerk)
    }
  }

  func cancel(_ form: SubmittedForm) async throws -> Response {
    try await settle("cancelled", field: "why") {
      try await call.center.cancelReprint(id, because: form["why"] ?? "", campaignID: address.campaignID, by: reader)
    }
  }

  private func settle(_ done: String, field: String? = nil, _ work: () async throws -> Void) async throws -> Response {
    do {
      try await work()
      return .redirect(toOwn: page + "?done=\(done)")
    } catch let refusal as ReprintDeskRefusal { return try await refuse(refusal, field) }
  }

  private func refuse(_ refusal: any Refusal, _ field: String?) async throws -> Response {
    if (refusal as? ReprintDeskRefusal) == .unknown { throw HTTPError(.notFound) }
    var errors = FormErrors()
    if let field { errors.add(refusal.sentence, for: field) } else { errors.add(refusal.sentence) }
    return try await show(errors: errors)
  }
}
