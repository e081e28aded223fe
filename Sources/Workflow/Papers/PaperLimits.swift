/// Limits on papers and what comes back of them.
public enum PaperLimits {
  /// Characters of the note that says how a paper came.
  public static let noteCharacters = 500
  /// Pages read at the same moment on one machine: each takes a core and some 100 MB.
  static let pagesReadAtOnce = 2
  /// Pages waiting to be read; one more is asked to come again.
  static let pagesWaiting = 32
  /// Blocks of characters whose fonts are kept in memory, some 100 KB each.
  static let glyphBlocksKept = 96
  /// Blocks waiting to be cut out; there are a few hundred in all.
  static let glyphBlocksWaiting = 64
}
