/// The standards that come with the program, from `Standards/` (domain.md 1.1–1.4): a center starts with them and edits its own copies.
extension PhotoStandard {
  public static let builtIn = [national2017, national2002, selfTaughtWhite, identityCard, freshman]

  /// Which of them a campaign of that graduating year begins with.
  public static func usual(for year: Int, kind: CampaignKind) -> PhotoStandard {
    if kind == .freshmen { return freshman }
    return year >= 2017 ? national2017 : national2002
  }

  public static let national2017 = shipped(PackageResources.national_2017_json)
  public static let national2002 = shipped(PackageResources.national_2002_json)
  public static let selfTaughtWhite = shipped(PackageResources.self_taught_white_json)
  public static let identityCard = shipped(PackageResources.ga_461_json)
  public static let freshman = shipped(PackageResources.freshman_json)

  /// The file was built in, and a test reads each of them.
  private static func shipped(_ bytes: [UInt8]) -> PhotoStandard {
    do { return try PhotoStandardFile.read(bytes) } catch { preconditionFailure("Standards/: \(error.message)") }
  }
}
