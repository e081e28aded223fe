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
