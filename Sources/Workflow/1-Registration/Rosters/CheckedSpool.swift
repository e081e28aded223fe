import Foundation
import Glibc
import GraduatePhotos

/// What the check of an upload found, sealed beside the upload: the preview, and the problems in pieces, so that one page of them is
/// read without the others.
///
/// Layout: the key's id, then pieces of length and ciphertext; the first is the preview, the others hold `pieceProblems` problems each.
struct CheckedSpool: Sendable {
  static let ending = ".checked"
  /// Problems of one piece: ten pages of a list, some 150 KB.
  private static let pieceProblems = 500
  /// Bytes of one sealed piece; more was not written here.
  private static let pieceBytes = 64 << 20

  let folder: URL

  func path(of uploadID: String) -> String { folder.appending(path: uploadID + Self.ending).path }

  /// Keeps a preview with its problems, errors first; appears whole or not at all.
  func keep(_ preview: RosterPreview, _ problems: [RosterProblem], keys: KeyRing) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    let final = path(of: preview.uploadID)
    let draft = final + "." + UUID().uuidString
    guard FileManager.default.createFile(atPath: draft, contents: nil, attributes: [.posixPermissions: 0o600]) else {
      throw FileFault(operation: "create checked upload", code: errno)
    }
    defer { unlink(draft) }
    let file = try FileHandle(forWritingTo: URL(filePath: draft))
    defer { try? file.close() }
    func write(_ number: Int, _ plain: Data) throws {
      let sealed = try keys.seal(plain, as: Self.record(preview.uploadID, preview.seen, number))
      try file.write(contentsOf: Self.length(sealed.count) + sealed)
    }
    let keyID = Array(keys.encryptionKeyID.utf8)
    try file.write(
      contentsOf: Self.length(keyID.count) + keyID + Self.length(preview.seen.utf8.count) + Array(preview.seen.utf8))
    try write(0, encoder.encode(preview))
    for (number, start) in stride(from: 0, to: problems.count, by: Self.pieceProblems).enumerated() {
      try write(number + 1, encoder.encode(Array(problems[start..<min(problems.count, start + Self.pieceProblems)])))
    }
    guard rename(draft, final) == 0 else { throw FileFault(operation: "rename checked upload", code: errno) }
  }

  /// The preview that was kept; nil when there is none, or it was made of something else than `seen`.
  func preview(of uploadID: String, seen: String, keys: KeyRing) throws -> RosterPreview? {
    guard let reader = Reader(path: path(of: uploadID)), reader.seen == seen else { return nil }
    guard let plain = try reader.piece(0, uploadID, keys) else { return nil }
    return try JSONDecoder().decode(RosterPreview.self, from: plain)
  }

  /// Problems by their place in the list, errors first; fewer when the list ends before.
  func problems(of uploadID: String, seen: String, _ range: Range<Int>, keys: KeyRing) throws -> [RosterProblem]? {
    guard let reader = Reader(path: path(of: uploadID)), reader.seen == seen else { return nil }
    guard !range.isEmpty else { return [] }
    var found: [RosterProblem] = []
    for number in range.lowerBound / Self.pieceProblems...(range.upperBound - 1) / Self.pieceProblems {
      guard let plain = try reader.piece(number + 1, uploadID, keys) else { break }
      let piece = try JSONDecoder().decode([RosterProblem].self, from: plain)
      let start = number * Self.pieceProblems
      let wanted = range.clamped(to: start..<start + piece.count)
      found += piece[(wanted.lowerBound - start)..<(wanted.upperBound - start)]
    }
    return found
  }

  func remove(_ uploadID: String) { unlink(path(of: uploadID)) }

  private static func record(_ uploadID: String, _ seen: String, _ number: Int) -> String {
    "roster_checked:\(uploadID):\(seen):\(number)"
  }

  private static func length(_ count: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(count).bigEndian) { Array($0) } }

  /// Reads pieces by skipping over those before.
  private final class Reader {
    let keyID: String
    let seen: String
    private let file: FileHandle
    private let start: UInt64

    init?(path: String) {
      guard let file = try? FileHandle(forReadingFrom: URL(filePath: path)), let keyID = Self.text(file),
        let seen = Self.text(file), let start = try? file.offset()
      else { return nil }
      self.file = file
      self.keyID = keyID
      self.seen = seen
      self.start = start
    }

    deinit { try? file.close() }

    private static func count(_ file: FileHandle) throws -> Int? {
      guard let bytes = try file.read(upToCount: 4), bytes.count == 4 else { return nil }
      return bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    private static func text(_ file: FileHandle) -> String? {
      guard let count = try? count(file), count <= 1_024, let bytes = try? file.read(upToCount: count) else { return nil }
      return String(decoding: bytes, as: UTF8.self)
    }

    /// The plain bytes of a piece; nil beyond the last.
    func piece(_ number: Int, _ uploadID: String, _ keys: KeyRing) throws -> Data? {
      try file.seek(toOffset: start)
      for _ in 0..<number {
        guard let count = try Self.count(file) else { return nil }
        try file.seek(toOffset: file.offset() + UInt64(count))
      }
      guard let count = try Self.count(file), count <= CheckedSpool.pieceBytes, let sealed = try file.read(upToCount: count),
        sealed.count == count
      else { return nil }
      return Data(try keys.open(Array(sealed), under: keyID, as: CheckedSpool.record(uploadID, seen, number)))
    }
  }
}
