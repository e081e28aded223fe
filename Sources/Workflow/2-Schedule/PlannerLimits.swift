/// Bounds of what planners and institutions type in; those of a whole problem are `ScheduleLimits`.
public enum PlannerLimits {
  public static let crews = 200
  /// Days agreed with one place.
  public static let agreedDays = 60
  public static let wishes = 20
  /// Characters of a reason or a note.
  public static let textCharacters = 200
  public static let nameCharacters = 30
  /// Students of a batch where a place has told its head counts and no classes yet.
  public static let batchHeads = 50
  /// Photographers of a crew: two, and who stands in for them.
  static let crewAccounts = 6
  /// Posters of one ZIP: each takes a tenth of a second.
  public static let posters = 300
  /// Versions that are looked back for what changed.
  static let comparedVersions = 20
  /// Drafts of a campaign.
  public static let drafts = 2_000
  /// Drafts that are listed: each holds every class's turn.
  public static let listedDrafts = 20
}
