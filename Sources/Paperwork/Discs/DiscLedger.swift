import GraduatePhotos

/// What was found on a disc, file by file, to be held against the manifest.
struct DiscLedger {
  /// A file that was read: its sum, or nil when it could not be read to its end.
  private struct Found {
    let digest: [UInt8]?
    let byteCount: Int
  }

  private var found: [[UInt8]: Found] = [:]
  /// Paths that occur more than once: which of the files a program unpacks is chance, so neither is right.
  private var repeated: Set<[UInt8]> = []
  /// The manifest's bytes, when it was met.
  private(set) var manifest: [UInt8]?

  /// Bytes of a path are its identity: strings of other code points may call themselves equal.
  mutating func add(_ path: [UInt8], digest: [UInt8]?, byteCount: Int) {
    if found.updateValue(Found(digest: digest, byteCount: byteCount), forKey: path) != nil { repeated.insert(path) }
  }

  /// It was met, but could not be read to its end.
  var hasBrokenManifest: Bool { manifest == nil && found[Array(Manifest.fileName.utf8)] != nil }

  mutating func addManifest(_ bytes: [UInt8]) {
    if manifest == nil { manifest = bytes } else { repeated.insert(Array(Manifest.fileName.utf8)) }
  }

  var fileCount: Int { found.count }

  /// What differs from the manifest, and what is right.
  func compared(with manifest: Manifest) -> (problems: [DiscReport.Problem], rightFiles: Int, rightBytes: Int) {
    var problems: [DiscReport.Problem] = []
    var left = found
    var right = 0
    var rightBytes = 0
    for file in manifest.files {
      let path = Array(file.path.utf8)
      guard let there = left.removeValue(forKey: path) else {
        problems.append(.missing(file.path))
        continue
      }
      if repeated.contains(path) { continue }
      if let digest = there.digest {
        if there.byteCount == file.byteCount, HexText.write(digest) == file.sha256 {
          right += 1
          rightBytes += file.byteCount
        } else {
          problems.append(.wrong(file.path))
        }
      } else {
        problems.append(.unreadable(file.path))
      }
    }
    for path in repeated { problems.append(.extra(String(decoding: path, as: UTF8.self))) }
    for path in left.keys where !repeated.contains(path) { problems.append(.extra(String(decoding: path, as: UTF8.self))) }
    return (problems, right, rightBytes)
  }
}
