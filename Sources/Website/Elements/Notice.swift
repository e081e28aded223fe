/// A sentence that must be seen: what happened, where, what to do.
struct Notice: Sendable {
  enum Kind: String, Sendable {
    case plain = ""
    case right, look, wrong
  }

  var kind: Kind
  var title: String
  var text: String = ""

  var html: HTML {
    Tag.div(.classes("notice", kind == .plain ? nil : kind.rawValue), .set(.role, kind == .wrong ? "alert" : "status")) {
      Tag.p { Tag.strong(title) }
      if !text.isEmpty { Tag.p(text) }
    }
  }
}

/// What is wrong in a form, each line a link to its field.
struct ErrorSummary: Sendable {
  var errors: FormErrors

  var html: HTML {
    guard !errors.isEmpty else { return .nothing }
    return Tag.div(.class("notice wrong"), .set(.role, "alert"), .set(.tabindex, "-1"), .data("summary", "")) {
      Tag.h2(errors.count == 1 ? "有 1 处需要修改" : "有 \(errors.count) 处需要修改")
      Tag.ul {
        for entry in errors.entries {
          Tag.li {
            if let field = entry.field {
              Tag.a(entry.message, .href("#\(FormField.identifier(field))"))
            } else {
              entry.message
            }
          }
        }
      }
    }
  }
}
