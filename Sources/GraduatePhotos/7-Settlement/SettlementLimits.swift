/// Limits on what a settlement takes from outside; units in the names.
public enum SettlementLimits {
  /// Characters of a reason, a payer's or an invoice's name.
  public static let textCharacters = 100
  /// Characters of a receipt's or a bank slip's number.
  public static let numberCharacters = 40
  /// Fen of one amount: ten million yuan, more than a province's season costs.
  public static let amountFen = 1_000_000_000
}
