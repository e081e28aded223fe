import GraduatePhotos
import Storage

/// A kind of encrypted value in the rows: where it lies, and what it is bound to.
///
/// What lies under a graduate's own key (journal values, earlier versions of a record) is not among them: there only the wrapped key is
/// renewed. Uploads in the spool keep their key too: they live 48 hours, and older keys stay in the ring.
struct SealedValues: Sendable {
  /// The table, for queries; a name of ours.
  let table: String
  /// How people call it.
  let chineseName: String
  /// The columns that name the row, the first of which orders it.
  let idColumns: [String]
  let valueColumn: String
  let keyColumn: String
  /// What a value is bound to, by the values of `idColumns`.
  let record: @Sendable ([String]) -> String
  /// The blind index that goes with a value.
  var index: (@Sendable (_ plain: [UInt8], _ row: SQLRow, _ keys: KeyRing) throws -> [UInt8])?
  var indexColumn = ""
  /// A column that making the index needs.
  var indexInput = ""

  static let all = [
    secondFactors, graduateKeys, graduates, collectionCodes, stationVisits, packets, happenings, sparePersons, signatures,
    referenceFaces, deliveryLocks, errataUploads, correctionLocks, filingLocks,
  ]

  static let secondFactors = SealedValues(
    table: "second_factor", chineseName: "第二验证", idColumns: ["account_id", "kind"], valueColumn: "secret", keyColumn: "key_id",
    record: { "second_factor:\($0[0]):\($0[1])" })

  static let graduateKeys = SealedValues(
    table: "graduate_key", chineseName: "毕业生密钥", idColumns: ["graduate_id"], valueColumn: "wrapped", keyColumn: "key_id",
    record: { "graduate_key:\($0[0])" })

  static let graduates = SealedValues(
    table: "graduate", chineseName: "证件号", idColumns: ["id"], valueColumn: "id_sealed", keyColumn: "id_key", record: { $0[0] },
    index: { plain, row, keys in
      guard let kind = IDNumberKind(rawValue: try row.text("id_kind")) else {
        throw StoredGraduateFault(graduateID: try row.text("id"))
      }
      let number = IDNumber(storedKind: kind, value: String(decoding: plain, as: UTF8.self))
      return keys.blindIndex(of: number.comparisonKey, field: StoredGraduate.indexField)
    }, indexColumn: "id_index", indexInput: "id_kind")

  static let collectionCodes = SealedValues(
    table: "collection_code", chineseName: "采集码", idColumns: ["id"], valueColumn: "code_sealed", keyColumn: "code_key",
    record: { "collection_code:\($0[0])" },
    index: { plain, _, keys in keys.blindIndex(of: String(decoding: plain, as: UTF8.self), field: Transaction.codeIndexField) },
    indexColumn: "code_index")
}

extension Transaction {
  /// How many values are not under the ring's newest key.
  func countUnderOldKeys(_ kind: SealedValues) throws -> Int {
    try count("SELECT COUNT(*) AS n FROM \(kind.table) WHERE \(kind.keyColumn) <> ?", [.text(keys.encryptionKeyID)])
  }

  /// Re-encrypts the next values that are not under the newest key, beginning after `cursor`.
  ///
  /// - Returns: how many were re-encrypted, and where to go on; nil at the end.
  func reencrypt(_ kind: SealedValues, after cursor: String) throws -> (done: Int, next: String?) {
    let limit = UpkeepLimits.rotationBatchRows
    let columns = (kind.idColumns + [kind.valueColumn, kind.keyColumn, kind.indexInput]).filter { !$0.isEmpty }
    let first = kind.idColumns[0]
    let found = try rows(
      """
      SELECT \(columns.joined(separator: ", ")) FROM \(kind.table) WHERE \(first) > ? AND \(kind.keyColumn) <> ?
      ORDER BY \(kind.idColumns.joined(separator: ", ")) LIMIT \(limit)
      """, [.text(cursor), .text(keys.encryptionKeyID)])
    var done = 0
    for row in found { done += try reencrypt(kind, row) }
    return (done, found.count < limit ? nil : try found.last?.text(first))
  }

  private func reencrypt(_ kind: SealedValues, _ row: SQLRow) throws -> Int {
    let ids = try kind.idColumns.map { try row.text($0) }
    let oldKey = try row.text(kind.keyColumn)
    guard let plain = try? keys.open(row.blob(kind.valueColumn), under: oldKey, as: kind.record(ids)) else { return 0 }
    var columns = [kind.valueColumn, kind.keyColumn]
    var values: [SQLValue] = [.blob(try keys.seal(plain, as: kind.record(ids))), .text(keys.encryptionKeyID)]
    if let index = kind.index {
      columns.append(kind.indexColumn)
      values.append(.blob(try index(plain, row, keys)))
    }
    let assignments = columns.map { "\($0) = ?" }.joined(separator: ", ")
    let conditions = (kind.idColumns + [kind.keyColumn]).map { "\($0) = ?" }.joined(separator: " AND ")
    return try execute(
      "UPDATE \(kind.table) SET \(assignments) WHERE \(conditions)", values + ids.map { .text($0) } + [.text(oldKey)])
  }
}
