import Foundation
import GraduatePhotos

/// What loading an example did; everything that was there already stayed as it was.
public struct ExampleLoaded: Sendable, Hashable {
  public let campaignID: String
  /// False when there was a campaign of the same province, class and kind.
  public let isNewCampaign: Bool
  public let institutionsAdded: Int
  public let institutionsAlready: Int
  public let invited: Int
  public let studyCentersAdded: Int
}

extension CollectionCenter {
  /// Loads a campaign that ships with the program: a folder such as `Campaigns/gansu-2013`.
  ///
  /// The campaign, its institutions with their names by year, who takes part and its study centers come in one transaction.
  /// Loaded again, it adds only what is missing. The folder holds `campaign.json`, `institutions.csv` and `study-centers.csv`.
  ///
  /// - Throws: `ExampleRefusal`, `CampaignRefusal`, `InstitutionRefusal`, `StudyCenterRefusal`.
  @discardableResult
  public func loadExampleCampaign(from folder: URL, by keeper: some ProvinceKeeper) async throws -> ExampleLoaded {
    let example = try ExampleCampaign.read(folder)
    return try await records.write { try $0.load(example, by: keeper) }
  }
}

extension Transaction {
  fileprivate func load(_ example: ExampleCampaign, by keeper: some ProvinceKeeper) throws -> ExampleLoaded {
    _ = try seedStandards(by: CenterItself())
    let plan = example.plan
    let known = try campaignID(province: plan.province, year: plan.graduatingClass.year, kind: plan.kind)
    let id = known ?? identifier()
    if known == nil { try openCampaign(id: id, plan, after: nil, by: keeper) }
    let campaign = try storedCampaign(id)
    let institutions = try importInstitutions(example.institutions, by: keeper)
    var invited = 0
    for group in example.institutions where group.existed(in: example.namesYear) {
      guard let institution = try institutionID(of: group) else { continue }
      if try invite(institution, to: id, by: keeper) { invited += 1 }
    }
    var centers = 0
    for entry in example.studyCenters {
      let parent = try parent(of: entry, newID: identifier(), in: campaign, by: keeper)
      guard try studyCenterID(named: entry.name.trimmed, of: parent, in: id) == nil else { continue }
      try addStudyCenter(id: identifier(), entry, parentID: parent, in: campaign, by: keeper)
      centers += 1
    }
    return ExampleLoaded(
      campaignID: id, isNewCampaign: known == nil, institutionsAdded: institutions.added.count,
      institutionsAlready: institutions.already.count, invited: invited, studyCentersAdded: centers)
  }
}
