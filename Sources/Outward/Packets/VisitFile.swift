import Crypto
import Foundation

/// What a station takes along to a visit, as one file: an open head, and parts that only the visit's key opens.
///
/// The file's shape, version 1; numbers little-endian:
///
/// | bytes | what |
/// | --- | --- |
/// | 4 | `BYTA` |
/// | 1 | version |
/// | 4 | length of the head |
/// | head | JSON, open; what the station must know before anybody signs in |
/// | 4 | number of parts |
/// | 4 + n, repeated | length and bytes of a sealed piece; each part begins a piece of its own, and its last one is shorter than a full one |
/// | 4 | zero: no piece follows |
/// | 64 | Ed25519 signature of the center over the SHA-256 of everything before |
///
/// The head is covered by every piece's tag: two files under one visit's key never use the same key for their pieces.
public enum VisitFile {
  static let magic = Array("BYTA".utf8)
  static let version: UInt8 = 1
  /// Bytes of a file: a thousand people with a picture of 100 KB each, and more.
  public static let sizeLimitBytes = 256 << 20
  static let headLimitBytes = 1 << 20
  static let partLimit = 16

  /// The file's bytes.
  ///
  /// - key: the visit's, 32 bytes.
  /// - sign: the center's signature (64 bytes) over what it is given.
  public static func seal(
    head: [UInt8], parts: [[UInt8]], key: [UInt8], sign: ([UInt8]) throws -> [UInt8]
  ) throws -> [UInt8] {
    let cipher = PacketCipher(sharedKey: key, head: head)
    var file = magic + [version] + UInt32(head.count).littleEndianBytes + head + UInt32(parts.count).littleEndianBytes
    let pieces = parts.flatMap(pieces(of:))
    for (number, piece) in pieces.enumerated() {
      let sealed = try cipher.seal(piece, number: UInt32(number), isLast: number == pieces.count - 1)
      file += UInt32(sealed.count).littleEndianBytes
      file += sealed
    }
    file += UInt32(0).littleEndianBytes
    file += try sign(Array(SHA256.hash(data: file)))
    return file
  }

  /// The open head; nothing of it is proven yet.
  ///
  /// - Throws: `PacketRefusal.notAPacket`, `.versionUnknown`, `.tooLarge`, `.cutOff`.
  public static func head(of file: [UInt8]) throws(PacketRefusal) -> [UInt8] { Array(try VisitFileReading(file).head) }

  /// Checks who signed it.
  ///
  /// - centerKey: Ed25519 public key, 32 bytes.
  /// - Throws: `PacketRefusal.signatureWrong`, and what `head(of:)` throws.
  public static func check(_ file: [UInt8], signedBy centerKey: [UInt8]) throws(PacketRefusal) {
    let reading = try VisitFileReading(file)
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: centerKey),
      key.isValidSignature(Data(reading.signature), for: Data(SHA256.hash(data: reading.signed)))
    else { throw .signatureWrong }
  }

  /// Opens the parts, in their order.
  ///
  /// - Throws: `PacketRefusal.damaged` when key or file are wrong.
  public static func open(_ file: [UInt8], key: [UInt8]) throws(PacketRefusal) -> [[UInt8]] {
    let reading = try VisitFileReading(file)
    let cipher = PacketCipher(sharedKey: key, head: Array(reading.head))
    var parts: [[UInt8]] = []
    var part: [UInt8] = []
    for (number, piece) in reading.pieces.enumerated() {
      let plain = try cipher.open(piece, number: UInt32(number), isLast: number == reading.pieces.count - 1)
      part += plain
      if plain.count < PacketLimits.pieceBytes {
        parts.append(part)
        part = []
      }
    }
    guard part.isEmpty, parts.count == reading.partCount else { throw .damaged }
    return parts
  }

  /// The last piece is shorter than a full one, empty at the least, so that where a part ends shows.
  private static func pieces(of part: [UInt8]) -> [ArraySlice<UInt8>] {
    stride(from: 0, through: part.count, by: PacketLimits.pieceBytes).map {
      part[$0..<min($0 + PacketLimits.pieceBytes, part.count)]
    }
  }
}

private struct VisitFileReading {
  let head: ArraySlice<UInt8>
  let partCount: Int
  let pieces: [ArraySlice<UInt8>]
  let signed: ArraySlice<UInt8>
  let signature: ArraySlice<UInt8>

  init(_ file: [UInt8]) throws(PacketRefusal) {
    guard file.count <= VisitFile.sizeLimitBytes else { throw .tooLarge }
    guard file.starts(with: VisitFile.magic) else { throw .notAPacket }
    guard file.count > 13 + PacketLimits.signatureBytes else { throw .cutOff }
    guard file[4] == VisitFile.version else { throw .versionUnknown(Int(file[4])) }
    let end = file.count - PacketLimits.signatureBytes
    let headLength = Int(UInt32(littleEndianBytes: file[5..<9]))
    guard headLength <= VisitFile.headLimitBytes else { throw .notAPacket }
    let headEnd = 9 + headLength
    guard headEnd + 4 <= end else { throw .cutOff }
    head = file[9..<headEnd]
    partCount = Int(UInt32(littleEndianBytes: file[headEnd..<headEnd + 4]))
    guard partCount <= VisitFile.partLimit else { throw .damaged }
    (pieces, signature) = (try sealedPieces(of: file, from: headEnd + 4, to: end), file[end...])
    signed = file[..<end]
  }
}

/// Pieces, each behind its length, up to a length of zero, which must be the end.
func sealedPieces(of file: [UInt8], from start: Int, to end: Int) throws(PacketRefusal) -> [ArraySlice<UInt8>] {
  var pieces: [ArraySlice<UInt8>] = []
  var at = start
  while true {
    guard at + 4 <= end else { throw .cutOff }
    let length = Int(UInt32(littleEndianBytes: file[at..<at + 4]))
    at += 4
    if length == 0 { break }
    guard length <= PacketLimits.pieceBytes + PacketLimits.tagBytes else { throw .damaged }
    guard at + length <= end else { throw .cutOff }
    pieces.append(file[at..<at + length])
    at += length
  }
  guard at == end else { throw .cutOff }
  return pieces
}
