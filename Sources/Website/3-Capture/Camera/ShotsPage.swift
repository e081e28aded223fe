import Foundation
import GraduatePhotos
import HTTPTypes
import Hummingbird
import Station

/// The shots of the visit, the newest first; whose each is, and those that are nobody's.
struct ShotsPage: Sendable {
  let call: DeskCall

  func show() async throws -> Response {
    let view = await call.desk.view
    let shots = view.log.shotOrder.reversed().compactMap { view.log.shots[$0] }
    let held = await call.desk.quarantined
    let paging = Paging(page: Int(call.query("page")) ?? 1, rowCount: shots.count)
    let shown = shots.dropFirst(paging.offset).prefix(Paging.rowsPerPage)
    let loose = view.log.looseShots
    return call.frame.page(
      "照片", lead: "共 \(shots.count) 张，已采用 \(view.captured) 人。", trail: [.init(label: "拍摄", address: call.address("/camera"))]
    ) {
      if !loose.isEmpty {
        card("不知道是谁的（\(loose.count) 张）") {
          Tag.p("这些照片来的时候没有人扫码。请认领，或弃用。", .class("soft"))
          Tag.ul(.class("contact-sheet")) { for shot in loose { tile(shot, view, isHeld: false) } }
        }
      }
      card("全部") {
        if shown.isEmpty { Tag.p("还没有照片。照片进文件夹、联机相机拍下或从存储卡读入后出现在这里。") }
        Tag.ul(.class("contact-sheet")) {
          for shot in shown { tile(shot, view, isHeld: held.contains(shot.id)) }
        }
        paging.html(address: call.address("/shots"), kept: [])
      }
    }.response(status: .ok)
  }

  private func tile(_ shot: VisitLog.Shot, _ view: DeskView, isHeld: Bool) -> HTML {
    let person = shot.person.flatMap { view.names[$0] }
    let isChosen = shot.person.map { view.log.keptShot(of: $0)?.id == shot.id } ?? false
    return Tag.li {
      if shot.deed.verdict == .unreadable {
        Tag.p("打不开的文件", .class("soft"))
      } else {
        Tag.img(
          .src(call.address("/shots/\(shot.id)/portrait")), .set(.alt, "拍摄序号 \(StationNumbers.serialText(shot.serial))"),
          .set(.loading, "lazy"), .set(.width, "480"), .set(.height, "640"))
      }
      Tag.p {
        Tag.b(StationNumbers.serialText(shot.serial))
        " \(person.map { $0.name.isEmpty ? "采集码" : $0.name } ?? "不知道是谁")"
      }
      mark(shot, isChosen: isChosen, isHeld: isHeld).html
      if shot.setAside == nil { acts(shot, isChosen: isChosen) }
    }
  }

  private func mark(_ shot: VisitLog.Shot, isChosen: Bool, isHeld: Bool) -> Mark {
    if isHeld { return .wrong("扣住") }
    if shot.setAside != nil { return .wait("不用") }
    if isChosen { return .right("采用") }
    return shot.isGood ? .look("可用") : .wrong("不合格")
  }

  private func acts(_ shot: VisitLog.Shot, isChosen: Bool) -> HTML {
    Tag.details {
      Tag.summary("更改")
      if shot.isGood, !isChosen, shot.person != nil {
        Button.act("采用", at: call.address("/shots/\(shot.id)/choose"), csrf: call.csrf, fields: [])
      }
      Tag.form(.class("form"), .set(.method, "post"), .action(call.address("/shots/\(shot.id)/bind"))) {
        CSRF.field(call.csrf)
        FormField("who", "是谁：扫码或输入学号", isRequired: true).html(error: nil)
        Button.submit("认领", .quiet)
      }
      Tag.form(.class("form"), .set(.method, "post"), .action(call.address("/shots/\(shot.id)/set-aside"))) {
        CSRF.field(call.csrf)
        FormField("why", "不用的原因", isRequired: true).html(error: nil)
        Button.submit("这张不用", .quiet)
      }
    }
  }

  func portrait() async throws -> Response {
    try await picture("image/jpeg") { try await call.desk.portrait(of: call.part("shot")) }
  }

  func drawing() async throws -> Response {
    try await picture("image/svg+xml") {
      let drawing = try await call.desk.drawing(of: call.part("shot"))
      return Array((drawing.isEmpty ? "<svg xmlns=\"http://www.w3.org/2000/svg\"/>" : drawing).utf8)
    }
  }

  func reference() async throws -> Response {
    try await picture("image/jpeg") { await call.desk.reference(of: call.part("person")) }
  }

  /// Kept by no browser, as all that shows people: the next one at this computer may be anybody.
  private func picture(_ type: String, _ bytes: () async throws -> [UInt8]?) async throws -> Response {
    let found: [UInt8]?
    do { found = try await bytes() } catch VisitDeskRefusal.shotUnknown { throw HTTPError(.notFound) }
    guard let found else { throw HTTPError(.notFound) }
    return Response(
      status: .ok, headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: found)))
  }
}
