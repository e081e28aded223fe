import NIOCore

#if canImport(Glibc)
  import Glibc
#endif

/// Writes bytes of a page one behind the other into room of its own, or into room that was measured before.
///
/// An array would ask at each of the hundreds of small pieces whether it is shared and how large it is.
struct PageWriter: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var at: UnsafeMutablePointer<UInt8>
  private var end: UnsafeMutablePointer<UInt8>
  /// The room is this writer's and may grow.
  private let isOwn: Bool

  /// Begins in room of its own.
  init(capacity: Int) {
    start = .allocate(capacity: max(capacity, 64))
    at = start
    end = start + max(capacity, 64)
    isOwn = true
  }

  private init(in room: UnsafeMutableBufferPointer<UInt8>, from start: UnsafeMutablePointer<UInt8>) {
    self.start = start
    at = start
    end = start + room.count
    isOwn = false
  }

  deinit { if isOwn { start.deallocate() } }

  /// What `write` writes, which is no more than `sizeBytes`.
  static func bytes(upTo sizeBytes: Int, _ write: (inout PageWriter) -> Void) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: sizeBytes) { room, count in count = Self.write(into: room, write) }
  }

  /// Writes into room that was measured; tells how many bytes were written.
  fileprivate static func write(into room: UnsafeMutableBufferPointer<UInt8>, _ write: (inout PageWriter) -> Void) -> Int {
    guard let start = room.baseAddress else { return 0 }
    var writer = PageWriter(in: room, from: start)
    write(&writer)
    return writer.at - writer.start
  }

  /// What was written, without copying it; for a writer in room of its own.
  consuming func html() -> HTML {
    precondition(isOwn, "the room is somebody else's")
    let bytes = WrittenBytes(start: start, count: at - start)
    discard self
    return HTML(piece: .written(bytes))
  }

  @inline(__always)
  private mutating func reserve(_ count: Int) {
    if end - at < count { grow(by: count) }
  }

  private mutating func grow(by count: Int) {
    precondition(isOwn, "more was written than was measured")
    let written = at - start
    let capacity = max(2 * (end - start), written + count)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: written)
    start.deallocate()
    start = larger
    at = larger + written
    end = larger + capacity
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    at.pointee = byte
    at += 1
  }

  /// Adds a constant of this program as it stands.
  @inline(__always)
  mutating func append(_ constant: StaticString) {
    let count = constant.utf8CodeUnitCount
    reserve(count)
    memcpy(at, constant.utf8Start, count)
    at += count
  }

  mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }

  /// Adds markup that was made by a writer.
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    reserve(bytes.count)
    memcpy(at, base, bytes.count)
    at += bytes.count
  }

  /// Adds `text` so that it is text and nothing else, inside an element and inside a quoted attribute value alike.
  mutating func appendEscaped(_ text: String) {
    if text.utf8.withContiguousStorageIfAvailable({ appendEscaped($0) }) == nil { appendEscaped(Array(text.utf8)) }
  }

  private mutating func appendEscaped(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { appendEscaped($0) } }

  mutating func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    // Nearly all texts are plain: those are copied whole.
    guard !HTMLEscaping.isPlain(bytes) else {
      reserve(bytes.count)
      memcpy(at, base, bytes.count)
      at += bytes.count
      return
    }
    for byte in bytes {
      if HTMLEscaping.needsReplacement(byte), let replacement = HTMLEscaping.replacement(of: byte) {
        append(replacement)
      } else {
        append(byte)
      }
    }
  }
}

/// What a ``PageWriter`` wrote, in the room that it wrote into.
final class WrittenBytes: @unchecked Sendable {
  // Nobody changes it any more.
  private let start: UnsafeMutablePointer<UInt8>
  let count: Int

  fileprivate init(start: UnsafeMutablePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }

  deinit { start.deallocate() }

  /// Good inside `body`.
  func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R { body(UnsafeBufferPointer(start: start, count: count)) }
}

extension ByteBuffer {
  /// Adds what `write` writes, which is no more than `sizeBytes`.
  mutating func writePage(upTo sizeBytes: Int, _ write: (inout PageWriter) -> Void) {
    writeWithUnsafeMutableBytes(minimumWritableBytes: sizeBytes) { room in
      PageWriter.write(into: room.bindMemory(to: UInt8.self), write)
    }
  }
}

extension HTML {
  /// What `write` writes: for pieces that stand on every page and are made of many small elements.
  static func written(capacity: Int, _ write: (inout PageWriter) -> Void) -> HTML {
    var page = PageWriter(capacity: capacity)
    write(&page)
    return page.html()
  }

  /// Adds this piece to what is being written.
  func write(to page: inout PageWriter) {
    switch piece {
    case .nothing: break
    case .text(let text): page.appendEscaped(text)
    case .markup(let bytes): page.append(bytes)
    case .written(let bytes): bytes.withBytes { page.append($0) }
    case .joined(let pieces, _): for piece in pieces { piece.write(to: &page) }
    }
  }

  /// How many bytes ``write(to:)`` writes, with all that is escaped.
  var writtenBytes: Int {
    switch piece {
    case .nothing: 0
    case .text(let text): HTMLEscaping.escapedBytes(text)
    case .markup(let bytes): bytes.count
    case .written(let bytes): bytes.count
    case .joined(let pieces, _): pieces.reduce(0) { $0 + $1.writtenBytes }
    }
  }
}
