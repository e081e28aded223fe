import GraduatePhotos
import HTTPTypes
import Hummingbird
import Station

/// The screen at the camera: who sits, what the last picture is worth, who comes next; read from two metres, run by four keys.
struct CameraPage: Sendable {
  let call: DeskCall

  func show() async throws -> Response {
    let view = await call.desk.view
    let waiting = try await call.host.station.syncState()
    let document = Document(title: "拍摄", bodyClass: "camera", scripts: ["camera.js"]) {
      Tag.main(
        .class("camera-screen"), .id("camera"), .data("live", call.address("/camera/live")),
        .data("generation", String(view.generation)), .data("state", CameraParts.state(view).rawValue),
        .data("shot", view.seated?.shots.last?.id ?? "")
      ) {
        Tag.h1("拍摄", .class("spoken"))
        Tag.div(.class("camera-seat"), .data("part", "seat")) { CameraParts(call: call, view: view).seat }
        Tag.aside(.class("camera-next"), .data("part", "next")) { CameraParts(call: call, view: view).next }
        tools
        Tag.footer(.class("camera-foot"), .data("part", "foot")) { CameraParts(call: call, view: view).foot(waiting) }
      }
    }
    var response = document.response(status: .ok)
    // The one page that may use the camera.
    response.headers[.permissionsPolicy] = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"
    response.headers[.contentSecurityPolicy] =
      SecurityHeaderValues.contentSecurityPolicy.replacing("img-src 'self' data:", with: "img-src 'self' data: blob:")
      + "; media-src 'self' blob:"
    return response
  }

  /// Waits for a change, then tells the parts anew.
  func live() async throws -> Response {
    let seen = Int(call.query("after")) ?? 0
    _ = await call.desk.change(after: seen, seconds: 20)
    let view = await call.desk.view
    let parts = CameraParts(call: call, view: view)
    let waiting = try await call.host.station.syncState()
    return .parts(
      generation: view.generation,
      values: ["state": CameraParts.state(view).rawValue, "shot": view.seated?.shots.last?.id ?? ""],
      parts: ["seat": parts.seat, "next": parts.next, "foot": parts.foot(waiting)])
  }

  private var tools: HTML {
    Tag.nav(.class("camera-tools"), .aria("label", "拍摄页工具")) {
      Tag.form(.class("camera-scan"), .set(.method, "post"), .action(call.address("/camera/scan")), .data("scan", "")) {
        CSRF.field(call.csrf)
        Tag.label("扫码或输入", .set(.for, "field-who"))
        Tag.input(
          .set(.type, "text"), .set(.name, "who"), .set(.id, "field-who"), .set(.autocomplete, "off"),
          .set(.maxlength, "2048"))
        if call.desk.isMakeup {
          Tag.label(.class("check")) {
            Tag.input(.set(.type, "checkbox"), .set(.name, "card"), .set(.value, "on"))
            "已看身份证"
          }
        }
        Tag.button("下一位", .set(.type, "submit"))
      }
      Tag.p(.class("camera-word"), .set(.role, "status"), .data("word", ""))
      Tag.div(.class("camera-links")) {
        Tag.button("打开摄像头", .set(.type, "button"), .data("webcam", call.address("/camera/shot")))
        Tag.a("签到", .href(call.address("/door")))
        Tag.a("对不上的", .href(call.address("/checks")))
        Tag.a("照片", .href(call.address("/shots")))
        Tag.a("传输", .href(call.address("/transfer")))
        Tag.a("签字与结束", .href(call.address("/day")))
      }
    }
  }
}

/// What the camera screen says at a moment; it decides the colour field and the sound.
enum CameraState: String, Sendable {
  /// Nobody sits.
  case empty
  /// Somebody sits, nothing was shot.
  case ready
  /// The newest shot is good.
  case right
  /// Somebody has to look at it.
  case look
  /// Once more.
  case again
  /// Something does not fit: stop.
  case stop
}

extension Response {
  /// Parts of a page for camera.js: their names and markup, which this program wrote.
  static func parts(generation: Int, values: [String: String], parts: [String: HTML]) -> Response {
    let texts = parts.mapValues { String(decoding: $0.bytes, as: UTF8.self) }.merging(values) { one, _ in one }
    let pairs = texts.sorted { $0.key < $1.key }.map { "\(jsonText($0.key)):\(jsonText($0.value))" }
    return Response(
      status: .ok, headers: [.contentType: "application/json; charset=utf-8"],
      body: ResponseBody(
        byteBuffer: ByteBuffer(string: "{\"generation\":\(generation),\(pairs.joined(separator: ","))}")))
  }
}
