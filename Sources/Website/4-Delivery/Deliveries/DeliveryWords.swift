import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// What pages of deliveries say in common.
enum DeliveryWords {
  static func base(_ call: Call) -> String { "/campaigns/\(call.part("campaign"))/deliveries" }
  static func page(_ call: Call) -> String { "\(base(call))/\(call.part("delivery"))" }

  static func trail(_ call: Call) -> [Frame.Crumb] { [.init(label: "交付", address: base(call))] }

  /// What one may not see does not exist.
  @discardableResult
  static func found<T>(_ work: () async throws -> T) async throws -> T {
    do { return try await work() } catch DeliveryDeskRefusal.unknown { throw HTTPError(.notFound) } catch DeliveryDeskRefusal
      .partUnknown
    { throw HTTPError(.notFound) }
  }

  static func mark(_ state: DeliveryListLine.State) -> Mark {
    switch state {
    case .made: .wait(state.chineseName)
    case .dispatched, .fetched: .look(state.chineseName)
    case .received: .right(state.chineseName)
    }
  }

  /// 「12.3 MB」.
  static func size(_ bytes: Int) -> String {
    if bytes < 1 << 20 { return "\((bytes + 1_023) / 1_024) KB" }
    let (unit, name) = bytes < 1 << 30 ? (1 << 20, "MB") : (1 << 30, "GB")
    let tenths = bytes * 10 / unit
    return "\(tenths / 10).\(tenths % 10) \(name)"
  }

  /// 「新增 12 人，换片 3 人」.
  static func text(_ changes: DeliveryChangeCounts) -> String {
    let parts = [
      (DeliveryChangeKind.added, changes.added), (.replaced, changes.replaced), (.corrected, changes.corrected),
      (.removed, changes.removed),
    ]
    let said = parts.filter { $0.1 > 0 }.map { "\($0.0.chineseName) \($0.1) 人" }
    return said.isEmpty ? "没有变化" : said.joined(separator: "，")
  }

  /// 「普通 文学院 汉文1班」.
  static func name(_ group: DeliveryClassLine) -> String {
    [group.category.chineseName, group.department, group.classGroup].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Deliveries of one institution.
  static func table(_ lines: [DeliveryListLine], _ call: Call, emptyText: String) -> HTML {
    DataTable(
      caption: "交付",
      columns: [.text("编号"), .text("日期"), .number("照片"), .number("缺", wide: true), .text("方式", wide: true), .text("情况")],
      rows: lines.map { line in
        [
          .link(line.number, to: "\(base(call))/\(line.id)"), .text(line.day.chinese), .number(line.portraits),
          .number(line.missing), .text(line.isPlain ? "不加密" : "加密"), .mark(mark(line.state)),
        ]
      }, emptyText: emptyText
    ).html
  }
}
