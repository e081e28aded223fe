/// Limits of proofing, here in one place; units in the names.
public enum ProofLimits {
  /// Answers written in one transaction.
  static let answersInTransaction = 200
  /// A picture that shows the right value: a phone's.
  public static let evidenceBytes = 10 * 1024 * 1024
  /// Of why an extension, a proxy or "nothing is to be changed".
  public static let reasonCharacters = 200
  /// Characters of a code, in groups of four; the first ones find it.
  static let codeCharacters = 12
  static let locatorCharacters = 5
  /// Failures from one place within the span of sign-in, counted apart from staff's: a campus types its codes behind one address, and
  /// what keeps a guess out is the count of each person and 34 bits.
  static let failuresPerPlace = 5_000
  /// Namesakes with equal student numbers, of several institutions, whose passwords are compared.
  static let namesakes = 4
  /// A phone is lent and left lying: a graduate's session is shorter than a member of staff's.
  static let sessionIdleMilliseconds: Int64 = 20 * 60 * 1000
  static let sessionLifeMilliseconds: Int64 = 4 * 3600 * 1000
  /// Lines of who has looked.
  static let looks = 100
  /// Openings of the institution's classes among which those of the own class are looked for.
  static let openings = 2000
  /// Rows of a list of the national site's.
  public static let statusRows = 100_000
  public static let statusFileBytes = 50 * 1024 * 1024
}

/// Whether an answer is the one chance, or rehearses the national site's.
enum ProofKind: String, Sendable {
  case final, rehearsal
}
