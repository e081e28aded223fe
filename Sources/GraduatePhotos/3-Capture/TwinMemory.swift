/// What a second crew member said of pairs that look alike and have one birth date: nobody is asked twice.
public struct TwinMemory: Sendable, Hashable, Codable {
  /// Two people in any order.
  public struct Pair: Sendable, Hashable, Codable {
    public let first: String
    public let second: String

    public init(_ one: String, _ other: String) {
      first = min(one, other)
      second = max(one, other)
    }
  }

  public enum Answer: String, Sendable, Hashable, Codable { case twins, strangers }

  public private(set) var answers: [Pair: Answer] = [:]

  public init() {}

  public subscript(_ pair: Pair) -> Answer? { answers[pair] }

  public mutating func remember(_ pair: Pair, as answer: Answer) { answers[pair] = answer }

  /// Whether the faces of both say nothing about who is who.
  public func areTwins(_ one: String, _ other: String) -> Bool { answers[Pair(one, other)] == .twins }
}
