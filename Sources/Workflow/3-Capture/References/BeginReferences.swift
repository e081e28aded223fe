import Foundation
import GraduatePhotos

extension CollectionCenter {
  /// Takes an uploaded ZIP of enrolment photos over and reads it in the background.
  ///
  /// - path: the uploaded file; it is moved away at once, and removed when it was read.
  /// - Returns: the id under which `referenceUpload` tells how far it is.
  /// - Throws: `ReferenceRefusal.codeMode`.
  public func beginReferences(of path: String, campaignID: String, by keeper: any RosterKeeper) async throws -> String {
    guard try await records.read({ try $0.storedCampaign(campaignID).plan.regime }) != .code else {
      throw ReferenceRefusal.codeMode
    }
    let id = identifier()
    let own = path + ".pictures"
    try FileManager.default.moveItem(atPath: path, toPath: own)
    references.begin(id, by: keeper.accountID, ReferencesUploaded()) { [self] soFar in
      defer { try? FileManager.default.removeItem(atPath: own) }
      return try await uploadReferences(path: own, campaignID: campaignID, by: keeper, soFar)
    }
    return id
  }

  /// How far an upload is; nil when it is unknown or somebody else's.
  public func referenceUpload(_ id: String, by keeper: any RosterKeeper) -> Undertaking<ReferencesUploaded>? {
    references.find(id, of: keeper.accountID)
  }
}
