/// Keeps what lies in the range that is asked for, and gives it on in pieces that are worth a call.
struct RangeOutput {
  let range: Range<Int>
  private var buffer: [UInt8] = []

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

  mutating func flush(_ sink: ([UInt8]) async throws -> Void) async throws {
    guard !buffer.isEmpty else { return }
    let full = buffer
    buffer = []
    buffer.reserveCapacity(min(range.count, DiscLimits.pieceBytes * 2))
    try await sink(full)
  }
}
