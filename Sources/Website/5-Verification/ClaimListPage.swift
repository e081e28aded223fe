import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// 问题登记: what was found, who waits how long, and taking a claim back.
struct ClaimListPage: Sendable {
  let call: Call
  let reader: any VerificationReader

  private var address: ClassCheckAddress { call.classCheckAddress }

  func show(refused: (any Refusal)? = nil) async throws -> Response {
    let kind = PersonVerdict.Verdict(rawValue: call.query("kind"))
    let all = call.query("state") == "all"
    let found = try await call.center.claims(
      campaignID: address.campaignID, kind: kind, openOnly: !all, page: call.pageNumber, by: reader)
    let now = try await call.center.now()
    let makeup = try await call.center.makeupTerms(campaignID: address.campaignID, by: reader)
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    return frame.page(
      "问题登记", lead: all ? "共 \(found.total) 条。" : "还没有了结的 \(found.total) 条，等得最久的在前。",
      trail: [.init(label: "核对照片", address: address.home)]
    ) {
      if let refused {
        Notice(kind: .wrong, title: refused.message, text: refused.hint).html
      } else if call.query("done") == "withdrawn" {
        Notice(kind: .right, title: "已撤销", text: "这个人没有别的问题的，请重新核对。").html
      }
      table(found, kind, all, now, makeup)
      advice(found, makeup, now)
    }.response(status: refused == nil ? .ok : .unprocessableContent)
  }

  /// A6: who is to be shot again is told when and where.
  private func advice(_ found: ClaimPage, _ makeup: MakeupTermsPage, _ now: Int64) -> HTML {
    guard let terms = makeup.terms, DayMinute(milliseconds: now) < terms.deadline,
      found.lines.contains(where: { $0.kind == .photo && $0.standing == .open })
    else { return .nothing }
    return card("照片有问题的，免费补拍") {
      Tag.p(terms.advice(makeup.settings))
      Button.row {
        Button.link(
          reader is any MakeupBooker ? "预约补拍" : "看补拍名单", to: MakeupAddress(campaignID: address.campaignID).home, .quiet)
      }
    }
  }

  private func table(
    _ found: ClaimPage, _ kind: PersonVerdict.Verdict?, _ all: Bool, _ now: Int64, _ makeup: MakeupTermsPage
  ) -> HTML {
    let kinds =
      [FormField.Option(value: "", label: "全部问题")]
      + PersonVerdict.Verdict.allCases.filter(\.isFinding).map { .init(value: $0.rawValue, label: $0.chineseName) }
    let states = [FormField.Option(value: "", label: "没有了结的"), .init(value: "all", label: "全部")]
    return DataTable(
      caption: "问题登记",
      columns: [
        .text("班级", wide: true), .text("学号", wide: true), .text("姓名"), .text("问题"), .text("说明"), .text("等待"), .text("状态"),
      ],
      rows: found.lines.map { claim in
        [
          .text(claim.group.title), .text(claim.studentNumber), who(claim),
          .mark(claim.kind.mark), .text(claim.words.isEmpty ? "—" : claim.words), .text(Self.waited(claim, now)),
          .html(
            fragment {
              state(claim)
              appointment(claim, makeup)
            }),
        ]
      }, emptyText: "没有问题。核对时标出的缺照片、照片问题、数据错误和不是本人会列在这里。", address: address.claims,
      kept: [("kind", kind?.rawValue ?? ""), ("state", all ? "all" : "")],
      paging: Paging(page: call.pageNumber, rowCount: found.total),
      filter: FilterForm(
        address: address.claims,
        fields: [
          FormField("kind", "问题", .select(kinds), value: kind?.rawValue ?? "", isRequired: false),
          FormField("state", "状态", .select(states), value: all ? "all" : "", isRequired: false),
        ], isFiltered: kind != nil || all
      ).html
    ).html
  }

  /// In code mode the school tells by serial and code who it is.
  private func who(_ claim: ClaimLine) -> DataTable.Cell {
    guard claim.name.isEmpty else { return .link(claim.name, to: address.group(claim.group)) }
    return .text(claim.serial.map { "拍摄序号 \(StationNumbers.serialText($0))" } ?? "没有照片")
  }

  /// Since when, in days as people count them, and on whom.
  static func waited(_ claim: ClaimLine, _ now: Int64) -> String {
    let day = CalendarDay(milliseconds: claim.openedAt)
    guard claim.standing == .open else { return day.chineseWithoutYear + "登记" }
    let days = CalendarDay(milliseconds: now).dayNumber - day.dayNumber
    return (days == 0 ? "今天登记" : "登记 \(days) 天") + "，" + claim.clock.chinese(now: now)
  }

  private func appointment(_ claim: ClaimLine, _ makeup: MakeupTermsPage) -> HTML {
    guard claim.kind == .photo, claim.standing == .open, let terms = makeup.terms else { return .nothing }
    return Tag.small(
      claim.booked.map { "补拍 \($0.chinese)" } ?? "补拍 \(terms.days.chinese)，没有预约", .class("under"))
  }

  /// What the institution does about a claim that lacks its seal.
  private func next(_ claim: ClaimLine) -> (verb: String, address: String)? {
    let errata = ErrataAddress(campaignID: address.campaignID)
    return switch claim.kind {
    case .data: ("填勘误", WebAddress.path(errata.new, query: [("claim", claim.id)]))
    case .person: ("填数据错位", WebAddress.path(errata.shift, query: [("claim", claim.id)]))
    case .missing: ("报漏拍", MissingAddress(campaignID: address.campaignID).home)
    default: nil
    }
  }

  @HTMLBuilder private func state(_ claim: ClaimLine) -> HTML {
    switch claim.standing {
    case .settled: Mark.right("已了结").html
    case .withdrawn: Mark.wait("已撤销").html
    case .open where reader is any ClassVerifier:
      if claim.hasErratum {
        Mark.look("已填勘误").html
      } else if reader is Liaison, let next = next(claim) {
        Tag.a(next.verb, .href(next.address))
      }
      Tag.details {
        Tag.summary(claim.hasErratum ? "撤销" : "等待处理")
        Tag.form(.class("form"), .set(.method, "post"), .action("\(address.claims)/\(claim.id)/withdraw")) {
          CSRF.field(call.csrf)
          FormField("why", "撤销的原因", lengthLimit: ClassCheckLimits.reasonCharacters).html(error: nil)
          Button.submit("撤销这条登记", .quiet)
        }
      }
    case .open: Mark.look("等待处理").html
    }
  }

  func withdraw(_ form: SubmittedForm, by verifier: any ClassVerifier) async throws -> Response {
    do {
      try await call.center.withdrawClaim(
        call.part("claim"), because: form["why"] ?? "", campaignID: address.campaignID, by: verifier)
      return .redirect(toOwn: address.claims + "?done=withdrawn")
    } catch ClassCheckRefusal.claimUnknown {
      throw HTTPError(.notFound)
    } catch let refusal as ClassCheckRefusal {
      return try await show(refused: refusal)
    }
  }
}
