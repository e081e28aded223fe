import GraduatePhotos
import Storage

/// Somebody's notices: his own, and his institution's when he is one of those who act for all of it.
extension CollectionCenter {
  /// Fifty notices, newest first; pages count from 1.
  public func notices(for person: some SignedIn, page: Int = 1) async throws -> NoticePage {
    try await records.read { transaction in
      try transaction.noticePage(accountID: person.accountID, institutionID: actsFor(person), page: page)
    }
  }

  /// Marks a notice as read by this person; again is fine.
  ///
  /// - Throws: `NoticeRefusal.notFound`.
  public func markNoticeRead(_ id: String, by person: some SignedIn) async throws {
    try await records.write { transaction in
      guard try transaction.readNotice(id, accountID: person.accountID, institutionID: actsFor(person)) else {
        throw NoticeRefusal.notFound
      }
    }
  }
}

extension Transaction {
  /// How many notices somebody has not opened, for the frame of his pages.
  func unreadNotices(of person: some SignedIn) throws -> Int {
    try count(
      """
      SELECT COUNT(*) AS n FROM notice n WHERE (n.account_id = ? OR n.institution_id = ?)
        AND NOT EXISTS (SELECT 1 FROM notice_read r WHERE r.notice_id = n.id AND r.account_id = ?)
      """, [.text(person.accountID), .text(actsFor(person)), .text(person.accountID)])
  }
}

/// The institution somebody acts for as a whole; empty for everybody else.
private func actsFor(_ person: some SignedIn) -> String {
  switch person {
  case let liaison as Liaison: liaison.institutionID
  case let leader as SealingLeader: leader.institutionID
  default: ""
  }
}

/// Why a notice or message cannot be had.
public enum NoticeRefusal: Refusal, Equatable {
  case notFound
  case messageNotFound
  case alreadySent
  case stillOnItsWay

  public var code: String {
    switch self {
    case .notFound: "notice.not-found"
    case .messageNotFound: "message.not-found"
    case .alreadySent: "message.already-sent"
    case .stillOnItsWay: "message.on-its-way"
    }
  }

  public var message: String {
    switch self {
    case .notFound: "没有这条通知"
    case .messageNotFound: "没有这封邮件或消息"
    case .alreadySent: "这封邮件或消息已经发出"
    case .stillOnItsWay: "这封邮件或消息还在等候发送"
    }
  }

  public var hint: String {
    switch self {
    case .notFound, .messageNotFound: "请回到列表刷新后再看"
    case .alreadySent: "如需再次提醒，请重新发一次提醒"
    case .stillOnItsWay: "发送失败会自动再试，请稍后查看结果"
    }
  }
}
