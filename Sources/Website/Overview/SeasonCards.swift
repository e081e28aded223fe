import GraduatePhotos
import Workflow

/// What stands beside the flow: where the others are, how good pictures are, how quickly it goes, what waits, how proofing goes.
struct SeasonCards: Sendable {
  let overview: SeasonOverview
  let links: SeasonLinks

  private var season: InstitutionSeason { overview.total }
  private var people: SeasonCount { season.people }
  private var spot: LedgerSpot { LedgerSpot(institutionID: overview.institution?.id) }

  @HTMLBuilder var html: HTML {
    ledger
    if overview.isWhole { pictures }
    if overview.isWhole { pace }
    if overview.isWhole { cases }
    proofing
  }

  // MARK: - The ledger's words

  private var ledger: HTML {
    let missing = LedgerPost.MissingCause.allCases.compactMap { cause -> [DataTable.Cell]? in
      guard let heads = people.missing[cause], heads > 0 else { return nil }
      let post = LedgerPost.missing(cause)
      return [
        .text(post.chineseName), links.cell(heads, links.ledger(.post(post), at: spot)),
        .text(post.nextStep(in: overview.plan, today: overview.today)),
      ]
    }
    let left = StatusChange.Kind.allCases.compactMap { kind -> [DataTable.Cell]? in
      guard let heads = people.left[kind], heads > 0 else { return nil }
      let post = LedgerPost.left(kind)
      return [
        .text(post.chineseName), links.cell(heads, links.ledger(.post(post), at: spot)),
        .text(post.nextStep(in: overview.plan, today: overview.today)),
      ]
    }
    return card("漏拍、补拍和学籍异动") {
      DataTable(
        caption: "漏拍和学籍异动", columns: [.text("名目"), .number("人数"), .text("怎么办", wide: true)], rows: missing + left,
        emptyText: "没有漏拍，也没有学籍异动。"
      ).html
      if people.booked > 0 || people.admitted > 0 {
        Tag.p {
          "补拍：已预约 \(people.booked) 人，已到场 \(people.admitted) 人。"
          Tag.a("看补拍", .href("/campaigns/\(links.address.campaignID)/makeup"))
        }
      }
    }
  }

  // MARK: - Pictures

  private var pictures: HTML {
    card("照片一次合格") {
      if season.judged == 0 {
        Tag.p("总部还没有看过照片。")
      } else {
        Tag.p {
          Tag.strong(Percent.text(season.firstPass, of: season.judged))
          "：总部看过 \(season.judged) 人的照片，\(season.firstPass) 人第一次就合格。"
        }
      }
      reasons("总部退回重拍的原因", season.returned, links.retakes)
      reasons("现场没有通过的检测", failedChecks, nil)
      if season.shots > 0 {
        Tag.p(
          "现场共拍 \(season.shots) 张，平均每人 \(ratio(season.shots, people.reached(.shot, in: overview.steps))) 张。", .class("hint"))
      }
    }
  }

  private var failedChecks: [String: Int] {
    Dictionary(season.failedChecks.map { (PhotoCheckNames.title($0.key), $0.value) }, uniquingKeysWith: +)
  }

  private func reasons(_ title: String, _ counts: [String: Int], _ address: String?) -> HTML {
    guard !counts.isEmpty else { return .nothing }
    return DataTable(
      caption: title, columns: [.text("原因"), .number("次数")],
      rows: counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(12).map {
        [.text($0.key), links.cell($0.value, address)]
      }, emptyText: ""
    ).html
  }

  /// 「1.2」; nothing is divided by nobody.
  private func ratio(_ part: Int, _ whole: Int) -> String {
    let tenths = part * 10 / max(1, whole)
    return "\(tenths / 10).\(tenths % 10)"
  }

  // MARK: - Pace

  private var pace: HTML {
    let days = season.pace.compactMap { text, people in CalendarDay.parse(text).map { (day: $0, people: people) } }
      .sorted { $0.day < $1.day }
    guard !days.isEmpty else { return .nothing }
    return card("采集速度") {
      Tag.p("\(days.count) 个拍摄日，平均每天 \(PaceChart.mean(days)) 人。")
      PaceChart(days: days).html
      Tag.details {
        Tag.summary("每天的人数")
        DataTable(
          caption: "每天采集人数", columns: [.text("日期"), .number("人数")],
          rows: days.reversed().prefix(PaceChart.most).map { [.text($0.day.chinese), .number($0.people)] }, emptyText: ""
        ).html
      }
    }
  }

  // MARK: - Cases

  private var cases: HTML {
    let lines = SeasonCase.allCases.compactMap { kind -> [DataTable.Cell]? in
      let open = season.open(kind)
      let settled = season.settled[kind] ?? 0
      guard open.heads + settled > 0 else { return nil }
      return [
        .text(kind.chineseName), links.cell(open.heads, links.cases(kind)),
        .text(open.heads == 0 ? "—" : open.chinese(now: overview.now)), .number(settled),
      ]
    }
    let steps = CaseStep.allCases.compactMap { step -> String? in
      let waiting = season.open(at: step)
      guard waiting.heads > 0, let longest = waiting.longest(now: overview.now) else { return nil }
      return "\(step.chineseName) \(waiting.heads) 件，最久 \(CaseMedians.chineseDuration(longest))"
    }
    return card("问题登记、勘误和漏拍名单") {
      DataTable(
        caption: "问题", columns: [.text("问题"), .number("未了结"), .text("已等"), .number("已了结", wide: true)], rows: lines,
        emptyText: "没有登记过问题。"
      ).html
      if !steps.isEmpty { Tag.p(steps.joined(separator: "；") + "。", .class("hint")) }
      if season.classes > 0 {
        Tag.p("班级核对：\(season.signedClasses) / \(season.classes) 个班级已签核。")
        ProgressBar(done: season.signedClasses, of: season.classes, label: "已签核的班级").html
      }
    }
  }

  // MARK: - Proofing

  private var proofing: HTML {
    let place = overview.plan.proofingPlace
    let counts = people.proofed(at: place)
    let whole = counts.done + counts.wrong + counts.open
    return card(place == .here ? "学生校对" : "学生校对（学信网）") {
      if whole == 0 {
        Tag.p("还没有可以校对的照片。")
      } else {
        FlowNumbers(entries: [
          .init(noun: "已校对", count: counts.done, of: whole), .init(noun: "有误", count: counts.wrong),
          .init(noun: "未校对", count: counts.open, of: whole),
        ]).html
        if place == .nationalSite {
          Tag.p(
            "按院校导入的学信网名单计；本系统的预校对：正确 \(people.proofs[.confirmed] ?? 0) 人，有误 \(people.proofs[.disputed] ?? 0) 人。",
            .class("hint"))
        }
      }
      if let proofing = links.proofing { Button.row { Button.link("看校对情况", to: proofing, .quiet) } }
    }
  }
}
