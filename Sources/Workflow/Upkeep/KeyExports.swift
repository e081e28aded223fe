import Foundation
import Storage

/// Copies of the key file outside the machine, wrapped with a passphrase; the center need not be open for it.
public struct KeyExports: Sendable {
  /// The key file.
  public let path: String
  private let chance: Chance

  public init(keysPath: String, chance: Chance = .system) {
    path = keysPath
    self.chance = chance
  }

  /// Writes an export (mode 0600) and remembers that there is one.
  ///
  /// The passphrase takes its time, so the ring is read again before that is noted.
  /// - Throws: `KeyExportRefusal.fileExists` unless `replacing`, `.rotatedMeanwhile` when the export lacks keys by now;
  ///   `KeyRefusal.shortPassphrase`.
  public func export(to file: String, passphrase: String, replacing: Bool = false, at now: Int64) throws {
    guard replacing || !FileManager.default.fileExists(atPath: file) else { throw KeyExportRefusal.fileExists(path: file) }
    let ring = try KeyRing.read(path: path)
    let bytes = try ring.exported(with: passphrase, chance: chance)
    do { try writePrivateFile(bytes, path: file) } catch is FileFault { throw KeyExportRefusal.unwritable(path: file) }
    try KeyRing.update(path: path) { present in
      guard present.isContained(in: ring) else { throw KeyExportRefusal.rotatedMeanwhile(path: file) }
      return try present.remembering(exportedAt: now)
    }
  }

  /// Opens an export, sees that it holds every key in use, and remembers that it was tested.
  ///
  /// - Throws: `KeyRefusal.wrongPassphrase`, `.otherRing`.
  public func test(_ file: String, passphrase: String, at now: Int64) throws {
    let export = try KeyRing.imported(Self.bytes(of: file), with: passphrase)
    try KeyRing.update(path: path) { present in
      guard present.isContained(in: export) else { throw KeyRefusal.otherRing }
      return try present.remembering(exportedAt: present.exportedAt ?? now, exportTestedAt: now)
    }
  }

  /// Puts an export in the place of the key file.
  ///
  /// A key file with other keys stays unless `replacing`; then it is kept beside the new one. An export that holds every present
  /// key and more just adds.
  /// - Returns: where the replaced file is kept; nil when nothing was lost.
  /// - Throws: `KeyRefusal.wrongPassphrase`, `KeyExportRefusal.wouldReplace`.
  public func importExport(_ file: String, passphrase: String, replacing: Bool = false, at now: Int64) throws -> String? {
    let export = try KeyRing.imported(Self.bytes(of: file), with: passphrase)
    try FolderFiles.make(PrivateFile.folder(of: path))
    return try KeyRing.withLock(path: path) {
      let kept = try keepAside(unlessIn: export, replacing: replacing, at: now)
      try export.remembering(exportedAt: export.exportedAt ?? now, exportTestedAt: now).write(path: path)
      return kept
    }
  }

  /// Gives a key file with other keys a second name before it is replaced; nil when there is nothing to keep.
  private func keepAside(unlessIn export: KeyRing, replacing: Bool, at now: Int64) throws -> String? {
    guard FileManager.default.fileExists(atPath: path), (try? KeyRing.read(path: path))?.isContained(in: export) != true else {
      return nil
    }
    guard replacing else { throw KeyExportRefusal.wouldReplace(path: path) }
    let aside = "\(path).replaced-\(now)"
    try FileFault.translating { try FileSystem.calls.link(path, as: aside) }
    return aside
  }

  private static func bytes(of file: String) throws -> [UInt8] {
    guard let size = FolderFiles.status(file)?.bytes, size <= UpkeepLimits.secretFileBytes,
      let data = FileManager.default.contents(atPath: file)
    else { throw KeyExportRefusal.unreadable(path: file) }
    return Array(data)
  }
}
