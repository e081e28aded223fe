import Crypto
import Foundation
import GraduatePhotos
import Paperwork
import Storage

/// What became of a file of enrolment photos.
public struct ReferencesUploaded: Sendable, Equatable {
  /// Graduates who have a picture from it.
  public internal(set) var matched = 0
  /// Of them, those who had another one before.
  public internal(set) var replaced = 0
  /// The same picture was there already.
  public internal(set) var same = 0
  /// Files named by a number that stands on no roster of the keeper's, and those of a number that stands there more than once.
  public internal(set) var notListed: [String] = []
  public internal(set) var notListedCount = 0
  /// A second picture of somebody in the same file: the first one is kept.
  public internal(set) var twice = 0
  /// No JPEG, or too large.
  public internal(set) var refused = 0
  /// Graduates of the keeper's roster without a picture afterwards.
  public internal(set) var without = 0

  /// 「812 人有了照片（换掉 3 张），5 个文件对不上名单，2 个不是 JPEG 或太大；还有 48 人没有照片」.
  public var chinese: String {
    var parts = ["\(matched) 人有了照片" + (replaced > 0 ? "（换掉 \(replaced) 张）" : "")]
    if same > 0 { parts.append("\(same) 张和原来的一样") }
    if notListedCount > 0 { parts.append("\(notListedCount) 个文件对不上名单") }
    if twice > 0 { parts.append("\(twice) 张是同一人的第二张") }
    if refused > 0 { parts.append("\(refused) 个不是 JPEG 或太大") }
    return parts.joined(separator: "，") + (without > 0 ? "；还有 \(without) 人没有照片" : "；所有人都有照片了")
  }
}

/// Why enrolment photos are not taken.
public enum ReferenceRefusal: Refusal, Equatable {
  case codeMode
  case notAZip
  case encrypted
  case tooMany
  case tooLarge
  case damaged
  case noPictures

  public var code: String {
    switch self {
    case .codeMode: "references.code-mode"
    case .notAZip: "references.not-a-zip"
    case .encrypted: "references.encrypted"
    case .tooMany: "references.too-many"
    case .tooLarge: "references.too-large"
    case .damaged: "references.damaged"
    case .noPictures: "references.no-pictures"
    }
  }

  public var message: String {
    switch self {
    case .codeMode: "采集码模式下采集单位不收照片"
    case .notAZip: "不是 ZIP 文件"
    case .encrypted: "ZIP 文件加了密码"
    case .tooMany: "文件超过 \(ReferenceLimits.pictures) 个"
    case .tooLarge: "解压后超过 10 GB"
    case .damaged: "ZIP 文件不完整"
    case .noPictures: "ZIP 里没有照片"
    }
  }

  public var hint: String {
    switch self {
    case .codeMode: ""
    case .notAZip, .noPictures: "把照片按学号或身份证号命名（如 201000001001.jpg），压缩成一个 ZIP 再上传"
    case .encrypted: "请去掉密码再压缩一次"
    case .tooMany, .tooLarge: "请按院系分几次上传"
    case .damaged: "请重新压缩，再上传一次；前面的照片已收下"
    }
  }

  init(_ problem: PictureArchiveProblem) {
    switch problem {
    case .notAZip: self = .notAZip
    case .encrypted: self = .encrypted
    case .tooMany: self = .tooMany
    case .tooLarge: self = .tooLarge
    case .damaged: self = .damaged
    }
  }
}

extension CollectionCenter {
  /// Takes a ZIP of enrolment photos, each named by a student or identity number, for faces to be compared with at the camera.
  ///
  /// - path: the uploaded file; it stays where it is.
  /// - Throws: `ReferenceRefusal`; pictures before the place where a damaged file breaks off are kept.
  public func uploadReferences(
    path: String, campaignID: String, by keeper: any RosterKeeper, _ soFar: @Sendable (ReferencesUploaded) -> Void = { _ in }
  ) async throws -> ReferencesUploaded {
    let listed = try await records.read { transaction in
      guard try transaction.storedCampaign(campaignID).plan.regime != .code else { throw ReferenceRefusal.codeMode }
      return try transaction.listedForReferences(campaignID, keeper)
    }
    let uploadID = identifier()
    var result = ReferencesUploaded()
    var problem: ReferenceRefusal?
    try await records.write { try $0.insertReferenceUpload(uploadID, campaignID, by: keeper) }
    do {
      try await takePictures(path: path, listed, uploadID, campaignID, &result, soFar)
    } catch let found as PictureArchiveProblem { problem = ReferenceRefusal(found) }
    if problem == nil, result.isEmpty { problem = .noPictures }
    let done = result
    result.without = try await records.write { transaction in
      try transaction.endReferenceUpload(uploadID, campaignID, done, by: keeper)
      let count = try transaction.referenceCount(campaignID, keeper)
      return count.due - count.pictured
    }
    if let problem { throw problem }
    return result
  }

