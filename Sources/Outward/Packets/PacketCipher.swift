import Crypto
import Foundation

/// Seals and opens the pieces of one packet, or of one visit's file.
struct PacketCipher {
  private let key: SymmetricKey
  private let headHash: [UInt8]

  init(secret: SharedSecret, ephemeral: [UInt8], recipient: [UInt8], head: [UInt8]) {
    key = secret.hkdfDerivedSymmetricKey(
      using: SHA256.self, salt: ephemeral + recipient, sharedInfo: Array("biying packet 1".utf8), outputByteCount: 32)
    headHash = Array(SHA256.hash(data: head))
  }

  /// Under a key that several files share: each file's own key is derived with its head.
  init(sharedKey: [UInt8], head: [UInt8]) {
    headHash = Array(SHA256.hash(data: head))
    key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: sharedKey), salt: headHash, info: Array("biying visit file 1".utf8),
      outputByteCount: 32)
  }

  /// What a piece's tag covers besides its bytes.
  private func context(_ number: UInt32, isLast: Bool) -> [UInt8] { headHash + number.littleEndianBytes + [isLast ? 1 : 0] }

  private func nonce(_ number: UInt32) throws -> AES.GCM.Nonce {
    // The key serves this packet alone, so its pieces' numbers never repeat under it.
    try AES.GCM.Nonce(data: number.littleEndianBytes + Array(repeating: 0, count: 8))
  }

  func seal(_ plain: some DataProtocol, number: UInt32, isLast: Bool) throws -> [UInt8] {
    let box = try AES.GCM.seal(
      plain, using: key, nonce: nonce(number), authenticating: context(number, isLast: isLast))
    return Array(box.ciphertext) + Array(box.tag)
  }

  /// - Throws: `PacketRefusal.damaged`.
  func open(_ sealed: ArraySlice<UInt8>, number: UInt32, isLast: Bool) throws(PacketRefusal) -> [UInt8] {
    guard sealed.count >= PacketLimits.tagBytes else { throw .damaged }
    do {
      let box = try AES.GCM.SealedBox(
        nonce: nonce(number), ciphertext: sealed.dropLast(PacketLimits.tagBytes), tag: sealed.suffix(PacketLimits.tagBytes))
      return Array(try AES.GCM.open(box, using: key, authenticating: context(number, isLast: isLast)))
    } catch { throw .damaged }
  }
}

extension UInt32 {
  var littleEndianBytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> (8 * UInt32($0))) } }

  init(littleEndianBytes bytes: ArraySlice<UInt8>) {
    self = bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}

/// SHA-256 in lower-case hexadecimal.
func packetHash(_ bytes: some DataProtocol) -> String { HexDigits.lower(SHA256.hash(data: bytes)) }
