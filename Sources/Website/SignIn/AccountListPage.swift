import GraduatePhotos
import Hummingbird
import Workflow

/// The accounts somebody keeps.
struct AccountListPage: Sendable {
  let call: Call
  let session: Session

  private static let address = "/accounts"

  private var filter: AccountFilter {
    AccountFilter(
      role: Role(rawValue: call.query("role")), state: AccountState(rawValue: call.query("state")),
      search: call.query("search"), order: AccountOrder(rawValue: call.query("sort")) ?? .role,
      isDescending: call.query("order") == "desc")
  }

  private var kept: [(name: String, value: String)] {
    [("role", call.query("role")), ("state", call.query("state")), ("search", call.query("search"))]
      .filter { !$0.1.isEmpty }
  }

  func show() async throws -> Response {
    let list = try await call.center.accounts(filter, page: call.pageNumber, for: session.person.signedIn)
    let frame = try await call.frame(session)
    return frame.page("账号", lead: "谁能进来、以什么身份。人员变动请用「交接」，不要共用账号。") {
      if call.query("done") == "closed" { Notice(kind: .right, title: "账号已停用").html }
      if call.query("done") == "reset" {
        Notice(kind: .right, title: "第二道验证已重设", text: "请告诉本人：下次登录输入密码后，会要求重新设置。").html
      }
      Button.row { Button.link("邀请一个人", to: "/accounts/invite") }
      table(list).html
    }.response(status: .ok)
  }

  /// All of the list as a file.
  func download() async throws -> Response {
    let format = ListFileFormat(rawValue: call.query("format")) ?? .xlsx
    return try await .file(call.center.accountFile(filter, as: format, for: session.person.signedIn))
  }

  private func table(_ list: ListPage<AccountLine>) -> DataTable {
    let isWide = session.person.institutionID == nil
    var columns: [DataTable.Column] = [.text("姓名", sort: "name"), .text("身份", sort: "role")]
    columns.append(isWide ? .text("院校", wide: true, sort: "institution") : .text("院系", wide: true))
    columns += [.text("登录名", wide: true, sort: "sign-in-name"), .text("状态", sort: "state")]
    var table = DataTable(
      caption: "账号", columns: columns, rows: list.lines.map { row($0, isWide: isWide) },
      emptyText: kept.isEmpty ? "还没有账号。点「邀请一个人」，把链接发给对方。" : "没有符合条件的账号，请换一个条件。")
    table.address = Self.address
    table.kept = kept
    table.sorting = .init(key: filter.order.rawValue, isDescending: filter.isDescending)
    table.paging = Paging(page: list.page, rowCount: list.total)
    table.filter = FilterForm(address: Self.address, fields: filterFields, isFiltered: !kept.isEmpty).html
    table.downloads = ListFileFormat.allCases.map { format in
      DownloadLink(
        label: format.chineseName,
        address: WebAddress.path(
          Self.address + "/download",
          query: kept + [("sort", call.query("sort")), ("order", call.query("order")), ("format", format.rawValue)]))
    }
    return table
  }

  private var filterFields: [FormField] {
    let roles =
      [FormField.Option(value: "", label: "全部身份")]
      + Role.allCases.filter { $0 != .graduate }.map { .init(value: $0.rawValue, label: $0.chineseName) }
    let states =
      [FormField.Option(value: "", label: "全部状态")]
      + AccountState.allCases.map { .init(value: $0.rawValue, label: $0.chineseName) }
    let label = session.person.institutionID == nil ? "登录名或院校" : "登录名"
    return [
      FormField("search", label, .search, value: call.query("search"), isRequired: false, lengthLimit: 40),
      FormField("role", "身份", .select(roles), value: call.query("role"), isRequired: false),
      FormField("state", "状态", .select(states), value: call.query("state"), isRequired: false),
    ]
  }

  private func row(_ account: AccountLine, isWide: Bool) -> [DataTable.Cell] {
    [
      .link(account.name, to: "\(Self.address)/\(account.id)"), .text(account.role.chineseName),
      .text(isWide ? account.institutionName : account.department ?? ""), .text(account.signInName), .mark(account.state.mark),
    ]
  }
}

extension AccountState {
  var mark: Mark {
    switch self {
    case .open: .right(chineseName)
    case .invited: .look(chineseName)
    case .closed: .wait(chineseName)
    }
  }
}
