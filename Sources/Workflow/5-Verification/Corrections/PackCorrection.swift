import Foundation
import GraduatePhotos
import Paperwork
import Storage

extension CollectionCenter {
  /// Packs corrected data as a small signed and encrypted ZIP, tells the institution and mails it to the institution's liaisons (A7).
  ///
  /// The bytes lie safe before a row names them. Said twice for one correction, it is packed once.
  ///
  /// Returns the package's id.
  /// - Throws: `CorrectionRefusal.empty`, `.tooMany`, `.institutionUnknown`; `ManifestRefusal`, `TableWriteRefusal` for values that
  ///   cannot be written.
  public func packCorrection(_ corrected: CorrectedRecords, by clerk: Clerk) async throws -> String {
    guard !corrected.records.isEmpty else { throw CorrectionRefusal.empty }
    guard corrected.records.count <= CorrectionLimits.people else {
      throw CorrectionRefusal.tooMany(corrected.records.count, limit: CorrectionLimits.people)
    }
    let (known, place, day) = try await records.read { transaction in
      (
        try transaction.correctionPackageID(of: corrected.correctionID),
        try transaction.correctionPlace(corrected), transaction.today
      )
    }
    if let known { return known }
    let ring = keys.current
    let id = identifier()
    let shares = corrected.records.map { _ in chance.bytes(DeliveryKey.shareBytes) }
    let lock = DeliveryLock.fresh(chance)
    let packing = CorrectionPacking(
      corrected: corrected,
      head: Manifest.Head(
        deliveryNumber: corrected.number, campaign: place.plan.title, institutionCode: place.institutionCode, date: day),
      institutionName: place.institutionName, regime: place.plan.regime,
      signer: try ring.deliverySigner(keyID: ring.signingKeyID), lock: lock, spool: spool, identifier: { self.identifier() })
    let (bytes, fileName) = try await packing.archive()
    let inner = try DeliveryKey(deliveryID: id, shares: shares).seal(bytes, as: CorrectionPackage.record(id))
    let hash = try await photos.put(try ring.seal(inner, as: SealedFiles.correctionPackages.record(id)))
    let packed = PackedCorrection(
      id: id, corrected: corrected, fileName: fileName, byteCount: bytes.count,
      sha256: HexText.write(SHA256Sum.of(bytes)), storedHash: hash.hex, keyID: ring.encryptionKeyID,
      signingKeyID: ring.signingKeyID, lock: lock, shares: shares)
    return try await records.write { transaction in
      if let known = try transaction.correctionPackageID(of: corrected.correctionID) { return known }
      try transaction.insertCorrection(packed, by: clerk)
      _ = try transaction.mailCorrection(id, by: clerk)
      return id
    }
  }
}

/// A package whose bytes lie safe; only its rows are missing.
struct PackedCorrection: Sendable {
  let id: String
  let corrected: CorrectedRecords
  let fileName: String
  let byteCount: Int
  let sha256: String
  let storedHash: String
  let keyID: String
  let signingKeyID: String
  let lock: DeliveryLock
  let shares: [[UInt8]]
}

extension SealedFiles {
  /// What is inside lies under the package's own key.
  static let correctionPackages = SealedFiles(table: "correction_package", chineseName: "更正数据包") {
    "correction_file:\($0)"
  }
}

extension SealedValues {
  static let correctionLocks = SealedValues(
    table: "correction_package", chineseName: "更正数据包的密码", idColumns: ["id"], valueColumn: "lock_sealed",
    keyColumn: "lock_key", record: { CorrectionPackage.record($0[0]) })
}

extension Transaction {
  func correctionPackageID(of correctionID: String) throws -> String? {
    try row("SELECT id FROM correction_package WHERE correction_id = ?", [.text(correctionID)])?.text("id")
  }

  fileprivate func correctionPlace(_ corrected: CorrectedRecords) throws -> RosterPlaceInCenter {
    do {
      return try rosterPlace(campaignID: corrected.campaignID, institutionID: corrected.institutionID).place
    } catch is RosterImportRefusal { throw CorrectionRefusal.institutionUnknown }
  }

