import NIOCore

/// A whole page: doctype, head and body.
///
/// Scripts and styles come from files only, as the content security policy wants it.
struct Document: Sendable {
  /// What the browser's tab says before the name of the site.
  var title: String
  /// Styles the whole body, for pages outside the frame such as sign-in.
  var bodyClass: String?
  /// Further scripts by file name on the ``AssetShelf``; the common ones are always there.
  var scripts: [String] = []
  var body: HTML

  init(title: String, bodyClass: String? = nil, scripts: [String] = [], @HTMLBuilder body: () -> HTML) {
    self.title = title
    self.bodyClass = bodyClass
    self.scripts = scripts
    self.body = body()
  }

  /// The page as it is sent, UTF-8.
  func bytes(assets: AssetShelf = .shared) -> [UInt8] { html(assets).bytes }

  private func html(_ assets: AssetShelf) -> HTML {
    var page: [UInt8] = []
    page.append("<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">")
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
    page.append("<meta name=\"format-detection\" content=\"telephone=no\"><meta name=\"color-scheme\" content=\"light dark\">")
    Tag.title("\(title) · 毕影").write(to: &page)
    assets.headLinks.write(to: &page)
    for name in scripts {
      if let asset = assets.asset(named: name) { Tag.script(.set(.type, "module"), .src(asset.address)).write(to: &page) }
    }
    let body = Tag.body(.classes(bodyClass)) { self.body }
    for block in body.rareBlocks(limit: WebsiteLimits.glyphBlocks) { GlyphRoute.link(toBlock: block).write(to: &page) }
    page.append("</head>")
    let end: StaticString = "</html>\n"
    return HTML.joined([
      HTML(piece: .markup(page)), body, .raw(end, because: "the end of every page"),
    ])
  }

  /// The same for the answer itself, each piece copied once.
  func buffer(assets: AssetShelf = .shared) -> ByteBuffer {
    let page = html(assets)
    var buffer = ByteBuffer()
    buffer.writePage(upTo: page.writtenBytes) { page.write(to: &$0) }
    return buffer
  }
}
