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
    HTML.written(capacity: 1_024) { page in
      page.append("<header class=\"top\"><div class=\"top-in\">")
      Frame.brand(address: home).write(to: &page)
      page.append("<span class=\"campaign\" title=\"")
      page.appendEscaped(campaign)
      page.append("\">")
      page.appendEscaped(campaign)
      if let institution {
        page.append(" · ")
        page.appendEscaped(institution)
      }
      page.append("</span><div class=\"who\"><span class=\"who-text\"><b>")
      page.appendEscaped(person.name)
      page.append("</b><span> ")
      page.appendEscaped(person.role)
      page.append("</span></span>")
      signOut.write(to: &page)
      page.append("</div></div></header>")
    }
  }

  private var signOut: HTML {
    Tag.form(.set(.method, "post"), .action(signOutAddress)) {
      CSRF.field(csrf)
      Tag.button("退出", .class("link-button"), .set(.type, "submit"))
    }
  }

  static func brand(address: String) -> HTML {
    Tag.a(.class("brand"), .href(address)) {
      Tag.element("i", [], .text("毕"))
      "影"
    }
  }

  private var hasSide: Bool { !stages.isEmpty || !rooms.isEmpty }

  private var side: HTML {
    HTML.written(capacity: 2_048) { page in
      let room = room
      if !stages.isEmpty { writeStages(in: room, to: &page) }
      if !rooms.isEmpty { writeRooms(here: room?.address, to: &page) }
    }
  }

  /// The room whose address this page's path begins with, the longest one.
  private var room: Room? {
    rooms.filter { path == $0.address || path.hasPrefix($0.address + "/") }.max { $0.address.count < $1.address.count }
  }

  private func writeRooms(here: String?, to page: inout PageWriter) {
    page.append("<ul class=\"rooms\">")
    for room in rooms {
      page.append("<li>")
      page.appendLinkStart(to: room.address)
      page.append(room.address == here ? " aria-current=\"page\">" : ">")
      page.appendEscaped(room.label)
      waitingCount(room.waiting, room.noun).write(to: &page)
      page.append("</a></li>")
    }
    page.append("</ul>")
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

  private func writeStages(in room: Room?, to page: inout PageWriter) {
    page.append("<ol>")
    for entry in stages {
      page.append("<li>")
      page.appendLinkStart(to: entry.address)
      // "true" where a room of the stage is the page itself.
      page.append(entry.stage != here ? ">" : room == nil ? " aria-current=\"page\">" : " aria-current=\"true\">")
      page.append("<em>")
      page.appendEscaped(String(entry.stage.rawValue))
      page.append("</em>")
      page.appendEscaped(entry.stage.label)
      waitingCount(entry.waiting).write(to: &page)
      page.append("</a></li>")
    }
    page.append("</ol>")
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
