/// One value of a row or one argument of a statement, the same on both engines.
///
/// There are no booleans (0 and 1 are integers), no dates (integer milliseconds UTC) and no decimals.
/// `U+0000` inside a text and NaN are refused by both engines, because one of them could not keep them.
public enum SQLValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  public init(_ value: Int64) { self = .integer(value) }
  public init(_ value: Int) { self = .integer(Int64(value)) }
  public init(_ value: Double) { self = .real(value) }
  public init(_ value: String) { self = .text(value) }
  public init(_ value: [UInt8]) { self = .blob(value) }

  public static func optional(_ value: Int64?) -> SQLValue { value.map { .integer($0) } ?? .null }
  public static func optional(_ value: Int?) -> SQLValue { value.map { .integer(Int64($0)) } ?? .null }
  public static func optional(_ value: Double?) -> SQLValue { value.map { .real($0) } ?? .null }
  public static func optional(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
  public static func optional(_ value: [UInt8]?) -> SQLValue { value.map { .blob($0) } ?? .null }

  public static func int(_ value: Int) -> SQLValue { .integer(Int64(value)) }

  public var isNull: Bool { self == .null }
}

extension SQLValue: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .real(value) }
  public init(stringLiteral value: String) { self = .text(value) }
  public init(arrayLiteral elements: UInt8...) { self = .blob(elements) }
}
