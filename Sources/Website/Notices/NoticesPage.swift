import GraduatePhotos
import HTTPTypes
import Hummingbird
import Workflow

extension Site {
  /// What somebody was told.
  static let noticeRoutes: [Route] = [
    .get("/notices", .anyone) { call, session in try await NoticesPage(call: call, session: session).show() },
    .post("/notices/{notice}/read", .anyone) { call, session, form in
      try await NoticesPage(call: call, session: session).read(form)
    },
  ]
}

/// A person's notices, newest first, read and unread.
struct NoticesPage: Sendable {
  let call: Call
  let session: Session

  func show() async throws -> Response {
    let page = try await call.center.notices(for: session.person.signedIn, page: call.pageNumber)
    let frame = try await call.frame(session)
    return frame.page("通知", lead: page.unread == 0 ? "没有未读通知。" : "\(page.unread) 条未读，共 \(page.total) 条。") {
      card {
        if page.notices.isEmpty {
          Tag.p("还没有通知。登记、用印、拍摄安排有变化时，会在这里告诉您。", .class("soft"))
        }
        for notice in page.notices { NoticeItem(notice: notice, call: call, isWhole: true).html }
      }
      Paging(page: call.pageNumber, rowCount: page.total).html(address: "/notices", kept: [])
    }.response(status: .ok)
  }

  /// Marks as read and goes on to where the notice leads, or back to the list.
  func read(_ form: SubmittedForm) async throws -> Response {
    try await orNotFound { try await call.center.markNoticeRead(call.part("notice"), by: session.person.signedIn) }
    let target = form["to"] ?? ""
    return .redirect(toOwn: WebAddress.isOwn(target) ? target : "/notices")
  }
}

/// One notice: what happened, when, where it leads.
struct NoticeItem: Sendable {
  let notice: NoticeLine
  let call: Call
  /// With its text to copy.
  var isWhole = false

  var html: HTML {
    Tag.article(.classes("told", notice.isRead ? nil : "unread")) {
      Tag.div(.class("told-head")) {
        Tag.h3(notice.title)
        if !notice.isRead { Mark.look("未读").html }
        Tag.span(Moment.text(notice.writtenAt), .class("soft"))
      }
      Tag.p(notice.body)
      Tag.div(.class("row")) {
        act("去办理", to: notice.path)
        if !notice.isRead { act("标为已读", to: isWhole ? "/notices" : call.request.uri.path) }
        if isWhole {
          Tag.details {
            Tag.summary("转发到群里")
            CopyText(title: notice.title, text: notice.copyText(publicAddress: call.center.publicAddress)).html
          }
        }
      }
    }
  }

  private func act(_ verb: String, to target: String) -> HTML {
    Tag.form(.set(.method, "post"), .action("/notices/\(notice.id)/read")) {
      CSRF.field(call.csrf)
      Tag.input(.set(.type, "hidden"), .set(.name, "to"), .set(.value, target))
      Tag.button(verb, .class("button quiet small"), .set(.type, "submit"))
    }
  }
}
