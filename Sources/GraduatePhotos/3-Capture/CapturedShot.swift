/// A shot of a station's day as the rule on shifts sees it: whom it is bound to and when it came.
public struct CapturedShot: Sendable, Hashable, Codable, Identifiable {
  public var id: String
  /// `ShotSerial` of the visit: unique, rising with time.
  public var serial: Int
  /// Whom it is bound to; nil when it came without a scan or a choice.
  public var person: String?
  /// When it reached the station, seconds since the day's start.
  public var seconds: Int
  /// False for one that was thrown out at once (closed eyes): it has no say in what is told, and moves along in a repair.
  public var isKept: Bool

  public init(id: String, serial: Int, person: String?, seconds: Int, isKept: Bool = true) {
    self.id = id
    self.serial = serial
    self.person = person
    self.seconds = seconds
    self.isKept = isKept
  }
}

/// Somebody who was scanned at the seat.
///
/// Who is taken once more is scanned once more. With a list that goes on by itself, the list's steps are the scans.
public struct ScannedPerson: Sendable, Hashable, Codable, Identifiable {
  /// `DuePerson.id`.
  public var id: String
  /// Seconds since the day's start.
  public var seconds: Int
  /// Whether there is a picture to compare with: the enrolment photo.
  public var hasReference: Bool
  /// Nil when unknown, and in code mode.
  public var born: CalendarDay?

  public init(id: String, seconds: Int, hasReference: Bool, born: CalendarDay? = nil) {
    self.id = id
    self.seconds = seconds
    self.hasReference = hasReference
    self.born = born
  }
}

/// Distances of faces, 0 and up, as the embedding model gives them; nil where a face was not found or is not there yet.
public protocol FaceDistances {
  func distance(shot: String, reference person: String) -> Double?
  func distance(shot: String, shot other: String) -> Double?
}
