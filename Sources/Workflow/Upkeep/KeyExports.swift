import Foundation

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
  /// - Throws: `KeyExportRefusal.fileExists` unless `replacing`; `KeyRefusal.shortPassphrase`.
  public func export(to file: String, passphrase: String, replacing: Bool = false, at now: Int64) throws {
    guard replacing || !FileManager.default.fileExists(atPath: file) else { throw KeyExportRefusal.fileExists(path: file) }
    let ring = try KeyRing.read(path: path)
    let bytes = try ring.exported(with: passphrase, chance: chance)
    do { try writePrivateFile(bytes, path: file) } catch is FileFault { throw KeyExportRefusal.unwritable(path: file) }
    try ring.remembering(exportedAt: now).write(path: path)
  }

  /// Opens an export, sees that it holds every key in use, and remembers that it was tested.
  ///
  /// - Throws: `KeyRefusal.wrongPassphrase`, `.otherRing`.
  public func test(_ file: String, passphrase: String, at now: Int64) throws {
    let ring = try KeyRing.read(path: path)
    let export = try KeyRing.imported(Self.bytes(of: file), with: passphrase)
    guard ring.isContained(in: export) else { throw KeyRefusal.otherRing }
    try ring.remembering(exportedAt: ring.exportedAt ?? now, exportTestedAt: now).write(path: path)
  }

  /// Puts an export in the place of the key file.
  ///
  /// A key file with other keys stays unless `replacing`; then it is kept beside the new one. An export that holds every present
  /// key and more just adds.
  /// - Returns: where the replaced file is kept; nil when nothing was lost.
  /// - Throws: `KeyRefusal.wrongPassphrase`, `KeyExportRefusal.wouldReplace`.
  public func importExport(_ file: String, passphrase: String, replacing: Bool = false, at now: Int64) throws -> String? {
    let export = try KeyRing.imported(Self.bytes(of: file), with: passphrase)
    var kept: String?
    if FileManager.default.fileExists(atPath: path) {
      let present = try? KeyRing.read(path: path)
      if present?.isContained(in: export) != true {
        guard replacing else { throw KeyExportRefusal.wouldReplace(path: path) }
        let aside = "\(path).replaced-\(now)"
        guard rename(path, aside) == 0 else { throw FileFault(operation: "rename", code: errno) }
        kept = aside
      }
    }
    try FolderFiles.make(URL(filePath: path).deletingLastPathComponent().path)
    try export.remembering(exportedAt: export.exportedAt ?? now, exportTestedAt: now).write(path: path)
    return kept
  }

  private static func bytes(of file: String) throws -> [UInt8] {
    guard let size = FolderFiles.status(file)?.bytes, size <= UpkeepLimits.secretFileBytes,
      let data = FileManager.default.contents(atPath: file)
    else { throw KeyExportRefusal.unreadable(path: file) }
    return Array(data)
  }
}
