/// Limits on everything the verification takes from outside; units in the names.
public enum VerificationLimits {
  /// Characters of one remark, reason or name of evidence.
  public static let remarkCharacters = 200
  /// Characters of the name of whoever handles something (经手人, 联系人).
  public static let handlerCharacters = 30
  /// Rows of one 《勘误表》.
  public static let errataRows = 2_000
  /// Bytes of an uploaded 《勘误表》.
  public static let errataFileBytes = 16 << 20
  /// Problems of one 《勘误表》 kept with their text.
  public static let errataProblems = 500
  /// People of one missing letter.
  public static let missingPeople = 5_000
  /// People of one group that comes to the make-up by bus.
  public static let groupHeads = 2...300
}
