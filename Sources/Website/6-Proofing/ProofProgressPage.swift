import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Who has answered and who has not, live: by class, or by institution for who sees several (N5).
struct ProofProgressPage: Sendable {
  let call: Call
  let watcher: any ProofWatcher

  private var address: ProofAddress { call.proofAddress }

  func show() async throws -> Response {
    let asked = call.query("institution")
    let progress = try await call.center.proofProgress(
      campaignID: address.campaignID, institutionID: asked.isEmpty ? nil : asked, by: watcher)
    let frame = try await call.frame(campaign: address.campaignID, here: .proofing)
    let what = progress.terms.chineseName
    let isOfSeveral = watcher.proofScope.institutionID == nil && asked.isEmpty
    return frame.page(
      isOfSeveral ? "各校\(what)情况" : "学生\(what)", lead: Self.lead(progress.terms),
      trail: asked.isEmpty ? [] : [.init(label: "各校\(what)情况", address: address.home)]
    ) {
      CampaignWords.done(call, ["imported": "已导入 # 人的学信网校对状态。"])
      todo(progress)
      ProofNumbers(counts: progress.total, what: what).html
      table(progress, isOfSeveral)
      if !isOfSeveral { card("发通知") { copy(progress).html } }
      if progress.terms.isRehearsal, watcher is Liaison { national }
    }.response(status: .ok)
  }

  private static func lead(_ terms: ProofTerms) -> String {
    let days = terms.days.map { "时间：\($0.chinese)。" } ?? "时间还没有设置。"
    return terms.isRehearsal
      ? days + "一次机会的校对在学信网；本系统是预校对，可以反复，提前发现问题。" : days + "每名学生一次有效；更正以后再确认一次。"
  }

  @HTMLBuilder private func todo(_ progress: ProofProgress) -> HTML {
    if progress.total.waiting > 0 {
      nowCard("\(progress.total.waiting) 名学生说「有误」，等学校处理") {
        Tag.p(
          watcher is any ProofKeeper ? "核实后受理（登记为问题，走勘误或补拍），或告诉学生为什么不用改。" : "由学校核实后处理。")
        Button.row {
          Button.link(
            watcher is any ProofKeeper ? "处理有误" : "看学生说了什么",
            to: WebAddress.path(address.disputes, query: [("institution", call.query("institution"))]))
        }
      }
    } else if watcher is any ProofKeeper, progress.total.due > 0, progress.total.answered == 0 {
      nowCard("打印校对码条，剪开发给学生") {
        Tag.p("每人一条，只给本人；班长只分发密封好的条子。点下面的班级打印。")
      }
    }
  }

  private func table(_ progress: ProofProgress, _ isOfSeveral: Bool) -> HTML {
    let paging = Paging(page: call.pageNumber, rowCount: progress.lines.count)
    let first: [DataTable.Column] = isOfSeveral ? [.text("院校")] : [.text("院系", wide: true), .text("班级")]
    return DataTable(
      caption: isOfSeveral ? "院校" : "班级",
      columns: first + [
        .number("应\(progress.terms.chineseName)"), .number("未答复"), .number("正确"), .number("有误"), .number("等学校处理", wide: true),
        .number("还没有照片", wide: true),
      ],
      rows: progress.lines.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { line in
        let counts = line.counts
        let name: [DataTable.Cell] =
          isOfSeveral
          ? [.link(line.name, to: address.institution(line.institutionID))]
          : [
            .text(line.department),
            .link(line.classGroup.isEmpty ? "（没有班级）" : line.classGroup, to: address.group(line)),
          ]
        return name + [
          .number(counts.due), .number(counts.missing), .number(counts[.confirmed]), .number(counts[.disputed]),
          .number(counts.waiting), .number(counts[.noPortrait]),
        ]
      }, emptyText: "还没有学生名单。", address: address.home, kept: [("institution", call.query("institution"))], paging: paging
    ).html
  }

  private func copy(_ progress: ProofProgress) -> CopyText {
    let what = progress.terms.chineseName
    let open = progress.lines.filter { $0.counts.missing > 0 }
    return CopyText.list(
      "发到辅导员群", head: "【\(what)提醒】还没有答复：",
      items: open.map { "\($0.classGroup.isEmpty ? $0.department : $0.classGroup) \($0.counts.missing) 人" }, total: open.count,
      noun: "个班",
      tail:
        "\(progress.terms.days.map { "\(what)到\($0.last.chineseWithoutYear)截止，" } ?? "")请学生用校对码条登录 \(call.center.publicAddress)\(GraduateAddress.path(campaignID: address.campaignID))"
    )
  }

  private var national: HTML {
    card("学信网的校对状态") {
      Tag.p("用学信政务卡登录学信网，下载本校的图像校对名单，在这里导入后，名单里会显示谁在学信网已校对、未校对、有误。")
      Button.row { Button.link("导入状态", to: address.national, .quiet) }
    }
  }
}

/// The counts of proofing side by side.
struct ProofNumbers: Sendable {
  let counts: ProofCounts
  let what: String

  var html: HTML {
    FlowNumbers(entries: [
      .init(noun: "应\(what)", count: counts.due), .init(noun: "已答复", count: counts.answered, of: counts.due),
      .init(noun: "正确", count: counts[.confirmed], of: counts.due), .init(noun: "有误", count: counts[.disputed]),
      .init(noun: "更正后待再次\(what)", count: counts[.again]), .init(noun: "还没有照片", count: counts[.noPortrait]),
    ]).html
  }
}
