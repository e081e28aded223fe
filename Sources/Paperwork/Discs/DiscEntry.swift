import GraduatePhotos

/// A file of an archive, known before its bytes are: where it lies, how large it is and what it holds.
public struct DiscEntry: Sendable, Hashable {
  /// Relative, with `/`, code point for code point as it will be read.
  public var path: String
  /// 0…2^48.
  public var byteCount: Int
  /// The 32 bytes of its SHA-256.
  public var sha256: [UInt8]
  /// CRC-32 where it is known: the archive's head can be given out without reading the file first.
  public var checksum: UInt32?

  public init(path: String, byteCount: Int, sha256: [UInt8], checksum: UInt32? = nil) {
    self.path = path
    self.byteCount = byteCount
    self.sha256 = sha256
    self.checksum = checksum
  }

  /// A file that is at hand as a whole.
  public init(path: String, bytes: [UInt8]) {
    self.init(path: path, byteCount: bytes.count, sha256: SHA256Sum.of(bytes), checksum: CRC32.of(bytes))
  }
}

/// Gives bytes of an entry: its index, and a range of at most `DiscLimits.pieceBytes` inside it.
///
/// It must give exactly as many as asked for, the same ones each time.
public typealias DiscSource = (_ entry: Int, _ range: Range<Int>) async throws -> [UInt8]

/// A file changed while it was being put into an archive, or the store gave other bytes than were asked for: a fault, not a refusal.
public struct DiscSourceFault: Error, Hashable, CustomStringConvertible {
  /// The entry's index; its path may hold an identity number.
  public let entry: Int
  public var description: String { "entry \(entry) gave other bytes than it was planned with" }
}
