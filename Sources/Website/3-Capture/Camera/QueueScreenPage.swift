import GraduatePhotos
import HTTPTypes
import Hummingbird
import Station

/// The second screen, for those who wait: queue numbers, which class is on, and nobody's name.
struct QueueScreenPage: Sendable {
  let call: DeskCall

  func show() async throws -> Response {
    let view = await call.desk.view
    return Document(title: "排队", bodyClass: "camera", scripts: ["camera.js"]) {
      Tag.main(
        .class("queue-screen"), .id("camera"), .data("live", call.address("/screen/live")),
        .data("generation", String(view.generation))
      ) {
        Tag.h1(call.desk.plan.place)
        Tag.div(.data("part", "queue")) { queue(view) }
      }
    }.response(status: .ok)
  }

  func live() async throws -> Response {
    _ = await call.desk.change(after: Int(call.query("after")) ?? 0, seconds: 20)
    let view = await call.desk.view
    return .parts(generation: view.generation, values: [:], parts: ["queue": queue(view)])
  }

  private func queue(_ view: DeskView) -> HTML {
    let open = view.progress.turns.filter { $0.state == .open }.map(\.key.classGroup)
    let ahead = view.progress.turns.first { $0.state == .ahead }
    return fragment {
      Tag.div(.class("queue-now")) {
        Tag.p("正在拍", .class("soft"))
        Tag.strong(view.seated?.queue.map(StationNumbers.queueText) ?? "—")
        if !open.isEmpty { Tag.p(open.joined(separator: "、")) }
      }
      Tag.div(.class("queue-next")) {
        Tag.p("请准备", .class("soft"))
        Tag.ol {
          for waiting in view.queue.prefix(12) { Tag.li(StationNumbers.queueText(waiting.deed.queue)) }
        }
        if view.queue.isEmpty { Tag.p("没有人在排队。") }
      }
      if let ahead {
        Tag.p(
          "下一个班：\(ahead.key.classGroup)，约 \(MinuteSpan.clock(ahead.expected?.start ?? ahead.span.start)) 开始",
          .class("queue-class"))
      }
    }
  }
}
