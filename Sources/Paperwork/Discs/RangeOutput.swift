/// Keeps what lies in the range that is asked for, and gives it on in pieces that are worth a call.
struct RangeOutput {
  let range: Range<Int>
  private var buffer: [UInt8] = []
  /// What must have turned out right before the buffer is given on, by entry.
  private var checks: [(entry: Int, isRight: Task<Bool, Never>)] = []

  /// Entries whose bytes may be wrong.
  var unchecked: [Int] { checks.map(\.entry) }

  init(range: Range<Int>) {
    self.range = range
    buffer.reserveCapacity(min(range.count, DiscLimits.pieceBytes * 2))
  }

  mutating func add(_ bytes: [UInt8], at offset: Int, _ sink: ([UInt8]) async throws -> Void) async throws {
    let wanted = range.clamped(to: offset..<offset + bytes.count)
    guard !wanted.isEmpty else { return }
    if wanted.count == bytes.count {
      buffer += bytes
    } else {
      buffer += bytes[wanted.lowerBound - offset..<wanted.upperBound - offset]
    }
    if buffer.count >= DiscLimits.pieceBytes { try await flush(sink) }
  }

  /// Holds back what is added from here on until the bytes' hash is known to be the right one; it is taken on another processor, meanwhile.
  mutating func hold(for entry: Int, _ bytes: [UInt8], sha256: [UInt8]) {
    checks.append((entry, Task { SHA256Sum.of(bytes) == sha256 }))
  }

  mutating func flush(_ sink: ([UInt8]) async throws -> Void) async throws {
    for (entry, isRight) in checks { guard await isRight.value else { throw DiscSourceFault(entry: entry) } }
    checks.removeAll(keepingCapacity: true)
    guard !buffer.isEmpty else { return }
    let full = buffer
    buffer = []
    buffer.reserveCapacity(min(range.count, DiscLimits.pieceBytes * 2))
    try await sink(full)
  }
}
