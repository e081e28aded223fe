extension ZipPlan {
  /// Produces a range of the archive in pieces of at most twice `DiscLimits.pieceBytes`, in order.
  ///
  /// A file is read as often as its bytes are needed; its checksum stays known to this plan. Encrypted files are held against their hash
  /// before a byte is given out, so that a salt never meets other content.
  ///
  /// - Parameters:
  ///   - range: inside 0..<`byteCount`.
  ///   - source: gives the bytes of files.
  ///   - sink: takes the pieces.
  /// - Throws: what source and sink throw, `DiscSourceFault`.
  public func read(_ range: Range<Int>, from source: DiscSource, to sink: ([UInt8]) async throws -> Void) async throws {
    precondition(range.lowerBound >= 0 && range.upperBound <= byteCount, "outside the archive")
    var output = RangeOutput(range: range)
    if range.lowerBound < records[0], !range.isEmpty {
      var index = Self.index(in: offsets, at: range.lowerBound)
      while index < entries.count, offsets[index] < range.upperBound {
        try await readFile(index, from: source, into: &output, sink)
        index += 1
      }
    }
    if range.upperBound > records[0] {
      var index = Self.index(in: records, at: max(range.lowerBound, records[0]))
      while index < entries.count, records[index] < range.upperBound {
        let record = directoryRecord(index, checksum: try await checksum(of: index, from: source))
        try await output.add(record, at: records[index], sink)
        index += 1
      }
      try await output.add(end, at: records[entries.count], sink)
    }
    try await output.flush(sink)
  }

  private func readFile(
    _ index: Int, from source: DiscSource, into output: inout RangeOutput, _ sink: ([UInt8]) async throws -> Void
  ) async throws {
    let stored = stored(index)
    // A picture is one piece: it is read once, whatever is made of it.
    let whole = entries[index].byteCount <= DiscLimits.pieceBytes ? try await bytes(index, from: source) : nil
    if let whole { try examine(whole, of: index) }
    if output.range.lowerBound < stored.lowerBound {
      let known = try await checksum(of: index, from: source)
      try await output.add(head(index, checksum: known), at: offsets[index], sink)
    }
    guard output.range.overlaps(stored) else { return }
    if isLocked {
      try await readLocked(index, whole, from: source, into: &output, sink)
    } else if let whole {
      try await output.add(whole, at: stored.lowerBound, sink)
    } else {
      for piece in Self.pieces(output.range.clamped(to: stored)) {
        let inside = piece.lowerBound - stored.lowerBound..<piece.upperBound - stored.lowerBound
        try await output.add(try await bytes(index, inside, from: source), at: piece.lowerBound, sink)
      }
    }
  }

  private func readLocked(
    _ index: Int, _ whole: [UInt8]?, from source: DiscSource, into output: inout RangeOutput,
    _ sink: ([UInt8]) async throws -> Void
  ) async throws {
    guard let lock else { preconditionFailure("a plan without keys produces nothing") }
    let entry = entries[index]
    if whole == nil { try await examine(index, from: source) }
    let stored = stored(index)
    var cipher = ZipCipher(password: lock.password, salt: lock.salt(of: entry))
    try await output.add(cipher.head, at: stored.lowerBound, sink)
    let start = stored.lowerBound + ZipCipher.headBytes
    let needsCode = output.range.upperBound > start + entry.byteCount
    for inside in Self.pieces(0..<entry.byteCount) {
      let place = start + inside.lowerBound..<start + inside.upperBound
      guard needsCode || output.range.overlaps(place) else { continue }
      var piece: [UInt8]
      if let whole { piece = whole } else { piece = try await bytes(index, inside, from: source) }
      cipher.apply(to: &piece, at: inside.lowerBound)
      if needsCode { piece.withUnsafeBytes { cipher.authenticate($0) } }
      try await output.add(piece, at: place.lowerBound, sink)
    }
    if needsCode { try await output.add(cipher.code(), at: start + entry.byteCount, sink) }
  }

  /// The whole of a small file, or a part of one.
  private func bytes(_ index: Int, _ range: Range<Int>? = nil, from source: DiscSource) async throws -> [UInt8] {
    let range = range ?? 0..<entries[index].byteCount
    if range.isEmpty { return [] }
    let bytes = try await source(index, range)
    guard bytes.count == range.count else { throw DiscSourceFault(entry: index) }
    return bytes
  }

  /// Holds a file's bytes against what the plan knows of them, and learns its checksum.
  private func examine(_ bytes: [UInt8], of index: Int) throws {
    if isLocked {
      guard SHA256Sum.of(bytes) == entries[index].sha256 else { throw DiscSourceFault(entry: index) }
      return
    }
    let found = CRC32.of(bytes)
    if let known = checksum(of: index) {
      guard known == found else { throw DiscSourceFault(entry: index) }
    } else {
      remember(found, of: index)
    }
  }

  /// The same for a large file that is to be encrypted, piece by piece.
  private func examine(_ index: Int, from source: DiscSource) async throws {
    var sum = SHA256Sum()
    for piece in Self.pieces(0..<entries[index].byteCount) { sum.add(try await bytes(index, piece, from: source)) }
    guard sum.digest() == entries[index].sha256 else { throw DiscSourceFault(entry: index) }
  }

  private func checksum(of index: Int, from source: DiscSource) async throws -> UInt32 {
    if let known = checksum(of: index) { return known }
    var sum = CRC32()
    for piece in Self.pieces(0..<entries[index].byteCount) { sum.add(try await bytes(index, piece, from: source)) }
    remember(sum.value, of: index)
    return sum.value
  }

  /// A range in pieces of `DiscLimits.pieceBytes`.
  static func pieces(_ range: Range<Int>) -> some Sequence<Range<Int>> {
    stride(from: range.lowerBound, to: range.upperBound, by: DiscLimits.pieceBytes).lazy.map {
      $0..<min($0 + DiscLimits.pieceBytes, range.upperBound)
    }
  }
}

/// Keeps what lies in the range that is asked for, and gives it on in pieces that are worth a call.
private struct RangeOutput {
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
