/// One field that differs between two versions of a thing.
public struct FieldDifference: Sendable, Hashable {
  /// Stable, such as `window-makeup`.
  public let key: String
  /// 「补拍」.
  public let label: String
  /// Empty where there was none.
  public let before: String
  /// Empty where there is none any more.
  public let after: String
  /// A contact person or number: shown on pages, never in the journal.
  public let isPersonal: Bool
}

/// A field of a thing as people read it.
struct FieldValue {
  let key: String
  let label: String
  let text: String
  var isPersonal = false

  init(_ key: String, _ label: String, _ text: String, isPersonal: Bool = false) {
    self.key = key
    self.label = label
    self.text = text
    self.isPersonal = isPersonal
  }
}

extension FieldDifference {
  /// What differs, in the order of the newer version; fields that are gone come last.
  static func between(_ before: [FieldValue], _ after: [FieldValue]) -> [FieldDifference] {
    let old = Dictionary(before.map { ($0.key, $0.text) }, uniquingKeysWith: { first, _ in first })
    let kept = Set(after.map(\.key))
    let changed = after.compactMap { field -> FieldDifference? in
      let text = old[field.key] ?? ""
      guard !text.utf8.elementsEqual(field.text.utf8) else { return nil }
      return FieldDifference(
        key: field.key, label: field.label, before: text, after: field.text, isPersonal: field.isPersonal)
    }
    let gone = before.filter { !kept.contains($0.key) && !$0.text.isEmpty }.map { field in
      FieldDifference(key: field.key, label: field.label, before: field.text, after: "", isPersonal: field.isPersonal)
    }
    return changed + gone
  }

  /// The fields for a journal line: `before → after`, only 「changed」 for what is personal or when there is too much of it.
  static func journalDetails(_ differences: [FieldDifference]) -> [String: String] {
    func short(_ text: String) -> String {
      text.count > CampaignLimits.journalValueCharacters ? text.prefix(CampaignLimits.journalValueCharacters) + "…" : text
    }
    var details: [String: String] = [:]
    var room = CampaignLimits.journalValuesCharacters
    for difference in differences {
      let values = "\(short(difference.before)) → \(short(difference.after))"
      room -= difference.key.count + values.count
      details[difference.key] = difference.isPersonal || room < 0 ? "changed" : values
    }
    return details
  }
}
