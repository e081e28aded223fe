import GraduatePhotos
import Hummingbird
import Workflow

/// The accounts somebody keeps.
struct AccountListPage: Sendable {
  let call: Call
  let session: Session

  func show() async throws -> Response {
    let accounts = try await call.center.accounts(for: session.person.signedIn)
    let frame = try await call.frame(session)
    return frame.page("账号", lead: "谁能进来、以什么身份。人员变动请用「交接」，不要共用账号。") {
      Button.row { Button.link("邀请一个人", to: "/accounts/invite") }
      DataTable(
        caption: "账号", columns: [.text("姓名"), .text("身份"), .text("登录名", wide: true), .text("状态"), .text("操作")],
        rows: accounts.map { row($0) }, emptyText: "还没有账号。点「邀请一个人」，把链接发给对方。"
      ).html
    }.response(status: .ok)
  }

  private func row(_ account: AccountLine) -> [DataTable.Cell] {
    let mark: Mark =
      account.isClosed ? .wait("已停用") : account.hasPassword ? .right("在用") : .look("待接受邀请")
    return [
      .text(account.name), .text(account.role.chineseName), .text(account.signInName), .mark(mark),
      .html(account.isClosed ? .nothing : actions(account)),
    ]
  }

  private func actions(_ account: AccountLine) -> HTML {
    Tag.div(.class("buttons")) {
      Button.act("重发邀请", at: "/accounts/\(account.id)/invite-again", csrf: call.csrf)
      Button.link("交接", to: "/accounts/\(account.id)/hand-over", .quiet)
      Button.act("停用", at: "/accounts/\(account.id)/close", csrf: call.csrf, .final)
    }
  }
}
