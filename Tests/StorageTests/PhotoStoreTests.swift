import Foundation
import Testing

@testable import Storage

@Suite struct PhotoStoreTests {
  @Test("what is put comes back under its SHA-256, from bytes, a file or a stream")
  func put() async throws {
    try await withFolder { folder in
      let store = try DiskPhotoStore(folder: folder + "/photos")
      let hash = try await store.put(Array("abc".utf8))
      // FIPS 180-2, appendix B.1.
      #expect(hash.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
      #expect(try await store.read(hash) == Array("abc".utf8))
      #expect(try await store.size(of: hash) == 3)
      let large = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let file = URL(fileURLWithPath: folder + "/in")
      try Data(large).write(to: file)
      let fromFile = try await store.put(contentsOf: file)
      let chunks = AsyncStream { stream in
        for start in Swift.stride(from: 0, to: large.count, by: 70_000) {
          stream.yield(Array(large[start..<min(start + 70_000, large.count)]))
        }
        stream.finish()
      }
      #expect(try await store.put(stream: chunks) == fromFile)
      #expect(try await store.read(fromFile) == large)
      let empty = try await store.put([])
      #expect(try await store.read(empty) == [])
      #expect(try await all(store) == Set([hash, fromFile, empty]))
      #expect(try temporaries(folder).isEmpty)
    }
  }

  @Test("files are for their owner alone, in folders by the first four digits")
  func layout() async throws {
    try await withFolder { folder in
      let store = try DiskPhotoStore(folder: folder + "/photos")
      let hash = try await store.put([1, 2, 3])
      let path = "\(folder)/photos/\(hash.hex.prefix(2))/\(hash.hex.dropFirst(2).prefix(2))/\(hash.hex)"
      #expect(try mode(path) == 0o600)
      #expect(try mode(folder + "/photos") == 0o700)
      #expect(try mode(URL(fileURLWithPath: path).deletingLastPathComponent().path) == 0o700)
    }
  }

  @Test("the same photo many times at once is one photo")
  func concurrent() async throws {
    try await withFolder { folder in
      let stores = try (1...2).map { _ in try DiskPhotoStore(folder: folder + "/photos") }
      let hashes = try await withThrowingTaskGroup(of: PhotoHash.self) { group in
        for number in 0..<60 {
          group.addTask { try await stores[number % 2].put([UInt8](repeating: UInt8(number % 3), count: 50_000)) }
        }
        return try await group.reduce(into: Set<PhotoHash>()) { $0.insert($1) }
      }
      #expect(hashes.count == 3)
      #expect(try await all(stores[0]) == hashes)
      #expect(try await stores[0].verify().isSound)
      #expect(try temporaries(folder).isEmpty)
    }
  }

  @Test("missing and spoilt photos are told apart; putting a spoilt one again heals it")
  func corrupt() async throws {
    try await withFolder { folder in
      let store = try DiskPhotoStore(folder: folder + "/photos")
      let bytes = [UInt8](repeating: 7, count: 1_000)
      let hash = try await store.put(bytes)
      let other = try await store.put([1])
      try await store.delete(other)
      try await store.delete(other)
      await #expect(throws: PhotoStoreError.missing(other)) { try await store.read(other) }
      #expect(try await store.exists(other) == false)
      let path = "\(folder)/photos/\(hash.hex.prefix(2))/\(hash.hex.dropFirst(2).prefix(2))/\(hash.hex)"
      try Data(bytes.dropLast() + [8]).write(to: URL(fileURLWithPath: path))
      await #expect(throws: PhotoStoreError.corrupt(hash)) { try await store.read(hash) }
      #expect(try await store.verify().corrupt == [hash])
      #expect(try await store.put(bytes) == hash)
      #expect(try await store.read(hash) == bytes)
    }
  }

  @Test("a check counts, and names spoilt photos, old temporary files and strangers; a sweep spares the young")
  func verify() async throws {
    try await withFolder { folder in
      let now = Int64(time(nil))
      let later = try DiskPhotoStore(folder: folder + "/photos", calls: RealFileSystem(), now: { now + 2 * 86_400 })
      let store = try DiskPhotoStore(folder: folder + "/photos")
      let hash = try await store.put([1, 2])
      try Data([1]).write(to: URL(fileURLWithPath: folder + "/photos/tmp/left-over"))
      try Data([1]).write(to: URL(fileURLWithPath: folder + "/photos/notes.txt"))
      try Data([1]).write(
        to: URL(fileURLWithPath: "\(folder)/photos/\(hash.hex.prefix(2))/\(hash.hex.dropFirst(2).prefix(2))/x.jpg"))
      let report = try await later.verify()
      #expect(report.photos == 1)
      #expect(report.bytes == 2)
      #expect(report.corrupt.isEmpty)
      #expect(report.orphans == ["tmp/left-over"])
      #expect(Set(report.strangers) == ["notes.txt", "\(hash.hex.prefix(2))/\(hash.hex.dropFirst(2).prefix(2))/x.jpg"])
      #expect(try await store.verify().orphans == [])
      #expect(try await store.sweep() == 0)
      #expect(try await later.sweep() == 1)
      #expect(try temporaries(folder).isEmpty)
    }
  }

  @Test("a full disk, at every call, is an error that leaves no file behind", arguments: FailingFileSystem.Call.allCases)
  func full(_ call: FailingFileSystem.Call) async throws {
    try await withFolder { folder in
      _ = try DiskPhotoStore(folder: folder + "/photos")
      let failing = FailingFileSystem(call)
      let store = try DiskPhotoStore(folder: folder + "/photos", calls: failing)
      failing.arm()
      await #expect(throws: PhotoStoreError.diskFull) { try await store.put([1, 2, 3]) }
      #expect(try temporaries(folder).isEmpty)
      let hash = try await store.put([1, 2, 3])
      #expect(try await store.read(hash) == [1, 2, 3])
    }
  }

  @Test("a stream that fails or is cancelled leaves nothing")
  func brokenStream() async throws {
    struct Broken: Error {}
    try await withFolder { folder in
      let store = try DiskPhotoStore(folder: folder + "/photos")
      let broken = AsyncThrowingStream<[UInt8], any Error> { stream in
        stream.yield([1, 2, 3])
        stream.finish(throwing: Broken())
      }
      await #expect(throws: Broken.self) { try await store.put(stream: broken) }
      let (endless, feed) = AsyncStream<[UInt8]>.makeStream()
      feed.yield([1])
      let task = Task { try await store.put(stream: endless) }
      task.cancel()
      await #expect(throws: PhotoStoreError.cancelled) { try await task.value }
      #expect(try await all(store) == [])
      #expect(try temporaries(folder).isEmpty)
    }
  }

  @Test(
    "a name that is no SHA-256 is no photo's name",
    arguments: ["", "abc", "../../etc/passwd", String(repeating: "G", count: 64)])
  func names(_ name: String) {
    #expect(PhotoHash(name) == nil)
  }

  private func all(_ store: DiskPhotoStore) async throws -> Set<PhotoHash> {
    var all: Set<PhotoHash> = []
    for try await hash in store.list() { all.insert(hash) }
    return all
  }

  private func temporaries(_ folder: String) throws -> [String] {
    guard FileManager.default.fileExists(atPath: folder + "/photos/tmp") else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder + "/photos/tmp")
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
  }
}
