import Crypto
import Foundation

/// A packet whose signature was right and whose files are what its manifest says.
public struct OpenedPacket: Sendable {
  public let head: PacketHead
  public let manifest: PacketManifest
  /// The files' bytes, in the order of the manifest.
  public let files: [[UInt8]]
}

/// Opens packets at the center.
public struct PacketOpener: Sendable {
  private let keys: [String: Curve25519.KeyAgreement.PrivateKey]

  /// - keys: the center's private keys by id, 32 bytes each.
  public init(keys: [String: [UInt8]]) throws {
    self.keys = try keys.mapValues { try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: $0) }
  }

  /// Who says to have sealed a packet, for whom; nothing of it is proven yet.
  ///
  /// - Throws: `PacketRefusal.notAPacket`, `.versionUnknown`, `.tooLarge`, `.cutOff`.
  public static func head(of packet: [UInt8]) throws(PacketRefusal) -> PacketHead { try PacketReading(packet).head }

  /// Checks the signature, then opens and checks every file.
  ///
  /// - signedBy: the public key of a station by its id; nil for one that is not known.
  /// - Throws: `PacketRefusal`.
  public func open(
    _ packet: [UInt8], signedBy stationKey: (_ station: String) -> [UInt8]?
  ) throws(PacketRefusal) -> OpenedPacket {
    let reading = try PacketReading(packet)
    guard let known = stationKey(reading.head.station) else { throw .stationUnknown(reading.head.station) }
    guard let station = try? Curve25519.Signing.PublicKey(rawRepresentation: known),
      station.isValidSignature(Data(reading.signature), for: Data(SHA256.hash(data: reading.signed)))
    else { throw .signatureWrong }
    guard let own = keys[reading.head.recipient] else { throw .recipientUnknown(reading.head.recipient) }
    guard let ephemeral = Data(base64Encoded: reading.head.ephemeral),
      let other = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: ephemeral),
      let secret = try? own.sharedSecretFromKeyAgreement(with: other)
    else { throw .damaged }
    let cipher = PacketCipher(
      secret: secret, ephemeral: Array(ephemeral), recipient: Array(own.publicKey.rawRepresentation),
      head: Array(reading.headBytes))
    return try Self.files(of: reading, cipher)
  }

  private static func files(of reading: PacketReading, _ cipher: PacketCipher) throws(PacketRefusal) -> OpenedPacket {
    var opened: [[UInt8]] = []
    for (number, piece) in reading.pieces.enumerated() {
      opened.append(try cipher.open(piece, number: UInt32(number), isLast: number == reading.pieces.count - 1))
    }
    guard let first = opened.first, first.count <= PacketLimits.manifestBytes,
      let manifest = try? JSONDecoder().decode(PacketManifest.self, from: Data(first)),
      manifest.files.count <= PacketLimits.files
    else { throw .damaged }
    var rest = opened.dropFirst()
    var files: [[UInt8]] = []
    for file in manifest.files {
      var bytes: [UInt8] = []
      // What the pieces hold, not what the manifest says: nobody takes memory by a number.
      bytes.reserveCapacity(min(max(0, file.byteCount), rest.reduce(0) { $0 + $1.count }))
      while bytes.count < file.byteCount, let piece = rest.popFirst() { bytes += piece }
      guard bytes.count == file.byteCount, packetHash(bytes) == file.sha256 else { throw .damaged }
      files.append(bytes)
    }
    guard rest.isEmpty else { throw .damaged }
    return OpenedPacket(head: reading.head, manifest: manifest, files: files)
  }
}

/// The parts of a packet's bytes, nothing believed.
private struct PacketReading {
  let head: PacketHead
  let headBytes: ArraySlice<UInt8>
  let pieces: [ArraySlice<UInt8>]
  /// Everything the signature covers.
  let signed: ArraySlice<UInt8>
  let signature: ArraySlice<UInt8>

  init(_ packet: [UInt8]) throws(PacketRefusal) {
    guard packet.count <= PacketLimits.packetBytes else { throw .tooLarge }
    guard packet.starts(with: PacketLimits.magic) else { throw .notAPacket }
    guard packet.count > 9 + PacketLimits.signatureBytes else { throw .cutOff }
    // The version before this one would be read here too; there is none yet.
    guard packet[4] == PacketLimits.version else { throw .versionUnknown(Int(packet[4])) }
    let end = packet.count - PacketLimits.signatureBytes
    let headEnd = 9 + Int(UInt32(littleEndianBytes: packet[5..<9]))
    guard headEnd - 9 <= PacketLimits.headBytes else { throw .notAPacket }
    guard headEnd <= end else { throw .cutOff }
    headBytes = packet[9..<headEnd]
    guard let head = try? JSONDecoder().decode(PacketHead.self, from: Data(headBytes)) else { throw .notAPacket }
    self.head = head
    pieces = try sealedPieces(of: packet, from: headEnd, to: end)
    signed = packet[..<end]
    signature = packet[end...]
  }
}
