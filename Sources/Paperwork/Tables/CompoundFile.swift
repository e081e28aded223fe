/// The OLE file around an old workbook: a small file system of sectors ([MS-CFB]).
///
/// Everything read from it is checked: a chain that leaves the file, or comes back to itself, is damage.
final class CompoundFile {
  static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  struct Stream {
    let name: String
    fileprivate let start: Int
    let size: Int
  }

  /// Streams and storages by name; a storage has size 0.
  private(set) var streams: [Stream] = []
  private let file: FileBytes
  private let sectorShift: Int
  private let version: Int
  private var allocation: [UInt32] = []
  private var miniAllocation: [UInt32] = []
  private var miniContainer: [UInt32] = []
  private let miniCutoff: Int

  private static let miniShift = 6
  private static let endOfChain: UInt32 = 0xFFFF_FFFE
  private static let highestSector: UInt32 = 0xFFFF_FFFA
  private static let directoryEntryBytes = 128
  private static let directoryEntries = 65_536

  private var sectorBytes: Int { 1 << sectorShift }

  init(file: FileBytes) throws {
    self.file = file
    let header = try file.bytes(at: 0, count: 512)
    guard header.count == 512, header.starts(with: Self.signature) else { throw TableRefusal.truncated(.xls) }
    let read = { (offset: Int) in header.withUnsafeBufferPointer { $0.uint32(offset) ?? 0 } }
    version = header.withUnsafeBufferPointer { $0.uint16(26) ?? 3 }
    sectorShift = header.withUnsafeBufferPointer { $0.uint16(30) ?? 9 }
    miniCutoff = read(56)
    guard sectorShift == 9 || sectorShift == 12 else { throw TableRefusal.damaged(.xls, part: "文件头") }
    allocation = try readAllocation(header)
    try readDirectory(start: UInt32(read(48)))
    miniAllocation = try entries(of: chain(UInt32(read(60))))
  }

  func stream(_ names: String...) -> Stream? {
    for name in names {
      if let found = streams.first(where: { $0.name.lowercased() == name.lowercased() && $0.size > 0 }) { return found }
    }
    return nil
  }

  func contains(_ name: String) -> Bool { streams.contains { $0.name.lowercased() == name.lowercased() } }

  /// The pieces of the file that hold a stream, in order.
  func layout(of stream: Stream) throws -> [BIFFStream.Piece] {
    let isMini = stream.size < miniCutoff
    let shift = isMini ? Self.miniShift : sectorShift
    let sectors = try isMini ? chain(UInt32(stream.start), in: miniAllocation) : chain(UInt32(stream.start))
    var pieces: [BIFFStream.Piece] = []
    var left = stream.size
    for sector in sectors {
      if left <= 0 { break }
      let count = min(left, 1 << shift)
      let offset = try isMini ? miniOffset(sector) : offset(of: sector)
      if let last = pieces.last, last.offset + last.count == offset {
        pieces[pieces.count - 1].count += count
      } else {
        pieces.append(BIFFStream.Piece(offset: offset, count: count))
      }
      left -= count
    }
    guard left <= 0 else { throw TableRefusal.truncated(.xls) }
    return pieces
  }

  private func miniOffset(_ sector: UInt32) throws -> Int {
    let position = Int(sector) << Self.miniShift
    let index = position >> sectorShift
    guard index < miniContainer.count else { throw TableRefusal.damaged(.xls, part: "目录") }
    return offset(of: miniContainer[index]) + position & (sectorBytes - 1)
  }

  private func offset(of sector: UInt32) -> Int { (Int(sector) + 1) << sectorShift }

  /// The table of sectors: its own sectors are listed in the header and, for large files, in a chain.
  private func readAllocation(_ header: [UInt8]) throws -> [UInt32] {
    // As many sectors as it takes to list all sectors of the file.
    let perSector = sectorBytes / 4
    let most = (file.size >> sectorShift) / perSector + 2
    var tables: [UInt32] = []
    var next: UInt32 = Self.endOfChain
    header.withUnsafeBufferPointer { bytes in
      tables = (0..<109).map { UInt32(bytes.uint32(76 + 4 * $0) ?? 0) }
      next = UInt32(bytes.uint32(68) ?? 0)
    }
    while next < Self.highestSector, tables.count <= most + 109 {
      let more = try entries(of: [next])
      guard more.count == perSector, let link = more.last else { break }
      tables += more.dropLast()
      next = link
    }
    return try entries(of: tables.filter { $0 < Self.highestSector }.prefix(most).map { $0 })
  }

  private func entries(of sectors: [UInt32]) throws -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(sectors.count << (sectorShift - 2))
    for sector in sectors {
      let bytes = try file.bytes(at: offset(of: sector), count: sectorBytes)
      bytes.withUnsafeBufferPointer { bytes in
        for index in 0..<(bytes.count / 4) { result.append(UInt32(bytes.uint32(index * 4) ?? 0)) }
      }
    }
    return result
  }

  private func chain(_ start: UInt32) throws -> [UInt32] { try chain(start, in: allocation) }

  private func chain(_ start: UInt32, in table: [UInt32]) throws -> [UInt32] {
    var sectors: [UInt32] = []
    var sector = start
    while sector < Self.highestSector {
      // Longer than the table: it runs in a circle.
      guard Int(sector) < table.count, sectors.count < table.count else { throw TableRefusal.damaged(.xls, part: "目录") }
      sectors.append(sector)
      sector = table[Int(sector)]
    }
    return sectors
  }

  private func readDirectory(start: UInt32) throws {
    for sector in try chain(start) {
      let bytes = try file.bytes(at: offset(of: sector), count: sectorBytes)
      for entry in 0..<(bytes.count / Self.directoryEntryBytes) {
        guard streams.count < Self.directoryEntries else { throw TableRefusal.damaged(.xls, part: "目录") }
        try bytes.withUnsafeBufferPointer { bytes in
          guard let raw = bytes.slice(entry * Self.directoryEntryBytes, Self.directoryEntryBytes) else { return }
          try take(raw)
        }
      }
    }
  }

  private func take(_ entry: UnsafeBufferPointer<UInt8>) throws {
    let kind = entry[66]
    guard kind == 1 || kind == 2 || kind == 5 else { return }
    let nameBytes = max(0, min(64, entry.uint16(64) ?? 0) - 2)
    let units = (0..<(nameBytes / 2)).map { UInt16(entry.uint16($0 * 2) ?? 0) }
    var size = entry.uint32(120) ?? 0
    if version > 3, let high = entry.uint32(124), high > 0 { size = Int.max }
    let start = entry.uint32(116) ?? 0
    if kind == 5 {
      miniContainer = try chain(UInt32(start))
    } else {
      let fits = size <= file.size
      guard kind == 1 || fits else { throw TableRefusal.truncated(.xls) }
      streams.append(Stream(name: String(decoding: units, as: UTF16.self), start: start, size: kind == 2 ? size : 0))
    }
  }
}
