import Foundation
import GraduatePhotos
import Storage

@testable import Workflow

extension Province {
  /// A campaign with one institution that takes part, and its liaison.
  public struct Place: Sendable {
    public let campaignID: String
    public let institutionID: String
    public let liaison: Liaison
  }

  /// The notice's campaign (class of 2014) with an institution of the given code and name.
  public func place(code: String = "10730", name: String = "示例大学", liaison signInName: String = "liaison") async throws -> Place
  {
    let campaignID = "campaign-2014"
    let institutionID = "institution-\(code)"
    let plan = CampaignPlan(
      province: "甘肃省", provinceCode: "62", graduatingClass: GraduatingClass(year: 2014), feePerHead: Fen(2000),
      photoStandard: "national-2002")
    let json = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
    try await center.records.write { transaction in
      try transaction.execute(
        """
        INSERT INTO campaign (id, province, graduating_year, kind, regime, plan, version, previous_id, opened_at)
        VALUES (?, '甘肃省', 2014, 'graduation', 'roster', ?, 1, NULL, ?) ON CONFLICT (id) DO NOTHING
        """, [.text(campaignID), .text(json), .integer(transaction.now)])
      try transaction.execute(
        "INSERT INTO institution (id, code, province, city, kind, identifier, made_at) VALUES (?, ?, '甘肃省', '兰州市', 'university', '', ?)",
        [.text(institutionID), .text(code), .integer(transaction.now)])
      try transaction.execute(
        "INSERT INTO institution_name (institution_id, ordinal, name, from_year, to_year) VALUES (?, 0, ?, NULL, NULL)",
        [.text(institutionID), .text(name)])
      try transaction.execute(
        "INSERT INTO participation (campaign_id, institution_id, invited_at) VALUES (?, ?, ?)",
        [.text(campaignID), .text(institutionID), .integer(transaction.now)])
    }
    return Place(
      campaignID: campaignID, institutionID: institutionID, liaison: try await liaison(signInName, of: institutionID))
  }

  /// A study center of the institution, in the province.
  public func studyCenter(_ name: String, id: String, of place: Place) async throws {
    try await center.records.write { transaction in
      try transaction.execute(
        """
        INSERT INTO study_center (id, campaign_id, parent_institution_id, name, province, city, address, contact, telephone,
          expected_heads, made_at) VALUES (?, ?, ?, ?, '甘肃省', '兰州市', '', '', '', 0, ?)
        """, [.text(id), .text(place.campaignID), .text(place.institutionID), .text(name), .integer(transaction.now)])
    }
  }

  /// Every graduate's values as text, numbers opened, in the order of student numbers; without ids, versions and ciphertext.
  public func everyGraduate() async throws -> [String] {
    try await center.records.read { transaction in
      try transaction.rows(
        """
        SELECT \(StoredGraduate.readColumns) FROM graduate g
        WHERE NOT EXISTS (SELECT 1 FROM status_change s WHERE s.graduate_id = g.id AND NOT EXISTS
          (SELECT 1 FROM status_change_withdrawn w WHERE w.status_change_id = s.id)) ORDER BY g.student_number
        """
      ).map { row in
        let number = try transaction.keys.open(row.blob("id_sealed"), under: row.text("id_key"), as: row.text("id"))
        let texts = try ["student_number", "name", "sex", "department", "major", "class_group", "category", "level", "extras"]
          .map {
            try row.text($0)
          }
        return (texts + [String(decoding: number, as: UTF8.self)]).joined(separator: "|")
      }
    }
  }
}
