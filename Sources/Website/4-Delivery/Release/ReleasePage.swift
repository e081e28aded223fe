import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The queue of portraits to release, a hundred at a glance: those with a concern first and not ticked, the others ticked.
struct ReleasePage: Sendable {
  let call: Call
  let clerk: Clerk

  private var campaignID: String { call.part("campaign") }

  func show(errors: FormErrors = FormErrors(), status: HTTPResponse.Status = .ok) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .delivery)
    let queue = try await call.center.releaseQueue(
      campaignID: campaignID, institutionID: ReleaseWords.institution(call), by: clerk)
    return frame.page("放行照片", lead: lead(queue), scripts: ["release.js"]) {
      outcome
      ErrorSummary(errors: errors).html
      FlowNumbers(entries: [
        .init(noun: "等放行", count: queue.waiting), .init(noun: "其中有疑问", count: queue.withConcerns),
        .init(noun: "已放行", count: queue.released), .init(noun: "退回待重拍", count: queue.returned),
        .init(noun: "现场扣住", count: queue.heldBack),
      ]).html
      if !queue.institutions.isEmpty { filter(queue) }
      if queue.portraits.isEmpty { nothing(queue) } else { sheet(queue.portraits) }
      Button.row {
        Button.link("已放行的照片", to: ReleaseWords.base(call) + "/released", .quiet)
        Button.link("退回待重拍的名单", to: "/campaigns/\(campaignID)/retakes", .quiet)
      }
    }.response(status: status)
  }

  func release(_ form: SubmittedForm) async throws -> Response {
    let seen = form.values("portrait").compactMap { value -> SeenPortrait? in
      let parts = value.split(separator: ".")
      return parts.count == 2 ? SeenPortrait(person: String(parts[0]), shot: String(parts[1])) : nil
    }
    guard !seen.isEmpty else {
      var errors = FormErrors()
      errors.add("没有打勾的照片。请在要放行的照片上打勾，再点放行")
      return try await show(errors: errors, status: .unprocessableContent)
    }
    do {
      let outcome = try await call.center.release(
        seen, campaignID: campaignID, operation: form.operation, by: clerk)
      let counts = [
        ("released", outcome.released), ("second", outcome.forSecondEyes), ("before", outcome.lookedBefore),
        ("changed", outcome.changed.count),
      ]
      return .redirect(
        toOwn: ReleaseWords.address("", call, counts.filter { $0.1 > 0 }.map { ($0.0, String($0.1)) }))
    } catch let refusal as ReleaseRefusal {
      return try await show(errors: FormErrors(refusal), status: .unprocessableContent)
    }
  }

  // MARK: - What happened

  private func lead(_ queue: ReleaseQueue) -> String {
    guard queue.waiting > 0 else { return "没有等放行的照片。" }
    var text = "看过这一页，去掉不能放行的勾，点放行。有疑问的排在前面，要点开看过。"
    if queue.forOthers > 0 { text += "您看过、等另一人看的 \(queue.forOthers) 张不在这里。" }
    return text
  }

  private func count(_ name: String) -> Int { min(max(0, Int(call.query(name)) ?? 0), DeliveryDeskLimits.releasedAtOnce) }

  @HTMLBuilder private var outcome: HTML {
    if count("released") + count("second") > 0 {
      let second = count("second") > 0 ? "\(count("second")) 张已记下您看过，等另一人看。" : ""
      Notice(
        kind: .right, title: count("released") > 0 ? "放行了 \(count("released")) 张" : "看过了", text: second
      ).html
    }
    if count("before") > 0 {
      Notice(kind: .look, title: "\(count("before")) 张您已经看过", text: "要由另一名制作员再看一遍才放行。").html
    }
    if count("changed") > 0 {
      Notice(kind: .look, title: "\(count("changed")) 张没有放行", text: "这些照片刚被换过，或刚被别人处理过，现在的样子在下面。").html
    }
    ReleaseWords.returned(call)
  }

  private func nothing(_ queue: ReleaseQueue) -> HTML {
    if queue.waiting > 0, queue.forOthers > 0 {
      return Notice(kind: .right, title: "您这里没有要看的照片", text: "还有 \(queue.forOthers) 张等另一名制作员看。").html
    }
    return Notice(kind: .right, title: "没有等放行的照片", text: "工作站把选定的照片传来以后，出现在这里。").html
  }

  private func filter(_ queue: ReleaseQueue) -> HTML {
    let all = [FormField.Option(value: "", label: "全部院校")]
    let options = queue.institutions.map { FormField.Option(value: $0.id, label: "\($0.name)（\($0.waiting) 张）") }
    return FilterForm(
      address: ReleaseWords.base(call),
      fields: [
        FormField(
          "institution", "院校", .select(all + options), value: ReleaseWords.institution(call) ?? "", isRequired: false)
      ],
      isFiltered: ReleaseWords.institution(call) != nil
    ).html
  }

  // MARK: - The sheet

  private func sheet(_ portraits: [PortraitToRelease]) -> HTML {
    let ticked = portraits.count { $0.concerns.isEmpty }
    return Tag.form(.set(.method, "post"), .action(ReleaseWords.address("", call)), .data("release", "")) {
      CSRF.field(call.csrf, and: [("operation", RequestFacts.newID())])
      Tag.ul(.class("glance"), .aria("label", "等放行的照片")) { for portrait in portraits { tile(portrait) } }
      Tag.div(.class("glance-foot")) {
        Button.row {
          Tag.button(
            "放行打勾的照片", .class(Button.Look.primary.rawValue), .set(.type, "submit"),
            .data("counted", "放行打勾的 # 张"), .data("count", String(ticked)))
          Button.link("一张一张看", to: ReleaseWords.address("/look", call), .quiet)
        }
        Tag.p(
          "键盘：方向键移动，空格打勾或去勾，回车看大图，斜杠到筛选。", .class("hint"), .data("keys-hint", ""))
      }
    }
  }

  private func tile(_ portrait: PortraitToRelease) -> HTML {
    let who = ReleaseWords.who(name: portrait.name, number: portrait.number, serial: portrait.serial)
    let value = "\(portrait.seen.person).\(portrait.seen.shot)"
    return Tag.li(.classes(portrait.concerns.isEmpty ? nil : "look")) {
      Tag.a(.href(ReleaseWords.address("/look/\(portrait.seen.person)", call)), .aria("label", "看大图：\(who)")) {
        Tag.img(
          .src("\(ReleaseWords.base(call))/shots/\(portrait.seen.shot)/portrait"), .set(.alt, ""), .set(.loading, "lazy"),
          .set(.width, "480"), .set(.height, "640"))
      }
      Tag.label {
        Tag.input(
          .set(.type, "checkbox"), .set(.name, "portrait"), .set(.value, value), .flag(.checked, if: portrait.concerns.isEmpty),
          .aria("label", "放行 \(who)"))
        Tag.span(portrait.name.isEmpty ? StationNumbers.serialText(portrait.serial) : portrait.name)
      }
      if let concern = ReleaseConcern.allCases.first(where: portrait.concerns.contains) {
        Tag.small(concern.chineseName + (portrait.looks > 0 ? "，一人看过" : ""))
      } else if portrait.looks > 0 {
        Tag.small("一人看过")
      }
    }
  }
}
