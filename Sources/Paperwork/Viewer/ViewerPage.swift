import Foundation

/// `index.html`, put together from the files of Page/: one page without anything from outside.
enum ViewerPage {
  /// Style sheets in order; the first ones are the center's own, so that the page looks like the same product.
  private static let sheets: [[UInt8]] = [
    PackageResources.tokens_css, PackageResources.elements_css, PackageResources.form_css, PackageResources.mark_css,
    PackageResources.notice_css, PackageResources.bar_css, PackageResources.viewer_frame_css, PackageResources.viewer_tree_css,
    PackageResources.viewer_sheet_css, PackageResources.viewer_large_css, PackageResources.viewer_panels_css,
    PackageResources.viewer_phone_css,
  ]

  /// Scripts in order; they share one scope.
  private static let scripts: [[UInt8]] = [
    PackageResources.elements_js, PackageResources.sha256_js, PackageResources.words_js, PackageResources.disc_js,
    PackageResources.memory_js, PackageResources.verdicts_js, PackageResources.result_writing_js,
    PackageResources.result_reading_js, PackageResources.zip_js, PackageResources.xlsx_js, PackageResources.csv_js,
    PackageResources.dbf_js, PackageResources.roster_join_js, PackageResources.roster_panel_js, PackageResources.frame_js,
    PackageResources.tree_js, PackageResources.tiles_js, PackageResources.large_js, PackageResources.problem_panels_js,
    PackageResources.partner_panel_js, PackageResources.class_panels_js, PackageResources.search_panel_js,
    PackageResources.file_panels_js, PackageResources.start_panel_js, PackageResources.overview_js, PackageResources.keys_js,
    PackageResources.main_js,
  ]

  static let bytes: [UInt8] = {
    let sheet = text(of: sheets)
    // One scope of its own: nothing but the function that data files call is seen from outside.
    let script = "\"use strict\";\n(() => {\n" + text(of: scripts) + "})();\n"
    let page = String(decoding: PackageResources.index_html, as: UTF8.self)
      .replacing("STYLE_HASH", with: hash(of: sheet)).replacing("SCRIPT_HASH", with: hash(of: script))
      .replacing("/* STYLE */", with: sheet).replacing("/* SCRIPT */", with: script)
    return Array(page.utf8)
  }()

  private static func text(of files: [[UInt8]]) -> String {
    files.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
  }

  /// What the page's own policy admits: exactly this text and no other.
  private static func hash(of text: String) -> String {
    "sha256-" + Data(SHA256Sum.of(Array(text.utf8))).base64EncodedString()
  }
}
