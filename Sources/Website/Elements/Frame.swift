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
    let room = room
    let side = hasSide ? side(in: room) : .nothing
    return Document(title: title, scripts: scripts) {
      HTML.written(capacity: 2 * side.sizeBytes + 2_048) { page in
        page.append("<a class=\"skip\" href=\"#work\">跳到正文</a>")
        writeTop(to: &page)
        writePhoneStages(side, in: room, to: &page)
        page.append(
          hasSide ? "<div class=\"frame\"><nav class=\"stages\" aria-label=\"采集环节和设置\">" : "<div class=\"frame alone\">")
        side.write(to: &page)
        page.append(hasSide ? "</nav><main id=\"work\" tabindex=\"-1\">" : "<main id=\"work\" tabindex=\"-1\">")
        write(trail, to: &page)
        page.append("<div class=\"heading\"><h1>")
        page.appendEscaped(title)
        page.append("</h1>")
        if let lead { page.appendElement("<p>", lead, "</p>") }
        page.append("</div>")
      }
      content
      HTML.written(capacity: 256) { page in
        page.append("</main></div>")
        if let help { page.appendElement("<footer class=\"foot\"><p>", help, "</p></footer>") }
      }
    }
  }

  private func writeTop(to page: inout PageWriter) {
    page.append("<header class=\"top\"><div class=\"top-in\">")
    page.appendLinkStart(to: home, class: "brand")
    page.append("><i>毕</i>影</a>")
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
    page.append("</span></span><form method=\"post\" action=\"")
    page.appendEscaped(WebAddress.link(signOutAddress))
    page.append("\">")
    page.appendHidden(CSRF.fieldName, csrf)
    page.append("<button class=\"link-button\" type=\"submit\">退出</button></form></div></div></header>")
  }

  static func brand(address: String) -> HTML {
    Tag.a(.class("brand"), .href(address)) {
      Tag.element("i", [], .text("毕"))
      "影"
    }
  }

  private var hasSide: Bool { !stages.isEmpty || !rooms.isEmpty }

  private func side(in room: Room?) -> HTML {
    HTML.written(capacity: 2_048) { page in
      if !stages.isEmpty { writeStages(in: room, to: &page) }
      if !rooms.isEmpty { writeRooms(here: room?.address, to: &page) }
    }
  }

  /// The room whose address this page's path begins with, the longest one.
  private var room: Room? {
    rooms.filter { isBelow($0.address) }.max { $0.address.utf8.count < $1.address.utf8.count }
  }

  private func isBelow(_ address: String) -> Bool {
    guard path.hasPrefix(address) else { return false }
    let next = path.utf8.dropFirst(address.utf8.count).first
    return next == nil || next == UInt8(ascii: "/")
  }

  private func writeRooms(here: String?, to page: inout PageWriter) {
    page.append("<ul class=\"rooms\">")
    for room in rooms {
      page.append("<li>")
      page.appendLinkStart(to: room.address)
      page.append(room.address == here ? " aria-current=\"page\">" : ">")
      page.appendEscaped(room.label)
      write(waiting: room.waiting, room.noun, to: &page)
      page.append("</a></li>")
    }
    page.append("</ul>")
  }

  /// The same lists behind one button, for narrow screens; works without script.
  private func writePhoneStages(_ side: HTML, in room: Room?, to page: inout PageWriter) {
    guard hasSide else { return }
    page.append("<details class=\"stages-fold\"><summary>")
    if let room {
      page.append("菜单：")
      page.appendEscaped(room.label)
    } else {
      page.appendEscaped(here.map { "采集环节：\($0.rawValue) \($0.label)" } ?? "菜单")
    }
    write(waiting: stages.reduce(0) { $0 + $1.waiting } + rooms.reduce(0) { $0 + $1.waiting }, to: &page)
    page.append("</summary><nav aria-label=\"采集环节和设置\">")
    side.write(to: &page)
    page.append("</nav></details>")
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
      write(waiting: entry.waiting, to: &page)
      page.append("</a></li>")
    }
    page.append("</ol>")
  }

  private func write(waiting count: Int, _ noun: String = "件待办", to page: inout PageWriter) {
    guard count > 0 else { return }
    page.appendElement("<span class=\"waiting\">", String(count), "<span class=\"spoken\"> ")
    page.appendEscaped(noun)
    page.append("</span></span>")
  }

  private func write(_ trail: [Crumb], to page: inout PageWriter) {
    guard !trail.isEmpty else { return }
    page.append("<nav class=\"trail\" aria-label=\"位置\"><ol>")
    for crumb in trail {
      page.append("<li>")
      page.appendLinkStart(to: crumb.address)
      page.appendElement(">", crumb.label, "</a></li>")
    }
    page.append("</ol></nav>")
  }
}
