/// Bounds of a station, as constants with units.
public enum VisitDeskLimits {
  /// Layout of the data folder; a newer one is refused.
  static let folderVersion = 1
  /// Bytes of a picture that arrives: an uncompressed one from a medium-format camera is larger and no JPEG.
  public static let pictureBytes = 64 << 20
  /// A picture that arrives needs this many free bytes on the disk beside its own, else nothing is taken: the database and the
  /// packets of what was taken must still fit.
  public static let spareBytes: Int64 = 512 << 20
  /// Packets of up to so many bytes lie in the database, larger ones in files.
  static let packetInRowBytes = 64 << 10
  /// Bytes of a file's name on a camera's card; cameras give eight letters and digits.
  static let cameraNameBytes = 100
  /// Tries to fetch one picture from a camera, after which it is left to the card's reader.
  static let cameraTries = 3
  /// Packets on their way to the center at the same moment.
  static let packetsUnderWay = 12
  /// Their bytes; a larger packet goes alone.
  static let bytesUnderWay = 48 << 20
  /// Happenings handed to another station at once.
  public static let happeningsAtOnce = 500
  /// Bytes of a question or an answer between stations.
  public static let peerBytes = 8 << 20
  /// Other stations of one visit.
  static let peers = 8
  /// Questions in a row to one station, before the others have their turn.
  static let peerQuestionsAtOnce = 40
  /// Wrong passwords in a row, after which each further try waits.
  static let freeTries = 5
  /// Places whose wrong tries are counted apart.
  static let rememberedPlaces = 1_000
  /// The longest such wait, seconds.
  static let longestWaitSeconds: Int64 = 60
  /// Signed-in hours without use, after which the page asks again.
  public static let signedInHours: Int64 = 12
  /// Characters of a reason.
  public static let reasonCharacters = 100
  /// Characters of a name that is typed for a spare card.
  public static let nameCharacters = 50
  /// Characters of a hand-written signature's points.
  public static let strokeCharacters = 20_000
}
