import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// How long cases wait: a small table by desk, for the campaign's overview.
struct WaitingDesks: Sendable {
  let medians: CaseMedians
  let now: Int64

  var html: HTML {
    DataTable(
      caption: "各处等待时间", columns: [.text("等谁"), .number("还在等"), .text("中位数"), .text("最久")],
      rows: medians.lines.map { line in
        [
          .text(line.party.chineseName), .number(line.open), .text(CaseMedians.chineseDuration(line.medianMilliseconds)),
          .text(line.open == 0 ? "—" : CaseMedians.chineseDuration(line.longestOpenMilliseconds)),
        ]
      }, emptyText: "还没有问题登记、勘误和漏拍名单。"
    ).html
  }
}

/// The same by institution, with the way to each list.
struct WaitingCasesPage: Sendable {
  let call: Call
  let watcher: any CaseWatcher

  func show() async throws -> Response {
    let campaignID = call.part("campaign")
    let cases = try await call.center.waitingCases(campaignID: campaignID, by: watcher)
    let frame = try await call.frame(campaign: campaignID, here: .verification)
    let errata = ErrataAddress(campaignID: campaignID)
    return frame.page(
      "等待时间", lead: "问题登记、勘误和漏拍名单从登记到了结各处用了多久；还没有了结的按已等的时间算。",
      trail: watcher is any CampaignKeeper
        ? [.init(label: "登记与学生名单", address: "/campaigns/\(campaignID)/registration")]
        : [.init(label: "勘误", address: errata.desk)]
    ) {
      WaitingDesks(medians: cases.desks, now: cases.now).html
      DataTable(
        caption: "各院校等待时间",
        columns: [
          .text("代码", wide: true), .text("院校"), .number("等院校"), .text("院校中位数", wide: true), .number("等总部"),
          .text("总部中位数", wide: true), .text("最久"),
        ],
        rows: cases.institutions.map { line in
          let longest = line.medians.lines.map(\.longestOpenMilliseconds).max() ?? 0
          return [
            .text(line.code),
            watcher is any ErrataOfficeReader ? .link(line.name, to: errata.screen(line.id)) : .text(line.name),
            .number(line.medians[.institution]?.open ?? 0), .text(Self.median(line.medians[.institution])),
            .number(line.medians[.headOffice]?.open ?? 0), .text(Self.median(line.medians[.headOffice])),
            .text(longest == 0 ? "—" : CaseMedians.chineseDuration(longest)),
          ]
        }, emptyText: "还没有问题登记、勘误和漏拍名单。"
      ).html
    }.response(status: .ok)
  }

  private static func median(_ line: CaseMedians.Line?) -> String {
    line.map { CaseMedians.chineseDuration($0.medianMilliseconds) } ?? "—"
  }
}
