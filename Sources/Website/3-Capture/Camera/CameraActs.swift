import Foundation
import GraduatePhotos
import HTTPTypes
import Hummingbird
import Station

/// What is done at the camera: scan the next one, undo, take a picture of the page's camera.
struct CameraActs: Sendable {
  let call: DeskCall

  func scan(_ form: SubmittedForm) async throws -> Response {
    try await answered {
      let seating = try await call.desk.scan(
        form.trimmed("who"), identityCardSeen: form.trimmed("card") == "on",
        saying: form.trimmed("word") == "accepted" ? .accepted : .none, by: call.member)
      switch seating {
      case .seated: return (true, "")
      case .notFound: return (false, "没有找到：请核对学号；名单上没有的人到签到页办备用卡")
      case .several(let ids): return (false, "有 \(ids.count) 个人符合，请扫码或输入学号")
      case .asks(let why): return (false, "\(why.chinese)。要拍请到签到页同意")
      case .refused(let why, let wayOn): return (false, "\(why.chinese)。\(wayOn.chinese)")
      case .stillSits(let id):
        let name = await call.desk.view.names[id]?.name ?? ""
        return (false, "\(name.isEmpty ? "上一位" : name)还没有可用的照片：再拍一张；确实不拍就再扫一次")
      }
    }
  }

  func undo() async throws -> Response {
    try await answered {
      try await call.desk.undoSeat(by: call.member)
      return (true, "已撤回")
    }
  }

  func leave() async throws -> Response {
    try await answered {
      try await call.desk.leaveSeat(by: call.member)
      return (true, "")
    }
  }

  /// A picture of the page's own camera.
  func take(_ form: SubmittedForm) async throws -> Response {
    try await answered {
      guard let file = form.files("picture").first, let data = FileManager.default.contents(atPath: file.path) else {
        return (false, "没有收到照片")
      }
      try await call.desk.take(
        ArrivedPicture(bytes: [UInt8](data), source: .webcam, fileName: "", arrivedAt: call.host.station.now),
        by: call.member.account)
      return (true, "")
    }
  }

  private func answered(_ work: () async throws -> (Bool, String)) async throws -> Response {
    try await call.answered(back: "/camera", work)
  }
}

extension DeskCall {
  /// Does something and says how it went: to our own script in JSON, else on the page it came from.
  func answered(back: String, _ work: () async throws -> (isDone: Bool, word: String)) async throws -> Response {
    do {
      let (isDone, word) = try await work()
      if wantsJSON { return .json(["done": isDone ? "yes" : "", "word": word]) }
      guard isDone else { return problem(word, "", back: back) }
      return .redirect(toOwn: address(back))
    } catch let refusal as VisitDeskRefusal {
      if wantsJSON {
        return .json(["done": "", "word": [refusal.message, refusal.hint].filter { !$0.isEmpty }.joined(separator: "：")])
      }
      return problem(refusal.message, refusal.hint, back: back)
    }
  }

  private func problem(_ message: String, _ hint: String, back: String) -> Response {
    frame.page("不能继续") {
      Notice(kind: .wrong, title: message, text: hint).html
      Button.row { Button.link("返回", to: address(back), .quiet) }
    }.response(status: .unprocessableContent)
  }
}

/// What is done with one shot.
struct ShotActs: Sendable {
  let call: DeskCall

  private var shot: String { call.part("shot") }

  func choose() async throws -> Response {
    try await call.answered(back: "/camera") {
      try await call.desk.choose(shot, by: call.member)
      return (true, "已采用")
    }
  }

  func overrule(_ form: SubmittedForm) async throws -> Response {
    try await call.answered(back: "/camera") {
      try await call.desk.overrule(shot, because: form.trimmed("why"), by: call.member)
      return (true, "已采用")
    }
  }

  func setAside(_ form: SubmittedForm) async throws -> Response {
    try await call.answered(back: "/camera") {
      try await call.desk.setAside(shot, because: form.trimmed("why"), by: call.member)
      return (true, "这张不用，请再拍")
    }
  }

  func bind(_ form: SubmittedForm) async throws -> Response {
    try await call.answered(back: "/shots") {
      let found = await call.desk.find(form.trimmed("who"))
      guard found.count == 1, let one = found.first else {
        return (false, found.isEmpty ? "没有找到这个人" : "有 \(found.count) 个人符合，请输入学号")
      }
      try await call.desk.bind(shot, to: one.id, by: call.member)
      return (true, "已认领")
    }
  }
}
