import Foundation
import GraduatePhotos

/// A whole province in a folder of its own, for measuring what is shown of all institutions together.
public struct TrialProvince: Sendable {
  public let center: CollectionCenter
  public let campaignID: String
  /// An officer's session, as its cookie's token.
  public let officer: String

  /// Tells a folder that was made for a trial: nobody gets a session of a real one this way.
  private static let mark = "trial-province"

  /// Makes an institution of each roster file and imports it; the folder stays.
  ///
  /// - Throws: `FolderRefusal`, `TableRefusal`, and what an import refuses.
  public static func fill(folder: String, rosters: [String]) async throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    try Data().write(to: URL(filePath: folder).appending(path: mark))
    try await with(folder: folder) { center in
      let machine = MachineOperator()
      try await center.prepareCenter()
      let today = CalendarDay(milliseconds: try await center.now())
      let campaignID = try await center.openCampaign(TrialCenter.plan(on: today), by: machine)
      for file in rosters {
        let named = try TrialCenter.firstInstitution(in: file)
        let id = try await center.addInstitution(
          InstitutionEntry(
            code: .ministry(named.code), names: [InstitutionName(named.name)], kind: .other, province: "甘肃省"), by: machine)
        _ = try await center.inviteInstitutions([id], to: campaignID, by: machine)
        let keeper = OperatorForInstitution(institutionID: id)
        let preview = try await center.uploadRoster(
          path: file, fileName: URL(filePath: file).lastPathComponent, campaignID: campaignID, by: keeper)
        _ = try await center.confirmRoster(uploadID: preview.uploadID, by: keeper)
      }
    }
  }

  /// Opens such a folder again.
  ///
  /// - Throws: `FolderRefusal`, `CampaignRefusal.unknown` when it was not made by ``fill(folder:rosters:)``.
  public static func open<T: Sendable>(folder: String, _ body: (TrialProvince) async throws -> T) async throws -> T {
    guard FileManager.default.fileExists(atPath: URL(filePath: folder).appending(path: mark).path) else {
      throw CampaignRefusal.unknown
    }
    return try await with(folder: folder) { center in
      guard let campaign = try await center.campaigns().first else { throw CampaignRefusal.unknown }
      let officer = try await center.invite(
        AccountRequest(role: .officer, signInName: "trial-\(center.freshToken().prefix(8).lowercased())", name: "示例"),
        by: MachineOperator())
      let token = center.freshToken()
      try await center.records.write {
        try $0.insertSession(tokenHash: tokenHash(token), accountID: officer.accountID, device: "trial", proven: true)
      }
      return try await body(TrialProvince(center: center, campaignID: campaign.id, officer: token))
    }
  }

  private static func with<T: Sendable>(
    folder: String, _ body: (CollectionCenter) async throws -> T
  ) async throws -> T {
    let open = try await OpenCenter.open(CenterPlace(dataPath: folder), for: .working)
    do {
      let result = try await body(open.center)
      await open.close()
      return result
    } catch {
      await open.close()
      throw error
    }
  }
}
