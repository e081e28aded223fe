import GraduatePhotos

/// What vouches for an image as a whole, its own structures included: its hash, signed.
///
/// It stands in the first of the sectors that ISO 9660 leaves to whoever writes the disc; the rest of that sector is zero.
///
///     毕影光盘封签 1
///     字节: 368640000
///     摘要: <SHA-256 of everything from byte 2048 on>
///     签名: ed25519 <key id> <128 hexadecimal digits over all before them>
struct DiscSeal: Hashable {
  static let byteCount = 2048
  private static let title = "毕影光盘封签 1\n"
  private static let signatureLabel = "签名: ed25519 "

  /// Bytes of the whole image.
  let imageBytes: Int
  let digest: [UInt8]
  let keyID: String
  let signature: [UInt8]

  /// - Throws: what the signer throws, `ManifestRefusal.signature` when it gives no 64 bytes.
  static func bytes(imageBytes: Int, digest: [UInt8], signer: DeliverySigner) throws -> [UInt8] {
    let message = message(imageBytes: imageBytes, digest: digest, keyID: signer.keyID)
    let signature = try signer.sign(message)
    let seal = message + Array((HexText.write(signature) + "\n").utf8)
    guard signature.count == Ed25519.signatureBytes, seal.count < byteCount else { throw ManifestRefusal.signature }
    return seal + [UInt8](repeating: 0, count: byteCount - seal.count)
  }

  /// Nil when the sector is not exactly one that `bytes` made.
  init?(sector: [UInt8]) {
    guard sector.count == Self.byteCount, let end = sector.firstIndex(of: 0), sector[end...].allSatisfy({ $0 == 0 }),
      let text = String(validating: sector[..<end], as: UTF8.self), text.hasPrefix(Self.title)
    else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 5, lines[1].hasPrefix("字节: "), let imageBytes = Int(lines[1].dropFirst(4)),
      imageBytes >= Self.byteCount,
      lines[2].hasPrefix("摘要: "),
      let digest = HexText.read(lines[2].dropFirst(4)), digest.count == SHA256Sum.byteCount
    else { return nil }
    let words = lines[3].split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 4, let signature = HexText.read(words[3]), signature.count == Ed25519.signatureBytes else {
      return nil
    }
    self.imageBytes = imageBytes
    self.digest = digest
    keyID = String(words[2])
    self.signature = signature
    let whole = message + Array((HexText.write(signature) + "\n").utf8)
    guard whole.elementsEqual(sector[..<end]) else { return nil }
  }

  /// What is signed.
  var message: [UInt8] { Self.message(imageBytes: imageBytes, digest: digest, keyID: keyID) }

  private static func message(imageBytes: Int, digest: [UInt8], keyID: String) -> [UInt8] {
    Array((title + "字节: \(imageBytes)\n摘要: \(HexText.write(digest))\n\(signatureLabel)\(keyID) ").utf8)
  }
}
