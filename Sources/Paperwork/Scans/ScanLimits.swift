/// Bounds of an uploaded scan; each is checked before memory is taken.
public enum ScanLimits {
  /// Bytes of one upload.
  public static let bytes = 40 << 20
  /// Pixels of a JPEG as its header states them (a 64-megapixel phone).
  public static let jpegPixels = 70_000_000
  /// Pixels of a progressive JPEG, whose coefficients must all be held at once.
  public static let progressiveJPEGPixels = 25_000_000
  /// Pixels of a PNG as its header states them (A4 at 600 dpi).
  public static let pngPixels = 36_000_000
  /// Longest side in pixels of what is stated by any header.
  public static let sidePixels = 20_000
  /// Longest side in pixels of what the reader works on: A4 at 200 dpi.
  public static let workingSidePixels = 2_340
  /// Pages of a PDF that are looked at.
  public static let pdfPages = 10
  /// Wall-clock seconds for drawing the pages of one PDF.
  public static let pdfSeconds = 30
  /// Address space of the process that draws a PDF, in kibibytes.
  public static let pdfMemoryKibibytes = 1_048_576
  /// Bytes that this process may write.
  public static let pdfOutputBytes = 400 << 20
  /// Wall-clock seconds for looking for codes in one upload; after them each page gets one attempt only.
  public static let searchSeconds = 8
  /// Different codes that are reported of one upload.
  public static let codes = 32
  /// Places that look like a QR's corner; more is a pattern made to keep the reader busy.
  public static let cornerCandidates = 24_000
}
