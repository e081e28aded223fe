/// The faces of a picture, in pixels of the portrait (of the picture, when no portrait was cut from it).
public struct FacesMeasure: Sendable, Hashable, Codable {
  /// Every face, the photographed one first; small ones and such cut by the edge too.
  public var faces: [DetectedFace]
  /// Probability that the mesh of the first lies on a face, 0–1; 0 without one.
  public var faceFlag: Double
  /// Faces other than the first with a fifth of their box or more inside the portrait.
  public var othersInPortrait: Int
  /// Width of the largest other face by the first one's; 0 without another.
  public var largestOther: Double

  /// Part of a box inside the portrait from which the face is seen in it.
  private static let seen = 0.2

  /// A picture without a face.
  init() {
    faces = []
    faceFlag = 0
    othersInPortrait = 0
    largestOther = 0
  }

  init(_ finding: FaceFinding, width: Int, height: Int) {
    let portrait = PixelRect(x: 0, y: 0, width: Double(width), height: Double(height))
    let others = finding.faces.dropFirst()
    let first = finding.faces.first.map(\.box.width) ?? 1
    faces = finding.faces
    faceFlag = finding.landmarks.faceFlag
    othersInPortrait = others.count { $0.box.sharedArea(portrait) >= Self.seen * $0.box.area }
    largestOther = others.map { $0.box.width / max(1, first) }.max() ?? 0
  }
}
