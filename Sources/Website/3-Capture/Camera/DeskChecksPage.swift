import GraduatePhotos
import HTTPTypes
import Hummingbird
import Station

/// What does not fit: runs with their pictures side by side, the proposed repair, and the second person who agrees (promise 2).
struct DeskChecksPage: Sendable {
  let call: DeskCall

  func show() async throws -> Response { await page(errors: FormErrors(), status: .ok) }

  func repair(_ form: SubmittedForm) async throws -> Response {
    try await acting { try await call.desk.repair(form.trimmed("finding"), second: second(form), by: call.member) }
  }

  func settle(_ form: SubmittedForm) async throws -> Response {
    try await acting { try await call.desk.settle(form.trimmed("finding"), second: second(form), by: call.member) }
  }

  func settleCard(_ form: SubmittedForm) async throws -> Response {
    try await acting { try await call.desk.settleCard(second: second(form), by: call.member) }
  }

  func takeBack(_ form: SubmittedForm) async throws -> Response {
    try await acting { try await call.desk.takeBack(form.trimmed("repair"), second: second(form), by: call.member) }
  }

  func twins(_ form: SubmittedForm) async throws -> Response {
    try await acting {
      let pair = TwinMemory.Pair(form.trimmed("one"), form.trimmed("other"))
      try await call.desk.answer(
        pair, form.trimmed("answer") == "twins" ? .twins : .strangers, second: second(form), by: call.member)
    }
  }

  private func second(_ form: SubmittedForm) -> SecondPerson {
    SecondPerson(
      form.trimmed("second"), password: form["password"] ?? "", place: call.context.facts.client.address?.place ?? "")
  }

  private func acting(_ work: () async throws -> Void) async throws -> Response {
    do {
      try await work()
      return .redirect(toOwn: call.address("/checks"))
    } catch let refusal as VisitDeskRefusal {
      return await page(errors: FormErrors(refusal), status: .unprocessableContent)
    }
  }

  private func page(errors: FormErrors, status: HTTPResponse.Status) async -> Response {
    let view = await call.desk.view
    let cardShots = await call.desk.cardShots
    let lead =
      view.findings.isEmpty
      ? "现在没有对不上的。" : "有 \(view.findings.count) 处对不上。涉及的照片先扣住，两个人看过以后整段处理。"
    return call.frame.page("对不上的", lead: lead, trail: [.init(label: "拍摄", address: call.address("/camera"))]) {
      ErrorSummary(errors: errors).html
      for finding in view.findings { findingCard(finding, view) }
      cardPictures(cardShots, view)
      repairs(view)
    }.response(status: status)
  }

  private func findingCard(_ found: DeskFinding, _ view: DeskView) -> HTML {
    card(title(found.finding.kind)) {
      Tag.p(found.finding.chinese)
      if case .scanWithoutShot(let person) = found.finding.kind { Tag.p("没有照片的人：\(name(person, view))") }
      if !found.shots.isEmpty { pictures(found, view) }
      if let left = found.finding.repair?.peopleLeft, !left.isEmpty {
        Tag.p("改正后还没有照片的人：\(left.map { name($0, view) }.joined(separator: "、"))，请补拍。")
      }
      acts(found)
    }
  }

  private func title(_ kind: ShiftFinding.Kind) -> String {
    switch kind {
    case .shifted, .mixed: "照片像是错位"
    case .swapped: "两张照片像是拿反了"
    case .unmatched: "照片不像登记的人"
    case .sameFace: "同一张脸，两个名字"
    case .twoFaces: "同一个名字，两张脸"
    case .twinsSuspected: "疑似双胞胎"
    case .shotWithoutScan: "拍了，没有扫码"
    case .scanWithoutShot: "扫了码，没有拍"
    case .outOfOrder: "时间对不上"
    }
  }

  /// Each shot beside the enrolment photos of whom it is bound to now and of whom it would go to.
  private func pictures(_ found: DeskFinding, _ view: DeskView) -> HTML {
    let targets = Dictionary(
      (found.finding.repair?.moves ?? []).map { ($0.shot, $0.to) }, uniquingKeysWith: { first, _ in first })
    return Tag.ul(.class("run")) {
      for shot in found.shots {
        let target: String? = targets[shot.id] ?? nil
        Tag.li {
          Tag.p {
            Tag.b(StationNumbers.serialText(shot.serial))
            if found.finding.doubtful.contains(shot.id) { Tag.small(" 分不清") }
          }
          face(shot)
          reference(shot.person, view, under: "现在：\(shot.person.map { name($0, view) } ?? "没有人")")
          if targets[shot.id] != nil { reference(target, view, under: "改为：\(target.map { name($0, view) } ?? "没有人")") }
        }
      }
    }
  }

