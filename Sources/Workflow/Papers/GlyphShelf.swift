import GraduatePhotos
import Paperwork

/// A font for a page: a few ideographs that not every reader's system draws.
public struct PageFont: Sendable {
  /// The font it was cut out of.
  public let family: String
  /// The characters it has.
  public let ranges: [ClosedRange<UInt32>]
  /// OpenType.
  public let bytes: [UInt8]
}

/// Fonts for rare characters by blocks of 256, each made when a page first needs it.
///
/// Nothing here depends on who asks or for whose name: the blocks are the same for everybody, a few hundred in all.
public actor GlyphShelf {
  public static let shared = GlyphShelf()

  /// Cutting takes some ten milliseconds: one block at a time, and a crowd waits for the same one.
  private let desk = ReadingDesk("glyphs", atOnce: 1, waiting: PaperLimits.glyphBlocksWaiting, refusal: DeskRefusal.printing)
  private var blocks: [UInt32: Task<[PageFont], any Error>] = [:]

  /// The block that a character belongs to.
  public static func block(of scalar: Unicode.Scalar) -> UInt32 { GlyphBlock.number(of: scalar) }

  /// The fonts of a block, the best first, no character twice; nil when no rare ideograph can be in it.
  ///
  /// - Throws: `DeskRefusal.printing` when too many are waiting.
  public func fonts(ofBlock number: UInt32) async throws -> [PageFont]? {
    guard GlyphBlock.mayHold(number) else { return nil }
    if let making = blocks[number] { return try await making.value }
    if blocks.count >= PaperLimits.glyphBlocksKept { blocks.removeAll() }
    let making = Task { [desk] in
      try await desk.work {
        WebFonts.installed.block(number).parts.compactMap { part in
          WebFonts.installed.font(of: part).map { PageFont(family: part.family, ranges: part.ranges, bytes: $0) }
        }
      }
    }
    blocks[number] = making
    do { return try await making.value } catch {
      // What was refused for a crowd is made the next time.
      blocks[number] = nil
      throw error
    }
  }
}
