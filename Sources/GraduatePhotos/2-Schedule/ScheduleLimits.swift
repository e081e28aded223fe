/// Limits on everything stage 2 takes from outside; units in the names.
public enum ScheduleLimits {
  public static let institutions = 5_000
  /// Classes of one institution.
  public static let groups = 5_000
  public static let crews = 500
  public static let shootingPoints = 1...RegistrationLimits.shootingPoints
  /// Working days of a season.
  public static let seasonDays = 500
  /// Wishes of one institution.
  public static let wishes = 50
  public static let cities = 1_000
  /// Rows of the table of travel times.
  public static let travelTimes = 100_000
  public static let travelMinutes = 0...10_000
  /// Visits that stay, and agreements.
  public static let visits = 100_000
  /// Heads of one class: no lecture hall holds more.
  public static let classHeads = 0...20_000
  public static let headsPerHour = CampaignPlan.studentsPerHourRange
  /// Half-days of a crew.
  public static let sessions = 1...4
  public static let setUpMinutes = 0...240
  /// Working days of processing, delivery or verification.
  public static let leadDays = 0...200
  /// Bytes of a problem as a file.
  public static let problemFileBytes = 256 << 20
}
