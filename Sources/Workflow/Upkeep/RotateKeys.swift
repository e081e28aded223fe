import Foundation
import GraduatePhotos
import Storage

/// How far a rotation has come.
public struct RotationProgress: Sendable, Equatable {
  public var done: Int
  public var total: Int
}

/// What a rotation did.
public struct RotationReport: Sendable, Equatable {
  /// The key that everything is encrypted with now.
  public let keyID: String
  /// True when an earlier rotation was finished instead of a new one begun.
  public let wasContinued: Bool
  /// Values re-encrypted, by what they are (Chinese).
  public let values: [String: Int]
  /// Values that still lie under older keys: they could not be opened, or a server goes on writing with keys it has not renewed.
  public let left: Int

  public var total: Int { values.values.reduce(0, +) }
}

extension OpenCenter {
  /// Values that are not under the newest key: what an interrupted rotation left.
  public func valuesUnderOldKeys() async throws -> Int {
    try await center.records.read { transaction in
      try SealedValues.all.reduce(0) { try $0 + transaction.countUnderOldKeys($1) } + transaction.documentsUnderOldKeys()
        + transaction.filesUnderOldKeys()
    }
  }

  /// Makes a new key of each purpose and writes the key file; nothing is encrypted with it before every server has read it.
  ///
  /// The older keys stay in the ring: back-ups, uploads under way and signed heads need them.
  public func makeNewKeys(by operator: MachineOperator) async throws {
    guard let lock = try FolderLock.take(.rotating, of: folder) else { throw FolderRefusal.rotating }
    let now = try await center.now()
    let next = try KeyRing.update(path: keysPath) { try $0.rotated(at: now, chance: center.chance) }
    keys.replace(with: next)
    try await journalRotation(["step": "new-keys", "key": next.encryptionKeyID], by: `operator`)
    withExtendedLifetime(lock) {}
  }

  /// Re-encrypts everything with the newest key, batch by batch, while servers go on.
  ///
  /// Each row says which key it is under, so that whatever interrupts this is continued by calling it again.
  /// - Parameters:
  ///   - isContinued: for the report.
  ///   - operator: the center's own machine.
  ///   - progress: called after each batch; what it throws ends the rotation there.
  /// What cannot be opened is passed over, so that it stands in nobody's way; the report counts it and the doctor names it.
  /// - Returns: how many values of each kind were re-encrypted, and how many are left.
  /// - Throws: `FolderRefusal.rotating` while another process does it.
  @discardableResult
  public func reencrypt(
    isContinued: Bool = false, by operator: MachineOperator, progress: @Sendable (RotationProgress) throws -> Void = { _ in }
  ) async throws -> RotationReport {
    guard let lock = try FolderLock.take(.rotating, of: folder) else { throw FolderRefusal.rotating }
    _ = try takeOverChangedKeys()
    var values: [String: Int] = [:]
    var state = RotationProgress(done: 0, total: try await valuesUnderOldKeys())
    var passes = 0
    // Again and again: a server that still had the older keys may have written behind us.
    while try await valuesUnderOldKeys() > 0, passes < UpkeepLimits.rotationPasses {
      passes += 1
      let before = state.done
      for kind in SealedValues.all {
        var cursor: String? = ""
        while let after = cursor {
          let (done, next) = try await center.records.write { try $0.reencrypt(kind, after: after) }
          cursor = next
          values[kind.chineseName, default: 0] += done
          state.done += done
          try progress(state)
        }
      }
      try await resealDocuments(by: `operator`) {
        values["文件", default: 0] += 1
        state.done += 1
        try progress(state)
      }
      for kind in SealedFiles.all {
        try await resealPictures(kind) {
          values[kind.chineseName, default: 0] += 1
          state.done += 1
          try progress(state)
        }
      }
      if state.done == before { break }
    }
    let left = try await valuesUnderOldKeys()
    let keyID = keys.current.encryptionKeyID
    values = values.filter { $0.value > 0 }
    try await journalRotation(
      ["step": "re-encrypted", "key": keyID, "values": String(values.values.reduce(0, +)), "left": String(left)], by: `operator`
    )
    withExtendedLifetime(lock) {}
    return RotationReport(keyID: keyID, wasContinued: isContinued, values: values, left: left)
  }

  private func journalRotation(_ details: [String: String], by operator: MachineOperator) async throws {
    try await center.records.write { transaction in
      try transaction.journal(
        JournalLine(action: .keysRotated, recordKind: "keys", recordID: transaction.keys.encryptionKeyID, details: details),
        by: `operator`)
    }
  }
}
