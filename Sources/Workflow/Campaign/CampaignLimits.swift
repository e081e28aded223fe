/// What campaigns, institutions and study centers accept from outside.
public enum CampaignLimits {
  /// Decoded plans kept in a process.
  static let plansKept = 64
  /// Lines of a list on one page.
  public static let pageLines = 50
  /// Pages of a list; a larger number is no page.
  static let pages = 1...1_000_000
  /// Characters of a name (institution, study center, office, standard).
  public static let nameCharacters = 60
  /// Characters of an address, a source, a place.
  public static let textCharacters = 200
  /// Characters of a search.
  static let searchCharacters = 40
  /// Offices of a campaign, agencies of other provinces included.
  public static let offices = 60
  /// Names an institution bore over the years.
  public static let namesOfInstitution = 20
  /// Institutions invited in one act.
  public static let invitationsAtOnce = 2_000
  /// Rows of a table of institutions.
  public static let institutionRows = 5_000
  /// Heads a study center expects.
  public static let expectedHeads = 0...200_000
  /// Study centers that a notice names; the rest are counted.
  static let centersNamed = 8
  /// Photo standards of a center.
  public static let photoStandards = 200
  /// Bytes of one file of an example campaign.
  static let exampleFileBytes = 4 << 20
  /// Bytes of a file of holidays.
  static let holidaysFileBytes = 2 << 20
  /// Years in a file of holidays.
  static let holidayYears = 100
  /// Characters of a value before or after a change, as the journal shows it.
  static let journalValueCharacters = 60
  /// Characters of all values of one journal line; beyond, only the changed fields are named.
  static let journalValuesCharacters = 12_000
}
