import Foundation
import GraduatePhotos
import Storage

/// Where an account stands.
public enum AccountState: String, Sendable, CaseIterable {
  case open
  /// The invitation was not accepted yet.
  case invited
  case closed

  public var chineseName: String {
    switch self {
    case .open: "在用"
    case .invited: "待接受邀请"
    case .closed: "已停用"
    }
  }
}

/// By what a list of accounts is sorted; the raw value stands in addresses.
public enum AccountOrder: String, Sendable, CaseIterable {
  case role, name, signInName = "sign-in-name", institution, state
}

/// Which accounts are wanted, and in which order.
public struct AccountFilter: Sendable, Hashable {
  public var role: Role?
  public var state: AccountState?
  /// Part of a sign-in name or of an institution's name, or the beginning of its code.
  public var search: String
  public var order: AccountOrder
  public var isDescending: Bool

  public init(
    role: Role? = nil, state: AccountState? = nil, search: String = "", order: AccountOrder = .role, isDescending: Bool = false
  ) {
    self.role = role
    self.state = state
    self.search = search
    self.order = order
    self.isDescending = isDescending
  }

  func takes(_ line: AccountLine) -> Bool {
    let wanted = search.lowercased().filter { !$0.isWhitespace }
    let isFound =
      wanted.isEmpty || line.signInName.contains(wanted) || line.institutionName.contains(wanted)
      || line.institutionCode.hasPrefix(wanted)
    return isFound && (role == nil || line.role == role) && (state == nil || line.state == state)
  }

  /// What two lines are compared by; equal ones stay in the order of roles and names.
  func key(of line: AccountLine) -> String {
    switch order {
    case .role: String(format: "%02d", Role.allCases.firstIndex(of: line.role) ?? 0)
    case .name: line.name
    case .signInName: line.signInName
    case .institution: line.institutionCode
    case .state: String(AccountState.allCases.firstIndex(of: line.state) ?? 0)
    }
  }

  func sorted(_ lines: [AccountLine]) -> [AccountLine] {
    lines.enumerated().sorted { left, right in
      let (a, b) = (key(of: left.element), key(of: right.element))
      guard a == b else { return isDescending ? a > b : a < b }
      return left.offset < right.offset
    }.map(\.element)
  }
}

extension CollectionCenter {
  /// The accounts somebody keeps, fifty a page.
  ///
  /// - `page`: from 1.
  public func accounts(_ filter: AccountFilter, page: Int, for keeper: some SignedIn) async throws -> ListPage<AccountLine> {
    let found = filter.sorted(try await accounts(for: keeper).filter(filter.takes))
    let page = min(max(page, 1), max(1, (found.count + CampaignLimits.pageLines - 1) / CampaignLimits.pageLines))
    let lines = found.dropFirst((page - 1) * CampaignLimits.pageLines).prefix(CampaignLimits.pageLines)
    return ListPage(lines: Array(lines), total: found.count, page: page)
  }

  /// An account that somebody sees in his list.
  ///
  /// Returns the account, and whether he may change it: a liaison sees the leader, whom others invite.
  /// - Throws: `SignInRefusal.accountUnknown`.
  public func account(_ id: String, for keeper: some SignedIn) async throws -> (line: AccountLine, isKept: Bool) {
    try await records.read { transaction in
      guard let line = try transaction.accountLine(id) else { throw SignInRefusal.accountUnknown }
      let isKept = InvitationRule.mayInvite(keeper, line.request)
      let isSeen = isKept || keeper is Planner || (keeper as? Liaison)?.institutionID == line.institutionID
      guard isSeen else { throw SignInRefusal.accountUnknown }
      return (line, isKept)
    }
  }

  /// The same list as a file, all pages of it.
  public func accountFile(
    _ filter: AccountFilter, as format: ListFileFormat, for keeper: some SignedIn
  ) async throws -> PreparedFile {
    let lines = filter.sorted(try await accounts(for: keeper).filter(filter.takes))
    let list = ListFile(
      title: "账号",
      columns: [
        ("姓名", 14), ("身份", 14), ("登录名", 24), ("院校代码", 12), ("院校", 30), ("院系", 24), ("电子邮箱", 30), ("电话", 18), ("状态", 14),
      ],
      rows: lines.map { line in
        [
          line.name, line.role.chineseName, line.signInName, line.institutionCode, line.institutionName, line.department ?? "",
          line.email ?? "", line.telephone ?? "", line.state.chineseName,
        ]
      })
    return try await file(list, as: format)
  }
}
