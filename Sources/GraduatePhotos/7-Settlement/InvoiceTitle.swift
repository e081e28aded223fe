/// 发票抬头: to whom an invoice is made out, and the tax number that goes with it.
public struct InvoiceTitle: Sendable, Hashable, Codable {
  public var name: String
  /// 统一社会信用代码, or an older tax number; empty for a person.
  public var taxNumber: String

  public init(name: String, taxNumber: String) {
    self.name = name
    self.taxNumber = taxNumber
  }

  /// - Throws: `SettlementRefusal.titleMissing`, `.textTooLong`, `.taxNumber`.
  public func check() throws(SettlementRefusal) {
    guard !name.trimmed.isEmpty else { throw .titleMissing }
    guard name.count <= SettlementLimits.textCharacters else { throw .textTooLong("发票抬头") }
    guard !CodeModeGuard.holdsIDNumber(name) else { throw .numberInText }
    // An old identity number has fifteen digits too, and that of a small trader begins with his own.
    guard !CodeModeGuard.holdsIDNumber(taxNumber) else { throw .numberInText }
    guard taxNumber.isEmpty || TaxNumber.isValid(taxNumber) else { throw .taxNumber }
  }
}

/// 纳税人识别号: 18 places with a check character (GB 32100-2015), or the 15 and 20 places of before.
public enum TaxNumber {
  /// No I, O, S, V, Z: they look like digits.
  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

  public static func isValid(_ text: String) -> Bool {
    let places = Array(text.utf8)
    switch places.count {
    case 18: return checkCharacter(of: places.dropLast()).map { $0 == places[17] } ?? false
    case 15, 20: return places.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
    default: return false
    }
  }

  /// The 18th place for the first 17 (GB 32100-2015: weights are powers of 3 modulo 31); nil when one is none of the alphabet's.
  public static func checkCharacter(of places: some Collection<UInt8>) -> UInt8? {
    guard places.count == 17 else { return nil }
    var sum = 0
    var weight = 1
    for place in places {
      guard let value = alphabet.firstIndex(of: place) else { return nil }
      sum += value * weight
      weight = weight * 3 % 31
    }
    return alphabet[(31 - sum % 31) % 31]
  }
}
