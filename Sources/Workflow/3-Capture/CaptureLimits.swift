/// Bounds of what is typed and scanned at the door.
public enum CaptureLimits {
  /// Bytes of a scanned text that are looked at; collection codes are long.
  public static let scanBytes = 2_048
  /// Characters of a reason.
  public static let reasonCharacters = 100
  /// Ways of reading a name that are kept.
  static let initialsOfName = 8
  /// Characters of a name whose initials are kept.
  static let initialCharacters = 12
  /// Late and unheard-of people listed on a page.
  public static let listedPeople = 500
}
