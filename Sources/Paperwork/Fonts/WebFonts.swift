import CHarfBuzz
import CPango
import GraduatePhotos

/// Fonts for pages, cut out of this machine's: each holds the characters of one block and nothing else.
///
/// 黑体-like first, as pages are set; then mainland shapes; 花園明朝 draws what is left.
public struct WebFonts: Sendable {
  /// Those of this machine; opened when the first page needs one.
  public static let installed = WebFonts(
    families: ["Noto Sans CJK SC", "Source Han Sans SC", "BabelStone Han", "HanaMinA", "HanaMinB"])

  private let faces: [FontFace]

  init(families: [String]) { faces = families.compactMap { FontFace(family: $0) } }

  /// Which fonts draw the block, and what of it; no parts when none draws anything.
  public func block(_ number: UInt32) -> GlyphBlock {
    guard GlyphBlock.mayHold(number) else { return GlyphBlock(number: number, parts: []) }
    let first = number * GlyphBlock.size
    var left = (first..<first + GlyphBlock.size).compactMap { Unicode.Scalar($0) }.filter { CommonHan.isRare($0) }
    var parts: [GlyphBlock.Part] = []
    for face in faces where !left.isEmpty {
      let drawn = left.filter { face.draws($0) }
      guard !drawn.isEmpty else { continue }
      parts.append(GlyphBlock.Part(family: face.family, scalars: drawn))
      left.removeAll { face.draws($0) }
    }
    return GlyphBlock(number: number, parts: parts)
  }

  /// The font of a part (OpenType), or nil when it cannot be made.
  public func font(of part: GlyphBlock.Part) -> [UInt8]? {
    faces.first { $0.family == part.family }?.subset(part.scalars)
  }
}

/// A face of an installed font; read only, by any thread, once it is made.
private final class FontFace: @unchecked Sendable {
  let family: String
  private let face: OpaquePointer
  private let covered: OpaquePointer

  /// Nil when no such family is installed.
  init?(family: String) {
    guard PaperFonts.isInstalled(family), let face = Self.open(family) else { return nil }
    self.family = family
    self.face = face
    covered = hb_set_create()
    hb_face_collect_unicodes(face, covered)
  }

  deinit {
    hb_set_destroy(covered)
    hb_face_destroy(face)
  }

  /// The file that pango would set this family from.
  private static func open(_ family: String) -> OpaquePointer? {
    guard let map = pango_cairo_font_map_get_default(), let context = pango_font_map_create_context(map) else { return nil }
    defer { g_object_unref(UnsafeMutableRawPointer(context)) }
    let wanted = pango_font_description_from_string(family)
    defer { pango_font_description_free(wanted) }
    guard let font = pango_font_map_load_font(map, context, wanted) else { return nil }
    defer { g_object_unref(UnsafeMutableRawPointer(font)) }
    guard let shaped = pango_font_get_hb_font(font), let face = hb_font_get_face(shaped) else { return nil }
    return hb_face_reference(face)
  }

  func draws(_ scalar: Unicode.Scalar) -> Bool { hb_set_has(covered, scalar.value) != 0 }

  /// A font with these characters only; who made the letters and under which licence stays in it, its names do not.
  func subset(_ scalars: [Unicode.Scalar]) -> [UInt8]? {
    guard let input = hb_subset_input_create_or_fail() else { return nil }
    defer { hb_subset_input_destroy(input) }
    let wanted = hb_subset_input_unicode_set(input)
    for scalar in scalars { hb_set_add(wanted, scalar.value) }
    let names = hb_subset_input_set(input, HB_SUBSET_SETS_NAME_ID)
    hb_set_clear(names)
    for name in Self.keptNames { hb_set_add(names, name) }
    let dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG)
    for table in Self.droppedTables { hb_set_add(dropped, Self.tag(table)) }
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING.rawValue)
    guard let face = hb_subset_or_fail(face, input) else { return nil }
    defer { hb_face_destroy(face) }
    let blob = hb_face_reference_blob(face)
    defer { hb_blob_destroy(blob) }
    var count: UInt32 = 0
    guard let bytes = hb_blob_get_data(blob, &count) else { return nil }
    return Array(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
  }

  /// Copyright, licence and its address (OpenType `name`, 0, 13 and 14).
  private static let keptNames: [UInt32] = [0, 13, 14]
  /// What single ideographs in a line need none of: variants, kerning, vertical setting, a signature that no longer fits.
  private static let droppedTables = ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"]

  private static func tag(_ name: String) -> UInt32 { name.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
}
