import Foundation

/// All rows of a database in one file that either engine writes and reads.
///
/// ```text
/// biying-rows-1\n
/// H  {"engine":…,"migrations":[{"number":…,"sha256":…}]}    which schema the rows are of
/// T  {"name":…,"columns":[…]}                               a table; those that others refer to come first
/// R  values in the order of the columns                     0 NULL · 1 integer · 2 real · 3 text · 4 blob
/// E  count of the table's rows (8 bytes)
/// Z  count of the tables (8 bytes)                          the end: a file without it was cut off
/// ```
/// Each record is its letter, the length of what follows (4 bytes, big endian like all numbers), and that.
public enum RowsFile {
  static let mark = Array("biying-rows-1\n".utf8)

  enum Letter: UInt8 {
    case header = 0x48
    case table = 0x54
    case row = 0x52
    case endOfTable = 0x45
    case end = 0x5A
  }

  struct Header: Codable, Equatable {
    struct Step: Codable, Equatable {
      let number: Int
      let sha256: String
    }

    let engine: String
    let migrations: [Step]
  }

  struct Table: Codable, Equatable {
    let name: String
    let columns: [String]
  }

  /// What is wrong with a file, or with the place its rows should go to.
  public enum Failure: Error, Equatable, Sendable {
    /// Cut off, or not such a file.
    case damaged
    /// The database holds rows already, or was migrated further than the file's.
    case notEmpty
  }

  /// Writes one snapshot of all rows while others go on writing.
  ///
  /// - Parameters:
  ///   - database: whose rows.
  ///   - path: must not exist; it holds everything, synced to the disk, or nothing when this throws.
  /// - Throws: `StorageError`.
  public static func write(_ database: any SQLDatabase, to path: String) async throws {
    guard try PhotoFile.status(path) == nil else { throw StorageError.other(code: "58P02") }
    let temporary = path + ".part"
    do {
      try await database.read { try dump($0, to: temporary) }
      try FileSystem.calls.rename(temporary, to: path)
      try FileSystem.calls.syncFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    } catch {
      try? FileSystem.calls.unlink(temporary)
      throw error
    }
  }

  private static func dump(_ transaction: any SQLTransaction, to path: String) throws {
    // Left by a run of this closure whose connection was lost.
    try? FileSystem.calls.unlink(path)
    let writer = try RowsWriter(path: path)
    let steps = try transaction.rows("SELECT number, sha256 FROM \(TableCatalog.migrations) ORDER BY number").map {
      Header.Step(number: try $0.int("number"), sha256: try $0.text("sha256"))
    }
    try writer.append(.header, Array(encoded(Header(engine: transaction.engine.rawValue, migrations: steps))))
    let tables = try transaction.tables().filter { $0.name != TableCatalog.migrations }
    for table in tables {
      try writer.append(.table, Array(encoded(Table(name: table.name, columns: table.columns))))
      var count: Int64 = 0
      try transaction.forEachRow("SELECT \(table.columns.joined(separator: ", ")) FROM \(table.name)") { row in
        try writer.append(row: row.values)
        count += 1
      }
      try writer.append(.endOfTable, RowsWriter.bytes(count))
    }
    try writer.append(.end, RowsWriter.bytes(Int64(tables.count)))
    try writer.finish()
  }

  private static func encoded(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }
}

/// Writes the records of a rows file.
final class RowsWriter {
  private let calls = FileSystem.calls
  private var file: Int32?
  private var buffer: [UInt8] = []

  init(path: String) throws {
    let file = try calls.create(path)
    self.file = file
    buffer = RowsFile.mark
  }

  deinit { if let file { calls.close(file) } }

  func append(_ letter: RowsFile.Letter, _ payload: [UInt8]) throws {
    buffer.append(letter.rawValue)
    buffer += Self.bytes(UInt32(payload.count))
    buffer += payload
    if buffer.count >= StorageLimits.rowsChunkBytes { try flush() }
  }

  func append(row values: [SQLValue]) throws {
    let start = buffer.count
    buffer.append(RowsFile.Letter.row.rawValue)
    buffer += Self.bytes(UInt32(0))
    for value in values { try append(value) }
    let length = buffer.count - start - 5
    guard length <= StorageLimits.rowsRecordBytes else { throw StorageError.other(code: "54000") }
    buffer.replaceSubrange((start + 1)..<(start + 5), with: Self.bytes(UInt32(length)))
    if buffer.count >= StorageLimits.rowsChunkBytes { try flush() }
  }

  /// Everything is on the disk when this returns.
  func finish() throws {
    try flush()
    guard let file else { return }
    try calls.sync(file)
    calls.close(file)
    self.file = nil
  }

  private func append(_ value: SQLValue) throws {
    switch value {
    case .null: buffer.append(0)
    case .integer(let integer):
      buffer.append(1)
      buffer += Self.bytes(integer)
    case .real(let real):
      buffer.append(2)
      buffer += Self.bytes(real.bitPattern)
    case .text(let text):
      buffer.append(3)
      buffer += Self.bytes(UInt32(text.utf8.count))
      buffer += text.utf8
    case .blob(let blob):
      buffer.append(4)
      buffer += Self.bytes(UInt32(blob.count))
      buffer += blob
    }
  }

  private func flush() throws {
    guard let file else { return }
    try buffer.withUnsafeBytes { try calls.write($0, to: file) }
    buffer.removeAll(keepingCapacity: true)
  }

  static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }
}
