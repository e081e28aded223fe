import GraduatePhotos
import Storage

extension Transaction {
  func storedStandard(_ id: String) throws -> PhotoStandardPage? {
    try row("SELECT body, version, changed_at FROM photo_standard WHERE id = ?", [.text(id)]).map { row in
      PhotoStandardPage(
        standard: try CampaignJSON.value(PhotoStandard.self, from: row.text("body")), version: try row.int("version"),
        changedAt: try row.integer("changed_at"))
    }
  }

  func storedStandards() throws -> [PhotoStandardPage] {
    try rows("SELECT body, version, changed_at FROM photo_standard ORDER BY id").map { row in
      PhotoStandardPage(
        standard: try CampaignJSON.value(PhotoStandard.self, from: row.text("body")), version: try row.int("version"),
        changedAt: try row.integer("changed_at"))
    }
  }

  /// False when there is one of that id already.
  func insertStandard(_ standard: PhotoStandard) throws -> Bool {
    try execute(
      """
      INSERT INTO photo_standard (id, name, body, version, changed_at) VALUES (?, ?, ?, 1, ?)
      ON CONFLICT (id) DO NOTHING
      """, [.text(standard.id), .text(standard.name), .text(try CampaignJSON.text(standard)), .integer(now)]) == 1
  }

  /// Writes over the version that was seen; false when somebody was first.
  func updateStandard(_ standard: PhotoStandard, seen version: Int) throws -> Bool {
    try execute(
      "UPDATE photo_standard SET name = ?, body = ?, version = version + 1, changed_at = ? WHERE id = ? AND version = ?",
      [
        .text(standard.name), .text(try CampaignJSON.text(standard)), .integer(now), .text(standard.id), .int(version),
      ]) == 1
  }
}
