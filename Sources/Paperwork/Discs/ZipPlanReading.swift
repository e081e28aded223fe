extension ZipPlan {
  /// Produces a range of the archive in pieces of at most twice `DiscLimits.pieceBytes`, in order.
  ///
  /// A file is read as often as its bytes are needed; its checksum stays known to this plan. Files up to `DiscLimits.pieceBytes`, whichever
  /// part is wanted, and larger ones that are read from their first byte to their last, are held against their hash before their last byte
  /// is given out. A range that begins or ends inside a larger file cannot be: whoever fetched the archive in parts checks it by its manifest.
  ///
  /// - Parameters:
  ///   - range: inside 0..<`byteCount`.
  ///   - source: gives the bytes of files.
  ///   - sink: takes the pieces.
  /// - Throws: what source and sink throw, `DiscSourceFault`.
  public func read(_ range: Range<Int>, from source: DiscSource, to sink: ([UInt8]) async throws -> Void) async throws {
    try await read(range, isStrict: false, from: source, to: sink)
  }

  /// `isStrict`: large files too are held against their hash before a byte of them is given out; they are read twice.
  func read(
    _ range: Range<Int>, isStrict: Bool, from source: DiscSource, to sink: ([UInt8]) async throws -> Void
  ) async throws {
    precondition(range.lowerBound >= 0 && range.upperBound <= byteCount, "outside the archive")
    var output = RangeOutput(range: range)
    do {
      try await readFiles(isStrict: isStrict, from: source, into: &output, sink)
      try await readDirectory(from: source, into: &output, sink)
      try await output.flush(sink)
    } catch {
      // The checksum of wrong bytes may have been learned.
      for entry in output.unchecked { forget(entry) }
      throw error
    }
  }

  private func readFiles(
    isStrict: Bool, from source: DiscSource, into output: inout RangeOutput, _ sink: ([UInt8]) async throws -> Void
  ) async throws {
    let range = output.range
    guard range.lowerBound < records[0], !range.isEmpty else { return }
    var index = Self.index(in: offsets, at: range.lowerBound)
    while index < entries.count, offsets[index] < range.upperBound {
      try await readFile(index, isStrict: isStrict, from: source, into: &output, sink)
      index += 1
    }
  }

  private func readDirectory(
    from source: DiscSource, into output: inout RangeOutput, _ sink: ([UInt8]) async throws -> Void
  ) async throws {
    let range = output.range
    guard range.upperBound > records[0] else { return }
    var index = Self.index(in: records, at: max(range.lowerBound, records[0]))
    while index < entries.count, records[index] < range.upperBound {
      let record = directoryRecord(index, checksum: try await checksum(of: index, from: source))
      try await output.add(record, at: records[index], sink)
      index += 1
    }
    try await output.add(end, at: records[entries.count], sink)
  }

  private func readFile(
    _ index: Int, isStrict: Bool, from source: DiscSource, into output: inout RangeOutput,
    _ sink: ([UInt8]) async throws -> Void
  ) async throws {
    let stored = stored(index)
    // A picture is one piece: it is read once, whatever is made of it.
    let whole = stored.count <= DiscLimits.pieceBytes ? try await bytes(index, 0..<stored.count, from: source) : nil
    if let whole {
      output.hold(for: index, whole, sha256: entries[index].sha256)
      try learn(CRC32.of(whole), of: index)
    } else if isStrict, output.range.overlaps(stored) {
      try await examine(index, from: source)
    }
    if output.range.lowerBound < stored.lowerBound {
      let known = try await checksum(of: index, from: source)
      try await output.add(head(index, checksum: known), at: offsets[index], sink)
    }
    guard output.range.overlaps(stored) else { return }
    if let whole { return try await output.add(whole, at: stored.lowerBound, sink) }
    let wanted = output.range.clamped(to: stored)
    var sum = ContentSum()
    for piece in Self.pieces(wanted) {
      let inside = piece.lowerBound - stored.lowerBound..<piece.upperBound - stored.lowerBound
      let bytes = try await bytes(index, inside, from: source)
      if wanted == stored {
        sum.add(bytes)
        if piece.upperBound == stored.upperBound { try settle(&sum, of: index) }
      }
      try await output.add(bytes, at: piece.lowerBound, sink)
    }
  }

  private func bytes(_ index: Int, _ range: Range<Int>, from source: DiscSource) async throws -> [UInt8] {
    if range.isEmpty { return [] }
    let bytes = try await source(index, range)
    guard bytes.count == range.count else { throw DiscSourceFault(entry: index) }
    return bytes
  }

  /// Reads a file for its sums only.
  private func examine(_ index: Int, from source: DiscSource) async throws {
    var sum = ContentSum()
    for piece in Self.pieces(0..<entries[index].byteCount) { sum.add(try await bytes(index, piece, from: source)) }
    try settle(&sum, of: index)
  }

  /// Holds a whole file's sums against what the plan knows of it, and learns its checksum.
  private func settle(_ sum: inout ContentSum, of index: Int) throws {
    guard sum.digest.digest() == entries[index].sha256 else { throw DiscSourceFault(entry: index) }
    try learn(sum.checksum.value, of: index)
  }

  private func learn(_ checksum: UInt32, of index: Int) throws {
    if let known = self.checksum(of: index), known != checksum { throw DiscSourceFault(entry: index) }
    remember(checksum, of: index)
  }

  private func checksum(of index: Int, from source: DiscSource) async throws -> UInt32 {
    if checksum(of: index) == nil { try await examine(index, from: source) }
    return checksum(of: index) ?? 0
  }

  /// A range in pieces of `DiscLimits.pieceBytes`.
  static func pieces(_ range: Range<Int>) -> some Sequence<Range<Int>> {
    stride(from: range.lowerBound, to: range.upperBound, by: DiscLimits.pieceBytes).lazy.map {
      $0..<min($0 + DiscLimits.pieceBytes, range.upperBound)
    }
  }
}

/// Both sums of a file.
private struct ContentSum {
  var digest = SHA256Sum()
  var checksum = CRC32()

  mutating func add(_ bytes: [UInt8]) {
    digest.add(bytes)
    checksum.add(bytes)
  }
}