  private func face(_ shot: VisitLog.Shot) -> HTML {
    Tag.img(
      .src(call.address("/shots/\(shot.id)/portrait")), .set(.alt, "拍摄序号 \(StationNumbers.serialText(shot.serial))"),
      .set(.loading, "lazy"))
  }

  private func reference(_ person: String?, _ view: DeskView, under words: String) -> HTML {
    Tag.div(.class("reference")) {
      if let person, call.desk.plan.regime == .roster {
        Tag.img(.src(call.address("/references/\(person)")), .set(.alt, "入学照片"), .set(.loading, "lazy"))
      }
      Tag.span(words)
    }
  }

  private func name(_ person: String, _ view: DeskView) -> String {
    guard let found = view.names[person] else { return "名单外的人" }
    return found.name.isEmpty ? "采集码（\(found.turn.classGroup)）" : found.name
  }

  private func acts(_ found: DeskFinding) -> HTML {
    if case .twinsSuspected(let pair) = found.finding.kind { return twinForm(pair) }
    guard !found.shots.isEmpty else { return .nothing }
    return fragment {
      if let repair = found.finding.repair, !repair.moves.isEmpty {
        twoPeople("整段改正 \(repair.moves.count) 张", "/checks/repair", [("finding", found.id)])
      }
      twoPeople("看过了，没有错", "/checks/settle", [("finding", found.id)], quiet: true)
      Button.row { Button.link("一张一张处理", to: call.address("/shots"), .quiet) }
    }
  }

  private func twinForm(_ pair: TwinMemory.Pair) -> HTML {
    let fields = [("one", pair.first), ("other", pair.second)]
    return fragment {
      twoPeople("是双胞胎", "/checks/twins", fields + [("answer", "twins")])
      twoPeople("不是", "/checks/twins", fields + [("answer", "strangers")], quiet: true)
    }
  }

  /// An act that the other crew member confirms with his own sign-in.
  private func twoPeople(_ verb: String, _ path: String, _ fields: [(String, String)], quiet: Bool = false) -> HTML {
    let others = call.desk.head.slots.filter { $0.account != call.member.account }
    guard !others.isEmpty else { return Tag.p("要第二位组员确认，这一场只有一个账号。请计划员把第二位组员加进小组。", .class("soft")) }
    return Tag.details(.class("two-people")) {
      Tag.summary(verb)
      Tag.form(.class("form"), .set(.method, "post"), .action(call.address(path))) {
        CSRF.field(call.csrf)
        for field in fields { Tag.input(.set(.type, "hidden"), .set(.name, field.0), .set(.value, field.1)) }
        FormField(
          "second", "第二位组员", .select(others.map { .init(value: $0.signInName, label: $0.name, remark: nil) })
        ).html(error: nil)
        FormField("password", "他的密码", .password, autocomplete: "off", lengthLimit: 128).html(error: nil)
        Button.row { Button.submit(verb, quiet ? .quiet : .primary) }
      }
    }
  }

  /// What photographed slips bound, face by face.
  private func cardPictures(_ shots: [VisitLog.Shot], _ view: DeskView) -> HTML {
    guard !shots.isEmpty else { return .nothing }
    return card("存储卡读入的 \(shots.count) 张，请核对") {
      Tag.p("这些照片按拍下的小票认人。两个人看过没有错，再采用。", .class("soft"))
      Tag.ul(.class("run")) {
        for shot in shots {
          Tag.li {
            Tag.p { Tag.b(StationNumbers.serialText(shot.serial)) }
            face(shot)
            reference(shot.person, view, under: shot.person.map { name($0, view) } ?? "没有人")
          }
        }
      }
      twoPeople("看过了，采用", "/checks/card", [])
      Button.row { Button.link("一张一张处理", to: call.address("/shots"), .quiet) }
    }
  }

  private func repairs(_ view: DeskView) -> HTML {
    let repairs = view.log.standingRepairs
    guard !repairs.isEmpty else { return .nothing }
    return card("已整段改正的") {
      Tag.ul {
        for repair in repairs {
          Tag.li {
            Tag.p("\(repair.why)　改动 \(repair.repair.moves.count) 张。")
            twoPeople("撤回这次改正", "/checks/take-back", [("repair", repair.id)], quiet: true)
          }
        }
      }
    }
  }
}
