import Crypto
import GraduatePhotos
import Paperwork
import Storage

/// A printed page that waits for its stamp, or has it.
public struct StampedPaper: Sendable, Hashable {
  /// What its QR says: 128 random bits, without meaning of their own.
  public let code: String
  /// As people quote it: 登-10730-2014-003.
  public let number: String
  public let kind: PaperKind
  public let subjectID: String
  public let version: Int
  public let contentHash: String
  public let campaignID: String
  public let institutionID: String
  public let printedAt: Int64

  /// Bytes of chance in a code.
  static let codeBytes = 16

  /// Whether a text has the shape of a code of ours: a poster's QR beside the page has not.
  static func looksLikeCode(_ text: String) -> Bool {
    Workflow.bytes(base64URL: text)?.count == codeBytes && text.utf8.count == 22
  }
}

/// A stamped paper's PDF, ready to print.
public struct PrintedPaper: Sendable {
  public let paper: StampedPaper
  public let pdf: [UInt8]
  /// 「登-10730-2014-003 综合信息采集登记单.pdf」.
  public var fileName: String { "\(paper.number) \(paper.kind.chineseName).pdf" }
}

/// What a paper is at one moment: whoever holds it can tell what it is about, and how far the journal had come (promise 8).
struct PaperMoment: Sendable {
  let paper: StampedPaper
  let head: ChainHead
  let day: CalendarDay
  let now: Int64

  /// Number, date, content's hash with the chain's head, and the QR.
  var identity: PaperIdentity {
    PaperIdentity(
      number: "\(paper.number)（第 \(paper.version) 版）", date: day.chinese,
      contentHash: "\(paper.contentHash.prefix(16))　日志链头：\(head.text)", code: paper.code, createdAt: now / 1000)
  }
}

/// The end of a campaign's journal chain, as sealed papers carry it (promise 8).
public struct ChainHead: Sendable, Hashable {
  public let position: Int64
  /// 64 hexadecimal digits.
  public let hash: String

  /// `12:9f…`; what `seal.chain_head` holds and what is printed.
  public var text: String { "\(position):\(hash)" }
}

extension Transaction {
  /// The paper of this version with what is printed at its foot now.
  func paperMoment(of subject: any SealSubject, by actor: some SignedIn) throws -> PaperMoment {
    PaperMoment(
      paper: try paper(for: subject, by: actor), head: try chainHead(subject.campaignID), day: today, now: now)
  }

  /// The paper of this version, made at its first printing: printed again it has the same number and code.
  func paper(for subject: any SealSubject, by actor: some SignedIn) throws -> StampedPaper {
    if let known = try paper(of: subject.kind, subject.subjectID, version: subject.version) { return known }
    let printed = try numberedPaper(for: subject, by: actor)
    try journal(
      JournalLine(
        action: .paperPrinted, recordKind: subject.kind.rawValue, recordID: subject.subjectID, campaignID: subject.campaignID,
        details: ["number": printed.number, "version": "\(subject.version)", "hash": subject.contentHash]),
      by: actor)
    return printed
  }

  /// The paper of a version that has none yet, before anybody prints it: for what is quoted by its number from the beginning.
  func numberedPaper(for subject: any SealSubject, by actor: some SignedIn) throws -> StampedPaper {
    let printed = try StampedPaper(
      code: chance.token(bytes: StampedPaper.codeBytes), number: nextPaperNumber(subject), kind: subject.kind,
      subjectID: subject.subjectID,
      version: subject.version, contentHash: subject.contentHash, campaignID: subject.campaignID,
      institutionID: subject.institutionID, printedAt: now)
    try insert(printed, by: actor)
    return printed
  }

  /// The head of the campaign's chain now; position 0 before the first line is chained.
  func chainHead(_ campaignID: String) throws -> ChainHead {
    guard let head = try journalHead(campaignID) else {
      return ChainHead(position: 0, hash: hexadecimal(JournalChain.beginning(of: campaignID)))
    }
    return ChainHead(position: head.position, hash: hexadecimal(head.hash))
  }

  func paper(of kind: PaperKind, _ subjectID: String, version: Int) throws -> StampedPaper? {
    try row(
      "SELECT \(paperColumns) FROM paper WHERE kind = ? AND subject_id = ? AND subject_version = ?",
      [.text(kind.rawValue), .text(subjectID), .int(version)]
    ).flatMap { try paper(from: $0) }
  }

  func paper(code: String) throws -> StampedPaper? {
    try row("SELECT \(paperColumns) FROM paper WHERE code = ?", [.text(code)]).flatMap { try paper(from: $0) }
  }

  private func paper(from row: SQLRow) throws -> StampedPaper? {
    guard let kind = PaperKind(rawValue: try row.text("kind")) else { return nil }
    return StampedPaper(
      code: try row.text("code"), number: try row.text("number"), kind: kind, subjectID: try row.text("subject_id"),
      version: try row.int("subject_version"), contentHash: try row.text("content_hash"),
      campaignID: try row.text("campaign_id"), institutionID: try row.text("institution_id"),
      printedAt: try row.integer("printed_at"))
  }

  private func insert(_ paper: StampedPaper, by actor: some SignedIn) throws {
    try execute(
      """
      INSERT INTO paper (code, campaign_id, institution_id, kind, subject_id, subject_version, number, content_hash, printed_by,
        printed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(paper.code), .text(paper.campaignID), .text(paper.institutionID), .text(paper.kind.rawValue),
        .text(paper.subjectID), .int(paper.version), .text(paper.number), .text(paper.contentHash), .text(actor.accountID),
        .integer(now),
      ])
  }

  /// Counted within a kind, an institution and a campaign; of two printed at once one waits for the other.
  private func nextPaperNumber(_ subject: any SealSubject) throws -> String {
    let count = try count(
      "SELECT COUNT(*) AS n FROM paper WHERE campaign_id = ? AND institution_id = ? AND kind = ?",
      [.text(subject.campaignID), .text(subject.institutionID), .text(subject.kind.rawValue)])
    let code = try row("SELECT code FROM institution WHERE id = ?", [.text(subject.institutionID)])?.text("code") ?? ""
    let year =
      try row("SELECT graduating_year FROM campaign WHERE id = ?", [.text(subject.campaignID)])?.int("graduating_year") ?? 0
    let serial = String(count + 1)
    let padded = String(repeating: "0", count: max(0, 3 - serial.count)) + serial
    return "\(subject.kind.numberMark)-\(code)-\(year)-\(padded)"
  }
}

private let paperColumns = """
  code, campaign_id, institution_id, kind, subject_id, subject_version, number, content_hash, printed_at
  """
