import GraduatePhotos
import Storage

/// The pictures of a visit that were fetched from cameras: a station that starts anew neither loses nor doubles one.
struct CameraMemory: Sendable {
  let database: SQLiteDatabase
  let visit: VisitName

  func fetched() async throws -> Set<CameraPicture.Key> {
    try await database.read { sql in
      Set(
        try sql.rows(
          "SELECT name, byte_count, taken_at FROM camera_file WHERE campaign = ? AND visit = ?",
          [.text(visit.campaign), .int(visit.number)]
        ).map { row in
          CameraPicture.Key(
            name: try row.text("name"), byteCount: try row.integer("byte_count"), takenAt: try row.integer("taken_at"))
        })
    }
  }

  func note(_ key: CameraPicture.Key, at moment: Int64) async throws {
    _ = try await database.write { sql in
      try sql.execute(
        """
        INSERT INTO camera_file (campaign, visit, name, byte_count, taken_at, at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (campaign, visit, name, byte_count, taken_at) DO NOTHING
        """,
        [
          .text(visit.campaign), .int(visit.number), .text(key.name), .integer(key.byteCount), .integer(key.takenAt),
          .integer(moment),
        ])
    }
  }
}
