import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The addresses of a campaign's corrected data.
struct CorrectionAddress: Sendable {
  let campaignID: String

  var home: String { "/campaigns/\(campaignID)/corrections" }
  func package(_ id: String) -> String { "\(home)/\(id)" }
}

extension Site {
  private static let corrections = "/campaigns/{campaign}/corrections"

  /// 更正数据 (A7): for the institution to fetch, for the head office to see whether the mails arrived.
  static let correctionRoutes: [Route] = [
    .get(corrections, .deliveryReaders) { call, reader in try await CorrectionListPage(call: call, reader: reader).show() },
    .get(corrections + "/{correction}", .deliveryReaders) { call, reader in
      try await CorrectionPage(call: call, reader: reader).show()
    },
    .post(corrections + "/{correction}/file", .deliveryReaders) { call, reader, _ in
      try await CorrectionPage(call: call, reader: reader).file()
    },
    .post(corrections + "/{correction}/password", .deliveryReaders) { call, reader, _ in
      try await CorrectionPage(call: call, reader: reader).password()
    },
    .post(corrections + "/{correction}/mail", .clerk) { call, clerk, _ in
      try await CorrectionPage(call: call, reader: clerk).mail(by: clerk)
    },
    .post(corrections + "/{correction}/mails/{mail}/again", .clerk) { call, clerk, _ in
      try await CorrectionPage(call: call, reader: clerk).again(by: clerk)
    },
    .post(corrections + "/{correction}/mails/{mail}/bounced", .clerk) { call, clerk, form in
      try await CorrectionPage(call: call, reader: clerk).bounced(form, by: clerk)
    },
  ]
}

/// Packages of corrected data, the newest first.
struct CorrectionListPage: Sendable {
  let call: Call
  let reader: any DeliveryReader

  private var address: CorrectionAddress { CorrectionAddress(campaignID: call.part("campaign")) }

  func show() async throws -> Response {
    let found = try await call.center.corrections(campaignID: address.campaignID, page: call.pageNumber, by: reader)
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    var columns: [DataTable.Column] = [.text("编号"), .number("人数"), .text("制作时间", wide: true), .text("邮件")]
    if reader is Clerk { columns.insert(.text("院校"), at: 1) }
    return frame.page("更正数据", lead: "勘误采纳后更正的数据，加密成一个小压缩包，发邮件给学校，也可以在这里下载。照片照常可用。") {
      DataTable(
        caption: "更正数据包", columns: columns,
        rows: found.packages.map { package in
          var cells: [DataTable.Cell] = [
            .link(package.number, to: address.package(package.id)), .number(package.people),
            .text(Moment.text(package.madeAt)), .html(CorrectionPage.marks(package)),
          ]
          if reader is Clerk { cells.insert(.text(package.institution), at: 1) }
          return cells
        }, emptyText: "还没有更正数据。采纳勘误以后会列在这里。", address: address.home,
        paging: Paging(page: call.pageNumber, rowCount: found.total)
      ).html
    }.response(status: .ok)
  }
}

/// One package: to be fetched, its password, and what became of its mails.
struct CorrectionPage: Sendable {
  let call: Call
  let reader: any DeliveryReader

  private var address: CorrectionAddress { CorrectionAddress(campaignID: call.part("campaign")) }
  private var id: String { call.part("correction") }
  private var page: String { address.package(id) }

  func show(errors: FormErrors = FormErrors(), password: String? = nil) async throws -> Response {
    let package = try await package()
    let frame = try await call.frame(campaign: address.campaignID, here: .verification)
    return frame.page(
      package.number, lead: "\(package.institution)，更正 \(package.people) 人。",
      trail: [.init(label: "更正数据", address: address.home)]
    ) {
      CampaignWords.done(
        call,
        [
          "again": "邮件重新排队，很快发出。", "mailed": "邮件已经排队，很快发出。", "bounced": "已登记退信，可以再发。",
          "nobody-new": "登记了邮箱的学籍管理员都已有这封邮件。要重发，请在下面的邮件里点「再发一次」。",
        ])
      ErrorSummary(errors: errors).html
      if let password { shown(password) }
      fetch(package)
      mails(package)
      if reader is Clerk {
        card("发给学校") {
          Tag.p("发给现在登记了邮箱、还没有收过这封邮件的学籍管理员。", .class("hint"))
          Button.act("发给学籍管理员", at: page + "/mail", csrf: call.csrf)
        }
      }
    }.response(status: errors.isEmpty ? .ok : .unprocessableContent)
  }

  private func package() async throws -> CorrectionPackage {
    do { return try await call.center.correction(id, campaignID: address.campaignID, by: reader) } catch CorrectionRefusal
      .unknown
    {
      throw HTTPError(.notFound)
    }
  }

  private func shown(_ password: String) -> HTML {
    card("解压密码") {
      Tag.p { Tag.strong { Tag.code(password) } }
      Tag.p("字母全是小写，短横线也要输入。不要和压缩包放在一起，也不要发到群里。", .class("soft"))
    }
  }

