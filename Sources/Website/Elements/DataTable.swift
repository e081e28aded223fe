/// A list of records: filter, count, sort, keyboard, sticky header, 50 a page, download; an empty one says what would fill it.
struct DataTable: Sendable {
  struct Column: Sendable {
    var title: String
    /// Whole numbers, aligned right.
    var isNumber = false
    /// Left out on a phone.
    var isWide = false
    /// The name under which this column is sorted; nil when it cannot be.
    var sortKey: String?

    static func text(_ title: String, wide: Bool = false, sort: String? = nil) -> Column {
      Column(title: title, isWide: wide, sortKey: sort)
    }
    static func number(_ title: String, wide: Bool = false, sort: String? = nil) -> Column {
      Column(title: title, isNumber: true, isWide: wide, sortKey: sort)
    }
  }

  enum Cell: Sendable {
    case text(String)
    case number(Int)
    case link(String, to: String)
    case mark(Mark)
    case html(HTML)
  }

  struct Sorting: Sendable, Equatable {
    var key: String
    var isDescending = false
  }

  var caption: String
  var columns: [Column]
  var rows: [[Cell]] = []
  /// Instead of ``rows``, for lists of people: each row is written when its turn comes, and no cell of it is kept.
  var written: WrittenRows?
  /// What would fill the list, and how.
  var emptyText: String
  /// Where its pages and sortings are; the query of ``kept`` goes along.
  var address = ""
  /// The filter's names and values, kept while paging and sorting.
  var kept: [(name: String, value: String)] = []
  var sorting: Sorting?
  var paging: Paging?
  /// Usually a ``FilterForm``.
  var filter: HTML = .nothing
  var downloads: [DownloadLink] = []

  var html: HTML {
    var row = RowWriter(capacity: 2_048 + filter.sizeBytes + rowCount * columns.count * 96, starts: columns.map(\.cellStart))
    row.page.append("<div class=\"table-block\">")
    filter.write(to: &row.page)
    row.page.append("<div class=\"table-scroll\">")
    writeTable(to: &row)
    row.page.append("</div>")
    paging?.write(to: &row.page, address: address, kept: kept + sortQuery)
    downloadList.write(to: &row.page)
    row.page.append("</div>")
    return row.html()
  }

  /// All rows are on this page, so that table.js may sort them without asking, with or without links in the header.
  private var isComplete: Bool { paging.map { $0.rowCount <= rowCount } ?? true }

  private var rowCount: Int { written?.count ?? rows.count }

  private var sortQuery: [(name: String, value: String)] {
    guard let sorting else { return [] }
    return [("sort", sorting.key), ("order", sorting.isDescending ? "desc" : "")]
  }

  /// Written straight into one buffer: this is the hot path of nearly every page.
  private func writeTable(to row: inout RowWriter) {
    row.page.append(isComplete ? "<table class=\"table\" data-keys data-complete>" : "<table class=\"table\" data-keys>")
    row.page.append("<caption>")
    row.page.appendEscaped(caption)
    row.page.append("<small>共 ")
    row.page.appendEscaped(String(paging?.rowCount ?? rowCount))
    row.page.append(" 条</small></caption><thead><tr>")
    for column in columns { writeHeading(column, to: &row.page) }
    row.page.append("</tr></thead><tbody>")
    for index in 0..<rowCount {
      row.begin()
      if let written { written.write(index, &row) } else { for cell in rows[index] { row.cell(cell) } }
      row.end()
    }
    if rowCount == 0 { emptyRow.write(to: &row.page) }
    row.page.append("</tbody></table>")
  }

  private var emptyRow: HTML {
    Tag.tr { Tag.td(.class("empty"), .set(.colspan, columns.count)) { Tag.p(emptyText) } }
  }

  private func writeHeading(_ column: Column, to page: inout PageWriter) {
    if let key = column.sortKey { return sortHeading(column, key).write(to: &page) }
    page.append(column.headStart)
    page.appendEscaped(column.title)
    page.append("</th>")
  }

  private func sortHeading(_ column: Column, _ key: String) -> HTML {
    let isSorted = sorting?.key == key
    let isDescending = sorting?.isDescending ?? false
    return Tag.th(
      .set(.scope, "col"), .classes(column.isNumber ? "num" : nil, column.isWide ? "wide" : nil),
      .aria("sort", isSorted ? (isDescending ? "descending" : "ascending") : nil)
    ) {
      let order = isSorted && !isDescending ? "desc" : ""
      Tag.a(column.title, .href(WebAddress.path(address, query: kept + [("sort", key), ("order", order)])))
    }
  }

  private var downloadList: HTML {
    guard !downloads.isEmpty else { return .nothing }
    return Tag.p(.class("downloads")) {
      "下载："
      for download in downloads { Tag.a(download.label, .href(download.address), .download()) }
    }
  }
}

/// A file that a list can be had as.
struct DownloadLink: Sendable {
  /// Such as Excel 表格（XLSX）.
  var label: String
  var address: String
}
