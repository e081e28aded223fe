import Glibc
import GraduatePhotos

/// Checks a delivery that came as a folder, a mounted disc, an image, or a ZIP with or without a password (A5).
///
/// The manifest's signature is checked, and every file against it; all that is wrong, missing or too much is named.
///
/// A flipped bit anywhere is found, in the archive's own structures too: a ZIP is held against the layout that its manifest gives, an image
/// against its seal. Memory does not grow with the files' sizes, only with their number.
public struct DiscCheck: Sendable {
  let publicKey: [UInt8]?
  let password: String?

  /// - Parameters:
  ///   - publicKey: 32 bytes of Ed25519; without it signatures are not checked, and the report says so.
  ///   - password: for an encrypted ZIP.
  /// - Throws: `DiscRefusal.publicKeyForm`.
  public init(publicKey: [UInt8]? = nil, password: String? = nil) throws(DiscRefusal) {
    if let publicKey, publicKey.count != Ed25519.keyBytes { throw .publicKeyForm }
    self.publicKey = publicKey
    self.password = password
  }

  /// Checks what lies at a path; a device is read as an image.
  ///
  /// - Parameters:
  ///   - path: a folder, a file or a drive.
  ///   - progress: told the bytes that were looked at, from time to time.
  /// - Returns: what was found.
  /// - Throws: `DiscRefusal` when it cannot be looked at at all; what is wrong with it stands in the report.
  public func check(_ path: String, progress: @escaping (Int) -> Void = { _ in }) throws -> DiscReport {
    var status = stat()
    guard stat(path, &status) == 0 else { throw errno == ENOENT ? DiscRefusal.notFound : DiscRefusal.notReadable }
    if status.st_mode & S_IFMT == S_IFDIR { return try checkFolder(path, progress) }
    let file = try DiscFile(path: path)
    return try check(file, path, progress)
  }

  func check(_ file: DiscFile, _ path: String, _ progress: @escaping (Int) -> Void) throws -> DiscReport {
    switch Self.kind(of: file, path: path) {
    case .image: return try checkImage(file, progress)
    case .zip, .lockedZip: return try checkZip(file, progress)
    default: throw DiscRefusal.neitherDiscNorArchive
    }
  }

  /// By content; a name helps where the very first bytes are damaged.
  private static func kind(of file: DiscFile, path: String) -> DiscKind? {
    if file.bytes(32_769..<32_774).elementsEqual("CD001".utf8) || DiscSeal(sector: file.bytes(0..<DiscSeal.byteCount)) != nil {
      return .image
    }
    if file.bytes(0..<4) == ZipFormat.fileHead { return .zip }
    let ending = path.suffix(4).lowercased()
    return ending == ".iso" ? .image : ending == ".zip" ? .zip : nil
  }

  private func checkFolder(_ path: String, _ progress: @escaping (Int) -> Void) throws -> DiscReport {
    var check = FolderCheck(root: path, progress: progress)
    try check.run()
    return report(.folder, check.ledger, [])
  }

  private func checkImage(_ file: DiscFile, _ progress: @escaping (Int) -> Void) throws -> DiscReport {
    let seal = DiscSeal(sector: file.bytes(0..<DiscSeal.byteCount))
    let sealed = DiscSeal.byteCount..<max(seal?.imageBytes ?? file.byteCount, DiscSeal.byteCount)
    let stream = ImageStream(file: file, sealed: sealed)
    var walk = try ArchiveWalk(.image, password: nil, archiveBytes: file.byteCount, progress: progress)
    defer { walk.close() }
    try walk.run(stream)
    var problems: [DiscReport.Problem] = []
    if let seal {
      let isSound = seal.digest == stream.digest() && seal.imageBytes <= file.byteCount && stream.isCleanOutside
      if !isSound || file.byteCount - seal.imageBytes > DiscLimits.runOutBytes || walk.isDamaged || file.isDamaged {
        problems.append(.structure)
      }
      if let publicKey, !Ed25519.isValid(seal.signature, of: seal.message, publicKey: publicKey) {
        problems.append(.sealSignature)
      }
    } else {
      problems.append(.sealMissing)
      if walk.isDamaged || file.isDamaged { problems.append(.structure) }
    }
    return report(.image, walk.ledger, problems)
  }

  func signature(of manifest: SignedManifest) -> DiscReport.Signature {
    guard let publicKey else { return .unchecked(manifest.keyID) }
    let isValid = Ed25519.isValid(manifest.signature, of: manifest.message, publicKey: publicKey)
    return isValid ? .valid(manifest.keyID) : .wrong(manifest.keyID)
  }

  func report(_ kind: DiscKind, _ ledger: DiscLedger, _ others: [DiscReport.Problem]) -> DiscReport {
    guard let bytes = ledger.manifest else {
      let problem: DiscReport.Problem = ledger.hasBrokenManifest ? .unreadable(Manifest.fileName) : .manifestMissing
      return Self.report(kind, nil, .missing, others + [problem], (0, 0))
    }
    do {
      let signed = try SignedManifest(bytes: bytes)
      let found = ledger.compared(with: signed.manifest)
      return Self.report(
        kind, signed.manifest, signature(of: signed), others + found.problems, (found.rightFiles, found.rightBytes))
    } catch { return Self.report(kind, nil, .missing, others + [.manifestUnreadable(error)], (0, 0)) }
  }

  static func report(
    _ kind: DiscKind, _ manifest: Manifest?, _ signature: DiscReport.Signature, _ problems: [DiscReport.Problem],
    _ right: (files: Int, bytes: Int)
  ) -> DiscReport {
    var problems = problems
    if case .wrong = signature { problems.append(.manifestSignature) }
    let sorted = problems.sorted { ($0.rank, $0.path) < ($1.rank, $1.path) }
    return DiscReport(
      kind: kind, manifest: manifest, signature: signature, problems: sorted, rightFiles: right.files, rightBytes: right.bytes)
  }
}
