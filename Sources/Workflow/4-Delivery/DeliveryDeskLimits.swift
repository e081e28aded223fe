/// Bounds of the head office's desk: release and deliveries.
public enum DeliveryDeskLimits {
  /// Portraits of a page.
  public static let portraitsOnPage = 100
  /// Portraits that one click releases.
  public static let releasedAtOnce = 200
  /// Earlier reasons that stand beside a portrait.
  static let earlierReturns = 5
  /// Characters of a note, a carrier's name, a reason.
  public static let textCharacters = 200
  /// Characters of a tracking number.
  public static let trackingCharacters = 40
  /// Days after which an institution is reminded of a delivery whose receipt it did not confirm.
  public static let receiptDays = 7
  /// Reminders of one delivery by the clock.
  static let remindersByClock = 4
  /// People of each kind of change that a page names.
  public static let listedChanges = 50
  /// Bytes of the files beside the portraits that are sealed together.
  static let pieceBytes = 4 << 20
  /// Portraits whose place in the photo store is asked for at once.
  static let portraitsAhead = 200
  /// Groups of four letters and digits that a password has: 100 bits.
  static let passwordGroups = 5
}
