import Foundation

/// Reads the records of a rows file one after the other, in constant memory.
final class RowsReader {
  enum Record {
    case table(RowsFile.Table)
    case row([SQLValue])
    case endOfTable(rows: Int64)
    case end(tables: Int64)
  }

  private(set) var header = RowsFile.Header(engine: "", migrations: [])
  private let file: FileHandle
  private var buffer: [UInt8] = []
  private var at = 0

  /// - Throws: `RowsFile.Failure.damaged`; `FileSystemFailure` when there is no such file.
  init(path: String) throws {
    guard let file = FileHandle(forReadingAtPath: path) else { throw FileSystemFailure(errno: ENOENT, call: "open") }
    self.file = file
    guard let start = try? file.read(upToCount: RowsFile.mark.count), Array(start) == RowsFile.mark else {
      throw RowsFile.Failure.damaged
    }
    guard let (letter, payload) = try record(), letter == .header else { throw RowsFile.Failure.damaged }
    header = try Self.decoded(RowsFile.Header.self, payload)
  }

  deinit { try? file.close() }

  /// The next record; a file that ends without its last record is damaged.
  func next() throws -> Record {
    guard let (letter, payload) = try record() else { throw RowsFile.Failure.damaged }
    switch letter {
    case .header: throw RowsFile.Failure.damaged
    case .table: return .table(try Self.decoded(RowsFile.Table.self, payload))
    case .row: return .row(try RowsValues.decode(payload))
    case .endOfTable: return .endOfTable(rows: try RowsValues.number(payload))
    case .end:
      guard at == buffer.count, try file.read(upToCount: 1)?.isEmpty ?? true else { throw RowsFile.Failure.damaged }
      return .end(tables: try RowsValues.number(payload))
    }
  }

  private func record() throws -> (RowsFile.Letter, [UInt8])? {
    guard let head = try take(5) else { return nil }
    let length = head[1...].reduce(0) { $0 << 8 | Int($1) }
    guard let letter = RowsFile.Letter(rawValue: head[0]), length <= StorageLimits.rowsRecordBytes,
      let payload = try take(length)
    else { throw RowsFile.Failure.damaged }
    return (letter, payload)
  }

  private func take(_ count: Int) throws -> [UInt8]? {
    while buffer.count - at < count {
      let more = try file.read(upToCount: StorageLimits.rowsChunkBytes) ?? Data()
      guard !more.isEmpty else { return nil }
      buffer.removeFirst(at)
      at = 0
      buffer += more
    }
    defer { at += count }
    return Array(buffer[at..<(at + count)])
  }

  private static func decoded<T: Decodable>(_ type: T.Type, _ payload: [UInt8]) throws -> T {
    guard let value = try? JSONDecoder().decode(type, from: Data(payload)) else { throw RowsFile.Failure.damaged }
    return value
  }
}

/// Values of a row as they lie in the file.
enum RowsValues {
  static func decode(_ payload: [UInt8]) throws -> [SQLValue] {
    var values: [SQLValue] = []
    var at = 0
    func take(_ count: Int) throws -> ArraySlice<UInt8> {
      guard count >= 0, payload.count - at >= count else { throw RowsFile.Failure.damaged }
      defer { at += count }
      return payload[at..<(at + count)]
    }
    while at < payload.count {
      switch try take(1).first {
      case 0: values.append(.null)
      case 1: values.append(.integer(try number(take(8))))
      case 2: values.append(.real(Double(bitPattern: UInt64(bitPattern: try number(take(8))))))
      case 3:
        guard let text = String(validating: try take(Int(number(take(4)))), as: UTF8.self) else {
          throw RowsFile.Failure.damaged
        }
        values.append(.text(text))
      case 4: values.append(.blob(Array(try take(Int(number(take(4)))))))
      default: throw RowsFile.Failure.damaged
      }
    }
    return values
  }

  /// A big-endian number of 4 or 8 bytes.
  static func number(_ bytes: some Collection<UInt8>) throws -> Int64 {
    guard bytes.count == 8 || bytes.count == 4 else { throw RowsFile.Failure.damaged }
    return bytes.reduce(0) { $0 << 8 | Int64($1) }
  }
}
