/// Tells when a shutter was released by the station's clock, although a picture comes seconds later and the camera's clock is wrong.
///
/// A picture arrives some time after the shutter, never before it. The smallest delay seen between the camera's time and the arrival is
/// therefore the difference of both clocks plus the quickest transfer: what the camera wrote plus this difference is the latest moment at
/// which the shutter can have been released, by less than that transfer.
public struct ShutterTimes: Sendable, Hashable {
  /// Pictures whose delay counts: a camera's clock drifts, and somebody may set it.
  private static let remembered = 20
  /// Cameras write whole seconds mostly.
  public static let cameraMilliseconds: Int64 = 1_000

  /// Arrival minus the camera's time, milliseconds, of the last pictures.
  private var delays: [Int64] = []

  public init() {}

  /// A picture came while somebody sat: what its delay was.
  public mutating func note(takenAt: Int64, arrivedAt: Int64) {
    delays.append(arrivedAt - takenAt)
    if delays.count > Self.remembered { delays.removeFirst(delays.count - Self.remembered) }
  }

  /// The latest moment at which the shutter was released, milliseconds UTC by the station's clock; nil while nothing is known.
  public func latestRelease(takenAt: Int64) -> Int64? {
    delays.min().map { takenAt + $0 + Self.cameraMilliseconds }
  }

  /// Whether a picture was taken before somebody sat down, for certain: it is the last one's, not his.
  ///
  /// - seatedAt: when he was scanned, milliseconds UTC.
  public func isBefore(seatedAt: Int64, takenAt: Int64?, arrivedAt: Int64) -> Bool {
    guard let takenAt, let latest = latestRelease(takenAt: takenAt) else { return false }
    // A transfer cannot have begun after the arrival: a camera whose clock was set back tells nothing.
    return latest < seatedAt && latest <= arrivedAt && arrivedAt - latest < 120_000
  }
}
