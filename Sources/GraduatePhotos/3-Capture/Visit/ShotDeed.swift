/// A picture that arrived while somebody sat, or by itself.
public struct ShotDeed: Sendable, Hashable, Codable, Identifiable {
  /// UUID text.
  public var id: String
  /// In the station's range (`StationNumbers`); unique in the visit, never used again.
  public var serial: Int
  /// Who sat there; nil when nobody had been scanned.
  public var person: String?
  /// SHA-256 of the untouched original, lower-case hexadecimal.
  public var sha256: String
  public var byteCount: Int
  public var verdict: ShotVerdict
  /// What the photographer was told, the worst first.
  public var problems: [ShotProblem]
  public var source: ShotSource
  /// As the camera named it; empty for the page's own camera.
  public var fileName: String
  /// Milliseconds UTC as the camera wrote it into the file, its clock taken for China's; nil when it wrote nothing.
  public var takenAt: Int64?

  public init(
    id: String, serial: Int, person: String?, sha256: String, byteCount: Int, verdict: ShotVerdict, problems: [ShotProblem],
    source: ShotSource, fileName: String, takenAt: Int64?
  ) {
    self.id = id
    self.serial = serial
    self.person = person
    self.sha256 = sha256
    self.byteCount = byteCount
    self.verdict = verdict
    self.problems = problems
    self.source = source
    self.fileName = fileName
    self.takenAt = takenAt
  }
}

/// What the photo check says of a shot as a whole.
public enum ShotVerdict: String, Sendable, Hashable, Codable, CaseIterable {
  case pass, look, fail
  /// No picture, or damaged: kept all the same.
  case unreadable
}

/// One thing that is wrong with a shot, or that somebody has to look at.
public struct ShotProblem: Sendable, Hashable, Codable {
  /// Name of the check.
  public var check: String
  public var isFailure: Bool
  /// For the photographer: what is the matter and what to do.
  public var chinese: String

  public init(check: String, isFailure: Bool, chinese: String) {
    self.check = check
    self.isFailure = isFailure
    self.chinese = chinese
  }
}

/// Which way a picture came in.
public enum ShotSource: String, Sendable, Hashable, Codable, CaseIterable {
  /// A folder that a tethering program or the camera's FTP fills.
  case folder
  /// A camera at the station's own cable or network.
  case camera
  /// The page's camera.
  case webcam
  /// A memory card, read later.
  case card

  public var chineseName: String {
    switch self {
    case .folder: "文件夹"
    case .camera: "联机相机"
    case .webcam: "网页摄像头"
    case .card: "存储卡"
    }
  }
}
