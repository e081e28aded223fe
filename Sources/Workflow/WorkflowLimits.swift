import Storage

/// Everything this target accepts from outside or repeats by itself has its limit here.
public enum WorkflowLimits {
  /// A public text's size; its characters are counted too, but one character may be many bytes.
  public static let publicTextBytes = 80_000
  /// A password's length in Unicode scalars; the upper bound keeps Argon2id's input small.
  public static let passwordLength = 10...128
  /// Argon2id: memory in KiB, passes, lanes (measured: about 40 ms on one core).
  static let argonMemoryKiB: UInt32 = 19_456
  static let argonPasses: UInt32 = 2
  static let argonLanes: UInt32 = 1
  /// Argon2id computations at the same time on one machine: each takes 19 MiB and a core.
  static let argonAtOnce = 2
  /// Argon2id computations waiting for their turn; one more is refused, which keeps a flood of sign-ins from filling the memory.
  static let argonWaiting = 64

  /// Sign-in: failures of one name from one place within the span before that place has to wait.
  static let failuresPerNameAndPlace = 5
  /// Sign-in: failures from one place, whatever the names (a school's shared address has many people behind it).
  static let failuresPerPlace = 60
  /// Sign-in: failures of one name from places where it never signed in before; known devices stay free of it.
  static let failuresPerNameFromStrangers = 30
  /// Wrong answers to one account's second factor within the span, from all places together.
  static let wrongSecondFactors = 10
  static let failureSpanMilliseconds: Int64 = 15 * 60 * 1000

  static let invitationLifeMilliseconds: Int64 = 7 * 24 * 3600 * 1000
  static let sessionIdleMilliseconds: Int64 = 30 * 60 * 1000
  static let sessionLifeMilliseconds: Int64 = 12 * 3600 * 1000
  /// How stale a session's last-seen time may get before it is written again (saves a write a page).
  static let sessionTouchMilliseconds: Int64 = 60 * 1000
  /// How long a password alone is good for while the second factor is being typed.
  static let halfSignedInMilliseconds: Int64 = 10 * 60 * 1000
  static let recoveryCodeCount = 10
  /// How long a browser stays known.
  static let knownDeviceMilliseconds: Int64 = 400 * 24 * 3600 * 1000

  /// Rows on a page of a list.
  public static let rowsOnPage = 50

  /// LIMIT and OFFSET of a page from 1, clamped to the pages that there are.
  static func page(_ page: Int, of total: Int) -> [SQLValue] {
    let last = max(1, (total + rowsOnPage - 1) / rowsOnPage)
    return [.int(rowsOnPage), .int((min(max(page, 1), last) - 1) * rowsOnPage)]
  }

  /// Journal lines the sealer chains in one batch.
  static let sealBatchLines = 2_000
  static let sealLeaseMilliseconds: Int64 = 15_000
  /// Characters of a journal line's details.
  static let journalDetailsCharacters = 16_384

  /// How long it can be asked whether a write was committed; a lost reply is settled within a minute.
  static let committedWriteMilliseconds: Int64 = 24 * 3600 * 1000

  /// Attempts before a job is set aside for a person: about eight hours, so that a mail server's bad night is outlasted.
  static let jobAttempts = 14
  static let jobLeaseMilliseconds: Int64 = 60_000

  /// A scanned page or a supporting document.
  public static let documentBytes = 20 * 1024 * 1024
  /// A roster file as it comes from an institution.
  public static let rosterFileBytes = 512 * 1024 * 1024
  public static let rosterRows = 300_000
  /// Rosters read at the same moment on one machine: each takes a core and up to 300 MB.
  static let rostersReadAtOnce = 2
  /// Rosters waiting for their turn; one more is asked to come again.
  static let rostersWaiting = 8
  /// Papers and tables made at the same moment, and waiting.
  static let printsAtOnce = 2
  static let printsWaiting = 32
  /// Tours that may wait behind the one being solved.
  static let toursWaiting = 3
  /// Uploads of one institution, or of one of its centers, that wait for their confirmation.
  public static let uploadsWaiting = 3
  /// Records of each kind that a preview names; the counts are of all of them.
  public static let previewPeople = 50
  /// Pairs 「同一人?」 and departures with fields of their own, three fields each at most: a form takes 1,000.
  public static let ownAnswers = 100
  /// How long a page waits for a check before it shows the progress instead, milliseconds.
  static let checkPatienceMilliseconds = 1_500
  /// How long an uploaded roster waits for its confirmation.
  static let uploadLifeMilliseconds: Int64 = 48 * 3600 * 1000
}
