import Foundation

/// The SHA-256 of a photo's bytes: its name in the store.
public struct PhotoHash: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// 64 lower-case hex digits.
  public let hex: String

  /// `nil` unless `hex` is 64 lower-case hex digits.
  public init?(_ hex: String) {
    guard hex.utf8.count == 64, hex.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
      return nil
    }
    self.hex = hex
  }

  /// The 32 bytes of a digest.
  init(digest: some Sequence<UInt8>) { hex = hexadecimal(digest) }

  public var description: String { hex }

  public static func < (one: PhotoHash, other: PhotoHash) -> Bool { one.hex < other.hex }
}

/// What can go wrong in a photo store.
public enum PhotoStoreError: Error, Equatable, Sendable {
  /// No photo of that name.
  case missing(PhotoHash)
  /// The bytes under that name have another hash.
  case corrupt(PhotoHash)
  /// Larger than `StorageLimits.photoBytes`.
  case tooLarge(limitBytes: Int)
  case diskFull
  case cancelled
  /// Another failure of the file system: `errno` and the call.
  case system(errno: Int32, call: String)
}

/// What a check of a whole store found.
public struct PhotoStoreReport: Sendable, Equatable {
  public var photos = 0
  public var bytes: Int64 = 0
  /// Photos whose bytes are not what their name says.
  public var corrupt: [PhotoHash] = []
  /// Temporary files older than a day: left by a crash, safe to delete.
  public var orphans: [String] = []
  /// Paths that are neither photo nor temporary file.
  public var strangers: [String] = []

  public init() {}

  public var isSound: Bool { corrupt.isEmpty && strangers.isEmpty }
}

/// Photos and other files by the SHA-256 of their bytes; what is stored never changes.
///
/// When `put` returns, a power cut cannot take the photo any more. Put first, then commit the row that names it.
public protocol PhotoStore: Sendable {
  /// Stores bytes; storing the same bytes again is fine and changes nothing.
  @discardableResult func put(_ bytes: [UInt8]) async throws -> PhotoHash

  /// Stores a copy of a local file.
  @discardableResult func put(contentsOf file: URL) async throws -> PhotoHash

  /// Stores what arrives, in constant memory.
  @discardableResult func put<Chunks: AsyncSequence & Sendable>(
    stream: Chunks
  ) async throws -> PhotoHash where Chunks.Element == [UInt8]

  /// The bytes, checked against their name.
  func read(_ hash: PhotoHash) async throws -> [UInt8]

  /// The size in bytes, or `nil` when there is no such photo.
  func size(of hash: PhotoHash) async throws -> Int64?

  /// All photos, in no particular order, without holding them all in memory.
  func list() -> AsyncThrowingStream<PhotoHash, any Error>

  /// Deletes a photo for good, if it is there. Only retention does this.
  func delete(_ hash: PhotoHash) async throws

  /// Reads everything and reports what is wrong, for `doctor`.
  func verify() async throws -> PhotoStoreReport
}

extension PhotoStore {
  public func exists(_ hash: PhotoHash) async throws -> Bool { try await size(of: hash) != nil }
}
