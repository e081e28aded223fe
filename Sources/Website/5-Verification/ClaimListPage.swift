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
      table(found, kind, all, now)
    }.response(status: refused == nil ? .ok : .unprocessableContent)
  }

  private func table(_ found: ClaimPage, _ kind: PersonVerdict.Verdict?, _ all: Bool, _ now: Int64) -> HTML {
    let kinds =
      [FormField.Option(value: "", label: "全部问题")]
      + PersonVerdict.Verdict.allCases.filter(\.isFinding).map { .init(value: $0.rawValue, label: $0.chineseName) }
    let states = [FormField.Option(value: "", label: "没有了结的"), .init(value: "all", label: "全部")]
    return DataTable(
      caption: "问题登记",
      columns: [
        .text("班级", wide: true), .text("学号", wide: true), .text("姓名"), .text("问题"), .text("说明"), .text("已等"), .text("状态"),
      ],
      rows: found.lines.map { claim in
        [
          .text(claim.group.title), .text(claim.studentNumber), who(claim),
          .mark(claim.kind.mark), .text(claim.words.isEmpty ? "—" : claim.words), .text(Self.waited(claim, now)),
          .html(state(claim)),
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

  /// Since when, in days as people count them.
  static func waited(_ claim: ClaimLine, _ now: Int64) -> String {
    let day = CalendarDay(milliseconds: claim.openedAt)
    guard claim.standing == .open else { return day.chineseWithoutYear + "登记" }
    let days = CalendarDay(milliseconds: now).dayNumber - day.dayNumber
    return days == 0 ? "今天登记" : "\(days) 天"
  }

  private func state(_ claim: ClaimLine) -> HTML {
    switch claim.standing {
    case .settled: Mark.right("已了结").html
    case .withdrawn: Mark.wait("已撤销").html
    case .open where reader is any ClassVerifier:
      Tag.details {
        Tag.summary("等待处理")
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
