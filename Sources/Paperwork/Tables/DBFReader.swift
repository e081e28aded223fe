import GraduatePhotos

/// Reads the records of a DBF in pieces; text is always GB18030.
///
/// Two records in a row often share values (institution, major, year): a field whose bytes equal those of the record
/// before keeps its cell, which is what makes a roster of a million rows quick.
struct DBFReader: TableSource {
  let sheets: [TableSheet]
  let header: DBFHeader
  private let file: FileBytes
  /// Fields that are wide enough to break the limit of a cell; nearly always none.
  private let wideColumns: [Int]

  /// Byte that some programs put behind the last record.
  private static let endMark: UInt8 = 0x1A
  private static let deletionMark = UInt8(ascii: "*")

  init(file: FileBytes, name: String, limits: TableLimits) throws {
    self.file = file
    let header = try DBFHeader(file: file, limits: limits)
    self.header = header
    wideColumns = header.fields.indices.filter { header.fields[$0].length > limits.cellCharacters }
    sheets = [TableSheet(name: name)]
    let present = (file.size - header.headerBytes) / header.recordBytes
    guard present >= header.records else {
      throw TableRefusal.truncatedDBF(record: present + 1, of: header.records)
    }
  }

  func read(sheet: Int, into rows: RowEmitter, watch: TableWatch) throws {
    rows.begin(0)
    for (column, field) in header.fields.enumerated() {
      try rows.put(TableCell(text: field.name), column: column)
    }
    try rows.countUncounted(uncountedRecords())
    guard try rows.end() else { return }
    rows.withCells(number: 0) { $0 = Array(repeating: .blank, count: header.fields.count) }
    try readRecords(into: rows, watch: watch)
  }

  private func readRecords(into rows: RowEmitter, watch: TableWatch) throws {
    let recordBytes = header.recordBytes
    let perChunk = max(1, TableLimits.chunkBytes / recordBytes)
    // The record before the chunk lies in front of it, for the comparison; at the start it equals no record.
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: (perChunk + 1) * recordBytes, alignment: 8)
    defer { buffer.deallocate() }
    buffer.initializeMemory(as: UInt8.self, repeating: 0)
    var first = 0
    while first < header.records {
      let count = min(perChunk, header.records - first)
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[recordBytes..<((count + 1) * recordBytes)])
      let offset = header.headerBytes + first * recordBytes
      guard try file.read(at: offset, into: room) == room.count else {
        throw TableRefusal.truncatedDBF(record: first + 1, of: header.records)
      }
      guard try deliver(buffer, from: first, count: count, into: rows) else { return }
      first += count
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[(count * recordBytes)..<((count + 1) * recordBytes)]))
      try watch.report(offset + room.count, of: file.size)
    }
  }

  private func deliver(
    _ buffer: UnsafeMutableRawBufferPointer, from first: Int, count: Int, into rows: RowEmitter
  ) throws -> Bool {
    guard let base = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return true }
    let recordBytes = header.recordBytes
    // Cells may be kept only while they stem from the record right before.
    var before: UnsafePointer<UInt8>? = first == 0 ? nil : UnsafePointer(base)
    for index in 0..<count {
      let record = UnsafePointer(base + (index + 1) * recordBytes)
      if record[0] == Self.deletionMark {
        rows.countDeleted()
        if let before, index + 1 == count {
          // What the next chunk compares with must be the record its cells stem from.
          (base + (index + 1) * recordBytes).update(from: before, count: recordBytes)
        }
        continue
      }
      let isBlank = fill(record, before: before, number: first + index + 1, into: rows)
      before = record
      if isBlank { continue }
      for column in wideColumns { try rows.checkLength(column: column) }
      guard try rows.end() else { return false }
    }
    return true
  }

  /// True when the whole record is blank.
  private func fill(
    _ record: UnsafePointer<UInt8>, before: UnsafePointer<UInt8>?, number: Int, into rows: RowEmitter
  ) -> Bool {
    var isBlank = true
    rows.withCells(number: number) { cells in
      cells.withUnsafeMutableBufferPointer { cells in
        for column in header.fields.indices {
          let field = header.fields[column]
          if header.nullFlags == nil, let before, DBFValue.same(record + field.offset, before + field.offset, field.length),
            cells[column].origin != .blank
          {
            isBlank = false
            continue
          }
          let (cell, flaw) = DBFValue.cell(of: field, record: record, header: header)
          cells[column] = cell
          if let flaw { rows.mark(flaw, column: column) }
          if cell.origin != .blank || flaw != nil { isBlank = false }
        }
      }
    }
    return isBlank
  }

  private func uncountedRecords() throws -> Int {
    let end = header.headerBytes + header.records * header.recordBytes
    let extra = (file.size - end) / header.recordBytes
    guard extra > 0, let mark = try file.bytes(at: end, count: 1).first else { return 0 }
    return mark == 0x20 || mark == Self.deletionMark ? extra : 0
  }
}
