/// Two steps on each side of what is in order: beyond the inner one a person should look, beyond the outer one it fails.
///
/// Where pictures of both kinds were at hand, the outer step lies in the gap between them and the inner one halfway from it to the good ones.
struct CheckLimits: Sendable, Hashable {
  var failBelow: Double?
  var lookBelow: Double?
  var lookAbove: Double?
  var failAbove: Double?

  func verdict(_ value: Double) -> Finding.Verdict {
    if value < failBelow ?? -.infinity || value > failAbove ?? .infinity { return .fail }
    if value < lookBelow ?? -.infinity || value > lookAbove ?? .infinity { return .look }
    return .pass
  }

  /// What passes.
  var low: Double? { lookBelow ?? failBelow }
  var high: Double? { lookAbove ?? failAbove }
}
