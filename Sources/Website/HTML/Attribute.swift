/// An attribute of an element.
///
/// Names are a closed list: none of them can hold script or style, and those that hold an address check it.
struct Attribute: Sendable {
  enum Value: Sendable {
    case absent
    case flag
    case text(String)
  }

  let name: StaticString
  /// Written before `name`: `data-` and `aria-` keep free names harmless.
  let prefix: StaticString
  let value: Value

  private init(_ name: StaticString, prefix: StaticString = "", _ value: Value) {
    self.name = name
    self.prefix = prefix
    self.value = value
  }

  /// Attributes whose value is text without meaning for the browser's security.
  enum Name: Sendable {
    case accept, autocomplete, cols, colspan, dir, `for`, height, id, inputmode, label, lang, max, maxlength, method, min
    case minlength, name, pattern, placeholder, role, rows, rowspan, scope, size, spellcheck, step, tabindex, title, type
    case value, width, alt, start, datetime, autocapitalize, enctype, loading, wrap, content
    /// Of inline drawings.
    case viewBox, draggable, d
  }

  /// Attributes that are there or not.
  enum Flag: Sendable {
    case autofocus, checked, disabled, hidden, multiple, novalidate, open, readonly, required, reversed, selected
    case formnovalidate
  }

  static func set(_ name: Name, _ value: String) -> Attribute { Attribute(name.text, .text(value)) }
  static func set(_ name: Name, _ value: String?) -> Attribute {
    Attribute(name.text, value.map { .text($0) } ?? .absent)
  }
  static func set(_ name: Name, _ value: Int) -> Attribute { Attribute(name.text, .text(String(value))) }
  static func flag(_ flag: Flag, if isSet: Bool = true) -> Attribute { Attribute(flag.text, isSet ? .flag : .absent) }

  static func `class`(_ names: String) -> Attribute { Attribute("class", .text(names)) }
  /// The names that are not nil, one blank between them; no attribute when none is left.
  static func classes(_ names: String?...) -> Attribute {
    let present = names.compactMap { $0 }
    return Attribute("class", present.isEmpty ? .absent : .text(present.joined(separator: " ")))
  }
  static func id(_ id: String) -> Attribute { Attribute("id", .text(id)) }
  static func data(_ name: StaticString, _ value: String?) -> Attribute {
    Attribute(name, prefix: "data-", value.map { .text($0) } ?? .absent)
  }
  static func aria(_ name: StaticString, _ value: String?) -> Attribute {
    Attribute(name, prefix: "aria-", value.map { .text($0) } ?? .absent)
  }

  /// An address; what ``WebAddress/link(_:)`` refuses is written as `#`.
  static func href(_ address: String) -> Attribute { Attribute("href", .text(WebAddress.link(address))) }
  static func src(_ address: String) -> Attribute { Attribute("src", .text(WebAddress.link(address))) }
  static func action(_ address: String) -> Attribute { Attribute("action", .text(WebAddress.link(address))) }
  static func formaction(_ address: String) -> Attribute { Attribute("formaction", .text(WebAddress.link(address))) }
  /// Saves the linked file under this name instead of showing it; empty lets the answer name it.
  static func download(_ fileName: String = "") -> Attribute { Attribute("download", .text(fileName)) }
  /// `rel`, for the few relations this site uses.
  static let noOpener = Attribute("rel", .text("noopener noreferrer"))
  static let stylesheet = Attribute("rel", .text("stylesheet"))
  static let icon = Attribute("rel", .text("icon"))
  static let charsetUTF8 = Attribute("charset", .text("utf-8"))
  /// A script for browsers that know no modules.
  static let noModule = Attribute("nomodule", .flag)

  /// How many bytes ``write(to:)`` writes.
  var writtenBytes: Int {
    let name = 1 + prefix.utf8CodeUnitCount + name.utf8CodeUnitCount
    switch value {
    case .absent: return 0
    case .flag: return name
    case .text(let text): return name + 3 + HTMLEscaping.escapedBytes(text)
    }
  }

  /// Adds the attribute with a blank before it.
  func write(to page: inout PageWriter) {
    if case .absent = value { return }
    page.append(UInt8(ascii: " "))
    page.append(prefix)
    page.append(name)
    guard case .text(let text) = value else { return }
    page.append("=\"")
    page.appendEscaped(text)
    page.append(UInt8(ascii: "\""))
  }
}
