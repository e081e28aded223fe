import GraduatePhotos

/// Checking ZIPs: a plain one against the layout that its manifest gives; an encrypted one by what lies inside.
extension DiscCheck {
  func checkZip(_ file: DiscFile, _ progress: @escaping (Int) -> Void) throws -> DiscReport {
    let first = ZipFirstFile(in: file)
    let password = try password(for: first, in: file)
    if let first, first.isLocked, let password, let report = try checkInside(first, password, file, progress) { return report }
    return try checkPlain(first?.isLocked ?? (password != nil) ? .lockedZip : .zip, file, password, progress)
  }

  /// The plain ZIP that is the only file of an encrypted one; nil when there is none.
  private func checkInside(
    _ first: ZipFirstFile, _ password: [UInt8], _ file: DiscFile, _ progress: @escaping (Int) -> Void
  ) throws -> DiscReport? {
    guard first.isOnly(in: file), let inside = first.inside(password, in: file), inside.bytes(0..<4) == ZipFormat.fileHead
    else { return nil }
    let report = try checkPlain(.lockedZip, inside, nil, progress)
    let isSound = inside.isSound()
    guard let manifest = report.manifest else { return report }
    let layout = LockedLayout(
      name: LockedZip.innerName(manifest.head), contentBytes: inside.byteCount, date: manifest.head.date)
    let isOurs =
      isSound && layout.byteCount == file.byteCount && file.bytes(0..<layout.stored.lowerBound) == layout.head
      && file.bytes(layout.stored.upperBound..<layout.byteCount) == layout.tail
    if isOurs || report.problems.contains(.structure) { return report }
    return Self.report(
      .lockedZip, manifest, report.signature, report.problems + [.structure], (report.rightFiles, report.rightBytes))
  }

  /// The password is for what another program packed.
  private func checkPlain(
    _ kind: DiscKind, _ file: any DiscBytes, _ password: [UInt8]?, _ progress: @escaping (Int) -> Void
  ) throws -> DiscReport {
    if let first = ZipFirstFile(in: file), !first.isLocked, first.path.elementsEqual(Manifest.fileName.utf8),
      first.stored.count <= DeliveryLimits.manifestBytes,
      let report = checkPlanned(kind, file.bytes(first.stored), file, progress)
    {
      return report
    }
    // Another program packed it, or it is damaged just where its layout begins.
    var walk = try ArchiveWalk(.zip, password: password, archiveBytes: file.byteCount, progress: progress)
    defer { walk.close() }
    try walk.run(ZipStream(file))
    if let bytes = walk.ledger.manifest, let report = checkPlanned(kind, bytes, file, progress) {
      return report
    }
    return report(kind, walk.ledger, [.structure])
  }

  /// Against the layout that the manifest gives; nil when it gives another one.
  private func checkPlanned(
    _ kind: DiscKind, _ bytes: [UInt8], _ file: any DiscBytes, _ progress: @escaping (Int) -> Void
  ) -> DiscReport? {
    guard let signed = try? SignedManifest(bytes: bytes),
      let plan = ZipCheck.plan(of: signed.manifest, manifestBytes: bytes, file: file)
    else { return nil }
    var check = ZipCheck(file: file, progress: progress)
    check.run(plan)
    let signature = signature(of: signed)
    return Self.report(kind, signed.manifest, signature, check.problems, (check.rightFiles, check.rightBytes))
  }

  private func password(for first: ZipFirstFile?, in file: DiscFile) throws -> [UInt8]? {
    guard let password else {
      if first?.isLocked == true { throw DiscRefusal.passwordNeeded }
      return nil
    }
    let bytes = try ZipLock.bytes(ofPassword: password)
    // What another program packed may begin with a folder, which is never locked; a damaged head is judged by what the library finds.
    guard let first, first.isLocked else { return bytes }
    if first.takes(bytes, in: file) { return bytes }
    // The second file tells a wrong password from a damaged first one.
    guard let second = ZipFirstFile(at: first.stored.upperBound, in: file), second.isLocked, second.takes(bytes, in: file)
    else {
      throw DiscRefusal.wrongPassword
    }
    return bytes
  }
}
