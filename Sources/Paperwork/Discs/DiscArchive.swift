/// An archive of which any range can be produced before a byte of it is stored.
public protocol DiscArchive: Sendable {
  /// Bytes of the whole archive.
  var byteCount: Int { get }

  func read(_ range: Range<Int>, from source: DiscSource, to sink: ([UInt8]) async throws -> Void) async throws
}

extension ZipPlan: DiscArchive {}
extension LockedZip: DiscArchive {}

extension DiscArchive {
  /// Writes the archive; the file appears under its name when it is whole and durable, and without that nothing is left behind.
  ///
  /// - Parameters:
  ///   - path: where it will lie.
  ///   - source: gives the bytes of files.
  ///   - looking: sees every piece on its way.
  ///   - beforeCommit: what it throws leaves nothing behind.
  /// - Throws: what `source` throws, `DiscSourceFault`, `TableFault`.
  public func write(
    to path: String, from source: DiscSource, looking: ([UInt8]) throws -> Void = { _ in }, beforeCommit: () throws -> Void = {}
  ) async throws {
    let output = try TableOutput(path: path)
    try await read(0..<byteCount, from: source) { piece in
      try looking(piece)
      try output.write(piece)
    }
    try beforeCommit()
    try output.commit()
  }
}
