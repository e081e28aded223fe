import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// One delivery: fetching it, what is in it, how it went and came.
struct DeliveryPage: Sendable {
  let call: Call
  let reader: any DeliveryReader

  private var campaignID: String { call.part("campaign") }
  private var deliveryID: String { call.part("delivery") }
  private var address: String { DeliveryWords.page(call) }
  private var isClerk: Bool { reader is Clerk }

  func show(
    dispatch: (form: SubmittedForm, errors: FormErrors)? = nil, errors: FormErrors = FormErrors()
  ) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .delivery)
    let reader = reader
    let facts = try await DeliveryWords.found {
      try await call.center.showDelivery(deliveryID, campaignID: campaignID, by: reader)
    }
    var changed: [(DeliveryChangeKind, Int, [ChangedInDelivery])] = []
    for (kind, count) in Self.kinds(facts.changes) where count > 0 {
      let people = try await call.center.changesInDelivery(deliveryID, kind, campaignID: campaignID, by: reader)
      changed.append((kind, count, people))
    }
    let lead = "\(facts.institutionCode) \(facts.line.institutionName)，\(facts.line.day.chinese)，\(facts.line.portraits) 人"
    return frame.page("交付 \(facts.line.number)", lead: lead, trail: DeliveryWords.trail(call)) {
      CampaignWords.done(
        call,
        [
          "made": "已生成这次交付，并通知了院校。", "received": "已确认收到。请接着打开核对页，逐班核对。", "dispatched": "已登记寄送，并通知了院校。",
          "registered": "已登记收到。", "reminded": "已提醒院校。",
        ])
      ErrorSummary(errors: errors).html
      now(facts)
      fetching(facts)
      if !isClerk { DeliveryHowTo.html(facts) }
      contents(facts, changed)
      sending(facts, dispatch)
      if isClerk { particulars(facts) }
    }.response(status: errors.isEmpty && dispatch == nil ? .ok : .unprocessableContent)
  }

  // MARK: What is to be done

  @HTMLBuilder private func now(_ facts: DeliveryFacts) -> HTML {
    if facts.withdrawn > 0 {
      Notice(
        kind: .wrong, title: "其中 \(facts.withdrawn) 人的照片已撤回",
        text: isClerk ? "这份交付不要再寄，请准备下一次交付。" : "这份交付里的这些照片不再算数，请不要使用；总部会再交付一次。"
      ).html
    }
    if let receipt = facts.receipt {
      Notice(
        kind: .right, title: receipt.onPaper ? "已登记收到（书面）" : isClerk ? "院校已确认收到" : "已确认收到",
        text: "\(Moment.text(receipt.at))，\(receipt.by)。\(receipt.note)"
      ).html
      if !isClerk {
        Button.row { Button.link("核对照片", to: ClassCheckAddress(campaignID: call.part("campaign")).home) }
      }
    } else if isClerk {
      nowCard("等院校确认收到") {
        Tag.p(
          "下载的院校自己能看到密码；邮寄的请另用电话告诉。满 \(DeliveryDeskLimits.receiptDays) 天没有确认会自动提醒"
            + (facts.reminders.last.map { "，上次提醒 \(Moment.text($0))" } ?? "") + "。")
        Button.act("现在提醒院校", at: address + "/remind", csrf: call.csrf)
      }
    } else {
      nowCard("收到后当即核对") {
        Tag.p("请下载（或收到快递）并能打开以后，点「确认收到」。缺照片、照片问题、数据错误在核对页里逐人标出。")
        Button.act("确认收到", at: address + "/receive", csrf: call.csrf, .primary)
      }
    }
  }

  // MARK: Fetching

  private func fetching(_ facts: DeliveryFacts) -> HTML {
    card("下载") {
      if facts.plainReason == nil {
        Tag.p {
          "压缩包已加密（AES-256），用 7-Zip 或 Bandizip 打开。"
          Tag.a("查看密码", .href(address + "/password"))
        }
      } else {
        Notice(kind: .look, title: "这次交付没有加密", text: "请不要转发，用完后妥善保管。").html
      }
      DataTable(
        caption: "分卷", columns: [.text("卷"), .number("照片"), .text("大小"), .text("SHA-256", wide: true), .text("")],
        rows: facts.volumes.map { volume in
          [
            .text("第 \(volume.number) 卷"), .number(volume.portraits), .text(DeliveryWords.size(volume.byteCount)),
            .html(Tag.code(volume.sha256, .class("hash"))),
            .html(Tag.a("下载", .href("\(address)/parts/v\(volume.number)"), .download())),
          ]
        }, emptyText: ""
      ).html
      Tag.p("网络中断后可以从断开的地方继续下载，不用从头来。", .class("soft"))
    }
  }

  // MARK: Contents

  @HTMLBuilder private func contents(
    _ facts: DeliveryFacts, _ changed: [(DeliveryChangeKind, Int, [ChangedInDelivery])]
  ) -> HTML {
    if let changes = facts.changes {
      card("和上次交付相比") {
        Tag.p(DeliveryWords.text(changes))
        for (kind, count, people) in changed { table(kind, count, people, facts.regime) }
      }
    }
    DataTable(
      caption: "班级",
      columns: [.text("类别", wide: true), .text("院系"), .text("班级"), .number("照片"), .number("缺"), .text("")],
      rows: facts.classes.map { group in
        [
          .text(group.category.chineseName), .text(group.department), .text(group.classGroup), .number(group.portraits),
          .number(group.missing),
          group.portraits > 0
            ? .html(
              Tag.a(
                "下载", .href("\(address)/parts/c\(group.number)"), .download(), .aria("label", "下载 \(DeliveryWords.name(group))")
              )
            ) : .text(""),
        ]
      }, emptyText: ""
    ).html
  }

  private func table(_ kind: DeliveryChangeKind, _ count: Int, _ people: [ChangedInDelivery], _ regime: Regime) -> HTML {
    let more = count > people.count ? "（前 \(people.count) 人）" : ""
    let isCode = regime == .code
    return DataTable(
      caption: "\(kind.chineseName) \(count) 人\(more)",
      columns: [.text("院系", wide: true), .text("班级")] + (isCode ? [] : [.text("学号"), .text("姓名")]) + [.text("拍摄序号")],
      rows: people.map { person in
        [.text(person.department), .text(person.classGroup)]
          + (isCode ? [] : [.text(person.studentNumber), .text(person.name)]) + [.text(person.serial)]
      }, emptyText: ""
    ).html
  }

  // MARK: Sending

  private func sending(_ facts: DeliveryFacts, _ refilled: (form: SubmittedForm, errors: FormErrors)?) -> HTML {
    card("寄送和下载记录") {
      DataTable(
        caption: "记录", columns: [.text("时间"), .text("方式"), .text("说明"), .text("经手", wide: true)],
        rows: facts.dispatches.map { dispatch in
          [
            .text(Moment.text(dispatch.at)), .text(dispatch.manner.chineseName),
            .text(
              [dispatch.carrier, dispatch.tracking, dispatch.note].filter { !$0.isEmpty }.joined(separator: " ")),
            .text(dispatch.by),
          ]
        }
          + facts.fetched.map { fetch in
            [.text(Moment.text(fetch.at)), .text("下载"), .text(name(of: fetch.part, facts)), .text(fetch.by)]
          }, emptyText: "还没有寄送，也没有人下载。"
      ).html
      if isClerk {
        Tag.h3("登记寄送")
        refilled.map { dispatchForm.refilled(from: $0.form, errors: $0.errors).html } ?? dispatchForm.html
        if facts.receipt == nil {
          Tag.h3("登记书面回执")
          receiptForm.html
        }
      }
    }
  }

  private func name(of part: DeliveryPart, _ facts: DeliveryFacts) -> String {
    switch part {
    case .volume(let number): "第 \(number) 卷"
    case .classGroup(let number): facts.classes.first { $0.number == number }.map(DeliveryWords.name) ?? ""
    }
  }

  private var dispatchForm: FormPage {
    var page = FormPage(
      action: address + "/dispatch", csrf: call.csrf, submitVerb: "登记寄送",
      fields: [
        FormField(
          "manner", "方式", .radio(DeliveryManner.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }),
          value: DeliveryManner.post.rawValue),
        FormField("carrier", "快递公司", isRequired: false, lengthLimit: DeliveryDeskLimits.textCharacters),
        FormField("tracking", "快递单号", isRequired: false, lengthLimit: DeliveryDeskLimits.trackingCharacters),
        FormField("note", "备注", isRequired: false, lengthLimit: DeliveryDeskLimits.textCharacters),
      ])
    page.hidden = [("operation", call.center.freshToken())]
    return page
  }

  private var receiptForm: FormPage {
    FormPage(
      action: address + "/receipt", csrf: call.csrf, submitVerb: "登记收到",
      fields: [
        FormField(
          "receipt-note", "回执在哪里", hint: "例如：盖章回执传真，存 2014 年交付卷", isRequired: false,
          lengthLimit: DeliveryDeskLimits.textCharacters)
      ])
  }

  private func particulars(_ facts: DeliveryFacts) -> HTML {
    var list = DescriptionList()
    list.add("照片文件名", facts.key.chineseName)
    list.add("分卷", facts.capacity.chineseName)
    list.add("加密", facts.plainReason.map { "不加密：\($0)" } ?? "AES-256")
    list.add("生成", "\(Moment.text(facts.line.madeAt))，\(facts.madeBy)")
    list.add("签名公钥", Tag.code(facts.publicKey, .class("hash")), remark: "核对光盘时用：biying disc verify 位置 --key 公钥")
    return card("这份交付") { list.html }
  }

  private static func kinds(_ changes: DeliveryChangeCounts?) -> [(DeliveryChangeKind, Int)] {
    guard let changes else { return [] }
    return [
      (.added, changes.added), (.replaced, changes.replaced), (.corrected, changes.corrected), (.removed, changes.removed),
    ]
  }

  // MARK: What the clerk does

  func dispatch(_ form: SubmittedForm, by clerk: Clerk) async throws -> Response {
    let dispatch = DeliveryDispatch(
      manner: DeliveryManner(rawValue: form.trimmed("manner")) ?? .post, carrier: form.trimmed("carrier"),
      tracking: form.trimmed("tracking"), note: form.trimmed("note"))
    do {
      try await DeliveryWords.found {
        try await call.center.dispatchDelivery(
          deliveryID, dispatch, campaignID: campaignID,
          operation: form.operation.isEmpty ? call.center.freshToken() : form.operation, by: clerk)
      }
      return .redirect(toOwn: address + "?done=dispatched")
    } catch let refusal as DeliveryDeskRefusal {
      let field: String? =
        switch refusal {
        case .noCarrier: "carrier"
        case .noTracking: "tracking"
        default: nil
        }
      return try await show(dispatch: (form, FormErrors(refusal, for: field)))
    }
  }

  func register(_ form: SubmittedForm, by clerk: Clerk) async throws -> Response {
    do {
      try await DeliveryWords.found {
        try await call.center.registerReceipt(
          of: deliveryID, note: form.trimmed("receipt-note"), campaignID: campaignID, by: clerk)
      }
      return .redirect(toOwn: address + "?done=registered")
    } catch let refusal as DeliveryDeskRefusal { return try await show(errors: FormErrors(refusal)) }
  }

  func remind(by clerk: Clerk) async throws -> Response {
    do {
      try await DeliveryWords.found {
        try await call.center.remindOfDelivery(deliveryID, campaignID: campaignID, by: clerk)
      }
      return .redirect(toOwn: address + "?done=reminded")
    } catch let refusal as DeliveryDeskRefusal { return try await show(errors: FormErrors(refusal)) }
  }
}
