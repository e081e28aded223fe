import GraduatePhotos
import Synchronization

/// A delivery as an encrypted ZIP: the only file inside is the delivery's plain ZIP.
///
/// Names and sizes stay readable in an encrypted ZIP, and a picture is often named after an identity number, so no picture's name stands in
/// this one: its only readable name is made of the delivery's number, and nothing else can be encrypted. Like `ZipPlan`, every byte has its
/// place before a file is read. The password is stretched once, not once a file.
public final class LockedZip: Sendable {
  /// Bytes of the whole archive.
  public var byteCount: Int { layout.byteCount }
  /// `学校代码_交付编号.zip`: the name of the ZIP inside, with the volume before the ending where there are several.
  public let innerName: String
  /// A name for the archive itself; another one, because both may lie in one folder.
  public let fileName: String
  let layout: LockedLayout
  private let inner: ZipPlan
  private let cipher: ZipCipher
  private let knownCode: Mutex<[UInt8]?>

  /// - Parameters:
  ///   - entries: in the order they are written, the manifest first; up to `DiscLimits.entries`.
  ///   - head: that of the manifest.
  ///   - lock: password and seed.
  ///   - code: what `code` gave for this same delivery, so that the archive's end is given out without reading all of it first.
  /// - Throws: `DiscRefusal` for too many entries, one that the format does not take, or an identity number in the delivery's number.
  public init(entries: [DiscEntry], head: Manifest.Head, lock: ZipLock, code: [UInt8]? = nil) throws(DiscRefusal) {
    precondition(code.map { $0.count == ZipCipher.codeBytes } ?? true, "a code has ten bytes")
    let stem = Self.stem(head)
    guard !CodeModeGuard.holdsIDNumber(stem) else { throw .idNumberInClear }
    innerName = stem + ".zip"
    fileName = stem + "_加密.zip"
    inner = try ZipPlan(entries: entries, date: head.date)
    layout = LockedLayout(name: innerName, contentBytes: inner.byteCount, date: head.date)
    cipher = ZipCipher(password: lock.password, salt: lock.salt(name: innerName, content: inner.identity))
    knownCode = Mutex(code)
  }

  static func innerName(_ head: Manifest.Head) -> String { stem(head) + ".zip" }

  private static func stem(_ head: Manifest.Head) -> String {
    "\(head.institutionCode)_\(head.deliveryNumber)" + (head.volumeCount > 1 ? "_\(head.volume)" : "")
  }

  /// The ten bytes that vouch for the encrypted ones; nil until they were read once.
  public var code: [UInt8]? { knownCode.withLock { $0 } }

  /// Produces a range of the archive in pieces of at most twice `DiscLimits.pieceBytes`, in order.
  ///
  /// A file is held against its hash before a byte of it is encrypted, so that the salt never meets other content. The first range that
  /// reaches the code behind the encrypted bytes reads all of them, unless the code is known.
  ///
  /// - Parameters:
  ///   - range: inside 0..<`byteCount`.
  ///   - source: gives the bytes of files.
  ///   - sink: takes the pieces.
  /// - Throws: what source and sink throw, `DiscSourceFault`.
  public func read(_ range: Range<Int>, from source: DiscSource, to sink: ([UInt8]) async throws -> Void) async throws {
    precondition(range.lowerBound >= 0 && range.upperBound <= byteCount, "outside the archive")
    var output = RangeOutput(range: range)
    try await output.add(layout.head + cipher.head, at: 0, sink)
    let inside = layout.inside
    let known = code
    let needsCode = known == nil && range.overlaps(inside.upperBound..<layout.stored.upperBound)
    let wanted = needsCode ? inside : range.clamped(to: inside)
    var position = wanted.lowerBound
    var cipher = cipher
    let planned = wanted.lowerBound - inside.lowerBound..<wanted.upperBound - inside.lowerBound
    try await inner.read(planned, isStrict: true, from: source) { piece in
      var piece = piece
      cipher.apply(to: &piece, at: position - inside.lowerBound)
      if needsCode { piece.withUnsafeBytes { cipher.authenticate($0) } }
      try await output.add(piece, at: position, sink)
      position += piece.count
    }
    if range.upperBound > inside.upperBound {
      let code = needsCode ? cipher.code() : known ?? []
      if needsCode { knownCode.withLock { $0 = code } }
      try await output.add(code, at: inside.upperBound, sink)
      try await output.add(layout.tail, at: layout.stored.upperBound, sink)
    }
    try await output.flush(sink)
  }
}
