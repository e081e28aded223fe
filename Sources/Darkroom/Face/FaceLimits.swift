/// Bounds of what the face models may be asked and of what they answer.
///
/// Pixels unless the name says otherwise.
enum FaceLimits {
  /// Least probability of a detection, 0–1: the detector's own working point (MODELS.md).
  static let leastDetectionScore = 0.5
  /// Detections that overlap more than this (area of the intersection by that of the union) are one face.
  static let sameFaceOverlap = 0.3
  /// Least probability that the mesh lies on a face, 0–1.
  ///
  /// Real faces gave 0.999 and more, a blurred wall 0.67.
  static let leastFaceFlag = 0.99
  /// Longest side of the copy that faces are searched on; more only costs time, the detector sees 128 pixels.
  static let searchCopySide = 640
  /// The mesh cannot say anything about a face narrower than this.
  static let leastFaceWidth = 24.0
  /// The same for a second face, which may be half hidden: the least of eight such had 0.4, the most of 60 patterns, animals and ears 0.11.
  static let leastSecondFaceFlag = 0.25
  /// Lid gap by the eye's width below which mesh and eyes are laid once more: near closed eyes every per cent counts.
  static let doubtfulLidGap = 0.24
  /// A detection is a face without asking the mesh from this probability on.
  static let sureDetectionScore = 0.8
  /// Two boxes are one face when they share this part of the smaller one.
  static let sameFaceShare = 0.4
  /// How many detections may turn out not to be faces before a picture counts as one without.
  static let meshTries = 3
  /// Strips on both sides of the photographed face, in its widths: how far they reach from its middle, how far they begin below
  /// the eyes, and how high they are.
  ///
  /// A face a third as wide becomes 30 of the detector's 128 pixels.
  static let stripReach = 1.02
  static let stripBelowEyes = 0.12
  static let stripHeight = 1.5
  /// Least probability of a candidate in a strip that is looked at again, in squares of so many widths of the photographed face: half hidden
  /// faces are seen in one and not in the other.
  static let leastCandidateScore = 0.35
  static let secondLooks = [1.0, 1.2]
  /// How many candidates are looked at again.
  static let peepingTries = 4
  /// Width of the person mask by the face's: a portrait is about twice as wide as the face, and a little more is kept around it.
  static let maskWidthByFace = 2.7
  /// Part of the mask's height above the eyes.
  static let maskAboveEyes = 0.44
  /// More faces than this are not told apart any further.
  static let faces = 32
  /// A message of the inference library, in bytes.
  static let messageBytes = 512
  /// Folders above the program's and the current one that are searched for models and library.
  static let foldersUpward = 6
}
