import Storage

/// The schema of the center, forward only: a released migration is never edited, the next one is added below it.
///
/// Each text lists the tables of one owner; `Tests/TidyTests` holds that only the owner's queries write them.
/// Written in what SQLite and PostgreSQL both read: TEXT, INTEGER, REAL, BLOB; times are milliseconds UTC, days are text `YYYYMMDD`.
public enum Schema {
  /// The folder of `Workflow` that owns the tables, and their text.
  public static var texts: [(owner: String, sql: String)] {
    first + second + third + fourth + fifth + sixth + seventh + eighth + ninth + tenth + eleventh + twelfth
      + thirteenth + fourteenth + fifteenth + sixteenth + seventeenth + eighteenth + nineteenth
      + twentySecond + twentyThird + twentyFourth
  }

  private static let first: [(owner: String, sql: String)] = [
    ("SignIn", signInTables),
    ("Journal", journalTables),
    ("Jobs", jobTables),
    ("Campaign", campaignTables),
    ("1-Registration", registrationTables),
    ("1-Registration", rosterTables),
  ]

  private static let second: [(owner: String, sql: String)] = [("SignIn", signInAttemptTables)]

  private static let third: [(owner: String, sql: String)] = [("1-Registration", codeTables)]

  private static let fourth: [(owner: String, sql: String)] = [("Campaign", centerTables), ("1-Registration", answerTables)]

  private static let fifth: [(owner: String, sql: String)] = [("Journal", commitTables)]

  private static let sixth: [(owner: String, sql: String)] = [("1-Registration", classIndex)]

  private static let seventh: [(owner: String, sql: String)] = [("2-Schedule", scheduleTables)]

  private static let eighth: [(owner: String, sql: String)] = [("2-Schedule", crewAccountTables), ("3-Capture", captureTables)]

  private static let ninth: [(owner: String, sql: String)] = [("3-Capture", stationTables), ("3-Capture", referenceTables)]

  private static let tenth: [(owner: String, sql: String)] = [("3-Capture", heldShotTables)]

  private static let eleventh: [(owner: String, sql: String)] = [("4-Delivery", releaseTables)]

  private static let twelfth: [(owner: String, sql: String)] = [("4-Delivery", deliveryTables)]

  private static let thirteenth: [(owner: String, sql: String)] = [("5-Verification", verificationTables)]

  private static let fourteenth: [(owner: String, sql: String)] = [
    ("5-Verification", errataTables), ("5-Verification", missingTables),
  ]

  private static let fifteenth: [(owner: String, sql: String)] = [("5-Verification", makeupTables)]

  private static let sixteenth: [(owner: String, sql: String)] = [
    ("5-Verification", ledgerTables), ("4-Delivery", reprintTables), ("5-Verification", correctionMailTables),
  ]

  private static let seventeenth: [(owner: String, sql: String)] = [
    ("1-Registration", filedTables), ("6-Proofing", proofTables),
  ]

  private static let eighteenth: [(owner: String, sql: String)] = [("7-Settlement", settlementTables)]

  private static let nineteenth: [(owner: String, sql: String)] = [("Public", publicTables)]

  private static let twentySecond: [(owner: String, sql: String)] = [("Retention", retentionTables)]

  private static let twentyThird: [(owner: String, sql: String)] = [("8-Filing", filingTables)]

  private static let twentyFourth: [(owner: String, sql: String)] = [("5-Verification", spareTables)]

  public static let migrations: [Migration] = [
    Migration(number: 1, name: "house and registration", sql: first.map(\.sql).joined(separator: "\n")),
    Migration(number: 2, name: "attempts at signing in", sql: second.map(\.sql).joined(separator: "\n")),
    Migration(number: 3, name: "changes of collection codes", sql: third.map(\.sql).joined(separator: "\n")),
    Migration(number: 4, name: "centers carried over, answers", sql: fourth.map(\.sql).joined(separator: "\n")),
    Migration(number: 5, name: "committed writes", sql: fifth.map(\.sql).joined(separator: "\n")),
    Migration(number: 6, name: "classes in their order", sql: sixth.map(\.sql).joined(separator: "\n")),
    Migration(number: 7, name: "schedule", sql: seventh.map(\.sql).joined(separator: "\n")),
    Migration(number: 8, name: "the door of a visit", sql: eighth.map(\.sql).joined(separator: "\n")),
    Migration(number: 9, name: "capture stations", sql: ninth.map(\.sql).joined(separator: "\n")),
    Migration(number: 10, name: "shots held back", sql: tenth.map(\.sql).joined(separator: "\n")),
    Migration(number: 11, name: "release of portraits", sql: eleventh.map(\.sql).joined(separator: "\n")),
    Migration(number: 12, name: "deliveries", sql: twelfth.map(\.sql).joined(separator: "\n")),
    Migration(number: 13, name: "verification by the institution", sql: thirteenth.map(\.sql).joined(separator: "\n")),
    Migration(number: 14, name: "errata and missing letters", sql: fourteenth.map(\.sql).joined(separator: "\n")),
    Migration(number: 15, name: "make-up at the branch", sql: fifteenth.map(\.sql).joined(separator: "\n")),
    Migration(number: 16, name: "ledger, further prints, corrected data", sql: sixteenth.map(\.sql).joined(separator: "\n")),
    Migration(number: 17, name: "proofing", sql: seventeenth.map(\.sql).joined(separator: "\n")),
    Migration(number: 18, name: "settlement of fees", sql: eighteenth.map(\.sql).joined(separator: "\n")),
    Migration(number: 19, name: "texts for everybody", sql: nineteenth.map(\.sql).joined(separator: "\n")),
    Migration(number: 22, name: "retention", sql: twentySecond.map(\.sql).joined(separator: "\n")),
    Migration(number: 23, name: "filing", sql: twentyThird.map(\.sql).joined(separator: "\n")),
    Migration(
      number: 24, name: "people on no list decided", sql: (twentyFourth.map(\.sql) + [spareOutOfQueue]).joined(separator: "\n")),
  ]
}
