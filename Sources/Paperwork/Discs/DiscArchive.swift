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
  /// - Throws: what `source` throws, `DiscSourceFault`, `TableFault`.
  public func write(to path: String, from source: DiscSource) async throws {
    let output = try TableOutput(path: path)
    try await read(0..<byteCount, from: source) { try output.write($0) }
    try output.commit()
  }
}
