/// Bounds of the verification's pages.
public enum ClassCheckLimits {
  /// People on one page of a class.
  public static let peopleOnPage = 120
  /// People whom one click may call right.
  public static let restAtOnce = 120
  /// Characters of a reason.
  public static let reasonCharacters = 200
  /// Characters of an operation's id as a page makes it.
  static let operationCharacters = 64
  /// A class that somebody opened is open to him for so long before a further journal line is written: half a day's work.
  static let openedMilliseconds: Int64 = 12 * 3_600_000
}
