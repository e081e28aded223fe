import Foundation
import GraduatePhotos
import Storage

/// What the center knows about the institution whose slip it is.
struct SlipSurroundings: Sendable {
  let plan: CampaignPlan
  let previousCampaignID: String?
  let code: String
  /// The names the institution bears while the campaign runs: in the year before the class finishes, and in its year.
  let names: [InstitutionName]
  let center: StudyCenterFacts?

  /// The name the slip is filled in with: the one of the class's year.
  var institutionName: String {
    Institution(code: InstitutionCode(stored: code), names: names, kind: .other).name(in: plan.graduatingClass.year)
  }

  var context: SlipContext {
    let years = [plan.graduatingClass.year - 1, plan.graduatingClass.year]
    var registered = names.filter { name in years.contains { name.applies(in: $0) } }.map(\.name)
    if registered.isEmpty, !institutionName.isEmpty { registered = [institutionName] }
    return SlipContext(
      registeredNames: registered, registeredCode: InstitutionCode(stored: code), isStudyCenter: center != nil, kind: plan.kind)
  }
}

/// A study center as the institution listed it.
struct StudyCenterFacts: Sendable {
  let id: String
  let name: String
  let province: String
  let address: String
  let contact: String
  let telephone: String
  let expectedHeads: Int
  /// The agency of another province that has it now (N7).
  let handedOverTo: String?
}

extension Transaction {
  /// Nil when there is no such campaign or institution, or the center is not the institution's.
  func slipSurroundings(campaignID: String, institutionID: String, studyCenterID: String?) throws -> SlipSurroundings? {
    guard let campaign = try row("SELECT plan, previous_id FROM campaign WHERE id = ?", [.text(campaignID)]),
      let institution = try row("SELECT code FROM institution WHERE id = ?", [.text(institutionID)])
    else { return nil }
    var center: StudyCenterFacts?
    if let studyCenterID {
      center = try studyCenterFacts(studyCenterID, campaignID: campaignID, parent: institutionID)
      if center == nil { return nil }
    }
    return SlipSurroundings(
      plan: try JSONDecoder().decode(CampaignPlan.self, from: Data(campaign.text("plan").utf8)),
      previousCampaignID: try campaign.optionalText("previous_id"), code: try institution.text("code"),
      names: try institutionNames(institutionID), center: center)
  }

  func slipSurroundings(of slip: SlipRow) throws -> SlipSurroundings {
    let found = try slipSurroundings(
      campaignID: slip.campaignID, institutionID: slip.institutionID, studyCenterID: slip.studyCenterID)
    guard let found else { throw SlipRefusal.notFound }
    return found
  }

  /// Whether the institution was invited to the campaign.
  func takesPart(_ institutionID: String, in campaignID: String) throws -> Bool {
    try row(
      "SELECT institution_id FROM participation WHERE campaign_id = ? AND institution_id = ?",
      [.text(campaignID), .text(institutionID)]) != nil
  }

  private func institutionNames(_ institutionID: String) throws -> [InstitutionName] {
    try rows(
      "SELECT name, from_year, to_year FROM institution_name WHERE institution_id = ? ORDER BY ordinal", [.text(institutionID)]
    ).map {
      InstitutionName(try $0.text("name"), fromYear: try $0.optionalInt("from_year"), toYear: try $0.optionalInt("to_year"))
    }
  }

  private func studyCenterFacts(_ id: String, campaignID: String, parent: String) throws -> StudyCenterFacts? {
    try row(
      """
      SELECT c.id, c.name, c.province, c.address, c.contact, c.telephone, c.expected_heads, h.agency FROM study_center c
      LEFT JOIN study_center_handed_over h ON h.study_center_id = c.id
      WHERE c.id = ? AND c.campaign_id = ? AND c.parent_institution_id = ?
      """, [.text(id), .text(campaignID), .text(parent)]
    ).map { row in
      StudyCenterFacts(
        id: try row.text("id"), name: try row.text("name"), province: try row.text("province"),
        address: try row.text("address"),
        contact: try row.text("contact"), telephone: try row.text("telephone"), expectedHeads: try row.int("expected_heads"),
        handedOverTo: try row.optionalText("agency"))
    }
  }
}
