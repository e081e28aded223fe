/// A form as it stands on a page: where it goes, and what it would send as it is.
struct PageForm: Sendable {
  var address = ""
  var isPost = false
  var isMultipart = false
  /// Names and values in the page's order; boxes that are not ticked and buttons are not in it.
  var fields: [(name: String, value: String)] = []
  /// Every name that the form could send, with the values it offers where there are some (choices, boxes, buttons).
  var offers: [String: [Offer]] = [:]

  struct Offer: Sendable, Equatable {
    let value: String
    /// What stands beside the value.
    let label: String
  }

  /// The value that a name would be sent with.
  subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  /// Types, chooses or ticks; what was there is replaced.
  mutating func fill(_ name: String, _ value: String) {
    fields.removeAll { $0.name == name }
    fields.append((name, value))
  }

  /// Ticks several boxes of one name.
  mutating func tick(_ name: String, _ values: [String]) {
    fields.removeAll { $0.name == name }
    fields += values.map { (name, $0) }
  }

  /// The choice whose words contain `text`.
  func choice(_ name: String, saying text: String) -> String? { offers[name]?.first { $0.label.contains(text) }?.value }
}

/// Reads the forms of a page as a browser does; our pages are well-formed, with every attribute quoted.
struct PageReader {
  private var rest: Substring
  private var forms: [PageForm] = []
  private var open: PageForm?
  private var select: (name: String, isFirst: Bool, chosen: Bool)?
  private var option: (value: String?, isChosen: Bool, text: String)?
  private var area: String?
  private var pendingLabel: (name: String, value: String)?

  static func forms(of html: String) -> [PageForm] {
    var reader = PageReader(rest: html[...])
    reader.read()
    return reader.forms
  }

  private init(rest: Substring) { self.rest = rest }

  private mutating func read() {
    while let start = rest.firstIndex(of: "<") {
      take(text: rest[..<start])
      rest = rest[start...]
      guard let end = Self.end(of: rest) else { return }
      take(tag: rest[rest.index(after: start)..<end])
      rest = rest[rest.index(after: end)...]
    }
  }

  /// The `>` that ends a tag: not one inside quotes.
  private static func end(of tag: Substring) -> Substring.Index? {
    var isQuoted = false
    var at = tag.startIndex
    while at < tag.endIndex {
      let letter = tag[at]
      if letter == "\"" { isQuoted.toggle() }
      if letter == ">", !isQuoted { return at }
      at = tag.index(after: at)
    }
    return nil
  }

  private mutating func take(text: Substring) {
    if option != nil { option?.text += PageText.plain(text) }
    if let area, !text.isEmpty { open?.fields.append((area, PageText.plain(text))) }
    if area != nil, !text.isEmpty { self.area = nil }
    if let label = pendingLabel {
      let words = PageText.plain(text).trimmed
      guard !words.isEmpty else { return }
      open?.offers[label.name, default: []].append(.init(value: label.value, label: words))
      pendingLabel = nil
    }
  }

  private mutating func take(tag: Substring) {
    let (name, attributes) = PageText.tag(tag)
    switch name {
    case "form":
      open = PageForm(
        address: attributes["action"] ?? "", isPost: attributes["method"]?.lowercased() == "post",
        isMultipart: attributes["enctype"] == "multipart/form-data")
    case "/form":
      if let open { forms.append(open) }
      open = nil
    case "input": input(attributes)
    case "button":
      guard let name = attributes["name"], attributes["disabled"] == nil else { return }
      pendingLabel = (name, attributes["value"] ?? "")
    case "textarea":
      area = attributes["name"]
    case "/textarea":
      if let area { open?.fields.append((area, "")) }
      area = nil
    case "select": select = (attributes["name"] ?? "", true, false)
    case "option":
      endOption()
      option = (attributes["value"], attributes["selected"] != nil, "")
    case "/option": endOption()
    case "/select":
      endOption()
      select = nil
    default: break
    }
  }

  private mutating func input(_ attributes: [String: String]) {
    guard let name = attributes["name"], attributes["disabled"] == nil else { return }
    let value = attributes["value"] ?? ""
    switch attributes["type"] ?? "text" {
    case "checkbox", "radio":
      let sent = attributes["value"] ?? "on"
      if attributes["checked"] != nil { open?.fields.append((name, sent)) }
      pendingLabel = (name, sent)
      if open?.offers[name] == nil { open?.offers[name] = [] }
    case "file": open?.offers[name] = []
    case "submit", "button", "image": open?.offers[name, default: []].append(.init(value: value, label: value))
    default: open?.fields.append((name, value))
    }
  }

  /// A choice without a chosen option sends its first one.
  private mutating func endOption() {
    guard let option, var select else { return }
    self.option = nil
    let text = option.text.trimmed
    let value = option.value ?? text
    open?.offers[select.name, default: []].append(.init(value: value, label: text))
    if option.isChosen {
      open?.fields.removeAll { $0.name == select.name }
      open?.fields.append((select.name, value))
      select.chosen = true
    } else if select.isFirst {
      open?.fields.append((select.name, value))
    }
    select.isFirst = false
    self.select = select
  }
}
