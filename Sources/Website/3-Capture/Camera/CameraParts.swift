import GraduatePhotos
import Station

/// The parts of the camera screen.
struct CameraParts: Sendable {
  let call: DeskCall
  let view: DeskView

  static func state(_ view: DeskView) -> CameraState {
    if view.findings.contains(where: \.finding.isGoingOn) { return .stop }
    guard let seated = view.seated else { return .empty }
    guard let last = seated.shots.last else { return .ready }
    if last.isGood { return last.deed.verdict == .look ? .look : .right }
    return .again
  }

  // MARK: The seat

  var seat: HTML {
    guard view.closed == nil else {
      return Tag.div(.class("camera-field empty")) {
        Tag.strong("这一场已结束")
        Tag.span("照片和记录已封好，可以打印当日情况表。")
      }
    }
    guard let seated = view.seated else {
      return fragment {
        picture(nil, nil)
        Tag.div(.class("camera-who")) {
          Tag.p("请扫下一位的码", .class("camera-name"))
          field(.empty, title: "没有人在镜头前", text: "先扫码，再拍。没扫码就拍的照片要一张一张认领。")
        }
      }
    }
    return fragment {
      picture(seated, shown(seated))
      Tag.div(.class("camera-who")) {
        Tag.p(seated.person.name.isEmpty ? "采集码" : seated.person.name, .class("camera-name"))
        Tag.p(facts(seated), .class("camera-facts"))
        for instruction in seated.person.instructions { Tag.p("注意：\(instruction)", .class("camera-mind")) }
        verdict(seated)
        keys(seated)
        strip(seated)
      }
    }
  }

  /// The newest shot while it decides, else the chosen one.
  private func shown(_ seated: DeskView.Seated) -> VisitLog.Shot? { seated.shots.last }

  private func facts(_ seated: DeskView.Seated) -> String {
    var parts = [seated.person.turn.classGroup]
    let number = seated.person.studentNumber
    if !number.isEmpty { parts.append("学号尾号 \(number.suffix(4))") }
    if let queue = seated.queue { parts.append("排队号 \(StationNumbers.queueText(queue))") }
    if let serial = shown(seated)?.serial { parts.append("拍摄序号 \(StationNumbers.serialText(serial))") }
    if seated.seat.isRetake { parts.append("重拍") }
    return parts.joined(separator: " · ")
  }

  private func picture(_ seated: DeskView.Seated?, _ shot: VisitLog.Shot?) -> HTML {
    Tag.div(.class("camera-picture")) {
      if let shot, shot.deed.verdict != .unreadable {
        Tag.img(
          .class("portrait"), .src(call.address("/shots/\(shot.id)/portrait")), .set(.alt, "刚拍的照片"), .set(.width, "480"),
          .set(.height, "640"))
        Tag.img(.class("drawing"), .src(call.address("/shots/\(shot.id)/drawing")), .set(.alt, ""))
      }
      if let seated, seated.hasReference {
        Tag.img(
          .class("reference"), .src(call.address("/references/\(seated.person.id)")), .set(.alt, "入学照片"))
        if seated.isUnlikeReference { Tag.span("像是同一人吗？请看一眼", .class("unlike")) }
      }
    }
  }

  private func verdict(_ seated: DeskView.Seated) -> HTML {
    if let stop = view.findings.first(where: \.finding.isGoingOn) {
      return field(.stop, title: "停：对不上", text: stop.finding.chinese)
    }
    guard let shot = shown(seated) else { return field(.ready, title: "可以拍了", text: "坐正，看镜头。") }
    let words = shot.deed.problems.filter { shot.overruled[$0.check] == nil }
    if shot.isGood {
      let notes = words.filter { !$0.isFailure }
      return notes.isEmpty
        ? field(.right, title: "可以", text: "已采用。扫下一位即可。")
        : field(.look, title: "请看一眼", text: notes.map(\.chinese).joined(separator: " "))
    }
    let worst = words.first { $0.isFailure } ?? words.first
    let rest = words.filter { $0.isFailure && $0.check != worst?.check }
    let (title, remedy) = Self.cut(worst?.chinese ?? "这张不能用")
    return field(
      .again, title: title,
      text: ([remedy].filter { !$0.isEmpty } + rest.prefix(2).map(\.chinese)).joined(separator: " "))
  }

  /// What is wrong, in words large enough to be read from the camera, and what to do, smaller.
  static func cut(_ sentence: String) -> (title: String, remedy: String) {
    guard let at = sentence.firstIndex(where: { "，。；（".contains($0) }) else { return (sentence, "") }
    let rest = sentence[sentence.index(after: at)...]
    return (String(sentence[..<at]), String(rest))
  }

