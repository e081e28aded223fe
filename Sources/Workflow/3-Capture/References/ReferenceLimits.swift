/// Bounds of enrolment photos that institutions hand in.
public enum ReferenceLimits {
  /// Pictures of one file.
  public static let pictures = 200_000
  /// Bytes of one picture; enrolment photos have about 30 KB.
  public static let pictureBytes = 2 << 20
  /// Bytes of an uploaded file, and of what comes out of it.
  public static let uploadBytes = 10 << 30
  /// Bytes of pictures in one visit's file: as JSON a byte takes nearly four.
  static let bytesInVisitFile = 56 << 20
  /// Files of each kind that an upload's result names.
  static let namedFiles = 50
}
