import GraduatePhotos
import Storage

extension Transaction {
  func insertNotice(id: String, scope: String, _ draft: NoticeDraft, by actor: some SignedIn) throws {
    let (account, institution): (String?, String?) =
      switch draft.audience {
      case .account(let id): (id, nil)
      case .institution(let id): (nil, id)
      }
    try execute(
      """
      INSERT INTO notice (id, scope, account_id, institution_id, title, body, path, written_by, written_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(scope), .optional(account), .optional(institution), .text(draft.title), .text(draft.body),
        .text(draft.path), .text(actor.accountID), .integer(now),
      ])
  }

  func insertMessage(
    notice: String, scope: String, _ channel: MessageChannel, to recipient: String, _ draft: NoticeDraft
  ) throws {
    let id = identifier()
    try execute(
      """
      INSERT INTO message (id, notice_id, channel, recipient, subject, body, written_at) VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(id), .text(notice), .text(channel.rawValue), .text(recipient), .text(draft.title), .text(draft.body),
        .integer(now),
      ])
    try enqueue(.sendMessage, scope: scope, payload: id)
  }

  /// Where a notice is mailed to: the person, or the institution's liaisons; closed accounts and those without an address are left out.
  func mailAddresses(of audience: NoticeDraft.Audience) throws -> [String] {
    let open = "a.email IS NOT NULL AND a.email <> '' AND NOT EXISTS (SELECT 1 FROM account_closed c WHERE c.account_id = a.id)"
    let found =
      switch audience {
      case .account(let id): try rows("SELECT a.email FROM account a WHERE a.id = ? AND \(open)", [.text(id)])
      case .institution(let id):
        try rows(
          "SELECT DISTINCT a.email FROM account a WHERE a.institution_id = ? AND a.role = 'liaison' AND \(open) ORDER BY a.email",
          [.text(id)])
      }
    return try found.map { try $0.text("email") }
  }

  /// The page of notices of `audience`; `institutionID` is empty for those who belong to none.
  func noticePage(accountID: String, institutionID: String, page: Int) throws -> NoticePage {
    let mine = "(n.account_id = ? OR n.institution_id = ?)"
    let isRead = "EXISTS (SELECT 1 FROM notice_read r WHERE r.notice_id = n.id AND r.account_id = ?)"
    let who: [SQLValue] = [.text(accountID), .text(institutionID)]
    let offset = (min(max(page, 1), NoticeLimits.lastPage) - 1) * NoticeLimits.pageSize
    let found = try rows(
      """
      SELECT n.id, n.title, n.body, n.path, n.written_at, CASE WHEN \(isRead) THEN 1 ELSE 0 END AS was_read FROM notice n
      WHERE \(mine) ORDER BY n.written_at DESC, n.id DESC LIMIT \(NoticeLimits.pageSize) OFFSET \(offset)
      """, [.text(accountID)] + who)
    let notices = try found.map { row in
      NoticeLine(
        id: try row.text("id"), title: try row.text("title"), body: try row.text("body"), path: try row.text("path"),
        writtenAt: try row.integer("written_at"), isRead: try row.int("was_read") == 1)
    }
    return NoticePage(
      notices: notices, total: try count("SELECT COUNT(*) AS n FROM notice n WHERE \(mine)", who),
      unread: try count("SELECT COUNT(*) AS n FROM notice n WHERE \(mine) AND NOT \(isRead)", who + [.text(accountID)]))
  }

  /// Notes that somebody read one of his notices, once.
  ///
  /// - Returns: false when there is no such notice for him.
  func readNotice(_ id: String, accountID: String, institutionID: String) throws -> Bool {
    let mine = try row(
      "SELECT n.id FROM notice n WHERE n.id = ? AND (n.account_id = ? OR n.institution_id = ?)",
      [.text(id), .text(accountID), .text(institutionID)])
    guard mine != nil else { return false }
    try execute(
      "INSERT INTO notice_read (notice_id, account_id, read_at) VALUES (?, ?, ?) ON CONFLICT (notice_id, account_id) DO NOTHING",
      [.text(id), .text(accountID), .integer(now)])
    return true
  }
}
