import CCMark
import GraduatePhotos

/// A text in CommonMark as a piece of a page: read by the reference implementation, written by our own writer.
///
/// Nothing of the text becomes markup by itself: HTML in it is shown as text, pictures are left out, and a link leads only where
/// ``MarkdownText/address(_:)`` lets it. Headings begin at the second level, because the page has its first.
struct MarkdownText: Sendable {
  /// Something that is not on the page as it was written.
  struct Remark: Sendable, Hashable {
    /// From 1.
    let line: Int
    let text: String

    /// 「第 3 行：图片不能放在这里」.
    var chinese: String { "第 \(line) 行：\(text)" }
  }

  let html: HTML
  /// In the order of the text, for who writes it.
  let remarks: [Remark]

  /// - `filling`: what stands for a run of text, or for an address: the fields' values.
  init(_ markdown: String, filling: (String) -> String = { $0 }) {
    var walk = MarkdownWalk()
    html = walk.read(markdown, filling: filling)
    remarks = walk.remarks
  }

  /// The address as it may be linked: http, https, mailto, tel, or a page of ours; nil for all others.
  static func address(_ text: String) -> String? {
    guard !text.hasPrefix("?"), !text.hasPrefix("#") else { return nil }
    let link = WebAddress.link(text)
    return link == WebAddress.refused ? nil : link
  }
}

/// One walk through the tree that cmark makes of a text.
private struct MarkdownWalk {
  /// Elements one inside the other; what lies deeper loses its element and keeps its text.
  private static let depthLimit = 16

  private(set) var remarks: [MarkdownText.Remark] = []
  /// What the open elements hold so far, the outermost first.
  private var open: [[HTML]] = [[]]
  private var depth = 0

  mutating func read(_ markdown: String, filling: (String) -> String) -> HTML {
    var markdown = markdown
    let document = markdown.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cmark_parse_document($0.baseAddress, $0.count, CMARK_OPT_DEFAULT) }
    }
    guard let document else { return .nothing }
    defer { cmark_node_free(document) }
    cmark_consolidate_text_nodes(document)
    let iterator = cmark_iter_new(document)
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { break }
      if let piece = leaf(node, filling) {
        add(piece)
      } else if event == CMARK_EVENT_ENTER {
        depth += 1
        if depth <= Self.depthLimit { open.append([]) }
      } else {
        if depth <= Self.depthLimit, let content = open.popLast() { add(element(node, HTML.joined(content), filling)) }
        if depth == Self.depthLimit + 1 { remark(node, "层次太多，更深的不再缩进") }
        depth -= 1
      }
    }
    return HTML.joined(open.first ?? [])
  }

  private mutating func add(_ piece: HTML) {
    guard !piece.isEmpty, let last = open.indices.last else { return }
    open[last].append(piece)
  }

  private mutating func remark(_ node: OpaquePointer, _ text: String) {
    var node: OpaquePointer? = node
    // Some inlines do not know their line; what stands around them does.
    while let known = node {
      let line = Int(cmark_node_get_start_line(known))
      if line > 0 {
        if remarks.last != .init(line: line, text: text) { remarks.append(.init(line: line, text: text)) }
        return
      }
      node = cmark_node_parent(known)
    }
  }

  /// What has nothing inside; nil for all others.
  private mutating func leaf(_ node: OpaquePointer, _ filling: (String) -> String) -> HTML? {
    func literal() -> String { cmark_node_get_literal(node).map { String(cString: $0) } ?? "" }
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT: return .text(filling(literal()))
    // Who breaks a line here means it: between Han characters a blank would be wrong anyway.
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: return Tag.br()
    case CMARK_NODE_CODE: return Tag.code(filling(literal()))
    case CMARK_NODE_CODE_BLOCK: return Tag.pre(filling(literal()), .set(.tabindex, "0"))
    case CMARK_NODE_THEMATIC_BREAK: return Tag.hr()
    case CMARK_NODE_HTML_INLINE:
      remark(node, "HTML 标签按文字显示")
      return .text(literal())
    case CMARK_NODE_HTML_BLOCK:
      remark(node, "HTML 标签按文字显示")
      return Tag.p(literal().trimmed)
    default: return nil
    }
  }

  private mutating func element(_ node: OpaquePointer, _ content: HTML, _ filling: (String) -> String) -> HTML {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_BLOCK_QUOTE: return Tag.element("blockquote", [], content)
    case CMARK_NODE_LIST: return list(node, content)
    case CMARK_NODE_ITEM: return Tag.li { content }
    case CMARK_NODE_PARAGRAPH: return isInTightList(node) ? content : Tag.p { content }
    case CMARK_NODE_HEADING:
      switch cmark_node_get_heading_level(node) {
      case 1, 2: return Tag.h2 { content }
      case 3: return Tag.h3 { content }
      default: return Tag.h4 { content }
      }
    case CMARK_NODE_EMPH: return Tag.em { content }
    case CMARK_NODE_STRONG: return Tag.strong { content }
    case CMARK_NODE_LINK: return link(node, content, filling)
    case CMARK_NODE_IMAGE:
      remark(node, "图片不能放在这里，只留下它的说明")
      return fragment {
        "［图片："
        content
        "］"
      }
    default: return content
    }
  }

  private func list(_ node: OpaquePointer, _ content: HTML) -> HTML {
    guard cmark_node_get_list_type(node) == CMARK_ORDERED_LIST else { return Tag.ul { content } }
    let start = Int(cmark_node_get_list_start(node))
    return Tag.ol(.set(.start, start == 1 ? nil : String(start))) { content }
  }

  private func isInTightList(_ node: OpaquePointer) -> Bool {
    guard let item = cmark_node_parent(node), cmark_node_get_type(item) == CMARK_NODE_ITEM else { return false }
    return cmark_node_parent(item).map { cmark_node_get_list_tight($0) != 0 } ?? false
  }

  /// A link without words shows its address.
  private mutating func link(_ node: OpaquePointer, _ content: HTML, _ filling: (String) -> String) -> HTML {
    let written = filling(cmark_node_get_url(node).map { String(cString: $0) } ?? "")
    let words = content.markup.trimmed.isEmpty ? HTML.text(written) : content
    guard let address = MarkdownText.address(written) else {
      remark(node, "链接「\(written.prefix(60))」不能用，只能是 https、http、mailto、tel 或本站的 / 开头的地址")
      return words
    }
    guard !WebAddress.isOwn(address), address.lowercased().hasPrefix("http") else { return Tag.a(.href(address)) { words } }
    return Tag.a(.href(address), .noOpener) { words }
  }
}
