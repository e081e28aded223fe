import CPango
import Synchronization

/// Which characters can be drawn on this machine.
///
/// Promise 6: what no installed font draws blocks only the print and is never shown as a box or "?". Private-use code
/// points always count as undrawable, because two fonts draw two different characters there; so do control characters,
/// U+FFFD and unassigned code points.
public enum Glyphs {
  private static let known = Mutex<[UInt32: Bool]>([:])

  /// The distinct scalars of `text` that no installed font can draw, in the order of their first appearance.
  public static func missing(in text: String) -> [Unicode.Scalar] {
    missing(in: CollectionOfOne(text))
  }

  /// The distinct scalars of all `texts` that no installed font can draw: the pre-flight of a list of names.
  public static func missing(in texts: some Sequence<String>) -> [Unicode.Scalar] {
    var inOrder: [Unicode.Scalar] = []
    var seen: Set<UInt32> = []
    for text in texts {
      for scalar in text.unicodeScalars where !isPlain(scalar) && seen.insert(scalar.value).inserted { inOrder.append(scalar) }
    }
    return known.withLock { known in
      let unknown = inOrder.filter { known[$0.value] == nil }
      // a probe is dearer than the look at a short text
      if !unknown.isEmpty {
        let probe = GlyphProbe()
        for scalar in unknown { known[scalar.value] = probe.draws(scalar) }
      }
      return inOrder.filter { known[$0.value] == false }
    }
  }

  /// Printable ASCII and the line feed (the only control character that papers use) need no look.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    (0x20...0x7E).contains(scalar.value) || scalar == "\n"
  }
}

/// Asks pango for one character at a time.
private struct GlyphProbe: ~Copyable {
  private let layout: OpaquePointer?
  private let context: OpaquePointer?

  init() {
    context = pango_font_map_create_context(pango_cairo_font_map_get_default())
    layout = context.flatMap { pango_layout_new($0) }
    let font = pango_font_description_from_string(PaperFonts.sans)
    if let layout { pango_layout_set_font_description(layout, font) }
    pango_font_description_free(font)
  }

  deinit {
    if let layout { g_object_unref(UnsafeMutableRawPointer(layout)) }
    if let context { g_object_unref(UnsafeMutableRawPointer(context)) }
  }

  func draws(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: return mayBeNewer(scalar)
    default: break
    }
    guard scalar.value != 0xFFFD, let layout else { return false }
    return hasGlyph(scalar, layout)
  }

  /// Swift's Unicode tables may be older than the fonts: unassigned code points inside the ideographic planes are asked for.
  private func mayBeNewer(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.properties.generalCategory == .unassigned, !scalar.properties.isNoncharacterCodePoint, let layout else {
      return false
    }
    return (0x20000...0x3FFFF).contains(scalar.value) && hasGlyph(scalar, layout)
  }

  private func hasGlyph(_ scalar: Unicode.Scalar, _ layout: OpaquePointer) -> Bool {
    let text = String(Character(scalar))
    pango_layout_set_text(layout, text, Int32(text.utf8.count))
    return pango_layout_get_unknown_glyphs_count(layout) == 0
  }
}
