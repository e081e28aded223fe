/// Limits on whatever comes in, and the few sizes the darkroom works with.
///
/// Pixels are those of the file unless said otherwise.
public enum DarkroomLimits {
  // MARK: Files

  /// Bytes of a picture file.
  public static let fileBytes = 64_000_000
  /// Pixels of a baseline JPEG with thinned colour, or grey: it is read row by row and never held whole.
  public static let pixels = 100_000_000
  /// Pixels of a progressive, 4:4:4 or CMYK JPEG: such files are held whole, or cost several times the work.
  public static let heavyPixels = 50_000_000
  /// Pixels of a PNG, which can only be read at full size.
  public static let pngPixels = 50_000_000
  /// Pixels of an interlaced PNG, which must be held whole.
  public static let interlacedPNGPixels = 24_000_000
  /// Longest side in pixels.
  public static let sidePixels = 20_000
  /// Bytes of the coefficients of a JPEG that is held whole: 50 megapixels in 4:4:4.
  public static let coefficientBytes = 310_000_000
  /// Bytes libjpeg may take beside rows; above `coefficientBytes` by its own small needs.
  static let jpegMemoryBytes = 330_000_000
  /// Scans of a progressive JPEG; encoders write about ten.
  static let jpegScans = 100
  /// Segments before the first scan; a large XMP or ICC block takes some dozens.
  static let jpegSegments = 2_000
  /// Entries read of an EXIF directory.
  static let exifEntries = 512
  /// Chunks of a PNG.
  static let pngChunks = 200_000
  /// Bytes of an embedded ICC profile; large printing profiles have about three million.
  static let profileBytes = 4_000_000
  /// Bytes libpng may unpack of one auxiliary chunk.
  static let pngChunkBytes = 4_000_000

  // MARK: Decoding

  /// Pixels of a decoded picture: a finer decode is coarsened until it fits.
  ///
  /// 24 megapixels fit at full size.
  public static let decodedPixels = 26_000_000
  /// Longer side in pixels that a first decode keeps at least: 24 and 20 megapixels come at 1/4, 12 at 1/2.
  public static let workingSidePixels = 1_360
  /// Least width in decoded pixels of a face that is measured: at 1/8 of a camera's pixels sharpness is lost.
  public static let workingFacePixels = 240
  /// Rows decoded at a time.
  static let bandRows = 16
  /// The same when they become columns: each upright row lies on another page of memory, so long stretches are written.
  static let turnedBandRows = 256

  // MARK: Portraits

  /// Pixels of a portrait for each pixel of the original: never more than the camera gave.
  public static let enlargement = 1.0
  /// How far the face's middle may be from the portrait's, in thousandths of its width, when the picture's edge is too near.
  public static let offCentreThousandths = 20
  /// How far the parts of a composition may be from the standard's number, in thousandths of the height.
  public static let compositionThousandths = 30
  /// From the eyes to the hair's top, by the face's width: 0.75–0.95 usually; from this on a person decides where the head's top is.
  public static let tallHair = 1.05
  /// The same of a usual head, for a crop that cannot go by the hair.
  public static let usualHair = 0.85
  /// What stays free above hair that stands high, in thousandths of the height.
  public static let tallHairThousandths = 15
  /// JPEG quality (IJG scale) where a standard names none.
  public static let leastPortraitQuality = 60
  /// JPEG quality beyond which bytes grow and nothing is seen.
  public static let usefulPortraitQuality = 95
}
