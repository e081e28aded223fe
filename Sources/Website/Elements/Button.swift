/// Links and buttons that look alike: the verb says what will happen.
enum Button {
  enum Look: String, Sendable {
    case primary = "button"
    case quiet = "button quiet"
    /// What cannot be taken back.
    case final = "button final"
  }

  static func link(_ verb: String, to address: String, _ look: Look = .primary) -> HTML {
    Tag.a(verb, .class(look.rawValue), .href(address))
  }

  /// A button that sends its form; `name` and `value` go along when it is the one pressed, to tell several apart.
  static func submit(_ verb: String, _ look: Look = .primary, name: String? = nil, value: String? = nil) -> HTML {
    Tag.button(verb, .class(look.rawValue), .set(.type, "submit"), .set(.name, name), .set(.value, value))
  }

  /// A form of one button, for acts without fields.
  static func act(
    _ verb: String, at address: String, csrf: String, _ look: Look = .quiet, fields: [(name: String, value: String)] = []
  ) -> HTML {
    Tag.form(.set(.method, "post"), .action(address)) {
      CSRF.field(csrf, and: fields)
      submit(verb, look)
    }
  }

  static func row(@HTMLBuilder _ buttons: () -> HTML) -> HTML { Tag.div(.class("buttons"), content: buttons) }
}
