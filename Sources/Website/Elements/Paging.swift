import Workflow

/// Where in a long list this page is.
///
/// Pages count from 1.
struct Paging: Sendable, Equatable {
  static let rowsPerPage = WorkflowLimits.rowsOnPage

  /// Clamped to the pages that exist.
  let page: Int
  let rowCount: Int

  init(page: Int, rowCount: Int) {
    self.rowCount = max(rowCount, 0)
    let last = Swift.max((self.rowCount + Self.rowsPerPage - 1) / Self.rowsPerPage, 1)
    self.page = min(Swift.max(page, 1), last)
  }

  var pageCount: Int { max((rowCount + Self.rowsPerPage - 1) / Self.rowsPerPage, 1) }
  /// For SQL's OFFSET.
  var offset: Int { (page - 1) * Self.rowsPerPage }

  /// The page numbers worth a link: first, last, and two around this one; nil stands for a gap.
  var shown: [Int?] {
    let wanted = Set([1, pageCount] + Array(page - 2...page + 2)).filter { (1...pageCount).contains($0) }.sorted()
    var result: [Int?] = []
    for number in wanted {
      if let last = result.last, let last, number > last + 1 { result.append(number == last + 2 ? last + 1 : nil) }
      result.append(number)
    }
    return result
  }

  func html(address: String, kept: [(name: String, value: String)]) -> HTML {
    HTML.written(capacity: 256) { write(to: &$0, address: address, kept: kept) }
  }

  func write(to page: inout PageWriter, address: String, kept: [(name: String, value: String)]) {
    guard rowCount > 0 else { return }
    page.append("<nav class=\"pages\" aria-label=\"翻页\"><span>")
    page.appendEscaped("第 \(offset + 1)–\(min(offset + Self.rowsPerPage, rowCount)) 条，共 \(rowCount) 条")
    page.append("</span>")
    if pageCount > 1 { links(address, kept).write(to: &page) }
    page.append("</nav>")
  }

  private func links(_ address: String, _ kept: [(name: String, value: String)]) -> HTML {
    Tag.ul {
      step("上一页", to: page - 1, address, kept)
      for number in shown {
        if let number { link(number, address, kept) } else { Tag.li { Tag.span("…") } }
      }
      step("下一页", to: page + 1, address, kept)
    }
  }

  private func link(_ number: Int, _ address: String, _ kept: [(name: String, value: String)]) -> HTML {
    Tag.li {
      if number == page {
        Tag.span(String(number), .aria("current", "page"))
      } else {
        Tag.a(String(number), .href(WebAddress.path(address, query: kept + [("page", String(number))])))
      }
    }
  }

  private func step(_ word: String, to number: Int, _ address: String, _ kept: [(name: String, value: String)]) -> HTML {
    guard (1...pageCount).contains(number) else { return .nothing }
    return Tag.li { Tag.a(word, .href(WebAddress.path(address, query: kept + [("page", String(number))]))) }
  }
}

/// The fields above a list; sent with GET, so that a filtered list has an address.
///
/// No personal data may be asked for here.
struct FilterForm: Sendable {
  var address: String
  var fields: [FormField]
  var isFiltered = false
  /// What the button says.
  var verb = "筛选"

  var html: HTML {
    Tag.form(.class("filter"), .set(.method, "get"), .action(address), .set(.role, "search")) {
      for field in fields { field.html(error: nil) }
      Tag.button(verb, .class("button quiet"), .set(.type, "submit"))
      if isFiltered { Tag.a("清除筛选", .href(address)) }
    }
  }
}
