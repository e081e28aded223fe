import GraduatePhotos
import Hummingbird
import Workflow

/// A person's own account: where he is signed in, second factor, handing over.
struct MyAccountPage: Sendable {
  let call: Call
  let session: Session

  func show() async throws -> Response {
    let lines = try await call.center.sessions(of: session.person.signedIn, currentToken: call.token)
    let frame = try await call.frame(session)
    return frame.page("我的账号") {
      card {
        DataTable(
          caption: "正在登录的地方", columns: [.text("设备"), .text("登录时间"), .text("最近使用")],
          rows: lines.map { line in
            [
              .text(line.isThisOne ? "\(line.device)（本机）" : line.device), .text(Moment.text(line.madeAt)),
              .text(Moment.text(line.seenAt)),
            ]
          }, emptyText: "没有其他地方登录"
        ).html
        Button.act("所有地方都退出", at: "/me/sign-out-everywhere", csrf: call.csrf)
      }
      if session.person.role.needsSecondFactor {
        card("第二道验证") {
          Tag.p("换了手机或口令卡，请重新设置；设置后会得到新的恢复码，旧的作废。")
          Button.link("重新设置", to: "/sign-in/set-up", .quiet)
        }
      }
      card("交接") {
        Tag.p("工作换人时，一次交给接手的人：权限原样转过去，您的账号随即停用。")
        Button.link("办理交接", to: "/accounts/\(session.person.accountID)/hand-over", .quiet)
      }
    }.response(status: .ok)
  }
}
