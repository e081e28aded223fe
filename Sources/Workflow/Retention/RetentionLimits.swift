/// Bounds of erasing.
enum RetentionLimits {
  /// Either of the two may take it back so long.
  static let reflectionMilliseconds: Int64 = 72 * 3_600_000
  /// People, or files, of one transaction.
  static let rowsInStep = 200
  /// Files deleted under one hold of the back-up's lock.
  static let filesAtOnce = 500
}
