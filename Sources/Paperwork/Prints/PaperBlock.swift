/// One building stone of a paper, from top to bottom.
public enum PaperBlock: Sendable, Hashable {
  /// A paragraph of text, its first line moved in by two characters.
  case paragraph(String)
  /// A line that starts at the margin: a salutation, an address.
  case line(String)
  /// Text at the right margin: who signs, and when.
  case closing(String)
  /// Large letters in the middle, to be read from afar: as large as `points` where that takes at most two lines.
  case display(String, points: Double)
  /// A bold line and sentences with a dot before each, `points` large; a QR symbol beside them where there is one.
  case advice(String, [String], points: Double, qr: PaperQR? = nil)
  /// A small heading over a table or list.
  case heading(String)
  /// Small print: how to fill in, where to send.
  case note(String)
  /// Labelled values in a frame; each row holds one to three of them.
  case facts([[PaperFact]])
  case table(PaperTable)
  /// A table and what follows it to be signed and sealed: they share a page with its last row.
  case sealed(PaperTable, [PaperBlock])
  /// ☑ or ☐ before each text, in as many columns as fit.
  case checks([PaperCheck])
  /// Lines to fill in by hand: a label and a rule.
  case blanks([String])
  /// Lines to fill in by hand at the left, the place of the stamp (Ø 42 mm) at the right; never split between pages.
  case stamp(lines: [String], caption: String)
  /// A QR symbol of `sideMillimetres`, centred, with a caption under it.
  case qr(text: String, sideMillimetres: Double, caption: String)
  /// Codes in large, well separated letters.
  case codes([String], columns: Int)
  /// White space, in millimetres.
  case gap(Double)
  case pageBreak
}

/// A QR symbol beside text.
public struct PaperQR: Sendable, Hashable {
  public var text: String
  public var sideMillimetres: Double
  /// Under the symbol.
  public var caption: String

  public init(_ text: String, sideMillimetres: Double, caption: String) {
    self.text = text
    self.sideMillimetres = sideMillimetres
    self.caption = caption
  }
}

/// A label and its value.
public struct PaperFact: Sendable, Hashable {
  public var label: String
  public var value: String

  public init(_ label: String, _ value: String) {
    self.label = label
    self.value = value
  }
}

/// One item of a check-list.
public struct PaperCheck: Sendable, Hashable {
  public var text: String
  public var isDone: Bool

  public init(_ text: String, isDone: Bool) {
    self.text = text
    self.isDone = isDone
  }

  /// The mark that stands for `isDone`.
  public static func mark(_ isDone: Bool) -> String { isDone ? "☑" : "☐" }
}

/// A table with 0.5 pt lines; its header is repeated on every page and a row is never split.
public struct PaperTable: Sendable, Hashable {
  public enum Alignment: Sendable, Hashable { case leading, center, trailing }

  public struct Column: Sendable, Hashable {
    public var title: String
    public var widthMillimetres: Double
    public var alignment: Alignment

    public init(_ title: String, _ widthMillimetres: Double, _ alignment: Alignment = .center) {
      self.title = title
      self.widthMillimetres = widthMillimetres
      self.alignment = alignment
    }
  }

  /// Their widths are scaled together to the width between the margins.
  public var columns: [Column]
  /// Missing cells are blank, surplus ones are not drawn.
  public var rows: [[String]]
  /// Stands in the table's only row when there are no rows.
  public var emptyText: String
  /// Lowest height of a row: more where people write by hand.
  public var rowMillimetres: Double
  public var fontPoints: Double

  public init(
    columns: [Column], rows: [[String]], emptyText: String = "（无）", rowMillimetres: Double = 7, fontPoints: Double = 9.5
  ) {
    self.columns = columns
    self.rows = rows
    self.emptyText = emptyText
    self.rowMillimetres = rowMillimetres
    self.fontPoints = fontPoints
  }
}

extension PaperBlock {
  /// Data rows of its tables.
  var rowCount: Int {
    switch self {
    case .table(let table): table.rows.count
    case .sealed(let table, let closing): table.rows.count + closing.reduce(0) { $0 + $1.rowCount }
    default: 0
    }
  }

  /// Every text of the block, for the pre-flight.
  var texts: [String] {
    switch self {
    case .paragraph(let text), .line(let text), .closing(let text), .heading(let text), .note(let text): [text]
    case .display(let text, _): [text]
    case .advice(let title, let texts, _, let qr): [title, "·", qr?.caption ?? ""] + texts
    case .facts(let rows): rows.flatMap { $0.flatMap { [$0.label, $0.value] } }
    case .table(let table): table.columns.map(\.title) + table.rows.flatMap { $0 } + [table.emptyText]
    case .sealed(let table, let closing): PaperBlock.table(table).texts + closing.flatMap(\.texts)
    case .checks(let checks): checks.map(\.text) + ["☑", "☐"]
    case .blanks(let labels): labels
    case .stamp(let lines, let caption): lines + [caption]
    case .qr(_, _, let caption): [caption]
    case .codes(let codes, _): codes
    case .gap, .pageBreak: []
    }
  }
}
