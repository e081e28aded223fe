/// Sharpness and grain.
public struct DetailMeasure: Sendable, Hashable, Codable {
  /// How little another blur changes the face, across and down, 0 sharp – 1 blurred (Crété and others, 2007): the part of the
  /// differences between neighbours that survives a mean over nine pixels.
  ///
  /// Independent of contrast and of skin.
  public var blurAcross: Double
  public var blurDown: Double
  /// Grain of the background in brightness levels (standard deviation) after halving the picture, by the median of a Laplacian
  /// (Immerkær, 1996): edges and hair do not count.
  ///
  /// Nil when there is too little background.
  public var grain: Double?

  /// The worse direction: shake blurs one only.
  public var blur: Double { max(blurAcross, blurDown) }

  init(_ frame: PortraitFrame, background: BackgroundCells) {
    let rect = Self.innerFace(frame)
    let luma = frame.luma
    blurAcross = Self.blur(luma, columns: rect.columns, rows: rect.rows, step: 1)
    blurDown = Self.blur(luma, columns: rect.columns, rows: rect.rows, step: luma.width)
    grain = background.grain
  }

  /// From the brows to under the mouth: what has edges in every face.
  private static func innerFace(_ frame: PortraitFrame) -> (columns: Range<Int>, rows: Range<Int>) {
    let face = frame.face
    let width = frame.sitter.faceWidth
    let brows = min(face[MeshPoint.leftBrow[2]].y, face[MeshPoint.rightBrow[2]].y)
    func range(_ low: Double, _ high: Double, _ limit: Int) -> Range<Int> {
      let lower = Int(max(0, min(Double(limit) - 1, min(low, high))))
      let upper = Int(max(0, min(Double(limit), max(low, high))))
      return lower..<max(lower + 1, upper)
    }
    return (
      range(face[MeshPoint.cheekLeft].x, face[MeshPoint.cheekRight].x, frame.image.width),
      range(brows - 0.03 * width, face[MeshPoint.lipOuterBottom].y + 0.05 * width, frame.image.height)
    )
  }

  private static let window = 9

  /// Sums over all lines along one direction; `step` is the distance of neighbours in the plane.
  private static func blur(_ luma: LumaPlane, columns: Range<Int>, rows: Range<Int>, step: Int) -> Double {
    let isAcross = step == 1
    let length = isAcross ? columns.count : rows.count
    let lines = isAcross ? rows.count : columns.count
    guard length > window + 2, lines > 0 else { return 1 }
    let half = window / 2
    var all = 0
    var kept = 0
    luma.values.withUnsafeBufferPointer { values in
      for line in 0..<lines {
        let start =
          isAcross
          ? (rows.lowerBound + line) * luma.width + columns.lowerBound
          : rows.lowerBound * luma.width + columns.lowerBound + line
        // the difference of neighbouring means is that of the values entering and leaving the window
        for index in (half + 1)..<(length - half) {
          let here = Int(values[start &+ index &* step])
          let before = Int(values[start &+ (index &- 1) &* step])
          let entering = Int(values[start &+ (index &+ half) &* step])
          let leaving = Int(values[start &+ (index &- half &- 1) &* step])
          let sharp = abs(here &- before) &* window
          let soft = abs(entering &- leaving)
          all &+= sharp
          kept &+= min(sharp, soft)
        }
      }
    }
    return all > 0 ? Double(kept) / Double(all) : 1
  }
}
