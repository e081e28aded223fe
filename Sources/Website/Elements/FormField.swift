/// One field of a form: label above, hint under the label, error at the field.
struct FormField: Sendable {
  struct Option: Sendable {
    var value: String
    var label: String
    var remark: String?
  }

  enum Kind: Sendable {
    case text
    /// Whole numbers within a range.
    case number(ClosedRange<Int>)
    case telephone
    case email
    /// A day, `YYYY-MM-DD`.
    case date
    case password
    /// A one-time code of six digits.
    case oneTimeCode
    case search
    case textArea(rows: Int)
    case select([Option])
    case radio([Option])
    /// One box; its label stands beside it. Sent as `on`.
    case checkbox
    /// - accept: file name endings such as `.xlsx,.dbf`.
    case file(accept: String, isMultiple: Bool)
    /// The final word: has to be typed exactly before something that cannot be taken back.
    case confirmation(phrase: String)
  }

  /// The name it is sent with; also its id on the page.
  var name: String
  var label: String
  var kind: Kind
  var value = ""
  var hint: String?
  var isRequired = true
  var isReadOnly = false
  /// For the browser's autofill (WHATWG names such as `tel`, `username`); `off` when it is somebody else's data.
  var autocomplete: String?
  /// In characters.
  var lengthLimit: Int?
  /// Answers while it is being typed; see check.js.
  var checkAddress: String?

  init(
    _ name: String, _ label: String, _ kind: Kind = .text, value: String = "", hint: String? = nil, isRequired: Bool = true,
    autocomplete: String? = nil, lengthLimit: Int? = nil, checkAddress: String? = nil
  ) {
    self.name = name
    self.label = label
    self.kind = kind
    self.value = value
    self.hint = hint
    self.isRequired = isRequired
    self.autocomplete = autocomplete
    self.lengthLimit = lengthLimit
    self.checkAddress = checkAddress
  }

  /// The id of a field's control: prefixed, so that no field can shadow another part of the page.
  static func identifier(_ name: String) -> String { "field-\(name)" }
  var identifier: String { Self.identifier(name) }

  /// The field with what was sent for it, to show a form again.
  ///
  /// Passwords and files are never shown again.
  func filled(from form: SubmittedForm) -> FormField {
    var field = self
    switch kind {
    case .password, .oneTimeCode, .file, .confirmation: field.value = ""
    default: field.value = form[name] ?? ""
    }
    return field
  }
}
