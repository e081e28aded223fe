import GraduatePhotos

/// What is wrong in a form: in the order found, by field where there is one.
struct FormErrors: Sendable, Equatable {
  struct Entry: Sendable, Equatable {
    /// The field's name; nil for what concerns the form as a whole.
    var field: String?
    /// What is wrong and what to do, in Chinese.
    var message: String
  }

  private(set) var entries: [Entry] = []

  init() {}

  /// A refusal with its remedy, at a field or at the head of the page.
  init(_ refusal: any Refusal, for field: String? = nil) { add(refusal.sentence, for: field) }

  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }

  /// The first message of a field.
  subscript(field: String) -> String? { entries.first { $0.field == field }?.message }

  mutating func add(_ message: String, for field: String? = nil) {
    entries.append(Entry(field: field, message: message))
  }
}

extension Refusal {
  /// What is wrong and what to do, in one line.
  var sentence: String { hint.isEmpty ? message : "\(message)。\(hint)" }
}
