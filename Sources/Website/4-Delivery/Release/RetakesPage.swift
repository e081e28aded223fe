import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

/// Who is to be shot again and why (A6, free): for the head office all, for an institution its own, with a text for the group.
struct RetakesPage: Sendable {
  static let pattern = "/campaigns/{campaign}/retakes"

  let call: Call
  let reader: any RetakeReader

  private var address: String { "/campaigns/\(call.part("campaign"))/retakes" }
  private var isClerk: Bool { reader is Clerk }

  func show(errors: FormErrors = FormErrors(), status: HTTPResponse.Status = .ok) async throws -> Response {
    let campaignID = call.part("campaign")
    let frame = try await call.frame(campaign: campaignID, here: .delivery)
    let (retakes, total) = try await call.center.retakes(campaignID: campaignID, page: call.pageNumber, by: reader)
    let plan = try await call.center.whereabouts(of: session.person, campaignID: campaignID)?.campaign?.plan
    return frame.page(
      "退回重拍", lead: "总部看过照片后退回的学生，重拍不收费。重新拍过并选定照片后，不再列在这里。",
      trail: isClerk ? ReleaseWords.trail(call) : []
    ) {
      CampaignWords.done(call, ["undone": "已撤销退回，照片回到等放行的队列。"])
      ErrorSummary(errors: errors).html
      DataTable(
        caption: "待重拍的学生", columns: columns, rows: retakes.map(row), emptyText: "没有要重拍的学生。", address: address,
        paging: Paging(page: call.pageNumber, rowCount: total)
      ).html
      if !isClerk, total > 0 { card { text(retakes, total, plan).html } }
    }.response(status: status)
  }

  func undo(_ form: SubmittedForm, by clerk: Clerk) async throws -> Response {
    do {
      try await call.center.undoReturn(
        SeenPortrait(person: form.trimmed("person"), shot: form.trimmed("shot")), campaignID: call.part("campaign"), by: clerk)
      return .redirect(toOwn: address + "?done=undone")
    } catch let refusal as ReleaseRefusal {
      return try await show(errors: FormErrors(refusal), status: .unprocessableContent)
    }
  }

  private var session: Session {
    get throws {
      guard let session = call.session else { throw HTTPError(.notFound) }
      return session
    }
  }

  private var columns: [DataTable.Column] {
    let columns: [DataTable.Column] = [
      .text("学生"), .text("班级"), .text("原因"), .text("拍摄序号", wide: true), .text("退回时间", wide: true),
    ]
    return isClerk ? columns + [.text("")] : columns
  }

  private func row(_ retake: Retake) -> [DataTable.Cell] {
    let cells: [DataTable.Cell] = [
      .text(retake.name.isEmpty ? "—" : "\(retake.name) \(retake.number)"),
      .html(
        fragment {
          if isClerk { "\(retake.institution) " }
          if let turn = retake.turn { DayWords.cell(turn) }
        }), .text(retake.reason), .text("第 \(retake.visit) 场 \(StationNumbers.serialText(retake.serial))"),
      .text(Moment.text(retake.returnedAt)),
    ]
    guard isClerk else { return cells }
    return cells + [
      .html(
        Button.act(
          "撤销", at: address + "/undo", csrf: call.csrf,
          fields: [("person", retake.seen.person), ("shot", retake.seen.shot)]))
    ]
  }

  private func text(_ retakes: [Retake], _ total: Int, _ plan: CampaignPlan?) -> CopyText {
    let when = plan?.days(of: .makeup).map { "补拍\($0.chinese)" } ?? "补拍时间另行通知"
    let place = plan.map { $0.makeupPlace.isEmpty ? "" : "，地点\($0.makeupPlace)" } ?? ""
    return .list(
      "给学生群的通知", head: "以下同学的毕业照片要重拍，不收费：",
      items: retakes.map { retake in
        retake.name.isEmpty
          ? "拍摄序号 \(StationNumbers.serialText(retake.serial))（\(retake.reason)）" : "\(retake.name)（\(retake.reason)）"
      },
      total: total, noun: "人", tail: "\(when)\(place)，请带身份证。")
  }
}
