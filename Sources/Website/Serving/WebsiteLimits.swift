/// Everything the website accepts from outside has its limit here.
enum WebsiteLimits {
  /// Fields of one form, urlencoded or multipart.
  static let formFields = 1_000
  /// A urlencoded form, and all text fields of a multipart form together.
  static let formBytes = 1024 * 1024
  /// A field's name.
  static let fieldNameBytes = 200
  /// A file's name as the browser sends it.
  static let fileNameBytes = 1024
  /// The header lines of one part of a multipart form.
  static let partHeaderBytes = 16 * 1024
  /// What may stand before the first boundary.
  static let preambleBytes = 4 * 1024
  /// A boundary (RFC 2046, 5.1.1).
  static let boundaryBytes = 70
  /// Files in one form.
  static let filesPerForm = 20
  /// Uploads that arrive at the same time, whoever sends them.
  static let uploadsAtOnce = 12
  /// Bytes of stations' requests that are in memory at the same time; three of the largest packets.
  static let stationBytesAtOnce = 256 << 20
  /// Requests of stations that wait for room.
  static let stationsWaiting = 512
  /// Requests that the stations at one address may make at once, and in a second: forty of them share a school's.
  static let stationRequestsAtOnce = 4_000
  static let stationRequestsPerSecond = 1_000
  /// Room on the disk that uploads leave for the database and its log.
  static let freeBytesKept: Int64 = 2 << 30
  /// Header lines of a request.
  static let headerBytes = 32 * 1024
  static let headerCount = 100
  /// Cookies looked at in one request.
  static let cookies = 50
  /// A path with its query.
  static let addressBytes = 4 * 1024
  /// Hops of X-Forwarded-For looked at, from the right.
  static let forwardedHops = 10
  /// Event loops at least, each with a thread and a connection to the database.
  static let eventLoops = 4
  /// Seconds without a byte before a connection is closed.
  static let idleSeconds = 60
  /// The last page of a list that is answered; far beyond any list, far below an overflow.
  static let pageNumber = 100_000
  /// Places that one rate limit remembers.
  static let rateLimitPlaces = 20_000
  /// How long a count of what waits on somebody is kept: others' deeds on another node, and midnight, show after it.
  static let waitingMilliseconds: Int64 = 30_000
  /// People whose counts are kept at the same time.
  static let waitingEntries = 10_000
  /// Blocks of rare characters that one page brings fonts for.
  static let glyphBlocks = 24
  /// Downloads that are counted in one browser.
  static let downloadsCounted = 999
  /// A request's id as given by a trusted proxy.
  static let requestIDCharacters = 64
}
