/// Limits on what is told to people.
public enum NoticeLimits {
  /// Characters of a title, which is a mail's subject too.
  public static let titleCharacters = 60
  /// Characters of a notice's text.
  public static let bodyCharacters = 1_000
  /// A text to copy stays under this many code points: longer ones are folded by the chat groups.
  public static let copyCharacters = 300
  /// The last page that is looked up.
  static let lastPage = 100_000
  /// Notices and messages on one page.
  public static let pageSize = 50
  /// Digits in a row, from which on a number could be somebody's identity number.
  static let digitsInARow = 15
}
