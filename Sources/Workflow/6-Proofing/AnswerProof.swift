import Crypto
import Foundation
import GraduatePhotos
import Storage

/// What a graduate typed about what is wrong; what stands there now is the center's to say.
public struct TypedComplaint: Sendable, Hashable {
  public var isSomebodyElse: Bool
  public var photoFaults: [PersonVerdict.PhotoFault]
  /// What is right, by column; empty ones are left out, what stands there already is refused.
  public var newValues: [RosterColumn: String]
  public var words: String

  public init(
    isSomebodyElse: Bool = false, photoFaults: [PersonVerdict.PhotoFault] = [], newValues: [RosterColumn: String] = [:],
    words: String = ""
  ) {
    self.isSomebodyElse = isSomebodyElse
    self.photoFaults = photoFaults
    self.newValues = newValues
    self.words = words
  }
}

/// An answer as it is handed in: to what was seen.
public struct HandedInProof: Sendable {
  public let seen: ProofVersion
  public let round: Int
  /// Nil for 正确.
  public let complaint: TypedComplaint?
  /// A picture that shows the right value; only with a complaint.
  public let evidence: [UInt8]?

  public init(seen: ProofVersion, round: Int, complaint: TypedComplaint? = nil, evidence: [UInt8]? = nil) {
    self.seen = seen
    self.round = round
    self.complaint = complaint
    self.evidence = evidence
  }
}

/// What a graduate keeps: that he answered, when, and to what.
public struct ProofReceipt: Sendable, Hashable {
  /// 回执编号, such as `校-7K3M-9QXD-2F`; a rehearsal's begins with 「预」.
  public let number: String
  /// 校验码: six letters and digits that only the center can make.
  public let checkCode: String
  public let round: Int
  public let isRight: Bool
  public let isRehearsal: Bool
  /// Milliseconds UTC, by the clock of deadlines.
  public let answeredAt: Int64
}

/// An answer on its way into the database, together with others.
struct ArrivedProof: Sendable {
  let personID: String
  let campaignID: String
  let handedIn: HandedInProof
  let evidence: KeptDocument?
  /// Who was granted to answer in the graduate's place; nil for himself.
  let proxy: (any ProofKeeper)?
  let actor: any SignedIn
}

extension CollectionCenter {
  /// Takes a graduate's one answer of this round (N5, promise 4): given again it returns the same receipt, whatever came between.
  ///
  /// Returns after the transaction that holds it is durable; many are written in one.
  /// - Throws: `ProofRefusal`, `ProofDeskRefusal.evidence`, `.evidenceTooBig`.
  public func answerProof(_ handedIn: HandedInProof, by graduate: SignedInGraduate) async throws -> ProofReceipt {
    try await hand(in: handedIn, of: graduate.personID, campaignID: graduate.campaignID, by: graduate)
  }

  func hand(
    in handedIn: HandedInProof, of person: String, campaignID: String, proxy: (any ProofKeeper)? = nil, by actor: any SignedIn
  ) async throws -> ProofReceipt {
    // Neither a refused answer nor one that is there already leaves a file behind.
    let isNew = try await records.read { try $0.precheck(handedIn, of: person, campaignID) }
    var evidence: KeptDocument?
    if isNew, let bytes = handedIn.evidence, handedIn.complaint != nil {
      guard bytes.count <= ProofLimits.evidenceBytes else { throw ProofDeskRefusal.evidenceTooBig }
      guard let type = DocumentType.mediaType(of: bytes), type.hasPrefix("image/") else { throw ProofDeskRefusal.evidence }
      evidence = try await keep(bytes, mediaType: type)
    }
    let arrived = ArrivedProof(
      personID: person, campaignID: campaignID, handedIn: handedIn, evidence: evidence, proxy: proxy, actor: actor)
    let outcome = try await proofs.write(arrived) { group in
      try await records.write { transaction in
        // A refusal is an answer too: it stands in nobody else's way, and nothing was written for it.
        try group.map { one in
          do { return .success(try transaction.answer(one)) } catch let refusal as any Refusal {
            return .failure(RefusedProof(refusal))
          }
        }
      }
    }
    do { return try outcome.get() } catch { throw error.refusal }
  }

  /// What may lie in one answer and not in those beside it: everything but a database that is away, which is nobody's.
  static let liesInTheProof: @Sendable (any Error) -> Bool = { error in
    switch error {
    case StorageError.serializationGaveUp, StorageError.connectionLost, StorageError.commitUnknown, StorageError.timeout,
      StorageError.cancelled, StorageError.diskFull, StorageError.corrupt, StorageError.readOnly, is CancellationError:
      false
    default: true
    }
  }
}

/// Carries a refusal out of the transaction of many.
struct RefusedProof: Error {
  let refusal: any Refusal
  init(_ refusal: any Refusal) { self.refusal = refusal }
}

