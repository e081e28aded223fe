/// Bounds of what a paper may hold; what is larger is refused before anything is drawn.
public enum PrintLimits {
  /// Data rows of all tables of one paper.
  public static let rows = 400_000
  /// Pages of one PDF.
  public static let pages = 20_000
  /// Unicode scalars in one field, cell or paragraph.
  public static let fieldScalars = 4_000
  /// UTF-8 bytes in one QR symbol; more could not be read back from a phone's photo.
  public static let qrBytes = 600
  /// Undrawable characters that a refusal names; the count is always exact.
  public static let charactersNamed = 12
}
