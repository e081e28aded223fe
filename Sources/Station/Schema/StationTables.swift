import Storage

/// The station's own small schema; forward only, as the center's.
enum StationTables {
  static let migrations = [
    Migration(number: 1, name: "station", sql: first), Migration(number: 2, name: "peers", sql: second),
    Migration(number: 3, name: "camera", sql: camera),
  ]

  private static let camera = """
    -- Pictures that were fetched from cameras, by what a card's list says of them: none is fetched twice.
    CREATE TABLE camera_file (
      campaign TEXT NOT NULL,
      visit INTEGER NOT NULL,
      name TEXT NOT NULL,
      byte_count INTEGER NOT NULL,
      -- Seconds since 1970 by the camera's clock; 0 when it does not say.
      taken_at INTEGER NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (campaign, visit, name, byte_count, taken_at)
    );
    """

  /// What people did lies sealed under the visit's key: whoever reads the file without a sign-in sees ids, times and sizes.
  private static let first = """
    -- Visits taken along; `file` is the hash of the sealed file beside the database. A visit taken along anew has a new row, the newest counts.
    CREATE TABLE take_along (
      id TEXT PRIMARY KEY,
      campaign TEXT NOT NULL,
      visit INTEGER NOT NULL,
      head TEXT NOT NULL,
      file TEXT NOT NULL,
      taken_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    );
    CREATE INDEX take_along_by_visit ON take_along (campaign, visit, taken_at);

    -- The center that this station belongs to, by its signing key; the first visit's file names it.
    CREATE TABLE own_center (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      key TEXT NOT NULL,
      address TEXT NOT NULL
    );

    -- What happened at a visit: this station's, and what others told it.
    CREATE TABLE happening (
      id TEXT PRIMARY KEY,
      campaign TEXT NOT NULL,
      visit INTEGER NOT NULL,
      station TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      at INTEGER NOT NULL,
      sealed BLOB NOT NULL,
      UNIQUE (station, sequence)
    );
    CREATE INDEX happening_by_visit ON happening (campaign, visit, station, sequence);

    -- One for each happening of this station, sealed for the center; small ones lie here, large ones in a file.
    CREATE TABLE packet (
      id TEXT PRIMARY KEY REFERENCES happening (id),
      sequence INTEGER NOT NULL UNIQUE,
      campaign TEXT NOT NULL,
      visit INTEGER NOT NULL,
      is_shot INTEGER NOT NULL,
      bytes BLOB,
      file TEXT,
      byte_count INTEGER NOT NULL,
      CHECK ((bytes IS NULL) <> (file IS NULL))
    );

    -- The center said that it has it, or it lies on a stick too.
    CREATE TABLE packet_copy (
      packet_id TEXT NOT NULL REFERENCES packet (id),
      place TEXT NOT NULL CHECK (place IN ('center', 'stick')),
      at INTEGER NOT NULL,
      PRIMARY KEY (packet_id, place)
    );
    CREATE INDEX packet_copy_by_place ON packet_copy (place, packet_id);

    -- What is shown of a shot at the station: portrait and face, sealed under the visit's key.
    CREATE TABLE shot_view (
      shot_id TEXT PRIMARY KEY,
      campaign TEXT NOT NULL,
      visit INTEGER NOT NULL,
      -- No serial twice, whatever the program believes.
      serial INTEGER NOT NULL,
      portrait TEXT,
      sealed BLOB NOT NULL,
      UNIQUE (campaign, visit, serial)
    );

    -- Files that were taken in, by their bytes: the same one under another name, or in another folder, is the same shot.
    CREATE TABLE arrived_file (
      campaign TEXT NOT NULL,
      visit INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      shot_id TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (campaign, visit, sha256)
    );

    -- Where pictures of a visit come from, and since when: what lay in the folder before is not of this visit.
    CREATE TABLE inlet (
      campaign TEXT NOT NULL,
      visit INTEGER NOT NULL,
      path TEXT NOT NULL,
      since INTEGER NOT NULL,
      PRIMARY KEY (campaign, visit, path)
    );
    """

  private static let second = """
    -- Other stations of a visit, told by their people.
    CREATE TABLE peer (
      campaign TEXT NOT NULL,
      visit INTEGER NOT NULL,
      address TEXT NOT NULL,
      PRIMARY KEY (campaign, visit, address)
    );
    """
}
