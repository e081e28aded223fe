/// What is to be done, in the notice's order: state, what, by when, and on whom it waits.
struct ToDoList: Sendable {
  struct Entry: Sendable {
    var mark: Mark
    var title: String
    /// Where it is done; nil when it waits on somebody else.
    var address: String?
    var remark: String?
    /// Such as 4月2日（周四）前.
    var due: String?
    var isLate = false
  }

  var entries: [Entry]
  /// What an empty list says.
  var emptyText: String

  var html: HTML {
    guard !entries.isEmpty else { return Tag.p(emptyText, .class("soft")) }
    return Tag.ul(.class("todo")) {
      for entry in entries {
        Tag.li(.classes(entry.isLate ? "late" : nil)) {
          entry.mark.html
          Tag.div(.class("what")) {
            if let address = entry.address { Tag.a(entry.title, .href(address)) } else { entry.title }
            if let remark = entry.remark { Tag.small(remark) }
          }
          if let due = entry.due { Tag.span(entry.isLate ? "\(due)（已过期）" : due, .class("due")) }
        }
      }
    }
  }
}
