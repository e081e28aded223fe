import GraduatePhotos
import Storage
import TestSupport
import Testing

@testable import Workflow

@Suite struct HotQueryTests {
  @Test("What asks tables that grow with graduates asks by their index", arguments: SQLEngine.allCases)
  func graduates(engine: SQLEngine) async throws {
    let province = try await Province(on: engine)
    let database = province.center.database
    let asked: [(String, [SQLValue])] = [
      (Transaction.graduateOfInstitution, ["c", "i"]), (Transaction.graduateOfCenter, ["c", "i", "s"]),
      ("SELECT id FROM graduate WHERE campaign_id = ? LIMIT 1", ["c"]),
      ("SELECT id FROM collection_code WHERE campaign_id = ? LIMIT 1", ["c"]),
      ("SELECT id FROM collection_code WHERE campaign_id = ? AND institution_id = ? LIMIT 1", ["c", "i"]),
      ("SELECT COUNT(*) AS n FROM participation WHERE campaign_id = ?", ["c"]),
      // The pages for everybody, and a place's lists.
      (
        "SELECT v.id FROM visit v WHERE v.campaign_id = ? AND v.schedule_version = ? AND v.place_id = ? ORDER BY v.day",
        ["c", 1, "p"]
      ),
      (
        """
        SELECT t.heads FROM visit_turn t JOIN visit v ON v.id = t.visit_id
        WHERE v.campaign_id = ? AND v.schedule_version = ? AND v.place_id = ?
        """, ["c", 1, "p"]
      ),
      (
        """
        SELECT g.name FROM graduate g LEFT JOIN absence a ON a.graduate_id = g.id
        WHERE g.campaign_id = ? AND g.institution_id = ? AND g.study_center_id IS NULL
        """, ["c", "i"]
      ),
      // Stations: each packet asks these, and their pages.
      (Transaction.inReview, ["c", 1]), (Transaction.stationsOfVisit, ["c", 1]),
      (Transaction.happeningsBehind, ["c", 1, "s", 1, 1]),
      (
        """
        SELECT id, ordinal, body_sealed, key_id FROM happening WHERE campaign_id = ? AND visit_number = ? AND ordinal > ?
        ORDER BY ordinal
        """, ["c", 1, 1]
      ),
      ("SELECT id FROM station_packet WHERE station_id = ? AND sequence = ? AND slot = ''", ["s", 1]),
      ("SELECT sha256, byte_count FROM packet_file WHERE packet_id = ? AND role = 'original'", ["p"]),
      ("SELECT id FROM check_in WHERE campaign_id = ? AND visit_number = ? AND queue_number = ?", ["c", 1, 1]),
      ("SELECT sha256 FROM reference_picture WHERE graduate_id = ? AND slot = ''", ["g"]),
      // Deliveries: each page and each part of a download.
      (Transaction.itemsOfDelivery, ["d"]), (Transaction.deliverableGraduates, ["c", "c"]),
      (Transaction.deliverableCodes, ["c", "c"]), (Transaction.noLongerDelivered, ["c"]),
      (
        """
        SELECT actor_id, written_at FROM journal_line WHERE record_kind = ? AND record_id = ?
        ORDER BY written_at DESC, id DESC LIMIT 1
        """, ["institution", "i"]
      ),
    ]
    for (text, arguments) in asked {
      let plan = try await database.explain(text, arguments)
      #expect(!plan.isEmpty)
      #expect(!plan.contains { $0.contains("Seq Scan") || $0.hasPrefix("SCAN") }, "\(text): \(plan)")
    }
  }
}
