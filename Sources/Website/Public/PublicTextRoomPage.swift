import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// One text of the public pages: written, looked at, published; older versions are read and written again (N6).
struct PublicTextRoomPage: Sendable {
  let call: Call
  let keeper: any CampaignKeeper

  private var campaignID: String { call.part("campaign") }

  /// What was typed and not kept.
  private struct Typed {
    let markdown: String
    let version: Int
    var errors = FormErrors()
  }

  private func page() throws -> PublicTextPage {
    guard let page = PublicTextPage(rawValue: call.part("text")) else { throw HTTPError(.notFound) }
    return page
  }

  func show() async throws -> Response {
    let page = try page()
    let room = try await found { try await call.center.publicTextRoom(page, campaignID: campaignID, for: keeper) }
    guard let from = try await start(room) else { return try await show(room, nil) }
    return try await show(room, Typed(markdown: from, version: room.version))
  }

  /// The text that the address asks to begin with; nil for the newest.
  private func start(_ room: PublicTextRoom) async throws -> String? {
    let from = call.query("from")
    if from == "default" { return room.standing }
    guard let version = Int(from) else { return nil }
    return try await found {
      try await call.center.publicTextVersion(version, of: room.page, campaignID: campaignID, for: keeper)
    }
  }

  /// Keeps what was typed, or only shows how it would look.
  func take(_ form: SubmittedForm, by planner: Planner) async throws -> Response {
    let page = try page()
    let address = PublicTextAddress(campaignID, page)
    var typed = Typed(markdown: form["markdown"] ?? "", version: Int(form.trimmed("version")) ?? 0)
    if form["act"] == "preview" {
      let tidy = PublicText.tidied(typed.markdown)
      if tidy.count > PublicText.charactersLimit {
        typed.errors.add(PublicTextRefusal.tooLong(characters: tidy.count).sentence, for: "markdown")
      } else {
        for problem in PublicText.problems(in: tidy) { typed.errors.add(problem.chinese, for: "markdown") }
      }
    } else {
      do {
        let kept = try await found {
          try await call.center.writePublicText(
            page, typed.markdown, campaignID: campaignID, seen: typed.version, by: planner)
        }
        return .redirect(toOwn: "\(address.room)?done=\(kept == typed.version ? "same" : "written")&count=\(kept)")
      } catch PublicTextRefusal.problems(let problems) {
        for problem in problems { typed.errors.add(problem.chinese, for: "markdown") }
      } catch let refusal as PublicTextRefusal {
        typed.errors.add(refusal.sentence, for: "markdown")
      } catch let refusal as ChangedMeanwhile {
        typed.errors.add("\(refusal.sentence)。要用你写的代替，请先在下面的版本里看过，再保存一次")
        typed = Typed(
          markdown: typed.markdown,
          version: try await call.center.publicTextRoom(page, campaignID: campaignID, for: keeper).version, errors: typed.errors
        )
      }
    }
    let room = try await call.center.publicTextRoom(page, campaignID: campaignID, for: keeper)
    return try await show(room, typed)
  }

  func publish(_ form: SubmittedForm, by planner: Planner) async throws -> Response {
    let page = try page()
    do {
      let version = Int(form.trimmed("version")) ?? 0
      try await found {
        try await call.center.publishPublicText(page, version: version, campaignID: campaignID, by: planner)
      }
      return .redirect(toOwn: "\(PublicTextAddress(campaignID, page).room)?done=published&count=\(version)")
    } catch let refusal as ChangedMeanwhile {
      let room = try await call.center.publicTextRoom(page, campaignID: campaignID, for: keeper)
      var typed = Typed(markdown: room.newest ?? room.standing, version: room.version)
      typed.errors.add("\(refusal.who)又写了一版，没有公布。请看过最新的再公布")
      return try await show(room, typed)
    }
  }

  /// One version as it was written, and as it looked.
  func showVersion() async throws -> Response {
    let page = try page()
    let address = PublicTextAddress(campaignID, page)
    guard let number = Int(call.part("version")) else { throw HTTPError(.notFound) }
    let text = try await found {
      try await call.center.publicTextVersion(number, of: page, campaignID: campaignID, for: keeper)
    }
    let room = try await call.center.publicTextRoom(page, campaignID: campaignID, for: keeper)
    let frame = try await call.frame(campaign: campaignID)
    return frame.page(
      "\(page.chineseName)，第 \(number) 版", lead: room.versions.first { $0.version == number }.map(Self.origin),
      trail: [
        .init(label: "公开页面", address: PublicTextAddress.list(campaignID)),
        .init(label: page.chineseName, address: address.room),
      ]
    ) {
      PublicProse.card(text, room.campaign.plan)
      if keeper is Planner, number != room.version {
        Button.row { Button.link("用第 \(number) 版重写", to: "\(address.room)?from=\(number)") }
      }
      card("原文") { Tag.pre(text, .set(.tabindex, "0")) }
    }.response(status: .ok)
  }

  private static func origin(_ version: PublicTextVersion) -> String {
    let written = "\(version.writtenBy)，\(Moment.text(version.writtenAt))"
    guard let at = version.publishedAt else { return written + "，没有公布过。" }
    return "\(written)；\(version.publishedBy)于 \(Moment.text(at)) 公布。"
  }

