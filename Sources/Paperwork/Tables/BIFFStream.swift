/// The records of an old workbook, one after another, from the pieces of the file that hold them ([MS-XLS] 2.1.4).
final class BIFFStream {
  /// A run of bytes of the file.
  struct Piece {
    let offset: Int
    var count: Int
  }

  struct Record {
    let type: Int
    /// Position of the record's header in the stream.
    let position: Int
    let length: Int
  }

  let size: Int
  private let file: FileBytes
  private let pieces: [Piece]
  /// Position in the stream where each piece begins.
  private let starts: [Int]
  private var window: [UInt8] = []
  private var windowStart = 0
  private var position = 0
  /// The data of the current record.
  private(set) var data: [UInt8] = []

  private static let windowBytes = 64 << 10

  init(file: FileBytes, pieces: [Piece]) {
    self.file = file
    self.pieces = pieces
    var starts: [Int] = []
    var total = 0
    for piece in pieces {
      starts.append(total)
      total += piece.count
    }
    self.starts = starts
    size = total
  }

  func seek(_ position: Int) { self.position = max(0, position) }

  /// The next record with its data, nil at the end of the stream.
  func next() throws -> Record? {
    guard let record = try header() else { return nil }
    position = record.position + 4
    guard try read(record.length, into: &data) else { throw TableRefusal.truncated(.xls) }
    position += record.length
    return record
  }

  /// The next record without its data.
  func skim() throws -> Record? {
    guard let record = try header() else { return nil }
    position = min(size, record.position + 4 + record.length)
    return record
  }

  /// Type and length of the next record, without moving.
  private func header() throws -> Record? {
    guard position + 4 <= size, try fill(4) else { return nil }
    let at = position - windowStart
    let type = Int(window[at]) | Int(window[at + 1]) << 8
    let length = Int(window[at + 2]) | Int(window[at + 3]) << 8
    return Record(type: type, position: position, length: length)
  }

  func peekType() throws -> Int? { try header()?.type }

  private func read(_ count: Int, into target: inout [UInt8]) throws -> Bool {
    target.removeAll(keepingCapacity: true)
    guard position + count <= size, try fill(count) else { return false }
    let at = position - windowStart
    target.append(contentsOf: window[at..<(at + count)])
    return true
  }

  /// Makes the window hold `count` bytes from the position.
  private func fill(_ count: Int) throws -> Bool {
    if position >= windowStart, position + count <= windowStart + window.count { return true }
    windowStart = position
    let wanted = min(size - position, max(count, Self.windowBytes))
    window.removeAll(keepingCapacity: true)
    var at = position
    var index = pieceIndex(at)
    while window.count < wanted, index < pieces.count {
      let inside = at - starts[index]
      let take = min(pieces[index].count - inside, wanted - window.count)
      let bytes = try file.bytes(at: pieces[index].offset + inside, count: take)
      window.append(contentsOf: bytes)
      guard bytes.count == take else { break }
      at += take
      index += 1
    }
    return window.count >= count
  }

  private func pieceIndex(_ position: Int) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= position { low = middle } else { high = middle }
    }
    return low
  }
}