  /// Graduates of a keeper's roster, and those of them with a reference picture.
  public func referenceCount(campaignID: String, by keeper: any RosterKeeper) async throws -> ReferenceCount {
    try await records.read { try $0.referenceCount(campaignID, keeper) }
  }

  private func takePictures(
    path: String, _ listed: ListedGraduates, _ uploadID: String, _ campaignID: String, _ result: inout ReferencesUploaded,
    _ soFar: @Sendable (ReferencesUploaded) -> Void
  ) async throws {
    let archive = try PictureArchive(
      path: path,
      limits: PictureArchiveLimits(
        entries: ReferenceLimits.pictures, pictureBytes: ReferenceLimits.pictureBytes, totalBytes: ReferenceLimits.uploadBytes))
    var seen: Set<String> = []
    while let entry = try archive.next() {
      guard let picture = entry.bytes, picture.starts(with: [0xFF, 0xD8, 0xFF]) else {
        result.refused += 1
        continue
      }
      guard let graduate = listed.graduate(fileName: entry.name, keys.current) else {
        result.notListedCount += 1
        // A file's name may be an identity number: what is shown is masked.
        if result.notListed.count < ReferenceLimits.namedFiles { result.notListed.append(ListedGraduates.masked(entry.name)) }
        continue
      }
      guard seen.insert(graduate).inserted else {
        result.twice += 1
        continue
      }
      try await keep(picture, of: graduate, uploadID, campaignID, &result)
      soFar(result)
    }
  }

  private func keep(
    _ picture: [UInt8], of graduate: String, _ uploadID: String, _ campaignID: String, _ result: inout ReferencesUploaded
  ) async throws {
    let id = identifier()
    let hash = hexadecimal(SHA256.hash(data: picture))
    let before = try await records.read { transaction in
      try transaction.row("SELECT sha256 FROM reference_picture WHERE graduate_id = ? AND slot = ''", [.text(graduate)])?
        .text("sha256")
    }
    guard before != hash else {
      result.same += 1
      return
    }
    let ring = keys.current
    let stored = try await photos.put(try ring.seal(picture, as: "reference_picture:\(id)"))
    try await records.write { transaction in
      try transaction.execute("UPDATE reference_picture SET slot = id WHERE graduate_id = ? AND slot = ''", [.text(graduate)])
      try transaction.execute(
        """
        INSERT INTO reference_picture (id, campaign_id, graduate_id, upload_id, sha256, byte_count, stored_hash, key_id, slot)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')
        """,
        [
          .text(id), .text(campaignID), .text(graduate), .text(uploadID), .text(hash), .int(picture.count), .text(stored.hex),
          .text(ring.encryptionKeyID),
        ])
    }
    result.matched += 1
    if before != nil { result.replaced += 1 }
  }
}

extension ReferencesUploaded {
  fileprivate var isEmpty: Bool { matched + same + notListedCount + twice + refused == 0 }
}

/// Whom files may be named after: student numbers, and hashes of identity numbers; the numbers themselves stay sealed.
struct ListedGraduates: Sendable {
  var byStudentNumber: [String: String] = [:]
  var byNumberIndex: [[UInt8]: String] = [:]
  /// Student numbers that two people bear.
  var doubled: Set<String> = []
  var today: CalendarDay

  func graduate(fileName: String, _ keys: KeyRing) -> String? {
    let stem = String(fileName.prefix { $0 != "." }).trimmed
    if let id = byStudentNumber[stem] { return doubled.contains(stem) ? nil : id }
    guard let number = try? IDNumber.read(stem, today: today) else { return nil }
    return keys.blindIndexes(of: number.comparisonKey, field: StoredGraduate.indexField).lazy.compactMap { byNumberIndex[$0] }
      .first
  }