  private func found<T>(_ work: () async throws -> T) async throws -> T {
    do { return try await work() } catch CampaignRefusal.unknown { throw HTTPError(.notFound) } catch PublicTextRefusal
      .unknownVersion
    { throw HTTPError(.notFound) }
  }
}

extension PublicTextRoomPage {
  private func show(_ room: PublicTextRoom, _ typed: Typed?) async throws -> Response {
    let frame = try await call.frame(campaign: campaignID)
    let address = PublicTextAddress(campaignID, room.page)
    let markdown = typed?.markdown ?? room.newest ?? room.standing
    let isTooLong = markdown.utf8.count > WorkflowLimits.publicTextBytes
    let preview = isTooLong ? nil : MarkdownText(markdown) { PublicText.filled($0, for: room.campaign.plan) }
    let isOwn = keeper is Planner
    return frame.page(
      room.page.chineseName, lead: isOwn ? "写好先保存成一版，看过预览再公布；公布以前大家看不到。" : "由采集单位编写和公布。",
      trail: [.init(label: "公开页面", address: PublicTextAddress.list(campaignID))]
    ) {
      CampaignWords.done(
        call, ["written": "已存为第 # 版，还没有公布。请看下面的预览。", "same": "和第 # 版一样，没有存新的版本。", "published": "第 # 版已公布。"])
      standing(room, address)
      if isOwn { editor(room, address, markdown, typed) }
      if let preview { look(preview, room, isTyped: typed != nil) }
      versions(room, address)
    }.response(status: typed?.errors.isEmpty == false ? .unprocessableContent : .ok)
  }

  /// What everybody reads, and the one act that changes it.
  private func standing(_ room: PublicTextRoom, _ address: PublicTextAddress) -> HTML {
    nowCard("大家现在看到的") {
      Tag.p {
        PublicTextMark.of(room).html
        " "
        Tag.a("打开公开的页面", .href(room.page.room.address(campaignID)))
      }
      if room.published == nil { Tag.p("默认文字按年度设置生成，设置改了它也跟着改。") }
      if keeper is Planner, room.isWaiting {
        Button.act(
          "公布第 \(room.version) 版", at: address.publish, csrf: call.csrf, .primary, fields: [("version", String(room.version))])
      }
    }
  }

  private func editor(
    _ room: PublicTextRoom, _ address: PublicTextAddress, _ markdown: String, _ typed: Typed?
  ) -> HTML {
    var form = FormPage(
      action: address.room, csrf: call.csrf, submitVerb: "保存为第 \(room.version + 1) 版",
      fields: [
        FormField(
          "markdown", "文字", .textArea(rows: 22), value: markdown,
          hint: "空一行另起一段；「## 」开头是标题，「- 」开头是列表，**两边加星号**是粗体，[文字](https://…) 是链接。不能放表格、图片和 HTML。",
          autocomplete: "off", lengthLimit: PublicText.charactersLimit)
      ], errors: typed?.errors ?? FormErrors())
    form.hidden = [("version", String(typed?.version ?? room.version))]
    form.alternative = ("先看预览", "preview")
    var fields = DescriptionList()
    for field in PublicTextField.allCases { fields.add(field.typed, field.value(in: room.campaign.plan)) }
    return Tag.div(.class("writing")) {
      card(room.versions.isEmpty ? "写第 1 版（下面是默认文字）" : "写新的一版") {
        form.html
        Tag.p { Tag.a("用默认文字重写", .href("\(address.room)?from=default")) }
      }
      card("可填项") {
        Tag.p("写在文字里，页面上显示年度设置里现在的内容。", .class("soft"))
        fields.html
      }
    }
  }

  private func look(_ text: MarkdownText, _ room: PublicTextRoom, isTyped: Bool) -> HTML {
    fragment {
      Tag.h2(
        isTyped ? "预览（还没有保存）" : room.versions.isEmpty ? "预览：默认文字" : "预览：第 \(room.version) 版", .id("preview"))
      if !text.remarks.isEmpty {
        Tag.div(.class("notice look"), .set(.role, "status")) {
          Tag.p { Tag.strong("有 \(text.remarks.count) 处和写的不一样") }
          Tag.ul { for remark in text.remarks.prefix(Self.remarksShown) { Tag.li(remark.chinese) } }
        }
      }
      PublicProse.card(text)
    }
  }

  private static let remarksShown = 20

  private func versions(_ room: PublicTextRoom, _ address: PublicTextAddress) -> HTML {
    let paging = Paging(page: call.pageNumber, rowCount: room.versions.count)
    return DataTable(
      caption: "版本", columns: [.text("版本"), .text("编写"), .text("公布")],
      rows: room.versions.dropFirst(paging.offset).prefix(Paging.rowsPerPage).map { version in
        [
          .link("第 \(version.version) 版", to: address.version(version.version)),
          .text("\(version.writtenBy)，\(Moment.text(version.writtenAt))"),
          .text(version.publishedAt.map { "\(version.publishedBy)，\(Moment.text($0))" } ?? "没有公布"),
        ]
      }, emptyText: "还没有人写过，大家看到的是默认文字。", address: address.room, paging: paging
    ).html
  }
}