  fileprivate func insertCorrection(_ packed: PackedCorrection, by clerk: Clerk) throws {
    let corrected = packed.corrected
    try execute(
      """
      INSERT INTO correction_package (id, campaign_id, institution_id, correction_id, number, people, file_name, byte_count, sha256,
        stored_hash, key_id, signing_key, lock_sealed, lock_key, made_by, made_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(packed.id), .text(corrected.campaignID), .text(corrected.institutionID), .text(corrected.correctionID),
        .text(corrected.number), .int(corrected.records.count), .text(packed.fileName), .int(packed.byteCount),
        .text(packed.sha256), .text(packed.storedHash), .text(packed.keyID), .text(packed.signingKeyID),
        .blob(try keys.seal(JSONEncoder().encode(packed.lock), as: CorrectionPackage.record(packed.id))),
        .text(keys.encryptionKeyID), .text(clerk.accountID), .integer(now),
      ])
    try sql.insertMany(
      into: "correction_person", columns: ["package_id", "position", "graduate_id", "sealed"],
      rows: zip(corrected.records, packed.shares).enumerated().map { position, person in
        let graduate = person.0.line.internalNumber
        let sealed = try sealForGraduate(
          graduate, person.1, as: CorrectionPackage.shareRecord(packed.id, graduate))
        return [.text(packed.id), .int(position), .text(graduate), .blob(sealed)]
      })
    try journal(
      JournalLine(
        action: .correctionPacked, recordKind: "correction", recordID: packed.id, campaignID: corrected.campaignID,
        details: ["number": corrected.number, "heads": String(corrected.records.count), "hash": packed.sha256]), by: clerk)
    try notify(
      NoticeDraft(
        campaignID: corrected.campaignID, audience: .institution(corrected.institutionID),
        title: "更正后的数据可以领取：\(corrected.number)",
        body: "\(corrected.records.count) 人的数据已经更正，加密的数据包另发邮件，也可以在网页下载；解压密码只在网页上看。照片照常可用。",
        path: "/campaigns/\(corrected.campaignID)/corrections"), by: clerk)
  }
}

/// Why corrected data are not packed, mailed or shown.
public enum CorrectionRefusal: Refusal, Equatable {
  case empty
  case tooMany(Int, limit: Int)
  case institutionUnknown
  case unknown
  case erased
  case noRecipient
  case mailUnknown
  /// It is on its way, or was taken and did not come back.
  case stillOnItsWay
  case notSent
  case noNote
  case noteTooLong(limit: Int)

  public var code: String {
    switch self {
    case .empty: "correction.empty"
    case .tooMany: "correction.too-many"
    case .institutionUnknown: "correction.institution-unknown"
    case .unknown: "correction.unknown"
    case .erased: "correction.erased"
    case .noRecipient: "correction.no-recipient"
    case .mailUnknown: "correction.mail-unknown"
    case .stillOnItsWay: "correction.still-on-its-way"
    case .notSent: "correction.not-sent"
    case .noNote: "correction.no-note"
    case .noteTooLong: "correction.note-too-long"
    }
  }

  public var message: String {
    switch self {
    case .empty: "没有更正的数据"
    case .tooMany(let people, let limit): "一个数据包最多 \(limit) 人，现有 \(people) 人"
    case .institutionUnknown: "这所院校没有参加本次采集"
    case .unknown: "没有这个更正数据包"
    case .erased: "这个数据包里有人的数据已按规定清除，不能再下载"
    case .noRecipient: "学校的学籍管理员都没有登记邮箱，邮件没有发"
    case .mailUnknown: "没有这封邮件"
    case .stillOnItsWay: "这封邮件正在发送，或者已经发出"
    case .notSent: "这封邮件还没有发出，不会被退回"
    case .noNote: "没有写退信的说明"
    case .noteTooLong(let limit): "说明超过 \(limit) 个字"
    }
  }

  public var hint: String {
    switch self {
    case .empty, .institutionUnknown, .unknown, .mailUnknown: "请刷新页面"
    case .tooMany: "请分几次更正"
    case .erased: "其他人的更正数据，请联系总部"
    case .noRecipient: "请学校在「我的账号」登记邮箱；学校也可以在网页下载"
    case .stillOnItsWay: "被退回的，请先登记退信"
    case .notSent: "请等它发出，或者看没有发出的原因"
    case .noNote: "请照退信写一句，例如「550 用户不存在」"
    case .noteTooLong: "请写短一些"
    }
  }
}