  /// The beginning and the end of a name, so that its owner finds it and nobody reads a number in it.
  static func masked(_ name: String) -> String {
    let stem = String(name.prefix { $0 != "." })
    guard stem.count > 8 else { return name }
    return stem.prefix(4) + "…" + stem.suffix(2) + name.dropFirst(stem.count)
  }
}

extension Transaction {
  private func ownCondition(_ keeper: any RosterKeeper) -> (String, [SQLValue]) {
    keeper.ownStudyCenterID.map {
      ("g.institution_id = ? AND g.study_center_id = ?", [.text(keeper.institutionID), .text($0)])
    }
      ?? ("g.institution_id = ?", [.text(keeper.institutionID)])
  }

  fileprivate func listedForReferences(_ campaignID: String, _ keeper: any RosterKeeper) throws -> ListedGraduates {
    let (own, arguments) = ownCondition(keeper)
    var listed = ListedGraduates(today: today)
    try sql.forEachRow(
      """
      SELECT g.id, g.student_number, g.id_index FROM graduate g
      WHERE g.campaign_id = ? AND \(own) AND NOT \(GraduateScope.hasLeft) ORDER BY g.id
      """, [.text(campaignID)] + arguments
    ) { row in
      let (id, number) = (try row.text("id"), try row.text("student_number"))
      if !number.isEmpty {
        if listed.byStudentNumber[number] != nil { listed.doubled.insert(number) }
        listed.byStudentNumber[number] = id
      }
      listed.byNumberIndex[try row.blob("id_index")] = id
    }
    return listed
  }

  fileprivate func referenceCount(_ campaignID: String, _ keeper: any RosterKeeper) throws -> ReferenceCount {
    let (own, ownArguments) = ownCondition(keeper)
    let due = "FROM graduate g WHERE g.campaign_id = ? AND \(own) AND NOT \(GraduateScope.hasLeft)"
    let arguments = [.text(campaignID)] + ownArguments
    let picture = "SELECT 1 FROM reference_picture r WHERE r.graduate_id = g.id AND r.slot = ''"
    return ReferenceCount(
      pictured: try count("SELECT COUNT(*) AS n \(due) AND EXISTS (\(picture))", arguments),
      unseen: try count(
        """
        SELECT COUNT(*) AS n \(due) AND EXISTS (\(picture)
          AND NOT EXISTS (SELECT 1 FROM reference_face f WHERE f.picture_id = r.id))
        """, arguments),
      due: try count("SELECT COUNT(*) AS n \(due)", arguments))
  }

  fileprivate func insertReferenceUpload(_ id: String, _ campaignID: String, by keeper: any RosterKeeper) throws {
    try execute(
      """
      INSERT INTO reference_upload (id, campaign_id, institution_id, study_center_id, matched, not_listed, refused, uploaded_by,
        uploaded_at) VALUES (?, ?, ?, ?, 0, 0, 0, ?, ?)
      """,
      [
        .text(id), .text(campaignID), .text(keeper.institutionID), .optional(keeper.ownStudyCenterID), .text(keeper.accountID),
        .integer(now),
      ])
  }

  fileprivate func endReferenceUpload(
    _ id: String, _ campaignID: String, _ done: ReferencesUploaded, by keeper: any RosterKeeper
  ) throws {
    try execute(
      "UPDATE reference_upload SET matched = ?, not_listed = ?, refused = ? WHERE id = ?",
      [.int(done.matched), .int(done.notListedCount), .int(done.refused + done.twice), .text(id)])
    if done.matched > 0 { try enqueue(.findReferenceFaces, scope: campaignID, payload: id) }
    try journal(
      JournalLine(
        action: .referencesUploaded, recordKind: "reference-upload", recordID: id, campaignID: campaignID,
        details: [
          "matched": String(done.matched), "replaced": String(done.replaced), "not-listed": String(done.notListedCount),
          "refused": String(done.refused),
        ]), by: keeper)
  }
}

/// How far an institution's enrolment photos are.
public struct ReferenceCount: Sendable, Hashable {
  /// Due graduates with a picture.
  public let pictured: Int
  /// Of these, whose face nobody has looked for yet: a station that takes a visit along now does not compare them.
  public let unseen: Int
  public let due: Int
}
