import HTTPTypes
import Hummingbird
import Workflow

/// Fonts for names outside common fonts.
///
/// On a phone that draws a box its owner would say that the name is wrong. A page with such a character links the style sheet of its
/// block of 256 characters, and the browser fetches the font only where no family of the system draws the character. The address names
/// the block and nobody's character; it is the same for everybody.
enum GlyphRoute {
  /// As in tokens.css.
  static let family = "biying rare"

  /// Adds `/assets/glyphs/2CB.css` and `/assets/glyphs/2CB-0.otf`.
  ///
  /// - executor: where fonts are cut, away from the connections' event loops; nil where it does not matter.
  static func add<Context: SiteRequestContext>(
    to router: some RouterMethods<Context>, executor: (any TaskExecutor)? = nil
  ) {
    router.get("/assets/glyphs/{name}") { request, context in
      // Cut out of the machine's fonts when first asked for, and looked up in the files again later.
      guard let name = Name(context.parameters.get("name") ?? ""),
        let fonts = try await withTaskExecutorPreference(
          executor, operation: { try await GlyphShelf.shared.fonts(ofBlock: name.block) })
      else { throw HTTPError(.notFound) }
      let shelf = fonts.enumerated().map { asset(of: $0.element, block: name.block, part: $0.offset) }
      guard let part = name.part else {
        return AssetShelf.response(with: sheet(of: fonts, shelf, block: name.block), to: request)
      }
      guard shelf.indices.contains(part) else { throw HTTPError(.notFound) }
      return AssetShelf.response(with: shelf[part], to: request)
    }
  }

  /// The link of a block's style sheet, for a page's head; asked about each time, for it changes with the fonts of the machine.
  static func link(toBlock block: UInt32) -> HTML { Tag.link(.stylesheet, .href("\(folder)\(Name.text(of: block)).css")) }

  private static let folder = "/assets/glyphs/"

  private static func asset(of font: PageFont, block: UInt32, part: Int) -> Asset {
    Asset(name: "\(Name.text(of: block))-\(part).otf", bytes: font.bytes)
  }

  private static func sheet(of fonts: [PageFont], _ assets: [Asset], block: UInt32) -> Asset {
    var text = ""
    for (font, asset) in zip(fonts, assets) {
      let ranges = font.ranges.map { range in
        let first = hexadecimal(range.lowerBound)
        return range.count == 1 ? "U+\(first)" : "U+\(first)-\(hexadecimal(range.upperBound))"
      }
      text += """
        /* Characters cut out of \(font.family); its copyright and licence are in the font. */
        @font-face { font-family: "\(family)"; src: url(\(folder)\(asset.name)?v=\(asset.version)) format("opentype"); \
        unicode-range: \(ranges.joined(separator: ", ")); font-display: block; }

        """
    }
    return Asset(name: "\(Name.text(of: block)).css", bytes: Array(text.utf8))
  }

  private static func hexadecimal(_ number: UInt32) -> String { String(number, radix: 16, uppercase: true) }

  /// `2CB.css`, or `2CB-0.otf` for the first font of the block.
  struct Name: Equatable {
    let block: UInt32
    /// Nil for the style sheet.
    let part: Int?

    init?(_ text: String) {
      let halves = text.split(separator: ".", omittingEmptySubsequences: false)
      let parts = halves[0].split(separator: "-", omittingEmptySubsequences: false)
      // Written in one way only, so that nothing is kept twice.
      guard halves.count == 2, let block = UInt32(parts[0], radix: 16), Self.text(of: block) == parts[0] else { return nil }
      self.block = block
      switch (halves[1], parts.count) {
      case ("css", 1): part = nil
      case ("otf", 2):
        guard parts[1].utf8.count == 1, let number = Int(parts[1]) else { return nil }
        part = number
      default: return nil
      }
    }

    static func text(of block: UInt32) -> String { hexadecimal(block) }
  }
}
