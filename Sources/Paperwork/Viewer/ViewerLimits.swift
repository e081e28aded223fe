import GraduatePhotos

/// Bounds of a disc's page and of the result file that comes back from it.
public enum ViewerLimits {
  /// People of one delivery.
  public static let people = 100_000
  /// Classes of one delivery.
  public static let classes = 10_000
  /// People whom one search file holds; one file is one read of an optical disc.
  public static let peopleInSearchFile = 5_000
  /// ASCII characters of an id.
  public static let idCharacters = 64
  /// Unicode scalars of any other text of a delivery, and of a value in a result file.
  public static let textScalars = VerdictLimits.textScalars
  /// UTF-8 bytes of a picture's path on the disc.
  public static let pathBytes = 400
  /// Bytes of a result file.
  public static let resultBytes = 64 << 20
  /// Unicode scalars of a remark.
  public static let noteScalars = VerdictLimits.noteScalars
  /// Unicode scalars of a name typed by whoever checks.
  public static let checkerScalars = 40
  /// Rows of the school's own roster in code mode.
  public static let rosterRows = 200_000
  /// People who may have worked on one result file.
  public static let checkers = 50
  /// Milliseconds UTC that a time may not precede (2000) or reach (2100).
  public static let times: Range<Int64> = 946_684_800_000..<4_102_444_800_000
}
