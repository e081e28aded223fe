import GraduatePhotos
import Storage

/// Where crews go: an institution, or one of its study centers in the province.
public struct TourPlace: Sendable, Hashable, Identifiable {
  /// The institution's or the center's id.
  public let id: String
  public let institutionID: String
  /// Nil for the institution itself.
  public let studyCenterID: String?
  public let code: String
  /// For a center parent and own name (A4).
  public let name: String
  public let province: String
  public let city: String
}

extension Transaction {
  /// Every place of the campaign that a crew visits: institutions that take part, and centers in the province that were not handed over (N7).
  func tourPlaces(_ campaignID: String, year: Int) throws -> [TourPlace] {
    let institutions = try rows(
      """
      SELECT i.id, i.code, i.province, i.city FROM participation p JOIN institution i ON i.id = p.institution_id
      WHERE p.campaign_id = ? ORDER BY i.code
      """, [.text(campaignID)])
    let centers = try rows(
      """
      SELECT s.id, s.parent_institution_id, s.name, s.province, s.city, i.code FROM study_center s
      JOIN campaign k ON k.id = s.campaign_id JOIN institution i ON i.id = s.parent_institution_id
      WHERE s.campaign_id = ? AND SUBSTR(s.province, 1, 2) = SUBSTR(k.province, 1, 2)
        AND NOT EXISTS (SELECT 1 FROM study_center_handed_over h WHERE h.study_center_id = s.id)
      ORDER BY i.code, s.name, s.id
      """, [.text(campaignID)])
    // Asked for together: a public page lists them all.
    let ids = try institutions.map { try $0.text("id") } + centers.map { try $0.text("parent_institution_id") }
    let names = try institutionNames(of: Array(Set(ids))).mapValues { names in
      (names.first { $0.applies(in: year) } ?? names.first)?.name ?? ""
    }
    let own = try institutions.map { row in
      let id = try row.text("id")
      return TourPlace(
        id: id, institutionID: id, studyCenterID: nil, code: try row.text("code"), name: names[id] ?? "",
        province: try row.text("province"), city: try row.text("city"))
    }
    return try own
      + centers.map { row in
        let parentID = try row.text("parent_institution_id")
        let parent = names[parentID] ?? ""
        let name = try row.text("name")
        return TourPlace(
          id: try row.text("id"), institutionID: parentID, studyCenterID: try row.text("id"), code: try row.text("code"),
          name: name.hasPrefix(parent) ? name : parent + name, province: try row.text("province"), city: try row.text("city"))
      }
  }

  func tourPlace(_ id: String, in campaignID: String) throws -> TourPlace {
    let campaign = try storedCampaign(campaignID)
    guard let place = try tourPlaces(campaignID, year: campaign.year).first(where: { $0.id == id }) else {
      throw ScheduleRefusal.placeUnknown
    }
    return place
  }
}

extension CollectionCenter {
  /// Every place of the campaign that a crew visits.
  public func tourPlaces(campaignID: String, by keeper: some CampaignKeeper) async throws -> [TourPlace] {
    try await records.read { transaction in
      try transaction.tourPlaces(campaignID, year: transaction.storedCampaign(campaignID).year)
    }
  }

  /// The places somebody speaks for.
  public func ownTourPlaces(campaignID: String, by speaker: some VisitSpeaker) async throws -> [TourPlace] {
    try await records.read { transaction in
      try transaction.tourPlaces(campaignID, year: transaction.storedCampaign(campaignID).year).filter {
        speaker.speaks(for: $0)
      }
    }
  }
}
