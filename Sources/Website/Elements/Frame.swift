/// What stands around the work on every page of a signed-in person.
struct Frame: Sendable {
  /// Who is signed in, as shown at the top right.
  struct Person: Sendable {
    var name: String
    /// In the words of the glossary, such as 学籍管理员.
    var role: String
  }

  /// A step of the way back: the page above, and the one above that.
  struct Crumb: Sendable {
    var label: String
    var address: String
  }

  /// A page beside the stages: settings and lists that belong to none of them.
  struct Room: Sendable {
    var label: String
    var address: String
    /// How many things wait there for this person; 0 shows nothing.
    var waiting = 0
    /// What they are, for screen readers, such as 条未读.
    var noun = "件待办"
  }

  /// Such as 2027届毕业生图像信息采集 · 甘肃省.
  var campaign: String
  /// The institution, department or office whose rooms these are; nil for none.
  var institution: String?
  var person: Person
  /// Only the stages in use, in their order: what is not given is not shown.
  var stages: [StageEntry]
  /// The stage that this page belongs to.
  var here: Stage?
  /// Rooms below the stages; only those this person may enter.
  var rooms: [Room] = []
  /// The path of this page, by which its room is told.
  var path = ""
  /// Where 毕影 at the top left leads.
  var home = "/"
  var signOutAddress = "/sign-out"
  /// The token of the sign-out form.
  var csrf: String
  /// Whom to call, at the foot of each page.
  var help: String?

  /// The whole page.
  ///
  /// - Parameters:
  ///   - title: the page's one heading, also in the browser's tab.
  ///   - lead: one sentence under it: what is to be done here and by when.
  ///   - trail: the way back, from the top.
  ///   - scripts: further scripts by file name.
  ///   - content: cards, tables, forms.
  /// - Returns: the page, ready to be sent.
  func page(
    _ title: String, lead: String? = nil, trail: [Crumb] = [], scripts: [String] = [], @HTMLBuilder content: () -> HTML
  ) -> Document {
    let content = content()
    let side = hasSide ? self.side : .nothing
    return Document(title: title, scripts: scripts) {
      Tag.a("跳到正文", .class("skip"), .href("#work"))
      top
      phoneStages(side)
      Tag.div(.classes("frame", hasSide ? nil : "alone")) {
        hasSide ? Tag.nav(.class("stages"), .aria("label", "采集环节和设置")) { side } : .nothing
        Tag.main(.id("work"), .set(.tabindex, "-1")) {
          trailList(trail)
          Tag.div(.class("heading")) {
            Tag.h1(title)
            if let lead { Tag.p(lead) }
          }
          content
        }
      }
      if let help { Tag.footer(.class("foot")) { Tag.p(help) } }
    }
  }

  private var top: HTML {
    Tag.header(.class("top")) {
      Tag.div(.class("top-in")) {
        Frame.brand(address: home)
        Tag.span(.class("campaign"), .set(.title, campaign)) {
          campaign
          if let institution { " · \(institution)" }
        }
        Tag.div(.class("who")) {
          Tag.span(.class("who-text")) {
            Tag.b(person.name)
            Tag.span(" \(person.role)")
          }
          Tag.form(.set(.method, "post"), .action(signOutAddress)) {
            CSRF.field(csrf)
            Tag.button("退出", .class("link-button"), .set(.type, "submit"))
          }
        }
      }
    }
  }

  static func brand(address: String) -> HTML {
    Tag.a(.class("brand"), .href(address)) {
      Tag.element("i", [], .text("毕"))
      "影"
    }
  }

  private var hasSide: Bool { !stages.isEmpty || !rooms.isEmpty }

  @HTMLBuilder private var side: HTML {
    if !stages.isEmpty { stageList }
    if !rooms.isEmpty { roomList }
  }

  /// The room whose address this page's path begins with, the longest one.
  private var room: Room? {
    rooms.filter { path == $0.address || path.hasPrefix($0.address + "/") }.max { $0.address.count < $1.address.count }
  }

  private var roomList: HTML {
    let here = room?.address
    return Tag.ul(.class("rooms")) {
      for room in rooms {
        Tag.li {
          Tag.a(.href(room.address), .aria("current", room.address == here ? "page" : nil)) {
            room.label
            waitingCount(room.waiting, room.noun)
          }
        }
      }
    }
  }

  /// The same lists behind one button, for narrow screens; works without script.
  private func phoneStages(_ side: HTML) -> HTML {
    guard hasSide else { return .nothing }
    let waiting = stages.reduce(0) { $0 + $1.waiting } + rooms.reduce(0) { $0 + $1.waiting }
    return Tag.details(.class("stages-fold")) {
      Tag.summary {
        if let room {
          "菜单：\(room.label)"
        } else {
          here.map { "采集环节：\($0.rawValue) \($0.label)" } ?? "菜单"
        }
        waitingCount(waiting)
      }
      Tag.nav(.aria("label", "采集环节和设置")) { side }
    }
  }

  private var stageList: HTML {
    Tag.ol {
      for entry in stages {
        Tag.li {
          // "true" where a room of the stage is the page itself.
          Tag.a(.href(entry.address), .aria("current", entry.stage == here ? (room == nil ? "page" : "true") : nil)) {
            Tag.em(String(entry.stage.rawValue))
            entry.stage.label
            waitingCount(entry.waiting)
          }
        }
      }
    }
  }

  private func waitingCount(_ count: Int, _ noun: String = "件待办") -> HTML {
    guard count > 0 else { return .nothing }
    return Tag.span(.class("waiting")) {
      count
      Tag.span(" \(noun)", .class("spoken"))
    }
  }

  private func trailList(_ trail: [Crumb]) -> HTML {
    guard !trail.isEmpty else { return .nothing }
    return Tag.nav(.class("trail"), .aria("label", "位置")) {
      Tag.ol {
        for crumb in trail { Tag.li { Tag.a(crumb.label, .href(crumb.address)) } }
      }
    }
  }
}
