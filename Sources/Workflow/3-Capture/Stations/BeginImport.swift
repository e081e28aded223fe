import Foundation

extension CollectionCenter {
  /// Takes an uploaded bundle over and imports its packets in the background: a stick takes minutes.
  ///
  /// - path: the uploaded file; it is moved away at once, and removed when it was read.
  /// - Returns: the id under which `stickImport` tells how far it is.
  /// - Throws: `StationRefusal.notABundle`.
  public func beginImport(of path: String, campaignID: String, by bearer: any StickBearer) throws -> String {
    // Looked at before it is moved: a wrong file is said at once.
    _ = try PacketBundle(path: path)
    let id = identifier()
    let own = path + ".packets"
    try FileManager.default.moveItem(atPath: path, toPath: own)
    sticks.begin(id, by: bearer.accountID, PacketsImported()) { [self] soFar in
      defer { try? FileManager.default.removeItem(atPath: own) }
      return try await importPackets(path: own, campaignID: campaignID, by: bearer, soFar)
    }
    return id
  }

  /// How far an import is; nil when it is unknown or somebody else's.
  public func stickImport(_ id: String, by bearer: any StickBearer) -> Undertaking<PacketsImported>? {
    sticks.find(id, of: bearer.accountID)
  }
}
