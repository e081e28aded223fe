import CPango

/// The faces of our papers: 黑体-like for titles and tables, 仿宋-like for text, rare characters from two large fonts.
///
/// A family is named to pango only when it is installed: otherwise the system's aliases would slip something else in.
enum PaperFonts {
  /// Sans serif (黑体-like): titles, tables, labels.
  static let sans = installed(first: ["Noto Sans CJK SC", "Source Han Sans SC"])
  /// 仿宋 where a font of that kind is installed, else the system's serif: paragraphs.
  static let serif = installed(first: [
    "FangSong", "仿宋", "FangSong_GB2312", "仿宋_GB2312", "FZFangSong-Z02", "FZFangSong-Z02S", "STFangsong", "Noto Serif CJK SC",
    "Source Han Serif SC",
  ])
  /// Mainland shapes first; 花園明朝 draws what the other lacks.
  private static let rare = ["BabelStone Han", "HanaMinA", "HanaMinB"]

  private static func installed(first wanted: [String]) -> String {
    let here = families()
    let chosen = (wanted + rare).filter { here.contains($0) }
    return chosen.isEmpty ? "Sans" : chosen.joined(separator: ", ")
  }

  /// Whether pango finds a family of just that name.
  static func isInstalled(_ family: String) -> Bool { families().contains(family) }

  private static func families() -> Set<String> {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<PangoFontFamily>?>?
    var count: Int32 = 0
    pango_font_map_list_families(pango_cairo_font_map_get_default(), &list, &count)
    guard let list else { return [] }
    defer { g_free(list) }
    var names: Set<String> = []
    for index in 0..<Int(count) {
      guard let family = list[index], let name = pango_font_family_get_name(family) else { continue }
      names.insert(String(cString: name))
    }
    return names
  }
}
