import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// A slip as it stands: what comes next, what is missing and what that holds up, its versions and seals.
struct SlipPage: Sendable {
  let call: Call
  let reader: any PaperReader

  private var address: SlipAddress { SlipAddress(call) }

  func show() async throws -> Response {
    let record = try await call.slip(for: reader)
    let keeper = reader as? any SlipKeeper
    guard let newest = record.newest else {
      if keeper != nil { return .redirect(toOwn: address.form) }
      return try await unfinished(record)
    }
    var changes: [SlipDifference] = []
    if keeper != nil {
      changes = try await call.center.slipDifferences(record.id, from: newest.number, to: nil, for: reader)
    }
    let frame = try await call.frame(campaign: record.campaignID, here: .registration)
    return frame.page(
      "综合信息采集登记单", lead: "\(newest.slip.displayName)（\(newest.slip.institutionCode)）", trail: [address.trail[0]]
    ) {
      doneNotice
      Steps(titles: ["填写", "交登记单", "打印盖章或领导确认", "已用印"], here: newest.seal == nil ? 2 : 4).html
      next(newest)
      missing(record, newest)
      pending(changes)
      SlipFacts(slip: newest.slip).html
      versions(record)
    }.response(status: .ok)
  }

  private func unfinished(_ record: SlipRecord) async throws -> Response {
    let frame = try await call.frame(campaign: record.campaignID, here: .registration)
    return frame.page("综合信息采集登记单", lead: record.draft.displayName, trail: [address.trail[0]]) {
      nowCard("还没有交") {
        Tag.p("正在填写，\(record.savedBy)于 \(Moment.text(record.savedAt)) 保存过草稿。交上来以后在这里可以看到内容。")
      }
    }.response(status: .ok)
  }

  private var doneNotice: HTML {
    switch call.query("done") {
    case "handed-in": Notice(kind: .right, title: "登记单已交", text: "还差用印：打印盖章后上传，或者请主管领导直接确认。").html
    case "late": Notice(kind: .look, title: "登记单已交，已经过了登记截止日", text: "照常接收，记为逾期。还差用印：打印盖章后上传，或者请主管领导直接确认。").html
    case "unchanged": Notice(kind: .plain, title: "内容没有变化", text: "与已经交的最新一版相同，没有产生新的一版。").html
    case "sealed": Notice(kind: .right, title: "用印完成", text: "登记单已经生效。如有改动，请修改后交新的一版，再次用印。").html
    default: .nothing
    }
  }

  /// What this reader does next.
  private func next(_ newest: SlipVersion) -> HTML {
    if let seal = newest.seal {
      return card("第 \(newest.number) 版已用印", aside: SlipButtons(call: call, address: address).again(reader)) {
        SealFacts(seal: seal).html
      }
    }
    return nowCard("第 \(newest.number) 版等待用印") {
      Tag.p("\(newest.submittedBy)于 \(Moment.text(newest.submittedAt)) 交。" + waiting)
      SlipButtons(call: call, address: address).next(reader)
      if reader is any SlipKeeper { CopyText(title: "转给主管领导", text: leaderText(newest)).html }
    }
  }

  private var waiting: String {
    switch reader {
    case is any SlipKeeper: "打印、盖章，再把盖章页拍照或扫描上传；或者请主管领导登录确认，不用打印。"
    case is SealingLeader: "请核对下面的内容，确认无误后用印。"
    case is any PaperReceiver: "如果学校用传真或快递送来了盖章页，请在这里登记。"
    default: "等待学校盖章上传，或由主管领导确认。"
    }
  }

  private func leaderText(_ newest: SlipVersion) -> String {
    "【图像采集登记单待用印】\(newest.slip.displayName)的综合信息采集登记单（第 \(newest.number) 版，应拍 \(newest.slip.headCounts.total) 人）"
      + "请您核对并用印：\(call.center.publicAddress)\(address.seal)"
  }