  private func field(_ state: CameraState, title: String, text: String) -> HTML {
    // What does not fit in a line of the largest letters is set smaller.
    Tag.div(.classes("camera-field", state.rawValue, title.count > 9 ? "long" : nil), .set(.role, "status")) {
      Tag.strong(title)
      if !text.isEmpty { Tag.span(text) }
    }
  }

  // MARK: Keys, with a form underneath each

  private func keys(_ seated: DeskView.Seated) -> HTML {
    let shot = shown(seated)
    return Tag.div(.class("camera-keys")) {
      if let shot {
        act("空格", "重拍", "/shots/\(shot.id)/set-aside", key: " ", fields: [("why", "重拍")])
        if shot.isGood, seated.chosen != shot.id {
          act("1", "采用", "/shots/\(shot.id)/choose", key: "1")
        } else if !shot.isGood, shot.deed.verdict != .unreadable {
          overrule(shot)
        }
        if let other = other(seated) { act("2", "换一张", "/shots/\(other.id)/choose", key: "2") }
      }
      act("0", "撤回这一位", "/camera/undo", key: "0")
    }
  }

  /// The good shot before the chosen one, round and round.
  private func other(_ seated: DeskView.Seated) -> VisitLog.Shot? {
    let good = seated.shots.filter(\.isGood)
    guard good.count > 1, let at = good.firstIndex(where: { $0.id == seated.chosen }) else { return nil }
    return good[(at + good.count - 1) % good.count]
  }

  private func act(_ key: String, _ word: String, _ path: String, key code: String, fields: [(String, String)] = []) -> HTML {
    Tag.form(.set(.method, "post"), .action(call.address(path)), .data("act", code)) {
      CSRF.field(call.csrf)
      for field in fields { Tag.input(.set(.type, "hidden"), .set(.name, field.0), .set(.value, field.1)) }
      Tag.button(.set(.type, "submit")) {
        Tag.kbd(key)
        " \(word)"
      }
    }
  }

  private func overrule(_ shot: VisitLog.Shot) -> HTML {
    Tag.form(
      .class("overrule"), .set(.method, "post"), .action(call.address("/shots/\(shot.id)/overrule")), .data("reason", "1")
    ) {
      CSRF.field(call.csrf)
      Tag.label("仍要采用，原因", .class("spoken"), .set(.for, "field-why"))
      Tag.input(
        .set(.type, "text"), .set(.name, "why"), .set(.id, "field-why"), .set(.maxlength, "100"),
        .set(.placeholder, "仍要采用，写明原因"), .set(.autocomplete, "off"))
      Tag.button(.set(.type, "submit")) {
        Tag.kbd("1")
        " 采用"
      }
    }
  }

  /// His shots, small: the chosen one marked.
  private func strip(_ seated: DeskView.Seated) -> HTML {
    guard seated.shots.count > 1 else { return .nothing }
    return Tag.ol(.class("camera-strip"), .aria("label", "这一位的照片")) {
      for shot in seated.shots {
        Tag.li(.classes(shot.id == seated.chosen ? "chosen" : nil)) {
          if shot.deed.verdict == .unreadable {
            Tag.span("打不开")
          } else {
            Tag.img(
              .src(call.address("/shots/\(shot.id)/portrait")), .set(.alt, "拍摄序号 \(StationNumbers.serialText(shot.serial))"))
          }
          Tag.span(shot.id == seated.chosen ? "采用" : shot.isGood ? "可用" : "不合格")
        }
      }
    }
  }

  // MARK: Who comes next, and how far the day is

  var next: HTML {
    fragment {
      Tag.h2("下一位")
      Tag.ol(.class("camera-queue")) {
        for (at, waiting) in view.queue.prefix(8).enumerated() {
          Tag.li(.classes(at == 0 ? "next" : nil)) {
            Tag.b(StationNumbers.queueText(waiting.deed.queue))
            Tag.span(view.names[waiting.deed.person]?.name ?? "")
          }
        }
      }
      if view.queue.isEmpty { Tag.p("没有人在排队。", .class("soft")) }
      if view.queue.count > 8 { Tag.p("共 \(view.queue.count) 人", .class("soft")) }
      if !view.findings.isEmpty {
        Tag.p {
          Tag.a("对不上的 \(view.findings.count) 处", .class("camera-alarm"), .href(call.address("/checks")))
        }
      }
      if let notice = view.notices.last { Tag.p(notice.notice.chinese, .class("soft")) }
    }
  }

  func foot(_ sync: SyncState) -> HTML {
    let open = view.progress.turns.first { $0.state == .open }
    return fragment {
      if let open { Tag.span("本班 \(open.came) / \(open.heads)") }
      Tag.span("已拍 \(view.captured) / \(view.due)")
      Tag.span("近一小时 \(view.lastHour) 人")
      Tag.span(view.progress.outlook.chinese)
      Tag.span(sync.onlyHere == 0 ? "照片都有第二份" : "只有一份的照片 \(sync.onlyHere) 张")
    }
  }
}
