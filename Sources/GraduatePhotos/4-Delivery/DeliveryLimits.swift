/// Limits on everything the delivery stage takes from outside; units in the names.
public enum DeliveryLimits {
  /// UTF-16 code units of one name of a folder or file: what Joliet holds.
  public static let nameUnits = 64
  /// Files that one manifest lists.
  public static let manifestFiles = 500_000
  /// Bytes of one manifest.
  public static let manifestBytes = 128 << 20
  /// Bytes of a path on a disc, in UTF-8: Joliet's 240, as libarchive counts them.
  public static let discPathBytes = 239
  /// Bytes of one path in a manifest.
  public static let pathBytes = 1_000
  /// Bytes of one line of a manifest's head.
  public static let headLineBytes = 400
  /// Bytes of one file: what one extent of ISO 9660 holds.
  public static let fileBytes = Int(UInt32.max) - 2047
  /// Volumes of one delivery.
  public static let volumes = 1...999
}
