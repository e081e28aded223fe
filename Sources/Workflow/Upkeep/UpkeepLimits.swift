/// Bounds of upkeep, with their units.
public enum UpkeepLimits {
  /// The version of the data folder's layout that this program writes.
  static let folderVersion = 1
  /// The version of a back-up's layout.
  static let backupVersion = 2
  /// A key export or a passphrase file; real ones are a few hundred bytes.
  public static let secretFileBytes = 1 << 20
  /// The manifest of a back-up.
  static let manifestBytes = 64 << 20

  /// Of so many back-ups one reads a file again that lies in the back-up already: each in its turn.
  static let rereadShares = 16

  /// How long something in the spool may belong to an upload under way.
  static let spoolAgeSeconds: Int64 = 6 * 3_600
  /// The same when nobody else can serve the folder: a command beside the server writes its row within this.
  static let spoolGraceSeconds: Int64 = 60

  /// Values that a rotation re-encrypts in one transaction.
  static let rotationBatchRows = 500
  /// How often a rotation goes over everything again because somebody wrote with an older key meanwhile.
  static let rotationPasses = 8
  /// How long a rotation waits after it wrote new keys: every serving process looks at the key file more often than that.
  public static let keyGraceMilliseconds: Int64 = 4_000
  /// How often a serving process looks whether the key file changed.
  public static let keyWatchMilliseconds: Int64 = 1_000
  /// A key older than this should be rotated.
  static let keyAgeMilliseconds: Int64 = 400 * 24 * 3_600_000

  /// A back-up older than this is stale.
  static let backupAgeMilliseconds: Int64 = 8 * 24 * 3_600_000
  /// A journal line that waits longer than this for the sealer.
  static let unsealedAgeMilliseconds: Int64 = 600_000
  /// Files and orphans younger than this may belong to work under way.
  static let orphanAgeSeconds: Int64 = 86_400
  /// Files whose bytes are read again by a check that is not deep.
  static let sampledFiles = 2_000
  /// Values of each kind that are opened to see that the keys fit.
  static let sampledValues = 50
  /// Ids and hashes listed for one finding.
  static let listedIDs = 5
  /// Free space under which a disk counts as full.
  static let diskFreeBytes: Int64 = 2 << 30
  /// How many days the disk must last at the pace of the last `diskGrowthDays`.
  static let diskForecastDays: Int64 = 60
  static let diskGrowthDays: Int64 = 30
}
