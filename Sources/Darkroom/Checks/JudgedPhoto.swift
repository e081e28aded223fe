import GraduatePhotos

/// What checks judge: a picture's file, its measures, and the standard it should meet.
public struct JudgedPhoto: Sendable {
  /// How the portrait that was measured came about.
  public enum Origin: Sendable, Hashable {
    /// The picture is a portrait of the right size and is judged as it is.
    case asItCame
    /// Cut out of a larger picture.
    case cut
    /// None could be cut, for these reasons (in Chinese); measured was what a portrait would have shown.
    case uncut([String])
  }

  public let header: PictureHeader
  public let measures: PhotoMeasures
  public let standard: PhotoStandard
  public let origin: Origin
  /// Whether the portrait's background was put there by the program.
  public let isBackgroundReplaced: Bool

  public init(
    header: PictureHeader, measures: PhotoMeasures, standard: PhotoStandard, origin: Origin, isBackgroundReplaced: Bool = false
  ) {
    self.header = header
    self.measures = measures
    self.standard = standard
    self.origin = origin
    self.isBackgroundReplaced = isBackgroundReplaced
  }

  /// Whether geometry of the portrait can be judged.
  var hasPortrait: Bool {
    if case .uncut = origin { return false }
    return measures.placement != nil
  }

  /// Whether the eyes are free enough to be measured themselves.
  var hasVisibleEyes: Bool {
    guard let eyes = measures.eyes else { return false }
    return EyesVisible().verdict(eyes) < .fail && EyeGlare.limits.verdict(eyes.most(\.glare)) < .fail
  }
}
