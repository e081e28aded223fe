import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The next delivery of an institution: a dry look, the choices, and the confirmation.
struct NewDeliveryPage: Sendable {
  let call: Call
  let clerk: Clerk

  private var campaignID: String { call.part("campaign") }
  private var institutionID: String { call.part("institution") }
  private var address: String { "\(DeliveryWords.base(call))/institutions/\(institutionID)/new" }

  func show() async throws -> Response {
    let regime = try await regime()
    return try await show(DeliveryOptions(key: .usual(in: regime)), regime, operation: call.center.freshToken())
  }

  func take(_ form: SubmittedForm) async throws -> Response {
    let regime = try await regime()
    let options = DeliveryOptions(
      key: PhotoKey(rawValue: form.trimmed("key")) ?? .usual(in: regime),
      capacity: DiscCapacity(rawValue: form.trimmed("capacity")) ?? .unlimited, isPlain: form.trimmed("plain") == "on",
      plainReason: form.trimmed("reason"))
    let operation = form.trimmed("operation").isEmpty ? call.center.freshToken() : form.trimmed("operation")
    guard form.trimmed("act") != "look" else { return try await show(options, regime, operation: operation) }
    do {
      let made = try await call.center.makeDelivery(
        of: institutionID, campaignID: campaignID, options, seen: form.trimmed("seen"), operation: operation, by: clerk)
      return .redirect(toOwn: "\(DeliveryWords.base(call))/\(made.id)?done=made")
    } catch let refusal as DeliveryDeskRefusal {
      if refusal == .unknown { throw HTTPError(.notFound) }
      return try await show(options, regime, operation: operation, refusal: refusal)
    } catch let refusal as DeliveryRefusal {
      return try await show(options, regime, operation: operation, refusal: refusal)
    }
  }

  private func regime() async throws -> Regime {
    guard let session = call.session,
      let whereabouts = try await call.center.whereabouts(of: session.person, campaignID: campaignID),
      let campaign = whereabouts.campaign
    else { throw HTTPError(.notFound) }
    return campaign.plan.regime
  }

  private func show(
    _ options: DeliveryOptions, _ regime: Regime, operation: String, refusal: (any Refusal)? = nil
  ) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .delivery)
    var preview: DeliveryPreview?
    var problem = refusal
    do {
      preview = try await call.center.previewDelivery(of: institutionID, campaignID: campaignID, options, by: clerk)
    } catch DeliveryDeskRefusal.unknown { throw HTTPError(.notFound) } catch let refusal as DeliveryDeskRefusal {
      problem = refusal
    } catch let refusal as DeliveryRefusal { problem = refusal }
    let lead = preview.map { "\($0.institutionCode) \($0.institutionName)，编号 \($0.number)" }
    let isNothing = (problem as? DeliveryDeskRefusal) == .nothingReleased
    return frame.page("准备交付", lead: lead, trail: DeliveryWords.trail(call)) {
      if isNothing, let problem {
        Notice(kind: .look, title: problem.message, text: problem.hint).html
      } else {
        if let preview, preview.isUnchanged {
          Notice(kind: .look, title: "和上次交付相比没有变化", text: "有新放行的照片或更正的数据后再交付；要换一种方式再交付一次，请改下面的选项再看。").html
        }
        if let preview { facts(preview) }
        card("怎样交付") { form(options, regime, preview, operation, problem).html }
        if let preview { classes(preview) }
      }
    }.response(status: problem == nil || isNothing ? .ok : .unprocessableContent)
  }

  @HTMLBuilder private func facts(_ preview: DeliveryPreview) -> HTML {
    FlowNumbers(entries: [
      .init(noun: "交付照片", count: preview.portraits, of: preview.portraits + preview.missing),
      .init(noun: "缺照片", count: preview.missing), .init(noun: "还在等放行", count: preview.waiting),
      .init(noun: "分卷", count: preview.volumes.count),
    ]).html
    card("这次交付什么") { list(preview).html }
  }

  private func list(_ preview: DeliveryPreview) -> DescriptionList {
    var list = DescriptionList()
    list.add("和上次相比", preview.changes.map(DeliveryWords.text) ?? "第一次交付")
    list.add(
      "分卷",
      preview.volumes.map { "第 \($0.number) 卷 \($0.portraits) 人，照片 \(DeliveryWords.size($0.portraitBytes))" }
        .joined(separator: "；"))
    list.add("内容", "全部已放行的照片、数据表、清单和核对页；交付后原样保存，丢了可以一字不差地再做一份")
    return list
  }

  private func form(
    _ options: DeliveryOptions, _ regime: Regime, _ preview: DeliveryPreview?, _ operation: String, _ problem: (any Refusal)?
  ) -> FormPage {
    let keys = DeliveryOptions.keys(in: regime).map { FormField.Option(value: $0.rawValue, label: $0.chineseName) }
    let capacities = DiscCapacity.allCases.reversed().map { FormField.Option(value: $0.rawValue, label: $0.chineseName) }
    let ready = preview.flatMap { $0.isUnchanged ? nil : $0 }
    var page = FormPage(
      action: address, csrf: call.csrf, submitVerb: ready.map { "确认交付 \($0.portraits) 人" } ?? "按这些选项查看",
      fields: [
        FormField(
          "key", "照片文件名", .radio(keys), value: options.key.rawValue,
          hint: regime == .code ? "采集码模式下只能用不含个人信息的编号。" : "学信网按身份证号对照片。"),
        FormField("capacity", "分卷", .select(capacities), value: options.capacity.rawValue, hint: "下载或用 U 盘时不用分卷；刻盘按光盘大小分。"),
        FormField(
          "plain", "不加密", .checkbox, value: options.isPlain ? "on" : "", hint: "默认加密（AES-256），密码另外告诉院校。不加密要写原因，记入操作日志。",
          isRequired: false),
        FormField(
          "reason", "不加密的原因", value: options.plainReason, isRequired: false, lengthLimit: DeliveryDeskLimits.textCharacters),
      ])
    page.hidden = [("operation", operation), ("seen", preview?.seen ?? "")]
    if ready == nil { page.hidden.append(("act", "look")) } else { page.alternative = ("按新的选项再看", "look") }
    page.cancel = ("返回", DeliveryWords.base(call))
    if let problem {
      let isReason = (problem as? DeliveryDeskRefusal) == .noPlainReason
      page.errors = FormErrors(problem, for: isReason ? "reason" : nil)
    }
    return page
  }

  private func classes(_ preview: DeliveryPreview) -> HTML {
    DataTable(
      caption: "班级", columns: [.text("类别", wide: true), .text("院系"), .text("班级"), .number("照片"), .number("缺")],
      rows: preview.classes.map { group in
        [
          .text(group.category.chineseName), .text(group.department), .text(group.classGroup), .number(group.portraits),
          .number(group.missing),
        ]
      }, emptyText: ""
    ).html
  }
}
