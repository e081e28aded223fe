/// Traces that spreadsheets leave in text.
enum RosterText {
  /// 6.2E+17, 6.20102E17: a long number in exponent form, its last digits gone.
  static func isExponentForm(_ text: String) -> Bool {
    var sawExponent = false
    var digitsAfter = 0
    var index = 0
    for byte in text.utf8 {
      index += 1
      switch byte {
      case 0x30...0x39: if sawExponent { digitsAfter += 1 }
      case 0x2E: if sawExponent || index == 1 { return false }
      case 0x45, 0x65:
        if sawExponent || index == 1 { return false }
        sawExponent = true
      case 0x2B: if !sawExponent || digitsAfter > 0 { return false }
      default: return false
      }
    }
    // At least two digits behind the E, or a dot before it: 13E45 may be a student number, 6.2E+17 may not.
    return sawExponent && digitsAfter > 0 && (text.contains("+") || text.contains("."))
  }

  static func isFormulaError(_ text: String) -> Bool {
    switch text.uppercased() {
    case "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA", "#SPILL!": true
    default: text.utf8.allSatisfy { $0 == 0x23 } && text.utf8.count >= 3
    }
  }

  /// A number with a decimal part of zeros (20130001.0), as some exports write whole numbers; without it.
  static func withoutZeroDecimals(_ text: String) -> String {
    guard let dot = text.firstIndex(of: "."), text[text.index(after: dot)...].allSatisfy({ $0 == "0" }) else { return text }
    let whole = String(text[..<dot])
    return whole.isAllDigits ? whole : text
  }

  /// The candidate that shares most characters with the text, if any; first of equals.
  static func nearest(to text: String, among candidates: [String]) -> String? {
    let characters = Set(text)
    let scored = candidates.map { candidate in (candidate, candidate.filter(characters.contains).count) }
    guard let best = scored.max(by: { $0.1 < $1.1 }), best.1 > 0 else { return nil }
    return scored.first { $0.1 == best.1 }?.0
  }
}
