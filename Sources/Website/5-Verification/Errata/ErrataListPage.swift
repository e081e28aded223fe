import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// 勘误 of an institution: what is proposed, sealed and decided, how long each has waited and on whom.
struct ErrataListPage: Sendable {
  let call: Call
  let reader: any VerificationReader

  private var address: ErrataAddress { call.errataAddress }
  private var filter: ErrataFilter { ErrataFilter(rawValue: call.query("filter")) ?? .open }

  func show(refused: (any Refusal)? = nil) async throws -> Response {
    let found = try await call.center.errata(
      campaignID: address.campaignID, filter: filter, page: call.pageNumber, by: reader)
    let now = try await call.center.now()
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    return frame.page(
      "勘误", lead: "待盖章 \(found.unsealed) 条，等总部处理 \(found.waiting) 条。勘误期间照片照常可用。",
      trail: [.init(label: "核对照片", address: ClassCheckAddress(campaignID: address.campaignID).home)]
    ) {
      CampaignWords.done(
        call, ["proposed": "已登记 # 条勘误。还要生成《勘误表》、盖校章，总部才受理。", "withdrawn": "已撤销。", "sealed": "已用印，等总部处理。"])
      if let refused { Notice(kind: .wrong, title: refused.message, text: refused.hint).html }
      next(found)
      table(found, now)
    }.response(status: refused == nil ? .ok : .unprocessableContent)
  }

  func withdraw(by liaison: Liaison) async throws -> Response {
    do {
      try await call.center.withdrawErratum(call.part("erratum"), campaignID: address.campaignID, by: liaison)
      return .redirect(toOwn: address.home + "?done=withdrawn")
    } catch ErrataDeskRefusal.unknown {
      throw HTTPError(.notFound)
    } catch let refusal as any Refusal {
      return try await show(refused: refusal)
    }
  }

  private func next(_ found: ErratumPage) -> HTML {
    guard reader is Liaison || reader is SealingLeader else { return .nothing }
    return nowCard(found.unsealed > 0 ? "\(found.unsealed) 条勘误等盖校章" : "登记勘误") {
      if found.unsealed > 0 {
        Tag.p("没有盖校章的勘误总部不受理。")
        Button.row {
          if reader is Liaison {
            Button.act("生成《勘误表》：\(found.unsealed) 条", at: address.home + "/hand-in", csrf: call.csrf, .primary)
          }
          if let form = found.formToSeal { Button.link("打印、用印", to: address.form(form), .quiet) }
        }
      }
      if reader is Liaison {
        Button.row {
          Button.link("登记数据错误", to: address.new, found.unsealed > 0 ? .quiet : .primary)
          Button.link("登记数据错位", to: address.shift, .quiet)
          Button.link("上传填好的《勘误表》", to: address.upload, .quiet)
        }
      }
    }
  }

  private func table(_ found: ErratumPage, _ now: Int64) -> HTML {
    let filters = ErrataFilter.allCases.map { FormField.Option(value: $0.rawValue, label: $0.chineseName) }
    return DataTable(
      caption: "勘误",
      columns: [
        .text("学生"), .text("班级", wide: true), .text("类型", wide: true), .text("更正"), .text("依据", wide: true),
        .text("等待", wide: true), .text("状态"),
      ],
      rows: found.lines.map { line in
        [
          .text(ErrataWords.who(name: line.name, number: line.studentNumber)), .text(line.place.title),
          .text(line.kind.chineseName),
          .html(
            fragment {
              "\(line.field.chineseName)："
              ErrataWords.change(line.old, line.new)
            }), .text(line.evidence.chinese), .text(line.clock.chinese(now: now)), .html(state(line)),
        ]
      }, emptyText: "没有勘误。数据错误或错位的，登记后列在这里。", address: address.home,
      kept: [("filter", filter == .open ? "" : filter.rawValue)], paging: Paging(page: call.pageNumber, rowCount: found.total),
      filter: FilterForm(
        address: address.home,
        fields: [FormField("filter", "状态", .select(filters), value: filter.rawValue, isRequired: false)],
        isFiltered: filter != .open
      ).html
    ).html
  }

  private func state(_ line: ErratumLine) -> HTML {
    fragment {
      ErrataWords.mark(line).html
      if let decision = line.decision { Tag.small(decision.chinese(of: line.kind)) }
      if let form = line.formID, reader is any SignOffReader { Tag.a("看《勘误表》", .href(address.form(form))) }
      if line.standing == .unsealed, reader is Liaison {
        Button.act("撤销", at: "\(address.home)/\(line.id)/withdraw", csrf: call.csrf)
      }
    }
  }
}
