/// What of a camera's card is still to be fetched for a visit: a pure judgement over names, sizes and the camera's times.
struct CameraLook: Sendable {
  /// Seconds since 1970: what the camera took before is not of this visit.
  private var since: Int64
  private var fetched: Set<CameraPicture.Key>
  /// The shutter was heard: of this visit whatever the camera's clock says.
  private var heard: Set<CameraPicture.Key> = []
  private var failures: [CameraPicture.Key: Int] = [:]

  /// - since: milliseconds UTC by the station's clock.
  /// - fetched: of this visit, by an earlier run too.
  init(since: Int64, fetched: Set<CameraPicture.Key>) {
    self.fetched = fetched
    self.since = since / 1_000
    for key in fetched { lower(to: key) }
  }

  /// A camera whose clock is behind tells it with each picture of the visit.
  private mutating func lower(to key: CameraPicture.Key) {
    if key.takenAt > 0 { since = min(since, key.takenAt) }
  }

  mutating func hear(_ key: CameraPicture.Key) { heard.insert(key) }

  func wants(_ key: CameraPicture.Key) -> Bool {
    guard !fetched.contains(key), failures[key, default: 0] < VisitDeskLimits.cameraTries else { return false }
    return heard.contains(key) || key.takenAt >= since
  }

  mutating func note(_ key: CameraPicture.Key) {
    fetched.insert(key)
    heard.remove(key)
    failures[key] = nil
    lower(to: key)
  }

  /// - Returns: true when it is given up.
  mutating func noteFailure(_ key: CameraPicture.Key) -> Bool {
    failures[key, default: 0] += 1
    return failures[key] == VisitDeskLimits.cameraTries
  }
}