extension Transaction {
  /// Checks everything before the first row is written, so that a refusal leaves nothing behind.
  fileprivate func answer(_ arrived: ArrivedProof) throws -> ProofReceipt {
    let campaign = try storedCampaign(arrived.campaignID)
    let (kind, round) = (campaign.proofKind, arrived.handedIn.round)
    // First, whatever changed meanwhile: who asks again is told what he was told.
    if let given = try givenReceipt(arrived.handedIn, of: arrived.personID, kind, campaign.id) { return given }
    if let proxy = arrived.proxy { try requireProxy(arrived.personID, campaign.id, proxy) }
    let person = try proofPerson(arrived.personID, campaign)
    try mayAnswer(person, campaign)
    try check(arrived.handedIn, of: person, kind)
    let entry = try filedEntry(person, campaign)
    let complaint = try arrived.handedIn.complaint.map { try proofComplaint($0, entry) }
    let sealedAs = Self.complaintRecord(person.id, kind, round)
    let said = try complaint.map { try StoredComplaint($0).bytes() }
    let sealed: SQLValue =
      if let said { .blob(try sealForGraduate(person.id, said, as: sealedAs)) } else { .null }
    let receipt = try newReceipt(of: person, kind, round: round, isRight: complaint == nil)
    try insert(receipt, of: person, kind, sealed, entry, arrived)
    if let evidence = arrived.evidence { try insert(evidence, of: person.id, kind, round, campaign.id) }
    try journal(
      JournalLine(
        action: .proofAnswered, recordKind: "proof", recordID: receipt.number, campaignID: campaign.id,
        graduateID: campaign.plan.regime == .roster ? person.id : nil,
        details: [
          "kind": kind.rawValue, "round": String(round), "right": receipt.isRight ? "yes" : "no",
          "portrait": String(person.portraitNumber), "record": String(person.recordVersion),
          "proxy": arrived.actor is SignedInGraduate ? "no" : "yes",
        ]), by: arrived.actor)
    return receipt
  }

  /// The receipt of this round when the same was said; nil while nothing was.
  ///
  /// - Throws: `ProofRefusal.answered` for another answer to the same question.
  private func givenReceipt(
    _ handedIn: HandedInProof, of person: String, _ kind: ProofKind, _ campaignID: String
  ) throws -> ProofReceipt? {
    guard let given = try receipt(of: person, kind, round: handedIn.round, campaignID) else { return nil }
    let said = try storedComplaint(person, kind, handedIn.round, campaignID).map { try StoredComplaint(read: $0) }
    guard given.isRight == (handedIn.complaint == nil), said?.isSame(as: handedIn.complaint) ?? true else {
      throw ProofRefusal.answered(isRight: given.isRight)
    }
    return given
  }

  /// The window, with what was granted; what was put right is confirmed after it too.
  ///
  /// - Throws: `ProofRefusal.notSet`, `.notYet`, `.closed`.
  func mayAnswer(_ person: ProofPerson, _ campaign: StoredCampaign) throws {
    try campaign.proofTerms.check(
      now: now, extended: extendedDay(of: person.id, campaign.id),
      hasAnswered: campaign.proofKind == .final && person.last != nil)
  }

  /// What an answer with a picture would be refused for, before the picture is kept.
  ///
  /// - Returns: false when the same was said already.
  /// - Throws: `ProofRefusal`; `.answered` too when a picture comes to an answer that was given without one: it is not taken silently.
  fileprivate func precheck(_ handedIn: HandedInProof, of personID: String, _ campaignID: String) throws -> Bool {
    guard handedIn.evidence != nil else { return true }
    let campaign = try storedCampaign(campaignID)
    if try givenReceipt(handedIn, of: personID, campaign.proofKind, campaignID) != nil {
      guard try holdsEvidence(of: personID, campaign.proofKind, handedIn.round, campaignID) else {
        throw ProofRefusal.answered(isRight: handedIn.complaint == nil)
      }
      return false
    }
    let person = try proofPerson(personID, campaign)
    try mayAnswer(person, campaign)
    try check(handedIn, of: person, campaign.proofKind)
    let entry = try filedEntry(person, campaign)
    if let complaint = handedIn.complaint { _ = try proofComplaint(complaint, entry) }
    return true
  }

  private func holdsEvidence(of person: String, _ kind: ProofKind, _ round: Int, _ campaignID: String) throws -> Bool {
    try row(
      "SELECT 1 AS n FROM proof_evidence WHERE campaign_id = ? AND person_id = ? AND kind = ? AND round = ?",
      [.text(campaignID), .text(person), .text(kind.rawValue), .int(round)]) != nil
  }