  private func fetch(_ package: CorrectionPackage) -> HTML {
    var facts = DescriptionList()
    facts.add("文件", package.fileName, remark: "\(package.byteCount) 字节")
    facts.add("SHA-256", Tag.code(package.sha256, .class("hash")))
    facts.add("签名公钥", Tag.code(package.publicKey, .class("hash")))
    return nowCard("下载并替换原来的记录") {
      Tag.p("压缩包里有更正后的数据（DBF 和 Excel，列和光盘上的相同）、清单和说明。先下载，再显示密码解压；每次都记入操作日志。")
      facts.html
      Button.row {
        Button.act("下载压缩包", at: page + "/file", csrf: call.csrf, .primary)
        Button.act("显示密码", at: page + "/password", csrf: call.csrf)
      }
    }
  }

  static func marks(_ package: CorrectionPackage) -> HTML {
    fragment {
      if package.mails.isEmpty { Mark.look("没有发").html }
      for state in CorrectionMailState.allCases {
        let count = package.mails.count { $0.state == state }
        if count > 0 { mark(state, package.mails.count > 1 ? "\(state.chineseName) \(count) 封" : state.chineseName).html }
      }
    }
  }

  private static func mark(_ state: CorrectionMailState, _ word: String) -> Mark {
    switch state {
    case .waiting: .wait(word)
    case .sent: .right(word)
    case .refused, .givenUp, .bounced: .wrong(word)
    }
  }

  private func mails(_ package: CorrectionPackage) -> HTML {
    DataTable(
      caption: "邮件", columns: [.text("收件人"), .text("状态"), .text("发送经过", wide: true)] + (reader is Clerk ? [.text("")] : []),
      rows: package.mails.map { mail in
        let words = mail.reason.isEmpty ? mail.state.chineseName : "\(mail.state.chineseName)：\(mail.reason)"
        return [.text(mail.recipient), .mark(Self.mark(mail.state, words)), .html(attempts(mail))]
          + (reader is Clerk ? [.html(acts(mail))] : [])
      }, emptyText: "没有发过邮件：学校的学籍管理员都没有登记邮箱。学校可以在这里下载。"
    ).html
  }

  private func attempts(_ mail: CorrectionMail) -> HTML {
    guard !mail.attempts.isEmpty else { return .text("—") }
    return Tag.ul {
      for attempt in mail.attempts {
        Tag.li("第 \(attempt.number) 次，\(Moment.text(attempt.at))：\(attempt.isSent ? "邮件服务器已收下" : attempt.reason)")
      }
    }
  }

  @HTMLBuilder private func acts(_ mail: CorrectionMail) -> HTML {
    let base = page + "/mails/\(mail.id)"
    if mail.state.mayBeRepeated { Button.act("再发一次", at: base + "/again", csrf: call.csrf) }
    if mail.state == .sent {
      Tag.details {
        Tag.summary("收到退信")
        Tag.form(.class("form"), .set(.method, "post"), .action(base + "/bounced")) {
          CSRF.field(call.csrf)
          FormField("note", "退信怎么说", lengthLimit: CorrectionLimits.noteCharacters).html(error: nil)
          Button.submit("登记退信", .quiet)
        }
      }
    }
  }

  // MARK: - Acts

  func file() async throws -> Response {
    let package = try await package()
    do {
      let bytes = try await call.center.correctionFile(id, campaignID: address.campaignID, by: reader)
      return Download.response(bytes: bytes, fileName: package.fileName, contentType: "application/zip")
    } catch let refusal as CorrectionRefusal { return try await show(errors: FormErrors(refusal)) }
  }

  func password() async throws -> Response {
    _ = try await package()
    return try await show(password: call.center.correctionPassword(id, campaignID: address.campaignID, by: reader))
  }

  func mail(by clerk: Clerk) async throws -> Response {
    try await settle {
      try await call.center.mailCorrection(id, campaignID: address.campaignID, by: clerk) > 0 ? "mailed" : "nobody-new"
    }
  }

  func again(by clerk: Clerk) async throws -> Response {
    try await settle {
      try await call.center.mailCorrectionAgain(call.part("mail"), campaignID: address.campaignID, by: clerk)
      return "again"
    }
  }

  func bounced(_ form: SubmittedForm, by clerk: Clerk) async throws -> Response {
    try await settle {
      try await call.center.markCorrectionBounced(
        call.part("mail"), note: form["note"] ?? "", campaignID: address.campaignID, by: clerk)
      return "bounced"
    }
  }

  private func settle(_ work: () async throws -> String) async throws -> Response {
    _ = try await package()
    do {
      return .redirect(toOwn: page + "?done=\(try await work())")
    } catch let refusal as CorrectionRefusal {
      if refusal == .mailUnknown { throw HTTPError(.notFound) }
      return try await show(errors: FormErrors(refusal))
    }
  }
}
