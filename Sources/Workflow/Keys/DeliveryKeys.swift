import Crypto
import GraduatePhotos
import Paperwork

/// The keys that sign what is delivered: manifests when they are made, images whenever one is made again.
extension KeyRing {
  /// Signs with the named key as long as the ring has it; the same message gives the same bytes.
  ///
  /// - Throws: `KeyRefusal.unknownKey`.
  func deliverySigner(keyID: String) throws -> DeliverySigner {
    Ed25519.signer(keyID: keyID, secretKey: try signingSecret(keyID))
  }

  /// What a delivery's signatures are checked with: Ed25519, 32 bytes.
  ///
  /// - Throws: `KeyRefusal.unknownKey`.
  func deliveryPublicKey(keyID: String) throws -> [UInt8] { Ed25519.publicKey(of: try signingSecret(keyID)) }

  private func signingSecret(_ keyID: String) throws -> [UInt8] {
    guard let key = contents.keys.first(where: { $0.id == keyID && $0.purpose == .signing }) else {
      throw KeyRefusal.unknownKey(keyID)
    }
    return key.secret
  }
}

/// The key of one delivery's files beside the portraits: made of a share of everybody in it.
///
/// Each share lies under its person's own key. Who erases one person erases with him the files that name him together with others.
struct DeliveryKey {
  /// Bytes of a share.
  static let shareBytes = 16
  private let key: SymmetricKey

  /// With the shares in the order of positions.
  init(deliveryID: String, shares: [[UInt8]]) {
    var hash = SHA256()
    hash.update(data: Array("biying delivery key 1 \(deliveryID)\n".utf8))
    for share in shares { hash.update(data: share) }
    key = SymmetricKey(data: hash.finalize())
  }

  func seal(_ plain: [UInt8], as record: String) throws -> [UInt8] { try sealBytes(plain, with: key, as: record) }

  func open(_ sealed: [UInt8], as record: String) throws -> [UInt8] { try openBytes(sealed, with: key, as: record) }
}
