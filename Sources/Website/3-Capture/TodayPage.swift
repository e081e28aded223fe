import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Today's visits, each with how far it is.
struct TodayPage: Sendable {
  let call: Call
  let watcher: any DayWatcher

  private var campaignID: String { call.part("campaign") }

  func show() async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .capture)
    let visits = try await call.center.livingDay(campaignID: campaignID, by: watcher)
    let today = CalendarDay(milliseconds: try await call.center.now())
    let came = visits.reduce(0) { $0 + $1.progress.came }
    let heads = visits.reduce(0) { $0 + $1.progress.heads }
    return frame.page("拍摄", lead: today.chinese) {
      if !visits.isEmpty {
        FlowNumbers(entries: [
          .init(noun: "今天场次", count: visits.count), .init(noun: "已签到", count: came, of: heads),
          .init(noun: "今天应拍", count: heads),
        ]).html
      }
      Tag.div(.data("live", visits.isEmpty ? nil : "\(DayWords.today(campaignID))/live"), .data("every", "10")) {
        table(visits)
      }
    }.response(status: .ok)
  }

  /// What live.js asks for.
  func live() async throws -> Response {
    var values: [String: String] = [:]
    for visit in try await call.center.livingDay(campaignID: campaignID, by: watcher) {
      let key = String(visit.record.number)
      values["outlook-\(key)"] = visit.progress.outlook.chinese
      values.merge(DayWords.liveValues(visit.progress.came, visit.progress.heads, key: key)) { _, new in new }
    }
    return .live(values)
  }

  private func table(_ visits: [LivingVisit]) -> HTML {
    DataTable(
      caption: "今天的场次",
      columns: [.text("时间"), .text("地点"), .text("小组", wide: true), .text("进度"), .text("情况"), .text("估计", wide: true)],
      rows: visits.map { visit in
        [
          .text(visit.record.span.chinese),
          .link(placeName(visit), to: "\(DayWords.today(campaignID))/\(visit.record.number)"), .text(visit.crewName),
          .html(
            DayWords.liveBar(visit.progress.came, visit.progress.heads, key: String(visit.record.number))),
          .mark(DayWords.mark(visit)),
          .html(Tag.span(visit.progress.outlook.chinese, .data("value", "outlook-\(visit.record.number)"))),
        ]
      }, emptyText: emptyText
    ).html
  }

  private func placeName(_ visit: LivingVisit) -> String {
    visit.record.point > 1 ? "\(visit.place.name) 第 \(visit.record.point) 拍摄点" : visit.place.name
  }

  private var emptyText: String {
    watcher is Photographer
      ? "今天没有您的小组的场次。场次公布后，计划员把您的账号加进小组，这里就会出现。" : "今天没有场次。"
  }
}
