import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A class: who has answered, slips to print, a code for who lost it, a text for the group.
struct ProofClassPage: Sendable {
  let call: Call
  let watcher: any ProofWatcher

  private var address: ProofAddress { call.proofAddress }

  func show() async throws -> Response {
    try await show(CheckedClass(department: call.query("department"), classGroup: call.query("class")), FormErrors())
  }

  private func show(_ group: CheckedClass, _ errors: FormErrors) async throws -> Response {
    let asked = call.query("institution")
    let terms = try await call.center.proofTerms(campaignID: address.campaignID)
    let people = try await call.center.proofClass(
      group, campaignID: address.campaignID, institutionID: asked.isEmpty ? nil : asked, by: watcher)
    let what = terms.chineseName
    let frame = try await call.frame(campaign: address.campaignID, here: .proofing)
    return frame.page(
      group.title, lead: "应\(what) \(people.count) 人", trail: [.init(label: "学生\(what)", address: address.home)]
    ) {
      ErrorSummary(errors: errors).html
      if watcher is any ProofKeeper { slipCard(group, people) }
      table(people, group, terms)
      if watcher is any ProofKeeper { card("发通知") { copy(people, terms).html } }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func slipCard(_ group: CheckedClass, _ people: [ProofListed]) -> HTML {
    let open = people.count { !$0.hasPassword }
    return card("校对码条") {
      Tag.p(open == 0 ? "全班都已设置自己的密码，不用再打印。" : "\(open) 人还没有设置密码。打印后沿虚线剪开，密封发给本人；再打印，码不变。")
      if open > 0 {
        Button.row {
          Button.act(
            "打印 \(open) 人的校对码条", at: address.slips, csrf: call.csrf, .primary,
            fields: [("department", group.department), ("class", group.classGroup)])
        }
      }
    }
  }

  private func table(_ people: [ProofListed], _ group: CheckedClass, _ terms: ProofTerms) -> HTML {
    let keeps = watcher is any ProofKeeper
    var columns: [DataTable.Column] = [.text("学号"), .text("姓名"), .text(terms.chineseName), .text("答复时间", wide: true)]
    if terms.isRehearsal { columns.append(.text("学信网", wide: true)) }
    if keeps { columns.append(.text("")) }
    return DataTable(
      caption: "本班学生", columns: columns,
      rows: people.map { person in
        var row: [DataTable.Cell] = [
          .text(person.studentNumber), .text(person.label), .mark(Self.mark(person, terms)),
          .text(person.answeredAt.map { Self.moment($0) } ?? "—"),
        ]
        if terms.isRehearsal { row.append(.text(person.national?.chineseName ?? "—")) }
        if keeps { row.append(.html(resetForm(person, group))) }
        return row
      }, emptyText: "这个班没有应采的学生。"
    ).html
  }

  private static func mark(_ person: ProofListed, _ terms: ProofTerms) -> Mark {
    switch person.group {
    case .confirmed: .right(terms.name(of: person.group))
    case .disputed:
      person.outcome == nil
        ? .wrong("有误，等学校处理") : .wait(person.outcome == "taken" ? "有误，已受理" : "有误，已答复学生")
    case .again, .unanswered, .noPortrait: .wait(terms.name(of: person.group))
    }
  }

  private static func moment(_ at: Int64) -> String {
    let moment = DayMinute(milliseconds: at)
    return "\(moment.day.chineseWithoutYear) \(MinuteSpan.clock(moment.minute))"
  }

  private func resetForm(_ person: ProofListed, _ group: CheckedClass) -> HTML {
    Tag.details {
      Tag.summary("重置")
      Tag.p("请先看本人的身份证。重置后原来的校对码和密码都不能再用。", .class("hint"))
      Button.act(
        "重置并打印新码", at: address.home + "/reset", csrf: call.csrf,
        fields: [
          ("person", person.id), ("department", group.department), ("class", group.classGroup),
          ("operation", call.center.freshToken()),
        ])
    }
  }

  private func copy(_ people: [ProofListed], _ terms: ProofTerms) -> CopyText {
    let open = people.filter { $0.group == .unanswered || $0.group == .again }
    let what = terms.chineseName
    return CopyText.list(
      "发到班级群", head: "【\(what)提醒】还没有答复：", items: open.map(\.label), total: open.count, noun: "人",
      tail:
        "\(terms.days.map { "到\($0.last.chineseWithoutYear)截止，" } ?? "")用校对码条登录 \(call.center.publicAddress)\(GraduateAddress.path(campaignID: address.campaignID))"
    )
  }

  func slips(_ form: SubmittedForm, by keeper: any ProofKeeper) async throws -> Response {
    let group = form.checkedClass
    do {
      let slips = try await call.center.proofSlips(of: group, campaignID: address.campaignID, by: keeper)
      return Download.response(bytes: slips.file.bytes, fileName: slips.file.fileName, contentType: slips.file.contentType)
    } catch let refusal as any Refusal { return try await show(group, FormErrors(refusal)) }
  }

  func reset(_ form: SubmittedForm, by keeper: any ProofKeeper) async throws -> Response {
    do {
      let slips = try await call.center.resetProofCode(
        of: form.trimmed("person"), campaignID: address.campaignID, operation: form.operation, by: keeper)
      return Download.response(bytes: slips.file.bytes, fileName: slips.file.fileName, contentType: slips.file.contentType)
    } catch let refusal as any Refusal { return try await show(form.checkedClass, FormErrors(refusal)) }
  }
}
