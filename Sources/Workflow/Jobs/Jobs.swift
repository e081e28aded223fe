import Storage

/// What kinds of work are done after a commit; the raw value is stored.
public enum JobKind: String, Sendable, CaseIterable {
  /// Sends one message of the outbox.
  case sendMessage = "send-message"
  /// Packs corrected data of errata that were accepted at once (A7).
  case packCorrection = "pack-correction"
  /// Mails one package of corrected data (A7).
  case sendCorrection = "send-correction"
  /// Finds the faces in the enrolment photos of one upload.
  case findReferenceFaces = "find-reference-faces"
  /// Erases a part of a campaign whose time is over (promise 10).
  case erase

  public var chineseName: String {
    switch self {
    case .sendMessage: "发送邮件或消息"
    case .packCorrection: "制作更正数据包"
    case .sendCorrection: "发送更正数据"
    case .findReferenceFaces: "辨认入学照片的人脸"
    case .erase: "按保存期限抹除"
    }
  }
}

/// A job leased to this process.
public struct LeasedJob: Sendable {
  public let id: String
  public let kind: JobKind
  public let scope: String
  public let payload: String
  /// Attempts including this one; together with the owner it names the lease.
  public let attempts: Int
}

/// How an attempt ended.
public enum JobOutcome: Sendable, Equatable {
  case done
  /// To be tried again, after a pause that grows with the attempts and is at least `afterMilliseconds` (what a receiver asked for).
  case again(reason: String, afterMilliseconds: Int64 = 0)
  /// Not to be tried again: set aside for a person.
  case poison(reason: String)
}

/// A job that waits for a person.
public struct JobSetAside: Sendable, Identifiable {
  public let id: String
  public let kind: String
  public let scope: String
  public let reason: String
  public let setAsideAt: Int64
  /// What a message was about; empty for other work.
  public let subject: String

  /// A kind that this program does not know is named as it is stored.
  public var chineseKind: String { JobKind(rawValue: kind)?.chineseName ?? kind }
}

/// The queue at a glance, for the officer's page and `biying doctor`.
public struct JobOverview: Sendable, Equatable {
  /// Jobs in the queue, leased ones included.
  public let waiting: Int
  /// Jobs that somebody works on now.
  public let leased: Int
  public let setAside: Int
  /// When the job that has been due for longest became due; nil when nothing is overdue.
  public let oldestDueAt: Int64?
}

/// Pauses between attempts: 2 s, 8 s, 32 s … at most an hour.
enum JobPause {
  static func milliseconds(afterAttempts attempts: Int) -> Int64 {
    min(3_600_000, 2_000 << Int64(min(20, 2 * max(0, attempts - 1))))
  }
}

extension Transaction {
  /// Puts a job into the queue in this transaction: it runs if, and only if, the transaction commits.
  func enqueue(_ kind: JobKind, scope: String, payload: String, runAt: Int64? = nil) throws {
    try insertJob(id: identifier(), kind: kind.rawValue, scope: scope, payload: payload, madeAt: now, runAt: runAt ?? now)
  }

  func insertJob(id: String, kind: String, scope: String, payload: String, madeAt: Int64, runAt: Int64) throws {
    try execute(
      """
      INSERT INTO job (id, kind, scope, payload, made_at, run_at, attempts, lease_owner, lease_until)
      VALUES (?, ?, ?, ?, ?, ?, 0, NULL, 0)
      """,
      [.text(id), .text(kind), .text(scope), .text(payload), .integer(madeAt), .integer(runAt)])
  }

  /// Moves a job out of the queue, to wait for a person.
  func setAside(jobID: String, reason: String) throws {
    guard let job = try row("SELECT kind, payload FROM job WHERE id = ?", [.text(jobID)]) else { return }
    try execute(
      """
      INSERT INTO job_set_aside (job_id, kind, scope, payload, made_at, set_aside_at, reason)
      SELECT id, kind, scope, payload, made_at, ?, ? FROM job WHERE id = ?
      """, [.integer(now), .text(String(reason.prefix(500))), .text(jobID)])
    try execute("DELETE FROM job WHERE id = ?", [.text(jobID)])
    // A message must not look as if it were still on its way.
    switch JobKind(rawValue: try job.text("kind")) {
    case .sendMessage: try endMessage(job.text("payload"), .givenUp, reason: String(reason.prefix(200)))
    case .sendCorrection: try endCorrectionMail(job.text("payload"), .givenUp, reason: String(reason.prefix(200)))
    default: break
    }
    try journal(
      JournalLine(action: .jobSetAside, recordKind: "job", recordID: jobID, details: ["reason": String(reason.prefix(200))]),
      by: CenterItself())
  }

  /// Forgets a job that was set aside, because somebody asked for its work anew.
  func dropSetAside(_ kind: JobKind, payload: String) throws {
    try execute("DELETE FROM job_set_aside WHERE kind = ? AND payload = ?", [.text(kind.rawValue), .text(payload)])
  }
}
