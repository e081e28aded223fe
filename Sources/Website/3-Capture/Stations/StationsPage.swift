import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Every visit of today that stations took along: pace, queue, findings, what is missing, packets.
struct StationsPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }
  private var base: String { StationWords.base(call) }

  func show() async throws -> Response {
    let frame = try await call.frame(campaign: campaignID, here: .capture)
    let visits = try await call.center.stationsOverview(campaignID: campaignID, by: keeper)
    let waiting = try await call.center.packetsInReview(campaignID: campaignID, by: keeper).count
    let now = try await call.center.now()
    return frame.page("工作站", lead: CalendarDay(milliseconds: now).chinese, trail: DayWords.trail(campaignID)) {
      CampaignWords.done(
        call, ["given-up": "不再等缺少的数据包，后面的已经接着处理。", "revoked": "工作站已停用，以后传来的数据包要核实后才采用。"])
      FlowNumbers(entries: [
        .init(noun: "带走的场次", count: visits.count),
        .init(noun: "工作站", count: visits.reduce(0) { $0 + $1.stations.count }),
        .init(
          noun: "已拍", count: visits.reduce(0) { $0 + $1.captured }, of: visits.reduce(0) { $0 + $1.heads }, key: "captured"),
        .init(noun: "待核实的数据包", count: waiting, key: "waiting"),
      ]).html
      Button.row {
        Button.link(waiting > 0 ? "核实 \(waiting) 个数据包" : "待核实的数据包", to: base + "/review", waiting > 0 ? .primary : .quiet)
        if keeper is any StickBearer { Button.link("从 U 盘导入", to: base + "/import", .quiet) }
      }
      if visits.isEmpty {
        Notice(kind: .look, title: "今天还没有场次带到工作站", text: "摄影员在「拍摄」里打开自己的场次，点「带到工作站」。").html
      }
      Tag.div(.class("stack"), .data("live", visits.isEmpty ? nil : base + "/live"), .data("every", "10")) {
        for visit in visits { card(visit, now) }
      }
    }.response(status: .ok)
  }

  /// What live.js asks for.
  func live() async throws -> Response {
    let visits = try await call.center.stationsOverview(campaignID: campaignID, by: keeper)
    let now = try await call.center.now()
    var values = [
      "captured": String(visits.reduce(0) { $0 + $1.captured }),
      "waiting": String(try await call.center.packetsInReview(campaignID: campaignID, by: keeper).count),
    ]
    for visit in visits {
      values["sum-\(visit.visit)"] = Self.sum(of: visit)
      values.merge(DayWords.liveValues(visit.captured, visit.heads, key: String(visit.visit))) { _, new in new }
      for station in visit.stations {
        let key = "\(visit.visit)-\(station.letter)"
        values["seen-\(key)"] = Self.seen(station, now)
        values["pace-\(key)"] = Self.pace(station)
        values["packets-\(key)"] = Self.packets(station)
      }
    }
    return .live(values)
  }

  private func card(_ visit: StationsVisit, _ now: Int64) -> HTML {
    Website.card("\(visit.place) 第 \(visit.visit) 场") {
      Tag.p {
        "\(visit.crewName)。"
        Tag.span(Self.sum(of: visit), .data("value", "sum-\(visit.visit)"))
      }
      DayWords.liveBar(visit.captured, visit.heads, key: String(visit.visit))
      stationTable(visit, now)
      if !visit.findings.isEmpty {
        Tag.p {
          "照片检测：" + visit.findings.prefix(8).map { "\(PhotoCheckNames.title($0.check)) \($0.shots) 张" }.joined(separator: "、")
        }
      }
      for held in visit.held { Tag.p("扣住 \(held.shots) 张：\(held.why)") }
      if !visit.missing.isEmpty { missingTable(visit) }
      Button.row { Button.link("打开这一场", to: "\(DayWords.today(campaignID))/\(visit.visit)", .quiet) }
    }
  }

  private func stationTable(_ visit: StationsVisit, _ now: Int64) -> HTML {
    DataTable(
      caption: "工作站", columns: [.text("号段"), .text("工作站"), .text("最近"), .text("速度", wide: true), .text("数据包"), .text("")],
      rows: visit.stations.map { station in
        let key = "\(visit.visit)-\(station.letter)"
        return [
          .text(station.letter),
          .html(
            fragment {
              station.name
              if station.isRevoked {
                " "
                Mark.wrong("已停用").html
              }
            }), .html(Tag.span(Self.seen(station, now), .data("value", "seen-\(key)"))),
          .html(Tag.span(Self.pace(station), .data("value", "pace-\(key)"))),
          .html(Tag.span(Self.packets(station), .data("value", "packets-\(key)"))), .html(acts(station)),
        ]
      }, emptyText: ""
    ).html
  }

  @HTMLBuilder private func acts(_ station: StationLine) -> HTML {
    if station.missingPackets > 0 {
      Button.act("不再等缺的 \(station.missingPackets) 个包", at: "\(base)/\(station.id)/give-up", csrf: call.csrf)
    }
    if !station.isRevoked { Tag.a("停用", .href("\(base)/\(station.id)/revoke")) }
  }

  private func missingTable(_ visit: StationsVisit) -> HTML {
    DataTable(
      caption: "还没拍完的班", columns: [.text("班级"), .number("应拍"), .number("已拍"), .number("还差")],
      rows: visit.missing.map { line in
        [.html(DayWords.cell(line.turn)), .number(line.heads), .number(line.captured), .number(line.heads - line.captured)]
      }, emptyText: ""
    ).html
  }

  /// 「排队 3 人，要重拍 1 人，没有主人的照片 2 张」.
  private static func sum(of visit: StationsVisit) -> String {
    if visit.isClosed { return "当天已结束" }
    var parts = ["排队 \(visit.queue) 人"]
    if visit.toRetake > 0 { parts.append("要重拍 \(visit.toRetake) 人") }
    let held = visit.held.reduce(0) { $0 + $1.shots }
    if held > 0 { parts.append("扣住待看的照片 \(held) 张") }
    if visit.looseShots > 0 { parts.append("没有主人的照片 \(visit.looseShots) 张") }
    return parts.joined(separator: "，")
  }

  private static func seen(_ station: StationLine, _ now: Int64) -> String {
    guard let last = station.lastPacketAt else { return "还没有传来" }
    let shot = station.lastShotAt.map { "，上一张 \(Moment.clock($0))" } ?? ""
    return "\(max(0, now - last) / 60_000) 分钟前传过\(shot)"
  }

  private static func pace(_ station: StationLine) -> String { "一小时 \(station.pace) 张，共 \(station.shots) 张" }

  private static func packets(_ station: StationLine) -> String {
    var parts = ["已收 \(station.packets)"]
    if station.missingPackets > 0 { parts.append("还缺 \(station.missingPackets) 个包") }
    if station.inReview > 0 { parts.append("待核实 \(station.inReview)") }
    return parts.joined(separator: "，")
  }
}
