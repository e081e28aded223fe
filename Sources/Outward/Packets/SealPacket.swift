import Crypto
import Foundation

/// The center's key that packets are sealed for.
public struct PacketRecipient: Sendable, Hashable, Codable {
  public var id: String
  /// X25519 public key, 32 bytes in Base64.
  public var publicKey: String

  public init(id: String, publicKey: String) {
    self.id = id
    self.publicKey = publicKey
  }

  /// Of a private key of 32 bytes.
  public init(id: String, privateKey: [UInt8]) throws {
    let key = try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: privateKey)
    self.init(id: id, publicKey: Data(key.publicKey.rawRepresentation).base64EncodedString())
  }
}

/// Makes packets in a station's name.
public struct PacketSealer: Sendable {
  private let signing: Curve25519.Signing.PrivateKey
  private let recipient: PacketRecipient
  private let agreement: Curve25519.KeyAgreement.PublicKey

  /// - signingKey: the station's, 32 bytes.
  public init(signingKey: [UInt8], recipient: PacketRecipient) throws {
    signing = try Curve25519.Signing.PrivateKey(rawRepresentation: signingKey)
    self.recipient = recipient
    agreement = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: Data(base64Encoded: recipient.publicKey) ?? Data())
  }

  /// The station's public key, 32 bytes: the center checks signatures with it.
  public var publicKey: [UInt8] { Array(signing.publicKey.rawRepresentation) }

  /// The bytes of a packet.
  ///
  /// - head: `recipient` and `ephemeral` are set here.
  /// - files: role and bytes, in the order of the manifest.
  /// - Throws: `PacketRefusal.tooLarge`.
  public func seal(
    _ head: PacketHead, kind: String, body: String, files: [(role: String, bytes: [UInt8])]
  ) throws -> [UInt8] {
    let manifest = PacketManifest(
      kind: kind, body: body,
      files: files.map { .init(role: $0.role, byteCount: $0.bytes.count, sha256: packetHash($0.bytes)) })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let manifestBytes = Array(try encoder.encode(manifest))
    let total = files.reduce(manifestBytes.count) { $0 + $1.bytes.count }
    guard manifestBytes.count <= PacketLimits.manifestBytes, files.count <= PacketLimits.files,
      total <= PacketLimits.packetBytes - (1 << 20)
    else { throw PacketRefusal.tooLarge }

    let own = Curve25519.KeyAgreement.PrivateKey()
    let ephemeral = Array(own.publicKey.rawRepresentation)
    var head = head
    head.recipient = recipient.id
    head.ephemeral = Data(ephemeral).base64EncodedString()
    let headBytes = Array(try encoder.encode(head))
    guard headBytes.count <= PacketLimits.headBytes else { throw PacketRefusal.tooLarge }
    let cipher = PacketCipher(
      secret: try own.sharedSecretFromKeyAgreement(with: agreement), ephemeral: ephemeral,
      recipient: Array(agreement.rawRepresentation), head: headBytes)

    var packet = PacketLimits.magic + [PacketLimits.version] + UInt32(headBytes.count).littleEndianBytes + headBytes
    packet.reserveCapacity(total + headBytes.count + (total / PacketLimits.pieceBytes + files.count + 2) * 32 + 128)
    let pieces = [manifestBytes[...]] + files.flatMap { Self.pieces($0.bytes) }
    for (number, piece) in pieces.enumerated() {
      let sealed = try cipher.seal(piece, number: UInt32(number), isLast: number == pieces.count - 1)
      packet += UInt32(sealed.count).littleEndianBytes
      packet += sealed
    }
    packet += UInt32(0).littleEndianBytes
    packet += Array(try signing.signature(for: Data(SHA256.hash(data: packet))))
    return packet
  }

  /// An empty file has no piece.
  private static func pieces(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: bytes.count, by: PacketLimits.pieceBytes).map {
      bytes[$0..<min($0 + PacketLimits.pieceBytes, bytes.count)]
    }
  }
}
