import Foundation
import GraduatePhotos
import Storage
import TestSupport

@testable import Workflow

/// A campaign like the notice's, with two institutions and a few study centers, in the tables of a test's own center.
struct SlipFixture {
  let province: Province
  let campaignID = "c1"
  var center: CollectionCenter { province.center }
  /// 10730, with study centers `here` (in the province) and `away` (in another one).
  let university = "i-university"
  /// 10741 in 2013, renamed before its class of 2015.
  let college = "i-college"
  /// From another province, only with a study center here (A2).
  let parentElsewhere = "i-elsewhere"

  init(_ engine: SQLEngine) async throws {
    province = try await Province(on: engine)
    let (university, college, elsewhere, campaign) = (university, college, parentElsewhere, campaignID)
    try await province.center.records.write { transaction in
      try transaction.putCampaign(campaign, year: 2014, previous: nil)
      try transaction.putInstitution(university, code: "10730", names: [InstitutionName("示例大学")])
      try transaction.putInstitution(
        college, code: "10741", names: [InstitutionName("示例商学院", toYear: 2014), InstitutionName("示例财经大学", fromYear: 2015)])
      try transaction.putInstitution(elsewhere, code: "10610", names: [InstitutionName("外省示例大学")])
      for institution in [university, college] { try transaction.invite(institution, to: campaign) }
      try transaction.putStudyCenter("s-here", campaign, parent: university, name: "酒泉函授站", province: "甘肃省")
      try transaction.putStudyCenter("s-away", campaign, parent: university, name: "西宁函授站", province: "青海省")
      try transaction.putStudyCenter("s-guest", campaign, parent: elsewhere, name: "兰州学习中心", province: "甘肃")
    }
  }

  func liaison(_ name: String = "liaison", of institution: String? = nil) async throws -> Liaison {
    try await province.liaison(name, of: institution ?? university)
  }

  func centerLiaison(_ name: String, of institution: String, center: String) async throws -> StudyCenterLiaison {
    let account = try await province.account(.studyCenterLiaison, name, institutionID: institution, studyCenterID: center)
    return StudyCenterLiaison(accountID: account, institutionID: institution, studyCenterID: center)
  }

  /// A slip without a fault; Han of Extension B in a name, as people have them.
  static func complete(_ slip: RegistrationSlip) -> RegistrationSlip {
    var slip = slip
    slip.address = "甘肃省兰州市城关区示例路222号"
    slip.postcode = "730000"
    slip.contactName = "王\u{20BB7}示"
    slip.telephone = "0931-1234567"
    slip.headCounts = HeadCounts(regular: 860, adult: 120, postgraduate: 0)
    slip.points = [
      ShootingPoint(
        name: "本部体育馆", address: "一层东厅", leader: PointPerson(name: "李示例", telephone: "0931-1234568"),
        coordinators: [PointPerson(name: "赵示例", telephone: "13900000001"), PointPerson(name: "钱示例", telephone: "13900000002")],
        venue: VenueCheckList(confirmed: Set(VenueItem.allCases)))
    ]
    slip.receiver = PostalReceiver(name: "孙示例", telephone: "0931-1234569")
    return slip
  }

  /// A roster import of a whole institution, or of a center, with rows that errors blocked.
  func imported(_ institution: String, center: String? = nil, blocked: Int = 0, version: Int = 1) async throws {
    let campaignID = campaignID
    try await province.center.records.write { transaction in
      try transaction.execute(
        """
        INSERT INTO roster_import (id, campaign_id, institution_id, study_center_id, version, file_name, file_hash, row_count, added,
          changed, gone, blocked, change_hash, imported_by, imported_at) VALUES (?, ?, ?, ?, ?, '名单', 'h', 9, 9, 0, 0, ?, 'h', 'x', ?)
        """,
        [
          .text("import-\(institution)-\(version)"), .text(campaignID), .text(institution), .optional(center), .int(version),
          .int(blocked), .integer(transaction.now),
        ])
    }
  }

  /// Opens, fills in and hands in the complete slip; the record afterwards.
  func submitted(by keeper: Liaison, change: (inout RegistrationSlip) -> Void = { _ in }) async throws -> SlipRecord {
    let opened = try await center.openSlip(campaignID: campaignID, by: keeper)
    var slip = Self.complete(opened.draft)
    change(&slip)
    let version = try await center.saveSlipDraft(slip, of: opened.id, basedOn: opened.draftVersion, by: keeper)
    _ = try await center.submitSlip(opened.id, draftVersion: version, by: keeper)
    return try await center.slip(opened.id, for: keeper)
  }
}

extension Transaction {
  func putCampaign(_ id: String, year: Int, previous: String?) throws {
    func days(_ first: String, _ last: String) throws -> CalendarDays {
      struct NoDay: Error {}
      guard let from = CalendarDay.parse(first), let to = CalendarDay.parse(last) else { throw NoDay() }
      return CalendarDays(from, through: to)
    }
    let plan = CampaignPlan(
      province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: year),
      windows: [
        CampaignWindow(.registration, try days("2013-09-18", "2013-10-12")),
        CampaignWindow(.phase1, try days("2013-10-14", "2013-12-31")),
        CampaignWindow(.phase2, try days("2014-03-01", "2014-04-08")),
        CampaignWindow(.makeup, try days("2014-04-09", "2014-04-12")),
      ], makeupPlace: "采集单位一层", photoStandard: "2002")
    try execute(
      """
      INSERT INTO campaign (id, province, graduating_year, kind, regime, plan, version, previous_id, opened_at)
      VALUES (?, '甘肃省', ?, 'graduation', 'roster', ?, 1, ?, ?)
      """,
      [
        .text(id), .int(year), .text(String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)), .optional(previous),
        .integer(now),
      ])
  }

  func putInstitution(_ id: String, code: String, names: [InstitutionName]) throws {
    try execute(
      "INSERT INTO institution (id, code, province, city, kind, identifier, made_at) VALUES (?, ?, '甘肃省', '兰州市', 'university', '', ?)",
      [.text(id), .text(code), .integer(now)])
    for (ordinal, name) in names.enumerated() {
      try execute(
        "INSERT INTO institution_name (institution_id, ordinal, name, from_year, to_year) VALUES (?, ?, ?, ?, ?)",
        [.text(id), .int(ordinal), .text(name.name), .optional(name.fromYear), .optional(name.toYear)])
    }
  }

  func invite(_ institution: String, to campaign: String) throws {
    try execute(
      "INSERT INTO participation (campaign_id, institution_id, invited_at) VALUES (?, ?, ?)",
      [.text(campaign), .text(institution), .integer(now)])
  }

  func putStudyCenter(_ id: String, _ campaign: String, parent: String, name: String, province: String) throws {
    try execute(
      """
      INSERT INTO study_center (id, campaign_id, parent_institution_id, name, province, city, address, contact, telephone,
        expected_heads, made_at) VALUES (?, ?, ?, ?, ?, '', '示例市示例路8号', '周示例', '0937-7654321', 75, ?)
      """, [.text(id), .text(campaign), .text(parent), .text(name), .text(province), .integer(now)])
  }
}
