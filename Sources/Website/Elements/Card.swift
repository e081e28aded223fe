/// A piece of work on its own ground, with a heading.
func card(_ heading: String? = nil, aside: HTML = .nothing, id: String? = nil, @HTMLBuilder content: () -> HTML) -> HTML {
  Tag.section(.class("card"), .set(.id, id)) {
    cardHead(heading, aside: aside)
    content()
  }
}

/// The first thing on a page: what is to be done now, and by when.
///
/// One a page.
func nowCard(_ heading: String, @HTMLBuilder content: () -> HTML) -> HTML {
  Tag.section(.class("card now")) {
    Tag.h2(heading)
    content()
  }
}

private func cardHead(_ heading: String?, aside: HTML) -> HTML {
  guard let heading else { return aside }
  guard !aside.isEmpty else { return Tag.h2(heading) }
  return Tag.div(.class("card-head")) {
    Tag.h2(heading)
    aside
  }
}

/// Names and values in two columns; on a phone one under the other.
struct DescriptionList: Sendable {
  struct Entry: Sendable {
    var term: String
    var value: HTML
    /// A smaller line under the value, such as a code point or a source.
    var remark: String?
  }

  private(set) var entries: [Entry] = []

  /// Adds a line; an empty value is shown as a dash, so that a gap is seen.
  mutating func add(_ term: String, _ value: String, remark: String? = nil) {
    entries.append(Entry(term: term, value: .text(value.isEmpty ? "—" : value), remark: remark))
  }

  mutating func add(_ term: String, _ value: HTML, remark: String? = nil) {
    entries.append(Entry(term: term, value: value, remark: remark))
  }

  var html: HTML {
    Tag.dl(.class("facts")) {
      for entry in entries {
        Tag.dt(entry.term)
        Tag.dd {
          entry.value
          if let remark = entry.remark { Tag.small(remark) }
        }
      }
    }
  }
}

/// Numbers of the flow side by side (应采 4812 · 已拍 4675 …), each with its noun and, where it is a part, a bar of the whole.
struct FlowNumbers: Sendable {
  struct Entry: Sendable {
    var noun: String
    var count: Int
    /// What `count` is a part of; nil draws no bar.
    var of: Int?
    /// Name for live numbers.
    var key: String?
  }

  var entries: [Entry]

  var html: HTML {
    Tag.dl(.class("flow")) {
      for entry in entries {
        Tag.div {
          Tag.dt(entry.noun)
          Tag.dd(String(entry.count), .data("value", entry.key))
          // A second description: beside names and values a list holds nothing.
          if let whole = entry.of {
            Tag.dd(.class("part")) { ProgressBar(done: entry.count, of: whole, label: entry.noun).html }
          }
        }
      }
    }
  }
}