  /// A rehearsal is repeated as often as one likes, but never about what is no longer there.
  private func check(_ handedIn: HandedInProof, of person: ProofPerson, _ kind: ProofKind) throws {
    guard kind == .rehearsal else {
      return try ProofBook(person.last.map { [$0.entry] } ?? []).check(
        seen: handedIn.seen, round: handedIn.round, present: person.version)
    }
    guard let present = person.version else { throw ProofRefusal.noPortrait }
    guard handedIn.seen == present, handedIn.round == (person.last?.entry.round ?? 0) + 1 else { throw ProofRefusal.stale }
  }

  private func insert(
    _ receipt: ProofReceipt, of person: ProofPerson, _ kind: ProofKind, _ sealed: SQLValue, _ entry: RosterEntry?,
    _ arrived: ArrivedProof
  ) throws {
    guard let portrait = person.portraitID, let version = person.version else { throw ProofRefusal.noPortrait }
    let fields = FiledFields.canonical { entry?[$0] ?? "" }
    try execute(
      """
      INSERT INTO proof (campaign_id, person_id, kind, round, portrait_id, portrait_sha256, filed_version, fields_mac, is_right,
        complaint_sealed, number, check_code, answered_by, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(arrived.campaignID), .text(person.id), .text(kind.rawValue), .int(receipt.round), .text(portrait),
        .text(version.portrait), .integer(version.data), .blob(try macForGraduate(person.id, Array(fields.utf8))),
        .int(receipt.isRight ? 1 : 0), sealed, .text(receipt.number), .text(receipt.checkCode), .text(arrived.actor.accountID),
        .integer(now),
      ])
  }

  private func insert(
    _ evidence: KeptDocument, of person: String, _ kind: ProofKind, _ round: Int, _ campaignID: String
  ) throws {
    try execute(
      """
      INSERT INTO proof_evidence (id, campaign_id, person_id, kind, round, media_type, byte_count, stored_hash, key_id, received_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(evidence.id), .text(campaignID), .text(person), .text(kind.rawValue), .int(round), .text(evidence.mediaType),
        .int(evidence.byteCount), .text(evidence.storedHash), .text(evidence.keyID), .integer(now),
      ])
  }

  /// What was typed, with what stands there now.
  private func proofComplaint(_ typed: TypedComplaint, _ entry: RosterEntry?) throws -> ProofComplaint {
    let complaint = ProofComplaint(
      isSomebodyElse: typed.isSomebodyElse, photoFaults: typed.photoFaults,
      corrections: FiledFields.columns.compactMap { column in
        guard let entry, let new = typed.newValues[column]?.trimmed, !new.isEmpty else { return nil }
        return PersonVerdict.Correction(column: column, old: entry[column], new: new)
      }, words: typed.words.trimmed)
    try complaint.check()
    return complaint
  }

  private func newReceipt(of person: ProofPerson, _ kind: ProofKind, round: Int, isRight: Bool) throws -> ProofReceipt {
    let key = "\(person.id) \(kind.rawValue) \(round)"
    let name = ReadableLetters.text(SHA256.hash(data: Array(key.utf8)), count: 10)
    let number = (kind == .final ? "校-" : "预-") + ReadableLetters.grouped(name)
    let check = keys.blindIndex(of: "\(number) \(isRight) \(now)", field: "proof.check_code")
    return ProofReceipt(
      number: number, checkCode: ReadableLetters.text(check, count: 6), round: round, isRight: isRight,
      isRehearsal: kind == .rehearsal, answeredAt: now)
  }

  func receipt(of person: String, _ kind: ProofKind, round: Int, _ campaignID: String) throws -> ProofReceipt? {
    try row(
      """
      SELECT round, is_right, number, check_code, answered_at FROM proof
      WHERE campaign_id = ? AND person_id = ? AND kind = ? AND round = ?
      """, [.text(campaignID), .text(person), .text(kind.rawValue), .int(round)]
    ).map { row in
      ProofReceipt(
        number: try row.text("number"), checkCode: try row.text("check_code"), round: try row.int("round"),
        isRight: try row.int("is_right") == 1, isRehearsal: kind == .rehearsal, answeredAt: try row.integer("answered_at"))
    }
  }

  static func complaintRecord(_ person: String, _ kind: ProofKind, _ round: Int) -> String {
    "proof:\(person):\(kind.rawValue):\(round)"
  }

  /// What was said to be wrong, as its bytes; nil for a right answer, and for who was erased.
  func storedComplaint(_ person: String, _ kind: ProofKind, _ round: Int, _ campaignID: String) throws -> [UInt8]? {
    try row(
      "SELECT complaint_sealed FROM proof WHERE campaign_id = ? AND person_id = ? AND kind = ? AND round = ?",
      [.text(campaignID), .text(person), .text(kind.rawValue), .int(round)])?.optionalBlob("complaint_sealed")
      .flatMap { try openForGraduate(person, $0, as: Self.complaintRecord(person, kind, round)) }
  }
}
