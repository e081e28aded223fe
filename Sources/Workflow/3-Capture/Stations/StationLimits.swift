/// Bounds of what stations send and ask.
public enum StationLimits {
  /// Bytes of a packet, as `PacketLimits.packetBytes`.
  public static let packetBytes = 80 << 20
  /// Packets whose opening may wait behind those being opened.
  static let packetsWaiting = 1_024
  /// Packets that one transaction writes down, and held ones that it takes in behind a filled gap.
  static let packetsInTransaction = 40
  /// Happenings of one answer.
  public static let happeningsInAnswer = 500
  /// Stations that a question may say something of.
  static let knownStations = 64
  /// Bytes of a question.
  public static let requestBytes = 64 << 10
  /// Characters of a station's name and of a typed reason.
  public static let nameCharacters = 40
  public static let reasonCharacters = 200
  /// Bytes of a pasted card.
  public static let cardBytes = 2_048
  /// Days after the visit's on which the station may still open its file.
  static let fileDaysAfter = 3
  /// Visits whose happenings are kept in memory.
  static let visitsKept = 64
  /// The span over which a station's pace is counted, milliseconds.
  static let paceMilliseconds: Int64 = 3_600_000
  /// Missing packets of a station that are counted and given up at once.
  static let missingPackets = 5_000
  /// Packets listed for review on a page.
  public static let listedPackets = 200
  /// A stick's bundle: a day's packets.
  public static let bundleBytes = 16 << 30
  /// Imports of this process whose result is kept.
  static let importsKept = 100
  /// Lines of an import's result that are kept.
  static let importLines = 500
}
