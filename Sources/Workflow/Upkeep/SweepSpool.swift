import Foundation
import Storage

extension OpenCenter {
  /// Removes what interrupted uploads left in the spool: files as they arrived, which anybody with the disk could read, and sealed
  /// ones that no row names.
  ///
  /// - Parameter isAlone: nobody else serves this folder, so whatever arrived did so before a crash. Else only what is older than
  ///   `UpkeepLimits.spoolAgeSeconds` goes. A sealed file is spared for a minute even then: a command beside the server may be about
  ///   to write its row.
  /// - Returns: how many files went.
  /// - Throws: a fault of the file system or the database.
  @discardableResult
  public func sweepSpool(isAlone: Bool = false) async throws -> Int {
    // Names before rows: a file comes before its row.
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.spoolPath)
    let waiting = try await waitingUploads()
    var gone = 0
    for name in names {
      let isPlain = name.hasSuffix(".upload") || name.hasSuffix(".plain")
      // What the check of an upload found lies beside it, also half written.
      let isSealed = name.hasSuffix(".sealed") || name.contains(CheckedSpool.ending)
      guard isPlain || isSealed && !waiting.contains(String(name.prefix { $0 != "." })) else { continue }
      let path = folder.spoolPath + "/" + name
      guard let status = FolderFiles.status(path) else { continue }
      if isAlone
        ? !isPlain && status.ageSeconds < UpkeepLimits.spoolGraceSeconds : status.ageSeconds < UpkeepLimits.spoolAgeSeconds
      {
        continue
      }
      if (try? FileSystem.calls.unlink(path)) != nil { gone += 1 }
    }
    if gone > 0 { try FolderFiles.sync(folder.spoolPath) }
    return gone
  }

  /// Ids of the uploads that wait for their confirmation.
  func waitingUploads() async throws -> Set<String> {
    try await center.records.read { transaction in
      Set(try transaction.rows("SELECT id FROM roster_upload").map { try $0.text("id") })
    }
  }

  func spoolPath(of uploadID: String) -> String { "\(folder.spoolPath)/\(uploadID).sealed" }
}
