import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// The receipt: number, time and check code, as page, PDF, and a picture to long-press.
struct MyReceiptPage: Sendable {
  let call: Call
  let graduate: SignedInGraduate

  func show() async throws -> Response {
    let shown = try await call.center.shownProof(to: graduate)
    guard let receipt = shown.receipt else { return .redirect(toOwn: MyAddress.home) }
    return GraduateFrame(call, shown).page("\(shown.terms.chineseName)回执") {
      if call.query("done") == "answered" {
        Notice(kind: .look, title: "这一次已经答复过了", text: "以先提交的为准，就是下面这份。").html
      }
      Notice(kind: receipt.isRight ? .right : .look, title: receipt.isRight ? "已答复：正确" : "已答复：有误", text: shown.meaning(receipt))
        .html
      card("回执") {
        facts(shown, receipt)
        Button.row { Tag.a("下载 PDF", .class("button quiet"), .href(MyAddress.receipt + "/pdf"), .download()) }
      }
      card("保存到手机") {
        Tag.p("长按图片，选「保存图片」。", .class("hint"))
        Tag.img(
          .class("proof-receipt"), .src(MyAddress.receipt + "/picture"),
          .set(.alt, "\(shown.terms.chineseName)回执 \(receipt.number)"))
      }
    }.response(status: .ok)
  }

  private func facts(_ shown: ShownProof, _ receipt: ProofReceipt) -> HTML {
    var list = DescriptionList()
    list.add("回执编号", receipt.number)
    list.add("校验码", receipt.checkCode)
    let at = DayMinute(milliseconds: receipt.answeredAt)
    list.add("时间", "\(at.day.chinese) \(MinuteSpan.clock(at.minute))")
    list.add("答复", receipt.isRight ? "正确" : shown.complaint.map { ProofAnswer.wrong($0).chinese } ?? "有误")
    return list.html
  }

  func pdf() async throws -> Response { try await file { try await call.center.proofReceiptPDF(of: graduate) } }

  /// Shown in place, so that a long press saves it.
  func picture() async throws -> Response {
    var response = try await file { try await call.center.proofReceiptPicture(of: graduate) }
    response.headers[.contentDisposition] = "inline"
    return response
  }

  private func file(_ make: () async throws -> KeptFile) async throws -> Response {
    do {
      let file = try await make()
      return Download.response(bytes: file.bytes, fileName: file.fileName, contentType: file.contentType)
    } catch ProofDeskRefusal.personUnknown { throw HTTPError(.notFound) }
  }
}

/// Who has looked at the graduate's data, from the journal.
struct MyLooksPage: Sendable {
  let call: Call
  let graduate: SignedInGraduate

  func show() async throws -> Response {
    let shown = try await call.center.shownProof(to: graduate)
    let looks = try await call.center.looks(at: graduate)
    return GraduateFrame(call, shown).page("谁看过我的信息", lead: "打开过、改过您的信息的，都在操作日志里，最近的在前。") {
      DataTable(
        caption: "记录", columns: [.text("时间"), .text("谁"), .text("做了什么")],
        rows: looks.map { look in
          let at = DayMinute(milliseconds: look.at)
          return [
            .text("\(at.day.chineseWithoutYear) \(MinuteSpan.clock(at.minute))"), .text(look.who), .text(look.what),
          ]
        }, emptyText: "还没有记录。"
      ).html
    }.response(status: .ok)
  }
}
