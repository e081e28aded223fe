import Crypto
import Foundation
import Glibc
import GraduatePhotos
import Storage

/// Packets of a station as one file on a stick; the center takes the same packets out of it that the network would have brought.
///
/// The file's shape: `BYPS`, version 1, then each packet behind its length (8 bytes, little-endian); a packet is signed and sealed in
/// itself, so the file needs neither.
public enum PacketBundle {
  static let magic = Array("BYPS".utf8) + [1]

  /// What was written.
  public struct Written: Sendable, Hashable {
    public let path: String
    public let packets: Int
    public let bytes: Int64
  }
}

extension Station {
  /// Writes every packet that the center has not confirmed into a new file in `folder`, reads it again, and remembers the second copy.
  ///
  /// - Throws: `VisitDeskRefusal.diskFull`; a file that could not be read back as written is removed and counts for nothing.
  public func exportPackets(to folder: String) async throws -> PacketBundle.Written? {
    let name = "biying-\(card.id.suffix(8))-\(clock.now()).byps"
    let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
    let file = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw VisitDeskRefusal.stickUnwritable(folder) }
    defer { Glibc.close(file) }
    do {
      let written = try await write(to: file, path: path)
      if written == nil { unlink(path) }
      return written
    } catch {
      unlink(path)
      throw error
    }
  }

  private func write(to file: Int32, path: String) async throws -> PacketBundle.Written? {
    var after = 0
    var ids: [String] = []
    var visits: Set<VisitName> = []
    var hash = SHA256()
    var bytes: Int64 = 0
    try Self.append(PacketBundle.magic, to: file, &hash, &bytes)
    while true {
      let waiting = try await ledger.waitingPackets(limit: 100, after: after)
      guard !waiting.isEmpty else { break }
      for packet in waiting {
        let content = try await ledger.bytes(of: packet)
        let length = (0..<8).map { UInt8(truncatingIfNeeded: content.count >> (8 * $0)) }
        try Self.append(length, to: file, &hash, &bytes)
        try Self.append(content, to: file, &hash, &bytes)
        ids.append(packet.id)
        visits.insert(packet.visit)
        after = packet.sequence
      }
    }
    guard !ids.isEmpty else { return nil }
    guard fsync(file) == 0 else { throw VisitDeskRefusal.diskFull }
    // Out of the kernel's memory, so that what is read back comes from the stick.
    posix_fadvise(file, 0, 0, Int32(POSIX_FADV_DONTNEED))
    guard try Self.hash(of: file) == Array(hash.finalize()) else { throw VisitDeskRefusal.stickUnwritable(path) }
    try await confirm(ids, at: "stick", visits: visits)
    return PacketBundle.Written(path: path, packets: ids.count, bytes: bytes)
  }

  private static func append(_ bytes: [UInt8], to file: Int32, _ hash: inout SHA256, _ count: inout Int64) throws {
    var written = 0
    while written < bytes.count {
      let now = bytes[written...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard now > 0 else {
        if now < 0, errno == EINTR { continue }
        throw VisitDeskRefusal.diskFull
      }
      written += now
    }
    hash.update(data: bytes)
    count += Int64(bytes.count)
  }

  private static func hash(of file: Int32) throws -> [UInt8] {
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var at: off_t = 0
    while true {
      let count = buffer.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, at) }
      guard count >= 0 else { throw VisitDeskRefusal.diskFull }
      if count == 0 { return Array(hash.finalize()) }
      hash.update(data: buffer[..<count])
      at += off_t(count)
    }
  }
}
