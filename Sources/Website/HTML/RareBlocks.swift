import Glibc
import GraduatePhotos
import Workflow

extension HTML {
  /// The blocks of the rare ideographs in this piece, ascending, at most `limit` of them.
  func rareBlocks(limit: Int) -> [UInt32] {
    var blocks: [UInt32] = []
    collectRareBlocks(&blocks, limit: limit)
    return blocks.sorted()
  }

  private func collectRareBlocks(_ blocks: inout [UInt32], limit: Int) {
    switch piece {
    case .nothing: break
    case .text(var text): text.withUTF8 { RareBlocks.collect($0, &blocks, limit: limit) }
    case .markup(let bytes): bytes.withUnsafeBufferPointer { RareBlocks.collect($0, &blocks, limit: limit) }
    case .written(let bytes): bytes.withBytes { RareBlocks.collect($0, &blocks, limit: limit) }
    case .joined(let pieces, _): for piece in pieces { piece.collectRareBlocks(&blocks, limit: limit) }
    }
  }
}

/// Looks through bytes of a page for ideographs that not every reader's system draws.
private enum RareBlocks {
  /// The bytes with which they begin in UTF-8, and what the second byte is then at least and at most.
  ///
  /// Every page is looked through, so the library's search goes from one such byte to the next; four of five Han characters begin
  /// with others.
  private static let starts: [(first: UInt8, second: ClosedRange<UInt8>)] = [
    (0xE3, 0x90...0xBF),  // U+3400–3FFF
    (0xE4, 0x80...0xB6),  // U+4000–4DBF
    (0xE9, 0xBE...0xBF),  // U+9F80–9FFF
    (0xEF, 0xA4...0xAB),  // U+F900–FAFF
    (0xF0, 0xA0...0xBF),  // U+20000–3FFFF
  ]

  static func collect(_ bytes: UnsafeBufferPointer<UInt8>, _ blocks: inout [UInt32], limit: Int) {
    guard let base = bytes.baseAddress else { return }
    let end = base + bytes.count
    for (first, second) in starts {
      var at = base
      while let found = memchr(at, Int32(first), end - at) {
        let place = UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
        at = place + 1
        // A text never ends within a character: what would is none.
        guard end - place >= (first == 0xF0 ? 4 : 3), second.contains(at.pointee), blocks.count < limit else { continue }
        guard let scalar = scalar(place) else { continue }
        let block = GlyphShelf.block(of: scalar)
        // A list of namesakes has the same one on each line.
        guard !blocks.contains(block), CommonHan.isRare(scalar) else { continue }
        blocks.append(block)
      }
    }
  }

  /// The character of three or four bytes that begins here.
  private static func scalar(_ place: UnsafePointer<UInt8>) -> Unicode.Scalar? {
    func six(_ index: Int) -> UInt32 { UInt32(place[index] & 0x3F) }
    let first = UInt32(place[0])
    guard first >= 0xF0 else { return Unicode.Scalar((first & 0xF) << 12 | six(1) << 6 | six(2)) }
    return Unicode.Scalar((first & 0x7) << 18 | six(1) << 12 | six(2) << 6 | six(3))
  }
}