  /// A9.1: an incomplete slip says what is missing, and what that holds up.
  private func missing(_ record: SlipRecord, _ newest: SlipVersion) -> HTML {
    let problems = newest.slip.problems(record.context).filter { $0.severity == .error }
    guard !problems.isEmpty else { return .nothing }
    let heldUp = problems.reduce(into: Set<HeldUp>()) { $0.formUnion($1.holdsUp) }.sorted()
    let words = heldUp.isEmpty ? "" : "，影响\(heldUp.map(\.chineseName).joined(separator: "、"))"
    return Tag.div(.class("notice look"), .set(.role, "status")) {
      Tag.p { Tag.strong("还有 \(problems.count) 处没有填好\(words)") }
      Tag.ul { for problem in problems { Tag.li(problem.sentence) } }
      if reader is any SlipKeeper { Tag.p { Tag.a("去补齐", .href(address.form + "?check=1")) } }
    }
  }

  private func pending(_ changes: [SlipDifference]) -> HTML {
    guard !changes.isEmpty else { return .nothing }
    return card("草稿里有 \(changes.count) 处修改还没有交") {
      SlipDifferenceTable(differences: changes, before: "已交", after: "草稿").html
      Button.row { Button.link("继续修改", to: address.form, .quiet) }
    }
  }

  private func versions(_ record: SlipRecord) -> HTML {
    DataTable(
      caption: "各版", columns: [.text("版"), .text("交的时间"), .text("交的人", wide: true), .number("应拍人数"), .text("状态")],
      rows: record.versions.map { version in
        [
          .html(Tag.a("第 \(version.number) 版", .class("nowrap"), .href(address.version(version.number)))),
          .text(Moment.text(version.submittedAt)),
          .text(version.submittedBy), .number(version.slip.headCounts.total), .mark(version.mark),
        ]
      }, emptyText: "还没有交过"
    ).html
  }
}

/// What can be done with a slip, each in the hands of those who may.
struct SlipButtons: Sendable {
  let call: Call
  let address: SlipAddress

  /// While the newest version waits for its seal.
  func next(_ reader: any PaperReader) -> HTML {
    Button.row {
      switch reader {
      case is any SlipKeeper:
        paper(.primary, "打印登记单（PDF）")
        Button.link("上传盖章页", to: address.seal, .quiet)
        Button.link("修改", to: address.form, .quiet)
      case is SealingLeader:
        Button.link("核对并用印", to: address.seal)
        paper(.quiet, "打印（PDF）")
      case is any PaperReceiver:
        Button.link("登记收到的盖章页", to: address.seal)
        paper(.quiet, "打印（PDF）")
      default: paper(.quiet, "打印（PDF）")
      }
    }
  }

  /// When all is done.
  func again(_ reader: any PaperReader) -> HTML {
    Tag.div(.class("row")) {
      paper(.quiet, "打印（PDF）")
      if reader is any SlipKeeper { Button.link("修改", to: address.form, .quiet) }
    }
  }

  /// A paper gets its number at its first printing, so printing is an act and no link.
  func paper(_ look: Button.Look, _ verb: String) -> HTML { Button.act(verb, at: address.paper, csrf: call.csrf, look) }
}

/// What changed, field by field.
struct SlipDifferenceTable: Sendable {
  let differences: [SlipDifference]
  let before: String
  let after: String

  var html: HTML {
    DataTable(
      caption: "修改之处", columns: [.text("项目"), .text(before), .text(after)],
      rows: differences.map {
        [.text($0.label), .text($0.before.isEmpty ? "—" : $0.before), .text($0.after.isEmpty ? "—" : $0.after)]
      },
      emptyText: "没有不同"
    ).html
  }
}

/// The printed slip.
extension SlipPage {
  func paper() async throws -> Response {
    let record = try await call.slip(for: reader)
    let printed = try await call.center.printSlip(record.id, by: reader)
    return Download.response(bytes: printed.pdf, fileName: printed.fileName, contentType: "application/pdf")
  }
}
