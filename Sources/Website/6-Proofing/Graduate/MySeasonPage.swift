import GraduatePhotos
import Hummingbird
import Workflow

/// One page through the whole season: what is to be done now, when and where, whether the photo is there.
struct MySeasonPage: Sendable {
  let call: Call
  let graduate: SignedInGraduate

  func show() async throws -> Response {
    let season = try await call.center.season(of: graduate)
    let shown = season.shown
    return GraduateFrame(call, shown).page(
      shown.name.isEmpty ? "我的采集" : "\(shown.name)的采集", lead: shown.institution, isHome: true
    ) {
      CampaignWords.done(call, ["password": "密码已设置，下次用它登录。"])
      now(season)
      steps(season)
      if !season.appointments.isEmpty { times(season) }
      if season.photo == .none {
        PublicWords.preparation(season.preparation, more: PublicRoom.preparation.address(graduate.campaignID))
      }
      if season.photo == .none { PublicWords.missed(season.missed) }
      if !shown.name.isEmpty { name(shown) }
      card("我的信息") {
        Tag.p { Tag.a("谁看过我的信息", .href(MyAddress.looks)) }
        if shown.plan.regime == .roster { Tag.p { Tag.a("改密码", .href(MyAddress.password)) } }
      }
    }.response(status: .ok)
  }

  private func now(_ season: GraduateSeason) -> HTML {
    let shown = season.shown
    let what = shown.terms.chineseName
    // Whoever is to come is told so first, whatever else stands.
    if let booked = season.makeupBooked, booked.day >= season.today {
      return nowCard("补拍：\(booked.chinese)") {
        Tag.p(
          (season.makeupPlace.isEmpty ? "地点请问辅导员。" : "地点：\(season.makeupPlace)。") + "请带身份证，逾期不再受理。")
      }
    }
    switch (season.photo, shown.standing) {
    case (.none, _):
      let next = season.appointments.first { $0.day >= season.today }
      guard let next else {
        return nowCard("还没有拍照") {
          Tag.p(season.appointments.isEmpty ? "本班的拍摄时间还没有公布，公布后显示在这里。" : "本班的拍摄时间已过。\(season.missed)")
        }
      }
      return nowCard("\(next.day.chineseWithoutYear) \(MinuteSpan.clock(next.callMinutes)) 到场拍照") {
        Tag.p(next.place.isEmpty ? "地点请问辅导员。过时不候。" : "地点：\(next.place)。过时不候。")
      }
    case (.inWork, _): return nowCard("照片已拍，正在制作") { Tag.p("制作好以后在这里\(what)。") }
    case (.ready, .confirmed):
      return nowCard("\(what)完成") {
        receiptLink(shown)
        if shown.terms.isRehearsal { Self.nationalSite }
      }
    case (.ready, .disputed): return nowCard(Self.title(of: shown.outcome)) { disputed(shown) }
    case (.ready, _):
      return nowCard("\(what)自己的照片和信息") {
        Tag.p(shown.closed.map(\.sentence) ?? "看清楚再答复\(shown.terms.isRehearsal ? "，可以反复看" : "：只有一次机会")。")
        if shown.closed == nil {
          Button.row { Button.link("开始\(what)", to: MyAddress.proof) }
        } else {
          Tag.p { Tag.a("看照片和信息", .href(MyAddress.proof)) }
        }
      }
    }
  }

  @HTMLBuilder private func receiptLink(_ shown: ShownProof) -> HTML {
    if let receipt = shown.receipt { Tag.p(shown.meaning(receipt)) }
    Button.row {
      Button.link("看回执", to: MyAddress.receipt)
      if shown.terms.isRehearsal, shown.closed == nil { Button.link("再看一遍", to: MyAddress.proof, .quiet) }
    }
  }

  @HTMLBuilder private func disputed(_ shown: ShownProof) -> HTML {
    switch shown.outcome {
    case .waiting: Tag.p("学校还没有处理。更正以后请再来确认一次。")
    case .taken: Tag.p("学校已受理，正在更正。更正以后请再来确认一次。")
    case .declined(let words): Tag.p("学校的答复：\(words)")
    }
    Button.row {
      Button.link("看回执", to: MyAddress.receipt)
      if shown.terms.isRehearsal, shown.closed == nil { Button.link("再看一遍", to: MyAddress.proof, .quiet) }
    }
    if case .declined = shown.outcome, !shown.terms.isRehearsal { Tag.p("仍有疑问，请找辅导员或本校学籍管理员。", .class("hint")) }
  }

  private static func title(of outcome: ShownProof.Outcome) -> String {
    switch outcome {
    case .waiting: "您说的问题等学校处理"
    case .taken: "学校已受理，正在更正"
    case .declined: "学校已答复"
    }
  }

  /// Where the one chance is: nobody may think that he is done here.
  static let nationalSite = Tag.p {
    "正式的图像校对在学信网做，只有一次机会。"
    Tag.a("到学信网做图像校对", .href(NationalSite.home))
  }

  private func steps(_ season: GraduateSeason) -> HTML {
    let shown = season.shown
    var list = DescriptionList()
    list.add("拍照", season.photo == .none ? "还没有拍" : "已拍")
    list.add("照片", season.photo == .ready ? "已制作好" : season.photo == .inWork ? "制作中" : "—")
    list.add(
      shown.terms.chineseName, shown.terms.name(of: shown.standing.group),
      remark: shown.extended.map { "省厅批准延长到 \($0.chinese)" } ?? shown.terms.days.map(\.chinese))
    if shown.terms.isRehearsal {
      list.add(
        "学信网图像校对", shown.national?.chineseName ?? "学校还没有提供", remark: "只有一次机会；本页的预校对不能代替")
    }
    return card("到哪一步了") { list.html }
  }

  private func times(_ season: GraduateSeason) -> HTML {
    card("本班的拍摄时间") {
      DataTable(
        caption: "拍摄时间", columns: [.text("日期"), .text("到场"), .text("地点")],
        rows: season.appointments.map { one in
          [
            .text(one.day.chineseWithoutYear + (one.isForReturning ? "（返校学生）" : "")),
            .text(MinuteSpan.clock(one.callMinutes)), .text(one.place),
          ]
        }, emptyText: ""
      ).html
      if let edition = season.edition { Tag.p("时间安排\(edition.chinese)，以网页为准。", .class("soft")) }
    }
  }

  private func name(_ shown: ShownProof) -> HTML {
    let rare = CommonHan.rare(in: shown.name)
    guard !rare.isEmpty else { return .nothing }
    return card("我的名字") {
      Tag.p(shown.name)
      RareCharacters(rare).list
      Tag.p("请与身份证对照笔画。手机上别处显示成方框，不是登记错了。", .class("hint"))
    }
  }
}
