import GraduatePhotos
import Storage

/// What stands around a person's page: which campaign, whose rooms, and which other campaigns he may enter.
public final class Whereabouts: Sendable {
  public struct Campaign: Sendable, Identifiable {
    public let id: String
    public let title: String
    public let plan: CampaignPlan
  }

  /// The campaign of the address; nil where the page belongs to none.
  public let campaign: Campaign?
  /// All the person may enter, newest class first.
  public let campaigns: [Campaign]
  /// The institution's name in the campaign's year, or the study center's parent and own name (A4).
  public let institutionName: String?
  /// Notices the person has not opened.
  public let unreadNotices: Int
  /// Jobs that wait for a person, for who may do something about them; 0 for everybody else.
  public let jobsSetAside: Int

  init(campaign: Campaign?, campaigns: [Campaign], institutionName: String?, unreadNotices: Int, jobsSetAside: Int) {
    self.campaign = campaign
    self.campaigns = campaigns
    self.institutionName = institutionName
    self.unreadNotices = unreadNotices
    self.jobsSetAside = jobsSetAside
  }
}

extension CollectionCenter {
  /// Nil when the campaign does not exist or is not the person's: the page is not found.
  public func whereabouts(of person: Person, campaignID: String?) async throws -> Whereabouts? {
    try await records.read { try $0.whereabouts(of: person, campaignID: campaignID) }
  }
}

extension Transaction {
  func whereabouts(of person: Person, campaignID: String?) throws -> Whereabouts? {
    let campaigns = try campaigns(openTo: person)
    let campaign = campaigns.first { $0.id == campaignID }
    guard campaignID == nil || campaign != nil else { return nil }
    let year = campaign?.plan.graduatingClass.year ?? campaigns.first?.plan.graduatingClass.year ?? today.year
    let name = try placeName(of: person, in: year)
    return Whereabouts(
      campaign: campaign, campaigns: campaigns, institutionName: name, unreadNotices: try unreadNotices(of: person.signedIn),
      jobsSetAside: person.signedIn is any CampaignKeeper ? try count("SELECT COUNT(*) AS n FROM job_set_aside") : 0)
  }

  /// The campaigns a person may enter: his institution's, or all for the people of the province, the agency and the head office.
  fileprivate func campaigns(openTo person: Person) throws -> [Whereabouts.Campaign] {
    let order = "ORDER BY c.graduating_year DESC, c.kind, c.id"
    let found =
      if case .studyCenterLiaison(let keeper) = person {
        // The one center, in each campaign that it was carried to.
        try sql.sheet(
          """
          SELECT c.id, c.plan FROM campaign c WHERE EXISTS (SELECT 1 FROM study_center s WHERE s.campaign_id = c.id
            AND s.parent_institution_id = ? AND \(Self.isSameStudyCenter("s.id"))) \(order)
          """, [.text(keeper.institutionID), .text(keeper.studyCenterID), .text(keeper.studyCenterID)])
      } else if let institution = person.institutionID {
        try sql.sheet(
          "SELECT c.id, c.plan FROM campaign c WHERE \(Self.takesPart) \(order)", [.text(institution), .text(institution)])
      } else {
        try sql.sheet("SELECT c.id, c.plan FROM campaign c \(order)", [])
      }
    return try (0..<found.rowCount).map { row in
      let plan = try found.withUTF8(row, 1) { try DecodedPlans.shared.plan($0) }
      return Whereabouts.Campaign(id: found.text(row, 0), title: plan.title, plan: plan)
    }
  }

  /// The institution's name; for a center's liaison the parent's with the center's own (A4).
  fileprivate func placeName(of person: Person, in year: Int) throws -> String? {
    guard let institution = person.institutionID else { return nil }
    let name = try institutionName(institution, in: year)
    guard case .studyCenterLiaison(let keeper) = person,
      let center = try row("SELECT name FROM study_center WHERE id = ?", [.text(keeper.studyCenterID)])?.text("name")
    else { return name }
    return StudyCenter(
      parentCode: InstitutionCode(stored: ""), parentName: name ?? "", ownName: center, province: ""
    ).displayName
  }

  func institutionName(_ id: String, in year: Int) throws -> String? {
    try row(
      """
      SELECT name FROM institution_name WHERE institution_id = ? AND (from_year IS NULL OR from_year <= ?)
      ORDER BY ordinal DESC LIMIT 1
      """, [.text(id), .integer(Int64(year))])?.text("name")
  }
}
