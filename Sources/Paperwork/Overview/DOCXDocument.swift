import GraduatePhotos

/// A text document (Office Open XML, ECMA-376) as Word, WPS and LibreOffice open it: titles, paragraphs and framed tables on A4, and nothing
/// else; the same blocks on the same day give the same bytes.
public struct DOCXDocument: Sendable {
  /// A piece of it, from top to bottom.
  public enum Block: Sendable {
    /// Centred, once, on top.
    case title(String)
    /// Centred below the title.
    case subtitle(String)
    case heading(String)
    case paragraph(String)
    case table(Table)
    /// At the right margin, such as who says it and the day.
    case signature([String])
  }

  /// A table whose first row stands on every page.
  public struct Table: Sendable {
    public struct Column: Sendable {
      public var title: String
      public var millimetres: Double
      public var isNumber: Bool

      public init(_ title: String, millimetres: Double, isNumber: Bool = false) {
        self.title = title
        self.millimetres = millimetres
        self.isNumber = isNumber
      }
    }

    public var columns: [Column]
    public var rows: [[String]]
    /// Read aloud, and shown where the table is described.
    public var description: String

    public init(_ description: String, columns: [Column], rows: [[String]]) {
      self.description = description
      self.columns = columns
      self.rows = rows
    }
  }

  public var title: String
  public var blocks: [Block]
  /// At the foot of each page, before the page's number.
  public var foot: String

  public init(title: String, blocks: [Block], foot: String) {
    self.title = title
    self.blocks = blocks
    self.foot = foot
  }

  /// - Parameters:
  ///   - path: where it will lie.
  ///   - day: the date of the document and of the files inside.
  /// - Throws: `TableFault`.
  public func write(to path: String, day: CalendarDay) throws {
    let file = try ZipFile(path: path, year: day.year, month: day.month, day: day.day)
    for (name, text) in [
      ("[Content_Types].xml", DOCXParts.contentTypes), ("_rels/.rels", DOCXParts.relations),
      ("docProps/core.xml", DOCXParts.properties(title: title, day: day)),
      ("word/_rels/document.xml.rels", DOCXParts.documentRelations), ("word/styles.xml", DOCXParts.styles),
      ("word/footer1.xml", DOCXParts.footer(foot)), ("word/document.xml", body),
    ] {
      try file.add(name, Array(text.utf8))
    }
    try file.finish()
  }

  private var body: String {
    let pieces = blocks.map { block in
      switch block {
      case .title(let text): Self.paragraph(text, style: "Title")
      case .subtitle(let text): Self.paragraph(text, style: "Subtitle")
      case .heading(let text): Self.paragraph(text, style: "Heading1")
      case .paragraph(let text): Self.paragraph(text)
      // A table that ends a document, or meets the next one, wants a paragraph behind it.
      case .table(let table): table.text + Self.paragraph("", style: "After")
      case .signature(let lines): lines.map { Self.paragraph($0, style: "Signature") }.joined()
      }
    }
    return DOCXParts.document(pieces.joined())
  }

  static func paragraph(_ text: String, style: String? = nil) -> String {
    let look = style.map { "<w:pPr><w:pStyle w:val=\"\($0)\"/></w:pPr>" } ?? ""
    return "<w:p>\(look)\(DOCXText.run(text))</w:p>"
  }
}

extension DOCXDocument.Table {
  fileprivate var text: String {
    let widths = columns.map { Int($0.millimetres * DOCXParts.twipsPerMillimetre) }
    let grid = widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined()
    let look = """
      <w:tblPr><w:tblStyle w:val="Framed"/><w:tblW w:w="\(widths.reduce(0, +))" w:type="dxa"/><w:tblLayout w:type="fixed"/>\
      <w:tblLook w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>\
      <w:tblDescription w:val="\(DOCXText.escaped(description))"/></w:tblPr>
      """
    let head = row(columns.map(\.title), widths, isHead: true)
    return "<w:tbl>\(look)<w:tblGrid>\(grid)</w:tblGrid>\(head)\(rows.map { row($0, widths, isHead: false) }.joined())</w:tbl>"
  }

  private func row(_ cells: [String], _ widths: [Int], isHead: Bool) -> String {
    let look = isHead ? "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" : "<w:trPr><w:cantSplit/></w:trPr>"
    let texts = zip(cells, zip(columns, widths)).map { cell, place in
      let style = isHead ? "CellHead" : place.0.isNumber ? "CellNumber" : "Cell"
      let width = "<w:tcPr><w:tcW w:w=\"\(place.1)\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>"
      return "<w:tc>\(width)\(DOCXDocument.paragraph(cell, style: style))</w:tc>"
    }
    return "<w:tr>\(look)\(texts.joined())</w:tr>"
  }
}

/// Text as XML holds it.
enum DOCXText {
  /// A run; a line break in the text is one in the paragraph.
  static func run(_ text: String) -> String {
    guard !text.isEmpty else { return "" }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      "<w:t xml:space=\"preserve\">\(escaped(String($0)))</w:t>"
    }
    return "<w:r>\(lines.joined(separator: "<w:br/>"))</w:r>"
  }

  /// Code point for code point; what XML 1.0 cannot hold at all (control characters) is left out.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
