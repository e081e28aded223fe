import Crypto
import GraduatePhotos
import Storage

/// Each graduate's own key: erasing a graduate is destroying it, while the chain over the ciphertext stays whole (promise 10).
extension Transaction {
  /// Encrypts `plain` under the graduate's key, making one when there is none yet.
  func sealForGraduate(_ graduateID: String, _ plain: [UInt8], as record: String) throws -> [UInt8] {
    try sealBytes(plain, with: graduateKeyOrNew(graduateID), as: record)
  }

  func graduateKeyOrNew(_ graduateID: String) throws -> SymmetricKey {
    try graduateKey(graduateID) ?? makeGraduateKey(graduateID)
  }

  /// Opens what `sealForGraduate` made; nil when the graduate was erased.
  func openForGraduate(_ graduateID: String, _ sealed: [UInt8], as record: String) throws -> [UInt8]? {
    guard let key = try graduateKey(graduateID) else { return nil }
    return try openBytes(sealed, with: key, as: record)
  }

  /// The same with the key's columns `wrapped` and `key_id` in `row`, NULL for who was erased: for lists of many people.
  func openForGraduate(_ graduateID: String, _ sealed: [UInt8], as record: String, keyIn row: SQLRow) throws -> [UInt8]? {
    guard let wrapped = try row.optionalBlob("wrapped") else { return nil }
    let key = try keys.open(wrapped, under: row.text("key_id"), as: "graduate_key:\(graduateID)")
    return try openBytes(sealed, with: SymmetricKey(data: key), as: record)
  }

  private func graduateKey(_ graduateID: String) throws -> SymmetricKey? {
    guard let row = try row("SELECT wrapped, key_id FROM graduate_key WHERE graduate_id = ?", [.text(graduateID)]) else {
      return nil
    }
    return SymmetricKey(data: try keys.open(row.blob("wrapped"), under: row.text("key_id"), as: "graduate_key:\(graduateID)"))
  }

  /// - Throws: `RetentionRefusal.personErased`: who was erased gets no key again, so nothing can be kept of him.
  private func makeGraduateKey(_ graduateID: String) throws -> SymmetricKey {
    guard try row("SELECT 1 AS n FROM erased_person WHERE person_id = ?", [.text(graduateID)]) == nil else {
      throw RetentionRefusal.personErased
    }
    let secret = chance.bytes(32)
    try execute(
      "INSERT INTO graduate_key (graduate_id, wrapped, key_id) VALUES (?, ?, ?)",
      [
        .text(graduateID), .blob(try keys.seal(secret, as: "graduate_key:\(graduateID)")), .text(keys.encryptionKeyID),
      ])
    return SymmetricKey(data: secret)
  }
}
