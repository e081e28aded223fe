/// Rows that are written one by one.
struct WrittenRows: Sendable {
  var count: Int
  /// Writes the cells of the row with that index, one for each column.
  var write: @Sendable (Int, inout RowWriter) -> Void
}

/// Writes a table's cells straight into the page; cells beyond the last column are left out.
struct RowWriter: ~Copyable {
  var page: PageWriter
  private let starts: [StaticString]
  private var column = 0

  init(capacity: Int, starts: [StaticString]) {
    page = PageWriter(capacity: capacity)
    self.starts = starts
  }

  consuming func html() -> HTML { page.html() }

  mutating func begin() {
    column = 0
    page.append("<tr>")
  }

  mutating func end() { page.append("</tr>") }

  mutating func cell(_ cell: DataTable.Cell) { write { cell.write(to: &$0) } }
  mutating func text(_ text: String) { write { $0.appendEscaped(text) } }
  mutating func mark(_ mark: Mark) { write { mark.write(to: &$0) } }
  /// A cell whose text is at hand in UTF-8.
  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) { write { $0.appendEscaped(bytes) } }

  mutating func link(_ text: UnsafeBufferPointer<UInt8>, to address: OwnAddress, _ id: UnsafeBufferPointer<UInt8>) {
    write { $0.appendLink(text, to: address, id) }
  }

  /// A box of a column of them; `label` is what it is called where it cannot be seen.
  mutating func tickBox(
    _ name: StaticString, value: UnsafeBufferPointer<UInt8>, isTicked: Bool, label: StaticString,
    of who: UnsafeBufferPointer<UInt8>
  ) {
    write { page in
      page.append("<input type=\"checkbox\" name=\"")
      page.append(name)
      page.append("\" value=\"")
      page.appendEscaped(value)
      page.append(isTicked ? "\" checked aria-label=\"" : "\" aria-label=\"")
      page.append(label)
      page.appendEscaped(who)
      page.append("\">")
    }
  }

  /// A cell with nothing in it.
  mutating func nothing() { write { _ in } }

  @inline(__always)
  private mutating func write(_ content: (inout PageWriter) -> Void) {
    guard column < starts.count else { return }
    page.append(starts[column])
    column += 1
    content(&page)
    page.append("</td>")
  }
}

/// The beginning of addresses of this site that differ in their last part only; judged once for all of them.
struct OwnAddress: Sendable {
  fileprivate let start: [UInt8]

  /// - `folder`: what stands before the last part, from `/` to `/`.
  init(folder: String) {
    start = HTML.text(WebAddress.isOwn(folder) ? folder : WebAddress.refused).bytes
  }
}

extension PageWriter {
  /// `text` between two pieces of this program.
  mutating func appendElement(_ start: StaticString, _ text: String, _ end: StaticString) {
    append(start)
    appendEscaped(text)
    append(end)
  }

  /// A field of a form that nobody sees.
  mutating func appendHidden(_ name: String, _ value: String) {
    append("<input type=\"hidden\" name=\"")
    appendEscaped(name)
    append("\" value=\"")
    appendEscaped(value)
    append("\">")
  }

  /// `<a href="…"`, to be gone on with; what may not be a link leads nowhere.
  mutating func appendLinkStart(to address: String, class names: StaticString? = nil) {
    append("<a")
    if let names {
      append(" class=\"")
      append(names)
      append("\"")
    }
    append(" href=\"")
    appendEscaped(WebAddress.link(address))
    append("\"")
  }

  /// `address` was judged.
  fileprivate mutating func appendLink(_ text: String, to address: String) {
    append("<a href=\"")
    appendEscaped(address)
    append("\">")
    appendEscaped(text)
    append("</a>")
  }

  fileprivate mutating func appendLink(
    _ text: UnsafeBufferPointer<UInt8>, to address: OwnAddress, _ id: UnsafeBufferPointer<UInt8>
  ) {
    append("<a href=\"")
    append(address.start)
    appendEscaped(id)
    append("\">")
    appendEscaped(text)
    append("</a>")
  }
}

extension DataTable.Column {
  /// Of a column that is not sorted.
  var headStart: StaticString {
    switch (isNumber, isWide) {
    case (false, false): "<th scope=\"col\">"
    case (true, false): "<th scope=\"col\" class=\"num\">"
    case (false, true): "<th scope=\"col\" class=\"wide\">"
    case (true, true): "<th scope=\"col\" class=\"num wide\">"
    }
  }

  var cellStart: StaticString {
    switch (isNumber, isWide) {
    case (false, false): "<td>"
    case (true, false): "<td class=\"num\">"
    case (false, true): "<td class=\"wide\">"
    case (true, true): "<td class=\"num wide\">"
    }
  }
}

extension DataTable.Cell {
  func write(to page: inout PageWriter) {
    switch self {
    case .text(let text): page.appendEscaped(text)
    case .number(let number): page.appendEscaped(String(number))
    case .mark(let mark): mark.write(to: &page)
    case .html(let html): html.write(to: &page)
    case .link(let text, let address): page.appendLink(text, to: WebAddress.link(address))
    }
  }
}
