/// Limits on everything that is read from or written to discs and archives; units in the names.
public enum DiscLimits {
  /// Bytes that are asked for, held and given out at once.
  public static let pieceBytes = 1 << 20
  /// Entries of one archive.
  public static let entries = 600_000
  /// Bytes of one entry.
  public static let entryBytes = 1 << 48
  /// Bytes of a path.
  public static let pathBytes = 1_000
  /// Characters of the password of an encrypted ZIP.
  public static let passwordCharacters = 8...64
  /// Zero bytes that a drive may give behind an image, for a disc that is read back.
  public static let runOutBytes = 4 << 20
  /// Unpacked bytes of one file of an archive that we did not write: no picture or table of ours is larger.
  public static let foreignFileBytes = 4 << 30
  /// Unpacked bytes that an archive which we did not write may hold whatever its own size, and how many more for each byte of its own:
  /// pictures hardly shrink, tables do.
  public static let foreignFreeBytes = 1 << 30
  public static let foreignRatio = 20
  /// Bytes that may be read of a foreign ZIP before its first file is known: its directory lies in memory.
  public static let foreignDirectoryBytes = 256 << 20
  /// Folders inside each other that are looked into.
  public static let levels = 32
}
