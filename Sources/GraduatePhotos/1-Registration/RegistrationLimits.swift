/// Limits on everything stage 1 takes from outside; units in the names.
public enum RegistrationLimits {
  /// Heads of one category in one institution.
  public static let headCount = 0...200_000
  public static let shootingPoints = 40
  /// Characters of a name on the slip.
  public static let slipTextCharacters = 60
  /// Rows of one roster file.
  public static let rosterRows = 300_000
  /// Bytes of one roster file.
  public static let rosterFileBytes = 512 << 20
  /// Columns that are looked at; wider tables are refused.
  public static let rosterColumns = 256
  /// Rows in which the header is looked for.
  public static let headerSearchRows = 20
  /// Problems kept with their text; beyond, only counts go on.
  public static let rosterProblems = 20_000
  /// Characters of a value shown beside a problem.
  public static let shownValueCharacters = 40
  /// Rows from which the content of a column is judged in code mode.
  public static let contentSampleRows = 200
  /// Absences noted in one act, and rows of an uploaded list of them.
  public static let absencesAtOnce = 5_000
  /// Bytes of an uploaded list of absences.
  public static let absenceFileBytes = 8 << 20
  /// Bytes of one cell; longer ones are not looked at further.
  public static let cellBytes = 4_096
}
